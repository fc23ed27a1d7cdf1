"""When a mail that staff ask for now will leave, in a sentence."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from bulletin.outbox.enums import Reason, Wait
from bulletin.text.moments import day_and_time
from participants.models import Participant
from participants.notices.inviting_again import hold_on_a_link, reason_against

# What a new address puts right.
MENDED = (Reason.NO_ADDRESS, Reason.BAD_ADDRESS)


def leaves(person: Participant, now: datetime) -> str:
    """Of an invitation owed now: at once, or what it waits for and until when."""
    held = hold_on_a_link(person, now)
    if held is None:
        return _("It leaves within a minute.")
    if held.until is None:
        return _("The board is paused: it leaves when the board goes on.")
    when = {"when": day_and_time(held.until, timezone.get_current_timezone())}
    if held.why == Wait.AWAY:
        return _("They are away: it leaves on %(when)s.") % when
    return _("It is night where they are: it leaves on %(when)s.") % when


def after_correction(person: Participant, now: datetime) -> str:
    """What follows on a new address by mail."""
    board = person.board
    if not board.is_launched(now):
        return _("They are invited there when the board is launched.")
    if board.has_ended(now):
        return _("No link is sent there, for the board is over: copy one for them.")
    if reason_against(person, now) in (None, *MENDED):
        return _("An invitation with a new link is sent there.") + " " + leaves(person, now)
    return _("No link is sent there while they take no part.")
