"""What staff tell participants, and give them."""

from datetime import datetime
from typing import Any

from bulletin.text.markdown import to_html
from participants.models import Announcement
from sessions.models import Board, ThankYou

from .boards import facilitator
from .moments import HOUR, NOW


def announcement(
    board: Board,
    title: str = "Thank you so far",
    text: str = "The second stage opens on Tuesday.",
    *,
    appears_at: datetime | None = NOW - HOUR,
    **fields: Any,
) -> Announcement:
    """To everybody, an hour ago; a draft without `appears_at`."""
    by = facilitator(board).user
    return Announcement.objects.create(
        board=board,
        title=title,
        text=text,
        text_html=to_html(text),
        written_at=NOW - HOUR,
        written_by=by,
        appears_at=appears_at,
        published_at=min(appears_at, NOW) if appears_at else None,
        published_by=by if appears_at else None,
        **fields,
    )


def thank_you(board: Board, what: str = "A voucher of 20 euros", **fields: Any) -> ThankYou:
    return ThankYou.objects.create(board=board, what=what, **fields)
