"""Who passed an optional question over and why, as a table of its own."""

from collections.abc import Iterator

from moderation.enums import TranscriptNames
from moderation.models import Transcript
from moderation.transcripts.names import label
from moderation.transcripts.record import SkipRecord
from moderation.transcripts.selection import selection_of
from participants.enums import WhySkipped
from participants.models import Skip


def skips_of(transcript: Transcript) -> list[SkipRecord]:
    """Those that stand by then, in the guide's order; none in a part of the record.

    In an anonymised transcript nobody is named and no time is told, and the order says nothing.
    """
    if not selection_of(transcript).is_whole:
        return []
    names = TranscriptNames(transcript.identity)
    anonymous = names == TranscriptNames.ANONYMOUS
    skipped = (
        Skip.objects.filter(
            question__stage__board=transcript.board_id,
            participant__tester=False,
            skipped_at__lte=transcript.as_of,
        )
        .select_related("question", "participant")
        .order_by(
            "question__stage__position",
            "question__position",
            *(["why", "reason"] if anonymous else ["skipped_at", "pk"]),
        )
    )
    zone = transcript.board.zone
    return [
        SkipRecord(
            question=skip.question.key,
            author="" if anonymous else label(skip.participant, names),
            why=WhySkipped(skip.why) if skip.why else "",
            words=skip.reason,
            skipped_at=None if anonymous else skip.skipped_at.astimezone(zone),
        )
        for skip in skipped
    ]


def skip_rows(skips: list[SkipRecord]) -> Iterator[list[object]]:
    for one in skips:
        yield [getattr(one, name) for name in SkipRecord.model_fields]
