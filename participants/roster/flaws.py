"""What a cell can hold that no roster means, whatever its column."""

import re

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from bulletin.text.plain import clean

_LAYOUT = "\t\r\n\v\f"
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
# Signs without ink that make two words that look alike differ: blanks of no width, directions.
_UNSEEN = re.compile("[\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]")
# What becomes of letters beyond ASCII where UTF-8 was read as Windows' own, or was lost.
_GARBLED = re.compile("\ufffd|[\u00c2\u00c3][\u0080-\u00bf]|\u00e2\u20ac")


class Flaw(TextChoices):
    FORMULA = "formula", _("This is a formula. Put what it shows in its place.")
    ERROR = "error", _("The spreadsheet shows an error here. Write what belongs there.")
    MERGED = (
        "merged",
        _("This cell is merged with others. Take them apart, and fill in each of them."),
    )
    CONTROL = "control", _("This holds a control character, which cannot be kept. Type it anew.")
    UNSEEN = "unseen", _("This holds a sign that nobody sees. Type it anew.")
    GARBLED = (
        "garbled",
        _("Letters were lost here as the file was saved. Write them anew, or save it as UTF-8."),
    )


def read_cell(raw: str) -> tuple[str, str]:
    """The cell trimmed and on one line, and what is wrong with it; empty where nothing is."""
    return " ".join(clean(raw).split()), _flaw_of(raw)


def _flaw_of(raw: str) -> str:
    if raw.lstrip().startswith("="):
        return Flaw.FORMULA
    if _CONTROL.search(raw.strip(_LAYOUT)):
        return Flaw.CONTROL
    if _UNSEEN.search(raw):
        return Flaw.UNSEEN
    return Flaw.GARBLED if _GARBLED.search(raw) else ""
