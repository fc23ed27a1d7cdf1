"""What a facilitator may do to the whole board now."""

from django.urls import reverse
from django.utils.translation import gettext as _

from moderation.desk.deeds.base import Deed
from moderation.web import Desk
from sessions.rules import may_be_paused


def of_board(desk: Desk) -> list[Deed]:
    if not desk.member.is_facilitator:
        return []
    if not desk.board.is_launched(desk.now):
        return [Deed(_("Launch the board"), _url(desk, "desk_launch"), main=True)]
    if desk.pause:
        return [_resume(desk)]
    if may_be_paused(desk.board, desk.now):
        return [Deed(_("Pause the board"), _url(desk, "desk_pause"))]
    return []


def _resume(desk: Desk) -> Deed:
    return Deed(
        _("Resume the board"),
        _url(desk, "desk_resumption"),
        _(
            "Participants can write again. Reminders that were held and are still wanted go"
            " out. The dates are as they were."
        ),
        _("Resume the board"),
        main=True,
    )


def _url(desk: Desk, name: str) -> str:
    return reverse(name, args=[desk.board.slug])
