"""What a facilitator should look at now, most pressing first; a quiet board has none."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bulletin.outbox.models import Mail
from bulletin.privacy.models import Destruction
from bulletin.text.moments import from_now
from moderation.desk.deeds.stages import when
from moderation.web import Desk
from participants.models import Participant
from sessions.models import Stage
from sessions.rules import is_overdue_for_release

RELEASE_SOON = timedelta(hours=24)
# So long after a pause its passed dates are spoken of.
REMARKED_FOR = timedelta(days=3)


@dataclass(frozen=True)
class Concern:
    """A sentence, how grave it is (`bad` or `warn`), and where it is mended."""

    sentence: str
    tone: str
    url: str = ""
    link: str = ""


def concerns_for(desk: Desk, stages: list[Stage]) -> list[Concern]:
    """Two queries, and one more where a day for destroying has come. Observers and recruiters are
    shown none: they can mend nothing."""
    if not desk.member.reads_everything:
        return []
    return [
        *_to_destroy(desk),
        *_unreleased(desk, stages),
        *_passed_in_a_pause(desk, stages),
        *_undelivered(desk),
    ]


def _to_destroy(desk: Desk) -> Iterator[Concern]:
    today = desk.now.astimezone(desk.board.zone).date()
    due = {one.key for one in desk.board.destruction_days if one.day <= today}
    if not due or not desk.member.is_facilitator:
        return
    gone = Destruction.objects.filter(board=desk.board.pk, what__in=due)
    if gone.count() < len(due):
        yield Concern(
            _("The day has come on which something is to be destroyed."),
            "warn",
            reverse("desk_destruction_days", args=[desk.board.slug]),
            _("See what"),
        )


def _unreleased(desk: Desk, stages: list[Stage]) -> Iterator[Concern]:
    if not desk.board.is_launched(desk.now):
        return
    for stage in stages:
        if is_overdue_for_release(stage, desk.now):
            yield Concern(
                _("“%(stage)s” should have opened, and is not released: participants wait.")
                % {"stage": stage.title},
                "bad",
            )
        elif _opens_soon_unreleased(desk, stage):
            assert stage.opens_at is not None
            yield Concern(
                _("“%(stage)s” is not released. Its time comes %(from_now)s, at %(when)s.")
                % {
                    "stage": stage.title,
                    "from_now": from_now(stage.opens_at, desk.now),
                    "when": when(desk, stage),
                },
                "warn",
            )


def _opens_soon_unreleased(desk: Desk, stage: Stage) -> bool:
    return (
        not stage.is_released
        and stage.opens_at is not None
        and stage.opens_at - desk.now <= RELEASE_SOON
    )


def _passed_in_a_pause(desk: Desk, stages: list[Stage]) -> Iterator[Concern]:
    """Dates stay while a board is paused: those that passed meanwhile may have to be moved."""
    pause = desk.board.pauses.order_by("-started_at").first()
    if pause is None or (pause.ended_at and desk.now - pause.ended_at > REMARKED_FOR):
        return
    ended = min(pause.ended_at or desk.now, desk.now)
    for stage in stages:
        if any(at and pause.started_at < at <= ended for at in (stage.due_at, stage.closes_at)):
            yield Concern(
                _("A date of “%(stage)s” passed while the board was paused.")
                % {"stage": stage.title},
                "warn",
                _dates(desk, stage),
                _("Move it"),
            )


def _dates(desk: Desk, stage: Stage) -> str:
    if not desk.member.is_facilitator:
        return ""
    return reverse("desk_dates", args=[desk.board.slug, stage.pk])


def _undelivered(desk: Desk) -> Iterator[Concern]:
    refused = Mail.objects.filter(recipient=OuterRef("pk"), failed_at__isnull=False)
    people = (
        Participant.objects.active()
        .filter(board=desk.board)
        .filter(Exists(refused) | Q(address_bad_at__isnull=False))
        .count()
    )
    if people:
        yield Concern(
            ngettext(
                "Mail to %(count)d person could not be delivered.",
                "Mail to %(count)d people could not be delivered.",
                people,
            )
            % {"count": people},
            "warn",
            reverse("desk_people", args=[desk.board.slug]) + "?by=mail",
            _("See who"),
        )
