"""What can be done for many people at once, and what will follow for how many, before it is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as say
from django.utils.translation import ngettext

from moderation.actions.many import (
    Parted,
    close_places,
    give_segment,
    give_time,
    move_to_reserve,
    part_for_closing,
    part_for_links,
    part_for_reserve,
    part_for_segment,
    part_for_time,
    send_links,
)
from moderation.desk.forms.many import (
    DeactivationForm,
    MoreTimeForm,
    NothingForm,
    SegmentForm,
)
from moderation.web import READERS, Desk
from participants.models import Participant
from sessions.enums import Role


class ManyDeed(TextChoices):
    LINK = "link", say("Send a fresh link, or the invitation again")
    TIME = "time", say("Give more time")
    SEGMENT = "segment", say("Put into a segment")
    RESERVE = "reserve", say("Move to the reserve")
    CLOSE = "close", say("Close their places")


@dataclass(frozen=True)
class Way:
    """How one deed is asked for, parted and done; `follows` is said beside for how many."""

    roles: tuple[Role, ...]
    form: Callable[[Desk, Mapping[str, Any] | None], forms.Form]
    part: Callable[[Desk, Sequence[Participant]], Parted]
    follows: Any
    do: Callable[[Desk, Sequence[UUID], Any], int]


_PEOPLES = (*READERS, Role.RECRUITER)


def _give_time(desk: Desk, people: Sequence[UUID], form: Any) -> int:
    stage = form.cleaned_data["stage"]
    stage.board = desk.board
    return give_time(
        stage=stage,
        people=people,
        until=form.instant("until"),
        reason=form.cleaned_data["reason"],
        by=desk.user,
        now=desk.now,
    )


def _give_segment(desk: Desk, people: Sequence[UUID], form: Any) -> int:
    segment = form.cleaned_data["segment"]
    segment.segment_set.board = desk.board
    return give_segment(segment=segment, people=people, by=desk.user, now=desk.now)


WAYS: Mapping[str, Way] = {
    ManyDeed.LINK: Way(
        _PEOPLES,
        lambda _desk, data: NothingForm(data),
        lambda desk, people: part_for_links(desk.board, people, desk.now),
        say(
            "Each gets the invitation by e-mail, with a new link, not at night. The links they"
            " have still work. The others have no address, have left, or are being written to."
        ),
        lambda desk, people, _form: send_links(
            board=desk.board, people=people, by=desk.user, now=desk.now
        ),
    ),
    ManyDeed.TIME: Way(
        READERS,
        lambda desk, data: MoreTimeForm(desk.board, data),
        lambda _desk, people: part_for_time(people),
        say("They may answer the stage until then. Nobody is told by e-mail."),
        _give_time,
    ),
    ManyDeed.SEGMENT: Way(
        READERS,
        lambda desk, data: SegmentForm(desk.board, data),
        lambda _desk, people: part_for_segment(people, None),
        say(
            "In a set of one value, the one they hold gives way. Whoever holds this one already"
            " is left as they are."
        ),
        _give_segment,
    ),
    ManyDeed.RESERVE: Way(
        _PEOPLES,
        lambda _desk, data: NothingForm(data),
        lambda _desk, people: part_for_reserve(people),
        say(
            "They count nowhere and get no mail, and their links let them in no more. Who has"
            " come stays on the roster. They can be moved in again."
        ),
        lambda desk, people, _form: move_to_reserve(
            board=desk.board, people=people, by=desk.user, now=desk.now
        ),
    ),
    ManyDeed.CLOSE: Way(
        READERS,
        lambda _desk, data: DeactivationForm(data),
        lambda _desk, people: part_for_closing(people),
        say(
            "They get in no more and get no mail. What they wrote stays. It can be undone for"
            " each of them. Nobody is told by e-mail."
        ),
        lambda desk, people, form: close_places(
            board=desk.board,
            people=people,
            reason=form.cleaned_data["reason"],
            by=desk.user,
            now=desk.now,
        ),
    ),
}


def deeds_for(desk: Desk) -> list[tuple[str, str]]:
    """What this desk may do for many, as choices; nothing is put into a set that is not there."""
    return [(deed.value, str(deed.label)) for deed in ManyDeed if desk.role in WAYS[deed].roles]


def for_how_many(parted: Parted) -> str:
    able = ngettext("For %(count)d person.", "For %(count)d people.", len(parted.able)) % {
        "count": len(parted.able)
    }
    if not parted.others:
        return able
    others = ngettext(
        "%(count)d other that you chose is left as it is.",
        "%(count)d others that you chose are left as they are.",
        parted.others,
    )
    return f"{able} {others % {'count': parted.others}}"


def done_for(count: int) -> str:
    return ngettext("Done for %(count)d person.", "Done for %(count)d people.", count) % {
        "count": count
    }


def nobody() -> str:
    return _("Tick somebody first.")
