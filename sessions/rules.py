"""What may be done to a board and its stages at `now`. Predicates only; nothing is changed here."""

from datetime import datetime

from bulletin.accounts.models import User
from sessions.enums import Opening, Reveal
from sessions.models import Board, Question, StaffMember, Stage


def has_opened(stage: Stage, now: datetime) -> bool:
    """Whether participants may have seen this stage: launched, released, and its time come.

    A stage opened by progress counts as opened once released, since someone may have
    reached it. The board must be loaded.
    """
    if not (stage.board.is_launched(now) and stage.is_released):
        return False
    if stage.opening == Opening.AFTER_PREVIOUS:
        return True
    return stage.opens_at is not None and stage.opens_at <= now


def has_closed(stage: Stage, now: datetime) -> bool:
    return stage.closes_or_ends_at <= now


def is_past_due(stage: Stage, now: datetime) -> bool:
    return stage.due_or_ends_at <= now


def is_overdue_for_release(stage: Stage, now: datetime) -> bool:
    """Its time has come and nobody has released it: participants read "opens soon"."""
    return not stage.is_released and stage.opens_at is not None and stage.opens_at <= now


def may_be_held_back(stage: Stage, now: datetime) -> bool:
    """A release can be taken back only until participants have seen the stage."""
    return stage.is_released and not has_opened(stage, now)


def may_open_now(stage: Stage, now: datetime) -> bool:
    """Only what the clock or a hand opens; what waits for progress opens for each by itself."""
    return (
        stage.opening != Opening.AFTER_PREVIOUS
        and stage.board.is_launched(now)
        and not stage.board.has_ended(now)
        and not has_opened(stage, now)
    )


def may_close_now(stage: Stage, now: datetime) -> bool:
    return has_opened(stage, now) and not has_closed(stage, now)


def may_be_paused(board: Board, now: datetime) -> bool:
    return board.is_launched(now) and not board.grace_is_over(now)


def may_be_revealed(question: Question) -> bool:
    return question.reveal == Reveal.ON_REVEAL and question.revealed_at is None


def may_make_boards(user: User) -> bool:
    """Whom the installation allows it, and whoever is facilitator of a board already."""
    return user.may_create_boards or StaffMember.objects.facilitators().filter(user=user).exists()
