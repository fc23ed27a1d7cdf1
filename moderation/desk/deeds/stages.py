"""What a facilitator may do to a stage now."""

from django.urls import reverse
from django.utils.translation import gettext as _

from bulletin.text.moments import day_and_time, zone_name
from moderation.desk.deeds.base import Deed, told
from moderation.desk.reach import Reach
from moderation.web import Desk
from sessions.enums import Opening
from sessions.models import Stage
from sessions.rules import has_opened, may_be_held_back, may_close_now, may_open_now


def of_stage(desk: Desk, stage: Stage, reach: Reach) -> list[Deed]:
    """For a facilitator, in the order in which a stage lives; a moderator gives more time."""
    if not desk.member.is_facilitator:
        return [_more_time(desk, stage)] if _takes_more_time(desk, stage) else []
    now, deeds = desk.now, []
    if not stage.is_released:
        deeds.append(_release(desk, stage, reach))
    if may_open_now(stage, now):
        deeds.append(_open_now(desk, stage, reach))
    if may_close_now(stage, now):
        deeds.append(_close_now(desk, stage))
    if not desk.board.has_ended(now):
        deeds.append(Deed(_("Move dates"), _url(desk, "desk_dates", stage)))
    if _takes_more_time(desk, stage):
        deeds.append(_more_time(desk, stage))
    if may_be_held_back(stage, now):
        deeds.append(_hold_back(desk, stage))
    return deeds


def when(desk: Desk, stage: Stage) -> str:
    """The stage's opening as the desk's clock shows it, with the zone; it must have one."""
    assert stage.opens_at is not None
    return f"{day_and_time(stage.opens_at, desk.zone)} {zone_name(desk.zone)}"


def _release(desk: Desk, stage: Stage, reach: Reach) -> Deed:
    return Deed(
        _("Release"),
        _url(desk, "desk_release", stage),
        _release_sentence(desk, stage, reach),
        _("Release this stage"),
        main=True,
    )


def _release_sentence(desk: Desk, stage: Stage, reach: Reach) -> str:
    if stage.opening == Opening.AFTER_PREVIOUS:
        return _(
            "It then opens for each person as they finish the stage before it. Those who have"
            " finished it already are told by e-mail."
        )
    if stage.opens_at is None:
        return _("It then waits until you open it.")
    if not desk.board.is_launched(desk.now):
        return _("It then opens at %(when)s, once the board is launched.") % {
            "when": when(desk, stage)
        }
    if stage.opens_at <= desk.now:
        opens = _("Its time has come: it opens at once, and cannot be held back again.")
    else:
        opens = _("It then opens at %(when)s.") % {"when": when(desk, stage)}
    return f"{opens} {told(reach.of(stage))}"


def _open_now(desk: Desk, stage: Stage, reach: Reach) -> Deed:
    opens = _("It opens at once, instead of at its date, and cannot be held back again.")
    if not stage.is_released:
        opens = _("It is released and opens at once; it cannot be held back again.")
    return Deed(
        _("Open now"),
        _url(desk, "desk_opening", stage),
        f"{opens} {told(reach.of(stage))}",
        _("Open this stage now"),
    )


def _close_now(desk: Desk, stage: Stage) -> Deed:
    return Deed(
        _("Close now"),
        _url(desk, "desk_closing", stage),
        _(
            "Nobody can answer it from then on, except people who were given more time. Replies"
            " that wait for its closing open to those who answered. Nobody is told by e-mail."
        ),
        _("Close this stage now"),
        grave=True,
    )


def _takes_more_time(desk: Desk, stage: Stage) -> bool:
    """Whether somebody may be given more time: it has opened, and the grace is not over."""
    over = desk.board.grace_is_over(desk.now)
    return desk.member.reads_everything and has_opened(stage, desk.now) and not over


def _more_time(desk: Desk, stage: Stage) -> Deed:
    return Deed(_("Give more time"), _url(desk, "desk_stage_more_time", stage))


def _hold_back(desk: Desk, stage: Stage) -> Deed:
    return Deed(
        _("Take the release back"),
        _url(desk, "desk_holding", stage),
        _("It then stays shut, even past its date, until somebody releases it again."),
        _("Take the release back"),
        grave=True,
    )


def _url(desk: Desk, name: str, stage: Stage) -> str:
    return reverse(name, args=[desk.board.slug, stage.pk])
