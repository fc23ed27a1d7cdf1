"""What a board gives to those who take part."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import translation

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from sessions.actions.staging import locked_board
from sessions.enums import GivenFor
from sessions.models import Board, ThankYou
from sessions.studio.placeholders import placeholders_in, refuse_to_let_out


@dataclass(frozen=True)
class Promise:
    """Without `what` nothing is given."""

    what: str
    given_for: GivenFor
    at_least: int | None
    after_withdrawal: str


@transaction.atomic
def promise_thanks(*, board: Board, promise: Promise, by: User, now: datetime) -> bool:
    """Participants are told so from now on. False, and nothing changes, where they were already.

    Raises Refused where the board is launched and something is still to be filled in.
    """
    board = locked_board(board)
    given = ThankYou.objects.filter(board=board).first()
    before = _in_words(board, given)
    if promise == _promised(given):
        return False
    if board.launched_at is not None:
        refuse_to_let_out(placeholders_in([promise.what, promise.after_withdrawal]))
    if given and not promise.what:
        given.delete()
        given = None
    elif promise.what:
        given, _made = ThankYou.objects.update_or_create(
            board=board,
            defaults={
                "what": promise.what,
                "given_for": promise.given_for,
                "at_least": promise.at_least,
                "after_withdrawal": promise.after_withdrawal,
            },
        )
    Entry.objects.record(
        "thank_you_changed",
        now=now,
        actor=by.pk,
        board=board.pk,
        subject=board,
        before=before,
        after=_in_words(board, given),
    )
    return True


def _in_words(board: Board, given: ThankYou | None) -> str | None:
    """As the board's participants are told it."""
    if given is None:
        return None
    with translation.override(board.language):
        return f"{given.what}. {given.in_words} {given.after_withdrawal}".strip()


def _promised(given: ThankYou | None) -> Promise:
    if given is None:
        return Promise("", GivenFor.WHOLE, None, "")
    return Promise(given.what, GivenFor(given.given_for), given.at_least, given.after_withdrawal)
