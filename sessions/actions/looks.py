"""What participants' pages of a board look like: its colour, and its logo."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from bulletin.media.keeping import Harmless
from bulletin.media.models import MediaFile
from bulletin.media.refusing import NotTaken
from sessions.actions.staging import locked_board
from sessions.models import Board
from sessions.script.shape import LookScript


@transaction.atomic
def set_look(
    *, board: Board, accent: str, logo: MediaFile | None, alternative: str, by: User, now: datetime
) -> bool:
    """Participants' pages look so from now on; whether that is a change.

    `accent` is `#rrggbb`, or empty for our own colour; `logo` is a picture of the board's guide,
    and there with its `alternative` or not at all.
    """
    board = locked_board(board)
    there = (board.accent, board.logo_id, board.logo_alternative)
    if there == (accent, logo and logo.pk, alternative):
        return False
    which = _changed(board, accent, logo, alternative)
    board.accent, board.logo, board.logo_alternative = accent, logo, alternative
    board.save(update_fields=["accent", "logo", "logo_alternative"])
    Entry.objects.record(
        "board_look_changed",
        now=now,
        actor=by.pk,
        board=board.pk,
        subject=board,
        which=", ".join(which),
    )
    return True


def _changed(board: Board, accent: str, logo: MediaFile | None, alternative: str) -> list[str]:
    is_other_logo = (board.logo_id, board.logo_alternative) != (logo and logo.pk, alternative)
    changed = {"accent": board.accent != accent, "logo": is_other_logo}
    return [name for name, is_changed in changed.items() if is_changed]


def refuse_a_logo_that_is_no_picture(look: LookScript, files: Mapping[str, Harmless]) -> None:
    """Raises NotTaken."""
    if look.logo and not files[look.logo].is_picture:
        raise NotTaken(_("The logo “%(key)s” is no picture.") % {"key": look.logo})


def give_logo(board: Board, look: LookScript, files: Mapping[str, MediaFile]) -> None:
    """The new board has the logo that its script names, if any."""
    if look.logo:
        board.logo, board.logo_alternative = files[look.logo], look.alternative or ""
        board.save(update_fields=["logo", "logo_alternative"])
