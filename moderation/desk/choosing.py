"""Whom the grid shows: those of one segment, and those who stand alike."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as say

from moderation.desk.asked import ALL_STAGES, Asked, id_in
from moderation.desk.columns import StageColumns
from moderation.desk.people import PersonRow
from moderation.desk.routing import Routing
from moderation.web import Desk
from sessions.models import SegmentSet

RESERVE = "reserve"
Holds = Callable[[PersonRow, Desk], bool]

# What can be known of somebody without knowing what they answered: all that a recruiter chooses by.
OF_PEOPLE: dict[str, tuple[Any, Holds]] = {
    "invited": (say("Invited"), lambda row, _desk: row.mail.is_sent),
    "never-came": (
        say("Never came"),
        lambda row, desk: row.person.is_active and row.came is None,
    ),
    "came": (say("Came"), lambda row, _desk: row.came is not None),
    "consented": (say("Consented"), lambda row, _desk: row.consent.is_given),
    "no-consent": (say("Has not consented"), lambda row, _desk: not row.consent.is_given),
    "away": (say("Away"), lambda row, desk: row.person.is_away(desk.now)),
    "unable": (say("Cannot take part"), lambda row, _desk: bool(row.person.cannot_take_part_at)),
    "unreached": (say("Mail does not reach them"), lambda row, _desk: row.mail.tone == "bad"),
    "gone": (say("Left, or declined"), lambda row, _desk: _has_left(row)),
    "withdrawn": (say("Withdrew"), lambda row, _desk: bool(row.person.withdrawn_at)),
    "closed": (say("Place closed"), lambda row, _desk: bool(row.person.deactivated_at)),
    RESERVE: (say("In reserve"), lambda row, _desk: row.person.in_reserve),
}
OF_ANSWERS: dict[str, tuple[Any, Holds]] = {
    "silent": (
        say("Came and wrote nothing"),
        lambda row, _desk: row.came is not None and not row.has_written,
    ),
    "contributed": (
        say("Answered something"),
        lambda row, _desk: row.total.answered > 0,
    ),
    "behind": (
        say("Behind: something left to do"),
        lambda row, _desk: _takes_part(row) and _has_begun(row) and row.total.left > 0,
    ),
    "done": (
        say("Nothing left to do now"),
        lambda row, _desk: _takes_part(row) and _has_begun(row) and not row.total.left,
    ),
}


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    is_chosen: bool = False


@dataclass(frozen=True)
class ChoiceGroup:
    label: str
    choices: list[Choice]


def standings_for(desk: Desk) -> dict[str, tuple[Any, Holds]]:
    return OF_PEOPLE | OF_ANSWERS if desk.member.reads_everything else OF_PEOPLE


def chosen(
    rows: Iterable[PersonRow], asked: Asked, desk: Desk, routing: Routing
) -> list[PersonRow]:
    """Those asked for, in their order; a choice that does not exist leaves everybody. Who is in
    reserve is there only where they are asked for."""
    segment, standing = id_in(asked.segment), standings_for(desk).get(asked.standing)
    left = id_in(asked.left)
    return [
        row
        for row in rows
        if (row.person.in_reserve == (asked.standing == RESERVE))
        and (segment is None or routing.holds(row.person, segment))
        and (standing is None or standing[1](row, desk))
        and (left is None or left not in row.tallies or row.tallies[left].left > 0)
        and _is_called(row, asked.called)
    ]


def _is_called(row: PersonRow, words: str) -> bool:
    """By what this desk calls them, or by their pseudonym."""
    wanted = words.strip().casefold()
    return wanted in row.name.casefold() or wanted in row.person.pseudonym.casefold()


def left_choices(columns: Sequence[StageColumns], asked: Asked) -> list[Choice]:
    """The stages in which something can be left to do."""
    return [
        Choice(
            str(column.stage.pk),
            f"{column.number}. {column.stage.title}",
            asked.left == str(column.stage.pk),
        )
        for column in columns
    ]


def stage_choices(columns: Sequence[StageColumns]) -> list[Choice]:
    shown = [column for column in columns if column.is_shown]
    alone = shown[0].stage if len(shown) == 1 and len(columns) > 1 else None
    return [
        Choice(ALL_STAGES, _("All stages"), alone is None),
        *(
            Choice(
                str(column.stage.pk),
                f"{column.number}. {column.stage.title}",
                column.stage == alone,
            )
            for column in columns
        ),
    ]


def standing_choices(desk: Desk, asked: Asked) -> list[Choice]:
    return [
        Choice("", _("Everybody"), asked.standing not in standings_for(desk)),
        *(
            Choice(key, str(label), key == asked.standing)
            for key, (label, _holds) in standings_for(desk).items()
        ),
    ]


def segment_choices(sets: Iterable[SegmentSet], asked: Asked) -> list[ChoiceGroup]:
    """By set; `sets` with their segments prefetched."""
    return [
        ChoiceGroup(
            each.key,
            [
                Choice(str(segment.pk), segment.value, str(segment.pk) == asked.segment)
                for segment in each.segments.all()
            ],
        )
        for each in sets
    ]


def _takes_part(row: PersonRow) -> bool:
    return row.person.is_active and not _has_left(row)


def _has_begun(row: PersonRow) -> bool:
    """Who never came is not behind: they are looked for otherwise."""
    return row.came is not None or row.has_written


def _has_left(row: PersonRow) -> bool:
    person = row.person
    left = person.withdrawn_at or person.erased_at or person.deactivated_at
    return bool(left) or row.consent.has_declined
