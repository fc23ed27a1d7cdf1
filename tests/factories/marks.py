"""What staff leave beside replies, and make of them: codes, stars, passages, statements."""

from datetime import datetime

from moderation.models import Code, Coding, Passage, Star, Statement
from participants.models import Reply
from sessions.models import Board, StaffMember

from .boards import facilitator
from .moments import NOW


def code(board: Board, name: str = "Trust", *, parent: Code | None = None) -> Code:
    """A code at the end of the board's codebook."""
    return Code.objects.create(board=board, name=name, parent=parent, position=board.codes.count())


def coding(
    code: Code, reply: Reply, *, by: StaffMember | None = None, made_at: datetime = NOW
) -> Coding:
    """The code on the whole of the reply's current version; by the facilitator, if by nobody."""
    analyst, current = by or facilitator(code.board), reply.current_version
    assert current is not None
    return Coding.objects.create(code=code, version=current, made_at=made_at, made_by=analyst.user)


def star(member: StaffMember, reply: Reply, *, made_at: datetime = NOW) -> Star:
    return Star.objects.create(member=member, reply=reply, made_at=made_at)


def passage(reply: Reply, start: int | None = None, end: int | None = None) -> Passage:
    """The facilitator collected the current version, or this range of what was submitted."""
    by, current = facilitator(reply.board), reply.current_version
    assert current is not None
    return Passage.objects.create(
        version=current, start=start, end=end, made_at=NOW, made_by=by.user
    )


def statement(
    board: Board, text: str = "We lack time.", *passages: Passage, **fields: object
) -> Statement:
    """The board's last statement, with these passages under it."""
    given = {"board": board, "text": text, "position": board.statements.count()}
    made = Statement.objects.create(**{**given, **fields})
    made.passages.add(*passages)
    return made
