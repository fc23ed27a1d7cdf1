"""What somebody wrote goes from the database, and tombstones stand in its place (rules 4, 12)."""

from datetime import datetime

from django.db.models import Q
from django.db.models.functions import Coalesce

from bulletin.media.models import MediaFile
from bulletin.media.removing import remove
from bulletin.privacy.scrubbing import scrubbing
from participants.actions.routing import follow_answers
from participants.models import (
    AnswerValue,
    Call,
    Membership,
    Mention,
    Participant,
    Quote,
    Redaction,
    ReplyVersion,
    Resonance,
    Upload,
)
from participants.models.reply import ReplyQuerySet
from sessions.models import Question, SegmentSet


def remove_words(participant: Participant, replies: ReplyQuerySet, *, now: datetime) -> None:
    """Of these replies of theirs nothing is left but that there were some, and when.

    Words, values, what was hidden in them, quotations of them and the files that nothing else has
    are gone. What others wrote to them stays, and nothing locks. The person should be held.
    """
    versions = ReplyVersion.objects.filter(reply__in=replies)
    sent = Upload.objects.filter(participant=participant, file__values__version__in=versions)
    files = list(sent.values_list("file", flat=True))
    Redaction.objects.filter(version__in=versions).delete()
    AnswerValue.objects.filter(version__in=versions).delete()
    Mention.objects.filter(version__in=versions).delete()
    Quote.objects.filter(Q(version__in=versions) | Q(quoted__in=versions)).delete()
    Resonance.objects.filter(reply__in=replies).delete()
    remove(MediaFile.objects.filter(pk__in=files, values=None))
    with scrubbing():
        versions.update(
            text="",
            html="",
            original="",
            lexemes=None,
            source="",
            withdrawn_at=Coalesce("withdrawn_at", now),
        )
    Call.objects.filter(participant=participant, reply__in=replies).update(why="")
    replies.update(withdrawn_at=Coalesce("withdrawn_at", now))


def forget_routes(
    participant: Participant, replies: ReplyQuerySet, *, now: datetime
) -> list[SegmentSet]:
    """Nothing tells any more what they chose in these, but where replies are read within a set:
    what others wrote in their threads stays with those who could read it. The sets in which
    something changed."""
    limited = SegmentSet.objects.filter(
        pk__in=Question.objects.filter(stage__board=participant.board_id).values("within_set")
    )
    routed = Membership.objects.filter(participant=participant, routed_by__in=replies)
    gone = routed.exclude(ended_at=None, segment_set__in=limited)
    sets = SegmentSet.objects.exclude(pk__in=limited).filter(
        pk__in=list(gone.values_list("segment_set", flat=True))
    )
    gone.delete()
    return follow_answers(participant, sets, now=now)
