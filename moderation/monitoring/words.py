"""Each alarm in plain words: what has stopped, what that means, and where it says what to do."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from django.utils.translation import gettext as _
from django.utils.translation import override

from bulletin.health.enums import Alarm
from bulletin.text.moments import day_and_time, zone_name


@dataclass(frozen=True)
class Words:
    """Sentences for somebody who did not build this."""

    title: str
    what: str
    means: str
    todo: str


def words_for(alarm: Alarm, since: datetime | None, zone: tzinfo) -> Words:
    """As long as it lasts; in the active language, with times in `zone`."""
    match alarm:
        case Alarm.SWEEPS:
            what = _("Nothing has sent mail since %(since)s: the worker does not run.")
            means = _(
                "Stages still open on time, and people can read and write. Mails wait: "
                "invitations, news of stages, reminders, and the codes to sign in with."
            )
        case Alarm.STUCK:
            what = _("Mail that should have left is still here, the oldest since %(since)s.")
            means = _(
                "Stages still open on time, and people can read and write. The mails are tried "
                "again and again, and leave as soon as the mail server takes them."
            )
        case Alarm.GIVEN_UP:
            what = _("The mail server does not take mails: some were given up since %(since)s.")
            means = _(
                "Stages still open on time, and people can read and write. But these mails are "
                "not tried again: each board's list of people shows who did not get theirs."
            )
    if since is None:
        what = _("Nothing has sent mail yet: the worker has not run.")
    what %= {"since": _moment(since, zone)}
    return Words(str(alarm.label), what, means, _where_to_look(alarm))


def words_once_over(alarm: Alarm, since: datetime, until: datetime, zone: tzinfo) -> Words:
    """The same when it has passed."""
    match alarm:
        case Alarm.SWEEPS | Alarm.STUCK:
            title = _("Mail goes out again")
            what = _("It stood still from %(since)s to %(until)s.")
            means = _(
                "What was still worth sending has left or is leaving now. Reminders whose time was "
                "over are left out."
            )
        case Alarm.GIVEN_UP:
            title = _("No more mail is given up")
            what = _("Mails were given up from %(since)s to %(until)s.")
            means = _(
                "Those that were given up are not sent by themselves: each board's list of people "
                "shows who did not get theirs."
            )
    moments = {"since": _moment(since, zone), "until": _moment(until, zone)}
    return Words(title, what % moments, means, _where_to_look(alarm))


def _moment(instant: datetime | None, zone: tzinfo) -> str:
    return f"{day_and_time(instant, zone)} {zone_name(zone)}" if instant else ""


def _where_to_look(alarm: Alarm) -> str:
    """The section is named as docs/operations.md, which is in English, names it."""
    with override("en"):
        section = str(alarm.label)
    return _("Whoever runs this installation finds what to do under “%(section)s” in %(page)s.") % {
        "section": section,
        "page": "docs/operations.md",
    }
