"""A person is erased: whatever says who they were or what they said is gone (rule 14)."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from bulletin.accounts.models import User
from bulletin.media.models import MediaFile
from bulletin.media.removing import remove
from bulletin.outbox.enums import Reason
from bulletin.outbox.models import Mail, Notice
from bulletin.privacy.emptying import empty
from bulletin.privacy.scrubbing import scrubbing
from participants.actions.posting import take_turns
from participants.models import (
    AnswerValue,
    Call,
    Consent,
    Device,
    DevicePermission,
    Draft,
    EntryCode,
    Extension,
    Membership,
    Mention,
    Participant,
    PersonalLink,
    Quote,
    Redaction,
    Reply,
    ReplyVersion,
    Resonance,
    Skip,
    Thanks,
    Verdict,
)
from sessions.models import StaffMember

# Their rows stay for what they count; what is declared scrubbed in them is emptied.
EMPTIED = (Extension, Skip, Consent, Device, Thanks)
# Their rows go.
REMOVED = (Draft, EntryCode, DevicePermission, Verdict, Mention, Resonance)


@transaction.atomic
def erase_place(*, participant: Participant, now: datetime) -> Mapping[str, int] | None:
    """Nothing of them is left but tombstones: how much there was of what. None where they were
    erased before.

    What others replied to them keeps its place. A private exchange goes on both sides, for it
    was with them alone. Files go from the disk once all of it is certain.
    """
    take_turns(participant)
    participant.refresh_from_db()
    if participant.erased_at is not None:
        return None
    told = _empty_words(participant, now) | _remove_files(participant)
    for emptied in EMPTIED:
        empty(emptied._default_manager.filter(participant=participant))
    for removed in REMOVED:
        removed._default_manager.filter(participant=participant).delete()
    told["mails"] = _forget_mail(participant, now)
    _shut_out(participant, now)
    _leave_segments(participant)
    _blot_out(participant, now)
    return told


def theirs(participant: Participant) -> Q:
    """Of replies: what they wrote, and private exchanges with them."""
    return Q(participant=participant) | Q(private_to=participant)


def _empty_words(participant: Participant, now: datetime) -> dict[str, int]:
    replies = Reply.objects.filter(theirs(participant))
    versions = ReplyVersion.objects.filter(reply__in=replies)
    told = {
        "replies": Reply.objects.filter(participant=participant).count(),
        "versions": versions.count(),
        "drafts": Draft.objects.filter(participant=participant).count(),
    }
    Redaction.objects.filter(version__in=versions).delete()
    AnswerValue.objects.filter(version__in=versions).delete()
    Mention.objects.filter(version__in=versions).delete()
    Quote.objects.filter(Q(version__in=versions) | Q(quoted__in=versions)).delete()
    Resonance.objects.filter(reply__in=replies).delete()
    with scrubbing():
        empty(versions)
    empty(Call.objects.filter(Q(participant=participant) | Q(reply__in=replies)))
    empty(replies)
    replies.filter(withdrawn_at=None).update(withdrawn_at=now)
    return told


def _remove_files(participant: Participant) -> dict[str, int]:
    sent = MediaFile.objects.filter(upload__participant=participant)
    number = sent.count()
    remove(sent)
    return {"files": number}


def _forget_mail(participant: Participant, now: datetime) -> int:
    """Nothing is owed to them, and no worker has a mail of theirs in its hands any more; of what
    was sent stays that it was, and when."""
    notices = Notice.objects.filter(recipient=participant.pk)
    mails = Mail.objects.filter(recipient=participant.pk)
    notices.drop(Reason.GONE, now=now)
    mails.unfinished().update(dropped_at=now, claimed_until=None)
    empty(notices)
    return empty(mails)


def _shut_out(participant: Participant, now: datetime) -> None:
    PersonalLink.objects.filter(participant=participant, revoked_at=None).update(revoked_at=now)
    Device.objects.filter(participant=participant, ended_at=None).update(ended_at=now)


def _leave_segments(participant: Participant) -> None:
    """But where a value says who reads their thread: what others wrote there stays readable."""
    limiting = participant.board.stages.filter(questions__within_set__isnull=False)
    sets = limiting.values("questions__within_set")
    here = Membership.objects.filter(participant=participant)
    here.exclude(segment_set__in=sets, ended_at=None).delete()


def _blot_out(participant: Participant, now: datetime) -> None:
    user, board = participant.user, participant.board
    row = Participant.objects.filter(pk=participant.pk)
    empty(row)
    row.update(
        user=None,
        erased_at=now,
        away_until=None,
        timezone=board.timezone,
        language=board.language,
    )
    if user is not None:
        _let_go(user)
    participant.refresh_from_db()


def _let_go(user: User) -> None:
    """Whoever signs in for nothing else any more has no account either."""
    is_staff = user.may_create_boards or StaffMember.objects.filter(user=user).exists()
    if not is_staff and not Participant.objects.filter(user=user).exists():
        user.delete()
