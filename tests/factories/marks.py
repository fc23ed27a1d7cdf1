"""What staff leave beside replies: codes and stars."""

from datetime import datetime

from moderation.models import Code, Coding, Star
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
