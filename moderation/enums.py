"""The closed lists of this part."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TranscriptFormat(TextChoices):
    CSV = "csv", _("Spreadsheet (CSV, zipped with its data dictionary)")
    JSON = "json", _("JSON")


class TranscriptState(TextChoices):
    """How far the worker has come with a transcript; computed, never stored."""

    WAITING = "waiting", _("Waiting for the worker")
    BUILDING = "building", _("Being written")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Failed")
    REMOVED = "removed", _("Removed")


class Quotable(TextChoices):
    """What a person said to being quoted."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    NOT_ASKED = "not asked", _("Not asked")


class ReplyState(TextChoices):
    """What keeps a reply from its peers, or took its words away."""

    HELD = "held", _("Held: waits for staff")
    REJECTED = "rejected", _("Rejected")
    CONCEALED = "concealed", _("Concealed")
    WITHDRAWN = "withdrawn", _("Withdrawn: its words are gone")
    ERASED = "erased", _("Its author was erased")
