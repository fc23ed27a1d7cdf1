"""The night, in which nobody is written to who has not just asked for it (DESIGN.md, rule 7)."""

from datetime import UTC, datetime, time, timedelta, tzinfo

NIGHT_FALLS = time(21)
MORNING = time(8)


def night_ends_at(now: datetime, zone: tzinfo) -> datetime | None:
    """The UTC instant at which a clock in `zone` next shows 08:00; None by day.

    The wall clock counts, so a night in which the clocks change is an hour shorter or longer.
    """
    local = now.astimezone(zone)
    if MORNING <= local.time() < NIGHT_FALLS:
        return None
    morning = local.date() if local.time() < MORNING else local.date() + timedelta(days=1)
    return datetime.combine(morning, MORNING, tzinfo=zone).astimezone(UTC)
