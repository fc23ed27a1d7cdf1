"""Instants in words: in the reader's zone, and as a distance from now."""

from datetime import date, datetime, timedelta, tzinfo

from django.utils.dateformat import format as format_date
from django.utils.translation import ngettext, pgettext

_HOURS_BELOW = timedelta(hours=36)


def day_and_time(instant: datetime, zone: tzinfo) -> str:
    """`Tue 30 March, 14:00`: what a clock in `zone` shows, in the active language."""
    return format_date(instant.astimezone(zone), pgettext("format of a day and time", "D j F, H:i"))


def lately(instant: datetime, now: datetime, zone: tzinfo) -> str:
    """`14:00` on the day that it is in `zone`, else the day too."""
    here = instant.astimezone(zone)
    if here.date() != now.astimezone(zone).date():
        return day_and_time(instant, zone)
    return format_date(here, pgettext("format of a time", "H:i"))


def day_year_and_time(instant: datetime, zone: tzinfo) -> str:
    """`30 March 2021, 14:00`: for what is kept and read again in another year."""
    return format_date(
        instant.astimezone(zone), pgettext("format of a date and time", "j F Y, H:i")
    )


def whole_day(day: date) -> str:
    """`Tuesday 30 March`: a day of the calendar, in the active language."""
    return format_date(day, pgettext("format of a whole weekday and day", "l j F"))


def whole_date(day: date) -> str:
    """`30 March 2021`; of an instant, its day in the zone that it is given in."""
    return format_date(day, pgettext("format of a date", "j F Y"))


def day_and_month(day: date) -> str:
    """`30 March`: where the year goes without saying."""
    return format_date(day, pgettext("format of a day and month", "j F"))


def zone_name(zone: tzinfo) -> str:
    """The zone's own name as a person reads it: `America/New York`."""
    return str(zone).replace("_", " ")


def from_now(instant: datetime, now: datetime) -> str:
    """`in 3 hours`, `2 days ago`: minutes, then hours, from a day and a half on days."""
    ahead, distance = instant >= now, abs(instant - now)
    if distance < timedelta(hours=1):
        number = max(1, round(distance / timedelta(minutes=1)))
        return _minutes(number, ahead=ahead)
    if distance < _HOURS_BELOW:
        return _hours(round(distance / timedelta(hours=1)), ahead=ahead)
    return _days(round(distance / timedelta(days=1)), ahead=ahead)


def _minutes(number: int, *, ahead: bool) -> str:
    if ahead:
        words = ngettext("in %(number)d minute", "in %(number)d minutes", number)
    else:
        words = ngettext("%(number)d minute ago", "%(number)d minutes ago", number)
    return words % {"number": number}


def _hours(number: int, *, ahead: bool) -> str:
    if ahead:
        words = ngettext("in %(number)d hour", "in %(number)d hours", number)
    else:
        words = ngettext("%(number)d hour ago", "%(number)d hours ago", number)
    return words % {"number": number}


def _days(number: int, *, ahead: bool) -> str:
    if ahead:
        words = ngettext("in %(number)d day", "in %(number)d days", number)
    else:
        words = ngettext("%(number)d day ago", "%(number)d days ago", number)
    return words % {"number": number}
