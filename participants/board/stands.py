"""How a post stands among others, and what its reader is told of it in a few words."""

from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bulletin.text.within import uncapitalised
from participants.board.rows import Row
from participants.board.talk import Rings
from participants.enums import Channel


class Stands(NamedTuple):
    """How one post stands among those that its reader sees.

    `own_name` is what others call them, of a post of their own alone; `own_choice` what they
    chose themselves, above their words; `is_orphan` of a post whose parent they may not see;
    `rings` says for how many it rings true; `readers`, of a post of their own, who reads it.
    """

    own_name: str = ""
    is_own: bool = False
    asks_reader: bool = False
    own_choice: str = ""
    is_orphan: bool = False
    has_beneath: bool = False
    rings: Rings = Rings()
    readers: str = ""


def rings_for(rings: Rings) -> str:
    """For whom a post rings true, one's own word included and said, and never who."""
    others = rings.number - rings.mine
    if not rings.mine:
        return ngettext("for %(number)d", "for %(number)d", others) % {"number": others}
    if not others:
        return _("for you")
    return ngettext("for you and %(number)d other", "for you and %(number)d others", others) % {
        "number": others
    }


def notes_of(row: Row, stands: Stands) -> list[str]:
    """What a reader should know of this post; of its state, its author alone."""
    notes = []
    if row.corrected:
        notes.append(_("corrected"))
    if row.private:
        notes.append(_("private: only you and staff read this"))
    if stands.is_own:
        notes.extend(_own_notes(row, stands))
    return notes


def _own_notes(row: Row, stands: Stands) -> list[str]:
    notes = []
    if row.state == "rejected":
        notes.append(_("not accepted: %(why)s") % {"why": row.why})
    elif row.state == "concealed":
        notes.append(_("taken out of view by staff"))
    elif row.state == "held":
        notes.append(_("others can read this once staff have looked at it"))
    if row.channel and row.channel != Channel.WEB:
        how = uncapitalised(Channel(row.channel).label)
        notes.append(_("%(how)s, entered for you by staff") % {"how": how})
    if stands.is_orphan:
        notes.append(_("what this was about is no longer shown"))
    return notes
