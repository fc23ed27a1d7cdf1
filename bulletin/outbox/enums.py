"""Why a notice was not sent, or waits: kept as data, shown to staff in words."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Reason(TextChoices):
    """Why a notice was dropped: it was no longer wanted, or could not be delivered."""

    GONE = "gone", _("The person is no longer there")
    WITHDRAWN = "withdrawn", _("They have withdrawn")
    DEACTIVATED = "deactivated", _("Their place was closed")
    IN_RESERVE = "in_reserve", _("They are in reserve")
    DECLINED = "declined", _("They declined to take part")
    UNABLE = "unable", _("They cannot take part")
    NO_ADDRESS = "no_address", _("They have no address")
    BAD_ADDRESS = "bad_address", _("Their address refuses mail")
    BOARD_OVER = "board_over", _("The board is over")
    HAS_COME = "has_come", _("They have come since")
    ANSWERED = "answered", _("They have answered since")
    NOTHING_LEFT = "nothing_left", _("They have nothing left to do")
    NOT_OPEN = "not_open", _("It is not open to them")
    MOVED = "moved", _("Its date was moved")
    MUTED = "muted", _("They asked for no more reminders")
    AWAY = "away", _("They are away")
    RELEASED = "released", _("It was released since")
    USED = "used", _("The code was used, or is too old")
    NO_LONGER_STAFF = "no_longer_staff", _("They are no longer staff here")
    SETTLED = "settled", _("It was settled since")
    TAKEN_BACK = "taken_back", _("It was taken back since")
    OVER = "over", _("The trouble it told of was over")
    NOT_DELIVERED = "not_delivered", _("The mail could not be delivered")


class Wait(TextChoices):
    """Why a notice that is due is held."""

    QUIET_HOURS = "quiet_hours", _("Between 21:00 and 08:00 where they are")
    PAUSED = "paused", _("The board is paused")
    ONE_A_DAY = "one_a_day", _("They have had a reminder today")
    AWAY = "away", _("They are away")
