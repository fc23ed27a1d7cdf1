"""Who of the staff was first, for whoever comes second."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from bulletin.audit.models import Entry
from bulletin.text.moments import day_and_time
from moderation.desk.trail import lines_for
from moderation.web import Desk


def done_already(desk: Desk, action: str, subject: UUID) -> str:
    """`The moderator did so already, on Tue 30 March, 13:00.`, from the trail."""
    entry = Entry.objects.filter(board=desk.board.pk, action=action, subject=subject).first()
    if entry is None:
        return _("It was so already.")
    (line,) = lines_for(desk, [entry])
    return by_whom(line.who, line.at)


def by_whom(name: str, at: datetime) -> str:
    return _("%(name)s did so already, on %(when)s.") % {
        "name": name,
        "when": day_and_time(at, timezone.get_current_timezone()),
    }
