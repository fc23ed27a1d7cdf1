"""What can go wrong behind the pages without anybody on them noticing."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# The kind of notice by which an alarm is told; that it waits is no trouble of its own.
TOLD_BY = "mail_alarm"


class Alarm(TextChoices):
    """Each is a section of docs/operations.md, under this name."""

    SWEEPS = "sweeps", _("Mail has stopped")
    STUCK = "stuck", _("Mail is stuck")
    GIVEN_UP = "given_up", _("Mail was given up")
