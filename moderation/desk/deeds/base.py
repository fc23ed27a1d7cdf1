"""What a staff member may do now: a button each, with the sentence that says what will follow.

A page shows the deeds it is given and decides nothing itself.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


@dataclass(frozen=True)
class Deed:
    """One thing to do. Without a `sentence` it leads to a page of its own that says more."""

    label: str
    url: str
    sentence: str = ""
    button: str = ""
    grave: bool = False
    main: bool = False


def told(count: int) -> str:
    """How many people are then told by e-mail."""
    if not count:
        return _("Nobody is told by e-mail.")
    return ngettext(
        "%(count)d person with an address is told by e-mail.",
        "%(count)d people with an address are told by e-mail.",
        count,
    ) % {"count": count}
