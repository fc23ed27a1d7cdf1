"""What contributors said of the report, as a section of its own behind what they said before."""

from collections.abc import Iterator

from django.db.models import Case, IntegerField, Value, When
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from moderation.enums import TranscriptNames
from moderation.models import Transcript
from moderation.transcripts.names import label
from moderation.transcripts.notes import Notes
from moderation.transcripts.record import VerdictRecord
from moderation.transcripts.selection import selection_of
from participants.enums import Vote
from participants.models import Verdict


def verdicts_of(transcript: Transcript) -> list[VerdictRecord]:
    """Those given by then, in the order in which they came; none in a part of the record.

    In an anonymised transcript nobody is named and no time is told, and the order says nothing.
    """
    if not selection_of(transcript).is_whole:
        return []
    names = TranscriptNames(transcript.identity)
    given = Verdict.objects.filter(
        findings__board=transcript.board_id,
        participant__tester=False,
        said_at__lte=transcript.as_of,
    ).select_related("participant")
    if names != TranscriptNames.ANONYMOUS:
        zone = transcript.board.zone
        return [
            VerdictRecord(
                author=label(one.participant, names),
                verdict=Vote(one.verdict),
                words=one.words,
                said_at=one.said_at.astimezone(zone),
            )
            for one in given.order_by("said_at", "pk")
        ]
    places = [When(verdict=vote.value, then=Value(at)) for at, vote in enumerate(Vote)]
    by_verdict = Case(*places, output_field=IntegerField())
    return [
        VerdictRecord(
            author=_("Somebody who contributed"),
            verdict=Vote(one.verdict),
            words=one.words,
            said_at=None,
        )
        for one in given.order_by(by_verdict, "words")
    ]


def notes_of(verdict: VerdictRecord) -> Notes:
    """When it was said, where that is told: it has no number among the replies."""
    form = pgettext("format of a date and time", "j F Y, H:i")
    said = format_date(verdict.said_at, form) if verdict.said_at else _("of the report")
    return Notes(0, said, ())


def verdict_rows(verdicts: list[VerdictRecord]) -> Iterator[list[object]]:
    for one in verdicts:
        yield [getattr(one, name) for name in VerdictRecord.model_fields]
