"""The end of a board: what came of it, what people say of that, and what is destroyed."""

from datetime import datetime
from typing import Any

from bulletin.privacy.enums import Destroyable
from bulletin.privacy.models import Destruction
from bulletin.text.markdown import to_html
from participants.enums import Vote
from participants.models import Findings, Participant, Verdict
from sessions.models import Board

from .boards import facilitator
from .moments import NOW


def findings(
    board: Board, text: str = "What came of it.", *, sent_at: datetime | None = NOW, **fields: Any
) -> Findings:
    """The board's report, sent unless `sent_at` is None."""
    return Findings.objects.create(
        board=board,
        text=text,
        text_html=to_html(text),
        changed_at=NOW,
        sent_at=sent_at,
        sent_by=facilitator(board).user if sent_at else None,
        **fields,
    )


def verdict(
    participant: Participant, said: Vote = Vote.AGREE, words: str = "", *, said_at: datetime = NOW
) -> Verdict:
    """What this person says of their board's findings."""
    return Verdict.objects.create(
        findings=participant.board.findings,
        participant=participant,
        verdict=said,
        words=words,
        said_at=said_at,
    )


def destruction(
    board: Board, what: Destroyable = Destroyable.CONTACTS, *, at: datetime = NOW
) -> Destruction:
    """A receipt, without anything being destroyed."""
    return Destruction.objects.create(
        board=board.pk, what=what, at=at, by=facilitator(board).user_id
    )
