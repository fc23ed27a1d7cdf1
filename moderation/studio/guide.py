"""The guide as its authors have it before them: every stage and question, published or not."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import tzinfo
from functools import lru_cache
from html import unescape
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from bulletin.text.markdown import to_html
from bulletin.text.moments import day_and_time
from moderation.desk.stages import status_of
from moderation.models import Note, PreparedProbe
from moderation.studio.forms import FORMS
from moderation.studio.forms.base import QuestionForm
from moderation.studio.forms.stages import StageForm
from moderation.web import Desk
from participants.models import Reply
from sessions.enums import ItemKind, Kind, Opening
from sessions.models import Question, QuestionVersion, Stage
from sessions.rules import has_opened
from sessions.studio.checking import Fault, checked
from sessions.studio.rules import may_be_removed as may_be_removed_now
from sessions.studio.rules import may_swap
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


@dataclass(frozen=True)
class StageSection:
    stage: Stage
    status: str
    tone: str
    form: StageForm
    rules: list[str] = field(default_factory=list)
    """How it opens, its dates, its order and for whom it is, in a few words each."""
    cards: list[QuestionCard] = field(default_factory=list)
    may_go_up: bool = False
    may_go_down: bool = False
    may_be_removed: bool = False


@dataclass(frozen=True)
class Opened:
    """The one question that is open: its form, with what was typed and what is wrong with it."""

    question: UUID
    form: QuestionForm


def sections_for(
    desk: Desk, around: Surroundings, opened: Opened | None = None
) -> list[StageSection]:
    """The whole guide in four queries, however long it is; one more where a stage is empty."""
    sections = {stage.pk: _section(desk, stage) for stage in around.stages}
    for question in _in_order(desk):
        section = sections[question.stage_id]
        question.stage = section.stage
        form = opened.form if opened and opened.question == question.pk else None
        section.cards.append(card_of(desk, question, len(section.cards) + 1, around, form))
    return _with_what_may_be_done(desk, list(sections.values()))


def _with_what_may_be_done(desk: Desk, sections: list[StageSection]) -> list[StageSection]:
    """What would be refused is not offered."""
    swaps = [
        may_swap(
            earlier.stage,
            later.stage,
            behind.stage if behind else None,
            desk.now,
            is_summed_up=_sums_up(later, earlier),
        )
        for earlier, later, behind in zip(
            sections, sections[1:], [*sections[2:], None], strict=False
        )
    ]
    empty = [each.stage for each in sections if not each.cards]
    summed_up = _summed_up(empty) if empty else set()
    followers = [*sections[1:], None]
    return [
        replace(
            section,
            may_go_up=up,
            may_go_down=down,
            may_be_removed=not section.cards
            and not has_opened(section.stage, desk.now)
            and section.stage.pk not in summed_up
            and not (behind and behind.stage.opening == Opening.AFTER_PREVIOUS),
        )
        for section, up, down, behind in zip(
            sections, [False, *swaps], [*swaps, False], followers, strict=True
        )
    ]


def _sums_up(later: StageSection, earlier: StageSection) -> bool:
    return any(
        stage.pk == earlier.stage.pk
        for card in later.cards
        for stage in card.question.sums_up.all()
    )


def _summed_up(stages: list[Stage]) -> set[UUID]:
    """By a question of the guide, or by one that can be put back."""
    through = Question.sums_up.through._default_manager.filter(stage__in=stages)
    return set(through.values_list("stage", flat=True))


def _section(desk: Desk, stage: Stage) -> StageSection:
    stage.board = desk.board
    return StageSection(
        stage,
        *status_of(stage, desk.now),
        form=StageForm(stage=stage),
        rules=list(_rules_of(stage, desk.zone)),
    )


def _rules_of(stage: Stage, zone: tzinfo) -> Iterator[str]:
    dates = (
        (stage.opens_at, _("Opens %(when)s")),
        (stage.due_at, _("Due %(when)s")),
        (stage.closes_at, _("Closes %(when)s")),
    )
    if stage.opens_at is None:
        yield str(Opening(stage.opening).label)
    for instant, words in dates:
        if instant:
            yield words % {"when": day_and_time(instant, zone)}
    if stage.in_order:
        yield _("One question after the other")
    if named := [f"{one.segment_set.key}: {one.value}" for one in stage.segments.all()]:
        yield _("For %(segments)s") % {"segments": ", ".join(named)}


def _in_order(desk: Desk) -> QuerySet[Question]:
    """The whole guide, without fetching its stage and board again with each question."""
    related = ("current_version", "working_copy", "within_set")
    questions = _questions(desk).select_related(None).select_related(*related)
    return questions.order_by("stage__position", "position")


def _addresses(desk: Desk, question: Question) -> dict[str, str]:
    """What can be done with the question, found once for all questions of the page."""
    return {
        name: address.replace(_ANY, str(question.pk))
        for name, address in _patterns(desk.board.slug).items()
    }


@lru_cache(maxsize=64)
def _patterns(slug: str) -> dict[str, str]:
    return {name: reverse(f"desk_guide_{name}", args=[slug, _ANY]) for name in _DEEDS}


def _questions(desk: Desk) -> QuerySet[Question]:
    """Each with whether a reply hangs on it (a tester's too), a note or a prepared probe."""
    here = {"question": OuterRef("pk")}
    replies, notes = Exists(Reply.objects.filter(**here)), Exists(Note.objects.filter(**here))
    in_use = replies | notes | Exists(PreparedProbe.objects.filter(**here))
    questions = Question.objects.for_editing().filter(stage__board=desk.board)
    return questions.annotate(is_in_use=in_use)


@dataclass(frozen=True)
class Removed:
    """A question that can be put back, and what it asked last."""

    question: Question
    words: str


def removed_from(desk: Desk) -> list[Removed]:
    """The last removed first: two queries."""
    removed = (
        Question.objects.filter(stage__board=desk.board, removed_at__isnull=False)
        .select_related("stage", "working_copy")
        .prefetch_related("versions")
    )
    return [Removed(one, _asked_last(one)) for one in removed.order_by("-removed_at", "pk")]


def question_title(question: Question) -> str:
    """What it asks, as it was typed last; its name where that is nothing."""
    return _plain(typed_in(question).get("prompt", "")) or question.key


def _asked_last(question: Question) -> str:
    copy, versions = copy_of(question), list(question.versions.all())
    said = copy.script.get("prompt") if copy else versions[-1].prompt if versions else ""
    return _plain(said or "") or question.key


def _plain(markdown: str) -> str:
    """The words that a reader sees, on one line."""
    return " ".join(unescape(strip_tags(to_html(markdown))).split())


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


def is_in_use(question: Question) -> bool:
    """Of one that was found by this module: whether something hangs on it."""
    return bool(getattr(question, "is_in_use", True))


def question_in(desk: Desk, question_id: UUID) -> Question:
    """A question of this board's guide, with all that its form shows."""
    question = _questions(desk).filter(pk=question_id).first()
    if question is None:
        raise Http404
    return question


def question_or_removed(desk: Desk, question_id: UUID) -> Question | Removed:
    """The same, or what was taken out of the guide since somebody opened it."""
    try:
        return question_in(desk, question_id)
    except Http404:
        for removed in removed_from(desk):
            if removed.question.pk == question_id:
                return removed
        raise


def number_of(question: Question) -> int:
    before = question.stage.questions.in_guide().filter(position__lt=question.position)
    return before.count() + 1


def form_of(question: Question, around: Surroundings) -> QuestionForm:
    """The form with what was typed last, and what is wrong with it once it says something."""
    typed = typed_in(question)
    form = FORMS[Kind(question.kind)].showing(question, around, typed)
    if typed.get("prompt"):
        form.complain(checked(question, typed, around).faults)
    return form


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
