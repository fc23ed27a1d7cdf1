"""From everything that a reader may read to what one transcript speaks of."""

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from moderation.enums import TranscriptPart
from moderation.models import Coding, Transcript
from moderation.transcripts.selection import Selection, selection_of
from participants.enums import ReplyKind
from participants.models import Membership, Reply

if TYPE_CHECKING:
    from typing import TypedDict
    from uuid import UUID

    from django_stubs_ext import WithAnnotations

    class About(TypedDict):
        about: UUID | None

    Addressed = WithAnnotations[Reply, About]

_LEFT_OUT = {
    TranscriptPart.STAFF: Q(kind=ReplyKind.COMMENT, staff__isnull=False),
    TranscriptPart.PROBES: Q(kind=ReplyKind.PROBE),
    TranscriptPart.PRIVATE: Q(private_to__isnull=False),
}


def selected(replies: QuerySet[Reply], transcript: Transcript) -> "QuerySet[Addressed]":
    """Those of the replies that were chosen, each with `about`: the participant it belongs to."""
    selection = selection_of(transcript)
    chosen = _of_segments(with_whom(replies), selection)
    if selection.instructions_only:
        return chosen.none()
    chosen = chosen.filter(_said_then(transcript, selection), _coded(transcript, selection))
    for part in selection.left_out:
        chosen = chosen.exclude(_LEFT_OUT.get(part, Q(pk__in=[])))
    return chosen.filter(kind__in=selection.kinds) if selection.kinds else chosen


def with_whom(replies: QuerySet[Reply]) -> "QuerySet[Addressed]":
    """Each with `about`: its author, or for what staff said whom they said it to."""
    return replies.annotate(
        about=Coalesce(
            "participant",
            "private_to",
            F("in_reply_to__participant"),
            F("parent__participant"),
            F("thread__participant"),
        )
    )


def _of_segments(replies: "QuerySet[Addressed]", selection: Selection) -> "QuerySet[Addressed]":
    for key, values in selection.segments.items():
        held = Membership.objects.current().filter(
            segment_set__key=key, segment__value__in=values, participant=OuterRef("about")
        )
        replies = replies.filter(Exists(held))
    return replies


def _said_then(transcript: Transcript, selection: Selection) -> Q:
    zone = transcript.board.zone
    bounds: dict[str, Any] = {
        "said_at__gte": selection.begins_at(zone),
        "said_at__lt": selection.ends_before(zone),
    }
    return Q(**{lookup: bound for lookup, bound in bounds.items() if bound})


def _coded(transcript: Transcript, selection: Selection) -> Q:
    """Whether a version of it has one of the chosen codes; true of all where none was chosen."""
    if not selection.codes:
        return Q()
    codings = Coding.objects.current().filter(
        version__reply=OuterRef("pk"),
        code__name__in=selection.codes,
        made_at__lte=transcript.as_of,
    )
    return Q(Exists(codings))
