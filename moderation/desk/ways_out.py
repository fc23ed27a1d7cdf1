"""The ways in which somebody leaves a board, from the lightest to what cannot be taken back.

Each is a function that gives a `WayOut` to those who may go it, or None.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from moderation.web import Desk
from participants.models import Participant


@dataclass(frozen=True)
class WayOut:
    """What it is and what stays, in two sentences, with the page on which it is confirmed."""

    title: str
    sentences: str
    url: str
    label: str


def ways_out(desk: Desk, person: Participant) -> list[WayOut]:
    """Those still open to somebody; for who reads everything alone."""
    if not desk.member.reads_everything:
        return []
    return [way for offer in WAYS_OUT if (way := offer(desk, person))]


def _closing(desk: Desk, person: Participant) -> WayOut | None:
    if person.deactivated_at or person.withdrawn_at or person.erased_at:
        return None
    return WayOut(
        _("Close their place"),
        _(
            "They get in no more and get no mail, and what they wrote stays. It can be undone at"
            " any time."
        ),
        reverse("desk_deactivation", args=[desk.board.slug, person.pk]),
        _("Close their place"),
    )


def _withdrawing(desk: Desk, person: Participant) -> WayOut | None:
    if person.withdrawn_at or person.erased_at:
        return None
    return WayOut(
        _("Withdraw them"),
        _(
            "They have said that they no longer take part, and decide whether their answers stay"
            " or are removed. It cannot be undone; their name and address stay on record."
        ),
        reverse("desk_withdrawal", args=[desk.board.slug, person.pk]),
        _("Withdraw them"),
    )


def _erasing(desk: Desk, person: Participant) -> WayOut | None:
    """Also for somebody who has withdrawn: they may have asked for that with it."""
    if person.erased_at or not desk.member.is_facilitator:
        return None
    return WayOut(
        _("Erase them"),
        _(
            "Their name, their address and every word they wrote are emptied, here and in what"
            " was made of them, and a receipt says so. Nothing brings them back."
        ),
        reverse("desk_erasure", args=[desk.board.slug, person.pk]),
        _("Erase them"),
    )


WAYS_OUT: tuple[Callable[[Desk, Participant], WayOut | None], ...] = (
    _closing,
    _withdrawing,
    _erasing,
)
