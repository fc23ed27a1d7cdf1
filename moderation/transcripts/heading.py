"""What a transcript says of itself before its rows begin."""

from moderation.enums import Standing, TranscriptNames
from moderation.models import Transcript
from moderation.participation import figures
from moderation.participation.piloting import pilots_of
from moderation.transcripts.about import sentences
from moderation.transcripts.guide import Guide, board_record
from moderation.transcripts.record import FORMAT, Heading
from moderation.transcripts.selection import selection_of
from moderation.transcripts.skips import skips_of
from moderation.transcripts.verdicts import verdicts_of


def heading_of(transcript: Transcript) -> Heading:
    """The board, its guide and its participation figures as of the transcript's moment."""
    board, names = transcript.board, TranscriptNames(transcript.identity)
    dated = names.standing != Standing.ANONYMISED
    selection = selection_of(transcript)
    pilots = [] if selection.instructions_only else pilots_of(board, transcript.as_of, dated=dated)
    return Heading(
        format=FORMAT,
        made_at=transcript.as_of.astimezone(board.zone),
        identity=names,
        standing=names.standing,
        selection=selection,
        about=[*sentences(transcript), *pilots],
        board=board_record(board, dated=dated),
        participation=figures(board, transcript.as_of),
        guide=Guide.of(board).record(dated=dated),
        verdicts=verdicts_of(transcript),
        skips=skips_of(transcript),
    )
