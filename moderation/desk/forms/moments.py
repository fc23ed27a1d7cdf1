"""Dates and times as staff type them: wall time in the board's zone (rule 6).

A time that daylight saving skips is refused beside its field; one that happens twice is
asked about, by a choice that appears with the two readings of it.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from bulletin.text.moments import zone_name
from sessions.models import Board
from sessions.timetable.wall_time import WallTime, WallTimeError

FIRST, SECOND = "0", "1"
FIRST_YEAR, LAST_YEAR = 2000, 2100


class WallTimeInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def format_value(self, value: Any) -> str | None:
        """What browsers expect; a text that was typed wrong stays as it was typed."""
        return f"{value:%Y-%m-%dT%H:%M}" if isinstance(value, datetime) else value


class WallTimeField(forms.Field):
    """A date and time without a zone, as a naive datetime."""

    widget = WallTimeInput

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values or isinstance(value, datetime):
            return value or None
        try:
            typed = datetime.fromisoformat(value.strip())
        except ValueError:
            raise ValidationError(_("Give a date and a time, as in 2021-03-29 14:00.")) from None
        if typed.tzinfo is not None:
            raise ValidationError(_("Give the time as the board's clock shows it."))
        if not FIRST_YEAR <= typed.year <= LAST_YEAR:
            raise ValidationError(_("Look at the year: it is hardly meant."))
        return typed

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Minutes are what the box holds, so seconds do not make a change."""
        if self.disabled:
            return False
        try:
            return bool(self.to_python(data) != initial)
        except ValidationError:
            return True


class MomentsForm(forms.Form):
    """A form with wall times in a board's zone: `wall_time(name)` and `instant(name)` give them."""

    moments: ClassVar[tuple[str, ...]]
    use_required_attribute = False

    def __init__(
        self,
        board: Board,
        data: Mapping[str, Any] | None = None,
        *,
        initial: dict[str, Any] | None = None,
        prefix: str | None = None,
    ) -> None:
        self.board = board
        super().__init__(data, initial=initial, prefix=prefix, label_suffix="")
        for name in self.moments:
            self.fields[name].help_text = _("In %(zone)s.") % {"zone": zone_name(board.zone)}
            if data and self.add_prefix(_fold(name)) in data:
                self._ask_which(name, None)

    def clean(self) -> dict[str, Any]:
        for name in self.moments:
            if self.cleaned_data.get(name):
                self._check(name)
        return self.cleaned_data

    def is_settled(self, name: str) -> bool:
        """Whether a time was given there that exists, and no question about it is left."""
        settled = name in self.cleaned_data and not self.has_error(_fold(name))
        return settled and self.cleaned_data[name] is not None

    def wall_time(self, name: str) -> WallTime | None:
        """What was typed, as a date; None where nothing was."""
        typed: datetime | None = self.cleaned_data.get(name)
        if typed is None:
            return None
        fold = self.cleaned_data.get(_fold(name))
        wall = WallTime(at=typed.time(), on=typed.date(), fold=int(fold) if fold else None)
        return wall if _happens_twice(wall, self.board) else WallTime(at=wall.at, on=wall.on)

    def instant(self, name: str) -> datetime:
        """The same in UTC; the field must be filled and valid."""
        wall = self.wall_time(name)
        assert wall is not None
        return wall.instant(self.board.starts_on, self.board.zone)

    def _check(self, name: str) -> None:
        wall = self.wall_time(name)
        assert wall is not None
        try:
            wall.instant(self.board.starts_on, self.board.zone)
        except WallTimeError as error:
            if not _happens_twice(wall, self.board):
                self.add_error(name, f"{error} {_('Choose an earlier or a later time.')}")
                return
            self._ask_which(name, wall)
            self.add_error(_fold(name), str(error))

    def _ask_which(self, name: str, wall: WallTime | None) -> None:
        self.fields[_fold(name)] = forms.ChoiceField(
            label=_("Which of the two?"),
            choices=[
                (FIRST, _reading(wall, 0, self.board, _("The first, before the clocks go back"))),
                (SECOND, _reading(wall, 1, self.board, _("The second, after it"))),
            ],
            widget=forms.RadioSelect,
            required=False,
        )
        self.order_fields(
            [part for field in self.fields for part in (field, _fold(field)) if part in self.fields]
        )


def _fold(name: str) -> str:
    return f"{name}_fold"


def _happens_twice(wall: WallTime, board: Board) -> bool:
    try:
        first, second = (
            wall.with_fold(fold).instant(board.starts_on, board.zone) for fold in (0, 1)
        )
    except WallTimeError:
        return False
    return first != second


def _reading(wall: WallTime | None, fold: int, board: Board, words: str) -> str:
    """`The first, before the clocks go back (01:30 BST)`."""
    if wall is None:
        return words
    instant = wall.with_fold(fold).instant(board.starts_on, board.zone).astimezone(board.zone)
    return f"{words} ({instant:%H:%M %Z})"


def as_typed(instant: datetime | None, board: Board) -> datetime | None:
    """The instant as the board's clock shows it, to the minute: what a box starts with."""
    if instant is None:
        return None
    return instant.astimezone(board.zone).replace(tzinfo=None, second=0, microsecond=0)
