"""One thing that happened to somebody, and the kinds of such things."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from bulletin.text.within import uncapitalised
from participants.enums import Channel


class FactKind(TextChoices):
    COMING = "coming", _("Coming and consent")
    MAIL = "mail", _("Mail")
    ANSWERS = "answers", _("Answers and reading")
    SEGMENTS = "segments", _("Segments")
    STAFF = "staff", _("What staff did")


@dataclass(frozen=True)
class Fact:
    """Something that happened: when, and what, in words."""

    at: datetime
    what: str
    kind: FactKind
    who: str = ""


def by(channel: str) -> str:
    """`, by telephone`; nothing for the board itself."""
    return "" if channel == Channel.WEB else ", " + uncapitalised(Channel(channel).label)
