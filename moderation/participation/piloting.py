"""That the board was tried out before, or while, it ran: a sentence for each time."""

from datetime import date, datetime

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from participants.models import Pilot
from sessions.models import Board


def pilots_of(board: Board, now: datetime, *, dated: bool = True) -> list[str]:
    """What was cleared by `now`, the first first; one query. Without its days where not `dated`."""
    return [_sentence(pilot, dated) for pilot in board.pilots.filter(cleared_at__lte=now)]


def _sentence(pilot: Pilot, dated: bool) -> str:
    testers = ngettext("%(number)d tester", "%(number)d testers", pilot.testers) % {
        "number": pilot.testers
    }
    when = f" {days_of(pilot.began_on, pilot.ended_on)}" if dated else ""
    return _("Piloted with %(testers)s%(when)s; what they wrote was cleared.") % {
        "testers": testers,
        "when": when,
    }


def days_of(first: date, last: date) -> str:
    """`on 3 March 2026`, or `from 3 March 2026 to 5 March 2026`."""
    form = pgettext("format of a date", "j F Y")
    if first == last:
        return _("on %(day)s") % {"day": format_date(first, form)}
    return _("from %(first)s to %(last)s") % {
        "first": format_date(first, form),
        "last": format_date(last, form),
    }
