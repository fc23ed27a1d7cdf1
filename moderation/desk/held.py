"""How much mail a pause holds back."""

from bulletin.outbox.enums import Wait
from bulletin.outbox.models import Notice
from moderation.web import Desk


def held_mails(desk: Desk) -> int:
    """No query where the board is not paused."""
    if desk.pause is None:
        return 0
    return Notice.objects.open().filter(board=desk.board.pk, held_why=Wait.PAUSED).count()
