"""What a facilitator may do to the whole board now."""

from django.urls import reverse
from django.utils.translation import gettext as _

from moderation.desk.deeds.base import Deed
from moderation.web import Desk


def of_board(desk: Desk) -> list[Deed]:
    if not desk.member.is_facilitator:
        return []
    copy = Deed(_("Copy it"), _url(desk, "desk_copy"))
    if desk.board.is_over(desk.now):
        return [Deed(_("The end and the archive"), _url(desk, "desk_ending"), main=True), copy]
    trial = Deed(_("Try it out"), _url(desk, "desk_testers"))
    end = Deed(_("Move the end"), _url(desk, "desk_end"))
    if not desk.board.is_launched(desk.now):
        return [Deed(_("Launch the board"), _url(desk, "desk_launch"), main=True), end, trial, copy]
    if desk.pause:
        return [_resume(desk), end, trial, copy]
    return [Deed(_("Pause the board"), _url(desk, "desk_pause")), end, trial, copy]


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
