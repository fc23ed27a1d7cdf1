"""Staff enter what somebody said by e-mail, by telephone or on paper (rules 12 and 16)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from bulletin.audit.models import Entry
from bulletin.privacy.enums import Destroyable
from participants.actions.answering import submit_answer
from participants.actions.posting import take_turns
from participants.entry.actions.consenting import give_consent
from participants.enums import Channel
from participants.kinds.content import AnswerContent
from participants.models import Consent, Participant, Reply, ReplyVersion
from sessions.actions.destroying import refuse_to_bring_back
from sessions.actions.errors import Refused
from sessions.models import ConsentStatement, ConsentVersion, Question, StaffMember


@dataclass(frozen=True)
class Provenance:
    """How and when something was said (UTC), and where that can be looked up again."""

    channel: Channel
    said_at: datetime
    source: str


@transaction.atomic
def enter_for(
    *,
    participant: Participant,
    question: Question,
    content: AnswerContent,
    provenance: Provenance,
    staff: StaffMember,
    now: datetime,
    entry: int = 1,
) -> Reply:
    """The person has answered, at the moment they said it, marked as entered by `staff`.

    Raises NotOpen where the question took no answer from them at that moment, or they have
    not consented, and Refused where it would take the place of what they wrote themselves, or
    all that was said, or every note on where it came from, is destroyed.
    The same words entered again change nothing but the trail.
    """
    take_turns(participant, question, to_post_at=now)
    refuse_to_bring_back(staff.board_id, Destroyable.DATA)
    _refuse_source(staff, provenance)
    standing = answer_to(participant, question, entry)
    if standing and is_their_own(standing) and standing.said_at <= provenance.said_at:
        raise Refused(
            _("They wrote this answer themselves before that: it is theirs alone to correct."),
            field="said_at",
        )
    reply = submit_answer(
        participant=participant,
        question=question,
        content=content,
        entry=entry,
        channel=provenance.channel,
        said_at=provenance.said_at,
        source=provenance.source,
        entered_by=staff,
        now=now,
    )
    Entry.objects.record(
        "answer_entered",
        now=now,
        actor=staff.user_id,
        board=staff.board_id,
        subject=participant,
        question=str(question.pk),
        channel=provenance.channel.value,
        said_at=provenance.said_at.isoformat(),
    )
    return reply


def answer_to(participant: Participant, question: Question, entry: int) -> ReplyVersion | None:
    """What stands as their answer there, with its values; None where nothing does."""
    answers = (
        Reply.objects.answers()
        .standing()
        .filter(participant=participant, question=question, entry=entry)
    )
    return (
        ReplyVersion.objects.filter(pk__in=answers.values("current_version"))
        .prefetch_related("values__item", "values__column")
        .first()
    )


def is_their_own(version: ReplyVersion) -> bool:
    """Whether they wrote it on the board themselves, so that no staff may correct it (rule 16)."""
    return version.entered_by_id is None


@transaction.atomic
def enter_consent_for(
    *,
    participant: Participant,
    version: ConsentVersion,
    answers: Mapping[ConsentStatement, bool],
    provenance: Provenance,
    staff: StaffMember,
    now: datetime,
) -> Consent:
    """The person takes part under this version, as they said on that channel.

    Raises NotAgreed where a required statement was refused, and Refused for whoever holds no
    place any more, a moment at which nobody can have agreed to this version, or a note on where
    it came from once those are destroyed. A second call changes nothing.
    """
    Participant.objects.select_for_update().get(pk=participant.pk)
    _refuse_source(staff, provenance)
    _refuse_consent(participant, version, provenance.said_at, now)
    return give_consent(
        participant=participant,
        version=version,
        answers=answers,
        now=now,
        said_at=provenance.said_at,
        channel=provenance.channel,
        source=provenance.source,
        entered_by=staff.user,
    )


def _refuse_source(staff: StaffMember, provenance: Provenance) -> None:
    if provenance.source:
        noted = (Destroyable.KEY, Destroyable.CONTACTS)
        refuse_to_bring_back(staff.board_id, *noted, field="source")


def _refuse_consent(
    participant: Participant, version: ConsentVersion, said_at: datetime, now: datetime
) -> None:
    """Moments are typed to the minute, so the minute of publishing counts as after it."""
    if participant.deactivated_at or participant.withdrawn_at or participant.erased_at:
        raise Refused(_("They hold no place on this board any more."))
    if said_at > now:
        raise Refused(_("That lies in the future."), field="said_at")
    published_at = version.published_at
    if published_at is None or said_at < published_at.replace(second=0, microsecond=0):
        raise Refused(
            _("The information they would agree to was published after that."), field="said_at"
        )
