"""What a transcript says of itself before its rows begin."""

from moderation.enums import Standing, TranscriptNames
from moderation.models import Transcript
from moderation.participation import figures
from moderation.transcripts.about import sentences
from moderation.transcripts.guide import Guide, board_record
from moderation.transcripts.record import FORMAT, Heading
from moderation.transcripts.selection import selection_of


def heading_of(transcript: Transcript) -> Heading:
    """The board, its guide and its participation figures as of the transcript's moment."""
    board, names = transcript.board, TranscriptNames(transcript.identity)
    dated = names.standing != Standing.ANONYMISED
    return Heading(
        format=FORMAT,
        made_at=transcript.as_of.astimezone(board.zone),
        identity=names,
        standing=names.standing,
        selection=selection_of(transcript),
        about=sentences(transcript),
        board=board_record(board, dated=dated),
        participation=figures(board, transcript.as_of),
        guide=Guide.of(board).record(dated=dated),
    )
