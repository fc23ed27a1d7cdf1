"""What a transcript says of itself before its rows begin."""

from moderation.models import Transcript
from moderation.participation import figures
from moderation.transcripts.guide import Guide, board_record
from moderation.transcripts.record import FORMAT, Heading


def heading_of(transcript: Transcript) -> Heading:
    """The board, its guide and its participation figures as of the transcript's moment."""
    board = transcript.board
    return Heading(
        format=FORMAT,
        made_at=transcript.as_of.astimezone(board.zone),
        identity=transcript.identity,
        board=board_record(board),
        participation=figures(board, transcript.as_of),
        guide=Guide.of(board).record(),
    )
