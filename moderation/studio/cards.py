"""A question of the guide as its authors have it before them, published or not."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from bulletin.text.markdown import to_html
from moderation.studio.finding import is_in_use
from moderation.studio.forms import FORMS
from moderation.studio.forms.base import QuestionForm
from moderation.web import Desk
from sessions.enums import ItemKind, Kind
from sessions.models import Question, QuestionVersion
from sessions.studio.checking import Fault, checked
from sessions.studio.rules import may_be_removed as may_be_removed_now
from sessions.studio.surroundings import Surroundings
from sessions.studio.typed import LISTS, Typed, copy_of, typed_in

_ANY = str(UUID(int=0))
_DEEDS = (
    "question",
    "card",
    "saving",
    "place",
    "twin",
    "removal",
    "hiding",
    "showing",
    "discarding",
)


@dataclass(frozen=True)
class Badge:
    label: Any
    tone: str = ""


@dataclass(frozen=True)
class QuestionCard:
    """A question in plain view; with its form where it is open."""

    question: Question
    number: int
    prompt_html: str
    lines: list[str]
    badges: list[Badge]
    urls: dict[str, str]
    may_be_removed: bool
    """Else it can only be hidden: participants may have met it."""
    form: QuestionForm | None = None

    @property
    def called(self) -> str:
        """How a screen reader tells its buttons from those of the others."""
        return _("question %(number)s") % {"number": self.number}

    @property
    def is_waiting(self) -> bool:
        """Whether something was typed that is not published."""
        return copy_of(self.question) is not None or self.question.current_version is None

    @property
    def may_be_discarded(self) -> bool:
        return self.is_waiting and self.question.current_version is not None


def card_of(
    desk: Desk,
    question: Question,
    number: int,
    around: Surroundings,
    form: QuestionForm | None = None,
) -> QuestionCard:
    """The question as it was typed last; `question` is one that was fetched for editing."""
    copy, version = copy_of(question), question.current_version
    prompt, lines = "", []
    if copy:
        prompt, lines = str(to_html(copy.script.get("prompt", ""))), list(_lines_typed(copy.script))
    elif version:
        prompt, lines = version.prompt_html, list(_lines_published(version))
    faults = checked(question, copy.script, around).faults if copy else []
    badges = list(_badges(question, faults))
    may_be_removed = not is_in_use(question) and may_be_removed_now(question, desk.now)
    urls = _addresses(desk, question)
    return QuestionCard(question, number, prompt, lines, badges, urls, may_be_removed, form)


def form_of(question: Question, around: Surroundings) -> QuestionForm:
    """The form with what was typed last, and what is wrong with it once it says something."""
    typed = typed_in(question)
    form = FORMS[Kind(question.kind)].showing(question, around, typed)
    if typed.get("prompt"):
        form.complain(checked(question, typed, around).faults)
    return form


def _addresses(desk: Desk, question: Question) -> dict[str, str]:
    """What can be done with the question, found once for all questions of the page."""
    return {
        name: address.replace(_ANY, str(question.pk))
        for name, address in _patterns(desk.board.slug).items()
    }


@lru_cache(maxsize=64)
def _patterns(slug: str) -> dict[str, str]:
    return {name: reverse(f"desk_guide_{name}", args=[slug, _ANY]) for name in _DEEDS}


def _badges(question: Question, faults: list[Fault]) -> Iterator[Badge]:
    if question.hidden_at:
        yield Badge(_("Hidden"), "bad")
    if question.current_version is None:
        yield Badge(_("Not published yet"), "warn")
    elif copy_of(question) and not faults:
        yield Badge(_("Changed, not published yet"), "warn")
    if faults:
        yield Badge(_("Not finished"), "bad")
    yield Badge(Kind(question.kind).label)
    if question.entries > 1:
        yield Badge(_("Diary, an entry a day") if question.is_daily else _("Diary"))
    if looks := _looks(question):
        yield Badge(_("Pictures and files: %(number)s") % {"number": looks})
    if not question.required and question.kind != Kind.TEXT_PAGE:
        yield Badge(_("Not required"))


def _looks(question: Question) -> int:
    """How much there is to look at, as it was typed last."""
    copy, version = copy_of(question), question.current_version
    if copy:
        return len(copy.script.get("stimuli", ()))
    return len(version.stimuli.all()) if version and version.has_stimuli else 0


def _lines_typed(script: Typed) -> Iterator[str]:
    """What can be chosen, as it was typed."""
    for name in LISTS:
        for entry in script.get(name, ()):
            yield (
                entry
                if isinstance(entry, str)
                else _leading(entry["text"], entry.get("segment", ""))
            )
    scale = script.get("scale", {})
    if scale:
        yield _ends([(scale.get(end), scale.get(word)) for end, word in _ENDS])


def _lines_published(version: QuestionVersion) -> Iterator[str]:
    items = sorted(version.items.all(), key=lambda item: item.position)
    ends = {item.kind: item.text for item in items}
    for item in items:
        if item.kind in LISTS.values():
            yield _leading(item.text, str(item.routes_to or ""))
    if ItemKind.LOW_END in ends and ItemKind.HIGH_END in ends:
        yield _ends(
            [
                (version.settings.get("from"), ends[ItemKind.LOW_END]),
                (version.settings.get("to"), ends[ItemKind.HIGH_END]),
            ]
        )


def _leading(text: str, segment: str) -> str:
    """`In a hospital → hospital`, where that option leads somewhere."""
    return f"{text} → {segment}" if segment else text


_ENDS = (("from", "low"), ("to", "high"))


def _ends(ends: list[tuple[Any, Any]]) -> str:
    """`1 not at all … 7 very much`."""
    said = [f"{number} {word}".strip() for number, word in ends if number or word]
    return " … ".join(said)
