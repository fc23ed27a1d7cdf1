"""Wall time as a facilitator writes it: a day of the board or a date, and a time of day.

Kept as authored next to the UTC instant derived from it, so that moving the board's start
moves what was said in days and leaves what was said in dates (DESIGN.md, rule 6).
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _


class WallTimeError(ValueError):
    """A wall time that does not exist, or exists twice and does not say which."""


@dataclass(frozen=True, slots=True)
class WallTime:
    """`day` (1 is the first day of the board) or `on`, never both, with a time of day.

    `fold` says which of two equal wall times is meant in the night the clocks go back:
    0 the first, 1 the second, None not asked yet.
    """

    at: time
    day: int | None = None
    on: date | None = None
    fold: int | None = None

    def __post_init__(self) -> None:
        if (self.day is None) == (self.on is None):
            raise WallTimeError(_("Give either a day of the board or a date."))
        if self.day is not None and self.day < 1:
            raise WallTimeError(_("The first day of a board is day 1."))

    @classmethod
    def parse(cls, text: str) -> "WallTime":
        """Read back what `str()` wrote: `day 4 14:00`, `2021-03-26 09:00`, either with `#1`."""
        where, _mark, fold = text.partition("#")
        head, _space, clock = where.strip().rpartition(" ")
        at = time.fromisoformat(clock)
        which = int(fold) if fold else None
        if head.startswith("day "):
            return cls(at=at, day=int(head.removeprefix("day ")), fold=which)
        return cls(at=at, on=date.fromisoformat(head), fold=which)

    @classmethod
    def of_instant(cls, instant: datetime, zone: ZoneInfo) -> "WallTime":
        """The date and time that a clock in `zone` shows at `instant`."""
        local = instant.astimezone(zone)
        other = local.replace(fold=1 - local.fold)
        fold = None if local.utcoffset() == other.utcoffset() else local.fold
        return cls(at=local.time(), on=local.date(), fold=fold)

    def __str__(self) -> str:
        head = f"day {self.day}" if self.day is not None else str(self.on)
        clock = self.at.isoformat("minutes") if not self.at.second else self.at.isoformat()
        return f"{head} {clock}" + ("" if self.fold is None else f"#{self.fold}")

    def date_in(self, starts_on: date) -> date:
        if self.on is not None:
            return self.on
        assert self.day is not None
        return starts_on + timedelta(days=self.day - 1)

    def instant(self, starts_on: date, zone: ZoneInfo) -> datetime:
        """The UTC instant.

        Raises WallTimeError where daylight saving skips this wall time, or repeats it and
        `fold` does not say which is meant.
        """
        naive = datetime.combine(self.date_in(starts_on), self.at.replace(tzinfo=None))
        first, second = (naive.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
        if first.utcoffset() != second.utcoffset():
            if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != naive:
                raise WallTimeError(
                    _("%(time)s does not exist in %(zone)s: the clocks go forward then.")
                    % {"time": f"{naive:%Y-%m-%d %H:%M}", "zone": zone.key}
                )
            if self.fold is None:
                raise WallTimeError(
                    _("%(time)s happens twice in %(zone)s: the clocks go back then. Say which.")
                    % {"time": f"{naive:%Y-%m-%d %H:%M}", "zone": zone.key}
                )
        return (second if self.fold else first).astimezone(UTC)

    def with_fold(self, fold: int) -> "WallTime":
        return replace(self, fold=fold)
