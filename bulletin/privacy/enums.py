"""What of a board can be destroyed for good, each by a date of its own."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Destroyable(TextChoices):
    KEY = "key", _("The names behind the pseudonyms")
    CONTACTS = "contacts", _("The addresses")
    DATA = "data", _("Everything that was said")
