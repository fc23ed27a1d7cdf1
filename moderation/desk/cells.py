"""One cell of the grid: whether somebody answered a question, when and by what way."""

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from moderation.desk.answers import Answered
from participants.enums import Channel

_BY_CHANNEL = {
    Channel.EMAIL: ("mail", gettext_lazy("answered by e-mail")),
    Channel.TELEPHONE: ("phone", gettext_lazy("answered by telephone")),
    Channel.PAPER: ("file-text", gettext_lazy("answered on paper")),
}
_KEPT_CELLS = 1024


@dataclass(frozen=True)
class Cell:
    """An icon (empty where the tone's own sign is enough) with the words that a screen reader
    hears. `rank` sorts a column: what waits comes first, what is not asked of them last."""

    words: str
    icon: str = ""
    tone: str = ""
    rank: int = 0
    is_answered: bool = False
    is_theirs: bool = True
    is_open: bool = True


class _Entries(NamedTuple):
    given: int
    wanted: int
    is_daily: bool


def cell_of(
    given: Answered | None,
    entries: int,
    *,
    skipped: bool,
    is_theirs: bool,
    has_opened: bool,
    come: int | None = None,
) -> Cell:
    """What stands where one person and one question of so many `entries` meet; of a daily diary
    so many have `come`."""
    if given:
        wanted = entries if come is None else come
        several = _Entries(given.entries, wanted, come is not None) if entries > 1 else None
        if given.again:
            return _asked_again(several, get_language())
        return _answered(given.channel, given.late, several, get_language())
    if not is_theirs:
        return _unanswered("none", get_language())
    if not has_opened:
        return _unanswered("ahead", get_language())
    return _unanswered("skipped" if skipped else "waits", get_language())


@lru_cache(_KEPT_CELLS)
def _answered(channel: str, late: bool, several: _Entries | None, _in: str | None) -> Cell:
    """Made once a language, as each sort of cell is: a big grid has thousands of a few sorts."""
    icon, words = _BY_CHANNEL.get(Channel(channel), ("check", gettext_lazy("answered")))
    said = _with_entries(str(words), several)
    if late:
        said = _("%(words)s, late") % {"words": said}
    tone, rank = ("late", 2) if late else ("answered", 3)
    return Cell(said, icon, tone, rank, is_answered=True)


@lru_cache(_KEPT_CELLS)
def _asked_again(several: _Entries | None, _in: str | None) -> Cell:
    said = _with_entries(_("answered, and asked again since it was reworded"), several)
    return Cell(said, "rotate-ccw", "again", 0, is_answered=True)


def _with_entries(words: str, several: _Entries | None) -> str:
    if several is None:
        return words
    said = _("%(words)s, %(count)d of %(entries)d entries")
    if several.is_daily:
        said = _("%(words)s, %(count)d of %(entries)d days so far")
    return said % {"words": words, "count": several.given, "entries": several.wanted}


@lru_cache(_KEPT_CELLS)
def _unanswered(tone: str, _in: str | None) -> Cell:
    return {
        "waits": Cell(_("not yet"), "circle", tone, 0),
        "skipped": Cell(_("skipped"), "chevron-right", tone, 1),
        "ahead": Cell(_("not open yet"), "", tone, 4, is_open=False),
        "none": Cell(_("not theirs"), "", tone, 5, is_theirs=False),
    }[tone]


def legend() -> list[Cell]:
    """Every sign that the grid may show, each once."""
    language = get_language()
    return [
        _answered(Channel.WEB, False, None, language),
        Cell(_("answered late"), "check", "late"),
        *(_answered(channel, False, None, language) for channel in _BY_CHANNEL),
        _asked_again(None, language),
        *(_unanswered(tone, language) for tone in ("skipped", "waits", "ahead", "none")),
    ]
