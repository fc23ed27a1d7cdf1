"""The questions that one participant may see, with what they have done at each."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from html import unescape
from re import match
from typing import Any

from django.db.models import (
    Count,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    prefetch_related_objects,
)
from django.utils.html import strip_tags
from django.utils.text import Truncator

from bulletin.statements import Columns, Statement
from participants.days import Days, Openings, begins_before, days_between
from participants.entry.overview.stages import StageNow
from participants.enums import ReplyKind
from participants.gate.given import again_by, given_by
from participants.gate.questions import shown_questions
from participants.gate.reader import facts_of, reader_with
from participants.kinds import KINDS as ANSWERING_KINDS
from participants.models import Draft, Participant, Reply, Skip
from sessions.enums import Kind
from sessions.kinds import KINDS
from sessions.models import Question, QuestionVersion

_QUESTION = Columns(Question)
_WORDING = Columns(QuestionVersion)
_KEPT_PROMPTS = 1024
_MOST_WORDS = 24
_ONLY_COUNTED = [kind.value for kind, kept in ANSWERING_KINDS.items() if kept.is_closed]


@dataclass(frozen=True, slots=True)
class ToRead:
    """Others' replies that this person may read under one question, and how many are news."""

    readable: int = 0
    new: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One question on the board page. `left` counts the entries that are left to do now, `again`
    those given to a wording that was changed since, which are asked for again. `days` are those
    of a daily diary while its stage is open, and `next_day` the one that comes next in it."""

    question: Question
    takes_answer: bool
    given: int
    again: int
    has_draft: bool
    left: int
    minutes: float
    to_read: ToRead
    days: Days | None = None
    next_day: date | None = None
    skipped: bool = False

    @property
    def id(self) -> uuid.UUID:
        return self.question.pk

    @property
    def stage(self) -> uuid.UUID:
        return self.question.stage_id

    @property
    def is_passed(self) -> bool:
        """It was answered or skipped: whoever did so has been past what stands before it."""
        return bool(self.given or self.skipped)

    @property
    def lacks(self) -> bool:
        """Something required is to be answered for the first time."""
        return self.left > self.again

    @property
    def prompt(self) -> str:
        """The question in one plain line: its heading, where it begins with one."""
        html = self.question.wording.prompt_html
        heading = match(r"<(h[34])>.*?</\1>", html)
        return in_one_line(heading[0] if heading else html)

    @property
    def is_answered(self) -> bool:
        return self.given >= self.question.entries and not self.again

    @property
    def has_begun(self) -> bool:
        """Some entries of a diary are there, and more are wanted."""
        return 0 < self.given < self.question.entries

    @property
    def may_say_more(self) -> bool:
        """Whether something that is optional can be said now."""
        if self.question.required or self.skipped:
            return False
        if self.days:
            return self.given - self.again < self.days.come
        return not self.is_answered

    @property
    def wanted(self) -> int:
        """How many answers are required by now, the `left` ones among them: nothing of what is
        optional, and of a daily diary the days that have come."""
        if not (self.takes_answer and self.question.required):
            return 0
        return self.days.come if self.days else self.question.entries


@lru_cache(maxsize=_KEPT_PROMPTS)
def in_one_line(html: str) -> str:
    """The first words of a prompt, without its markup."""
    return Truncator(" ".join(unescape(strip_tags(html)).split())).words(_MOST_WORDS)


def lines_of(
    participant: Participant,
    now: datetime,
    *,
    since: datetime | None,
    open_now: Mapping[uuid.UUID, StageNow],
) -> dict[uuid.UUID, list[Line]]:
    """The lines of each stage by its id, in the guide's order. Three queries.

    What is required in the stages `open_now` and not fully answered is left to do; of a daily
    diary, what has come by now.
    """
    to_read = to_read_of(participant, now, since=since)
    lines: dict[uuid.UUID, list[Line]] = {}
    found = _questions(participant, now)
    days = _days_of(participant, (question for question, *_done in found), open_now, now)
    for question, given, again, has_draft, has_skip in found:
        kind = KINDS[Kind(question.kind)]
        is_open, in_days = question.stage_id in open_now, days.get(question.pk)
        come = in_days.come if in_days else question.entries
        left = come - given + again if is_open else 0
        line = Line(
            question=question,
            takes_answer=kind.takes_answer,
            given=given,
            again=again if is_open else 0,
            has_draft=has_draft,
            left=max(0, left) if question.required and kind.takes_answer else 0,
            minutes=kind.minutes(question.wording),
            to_read=to_read.get(question.pk, ToRead()),
            days=in_days,
            next_day=_next_day(in_days, open_now[question.stage_id]) if in_days else None,
            skipped=has_skip and not given and not question.required,
        )
        lines.setdefault(question.stage_id, []).append(line)
    return lines


def _days_of(
    participant: Participant,
    questions: Iterable[Question],
    open_now: Mapping[uuid.UUID, StageNow],
    now: datetime,
) -> dict[uuid.UUID, Days]:
    """By daily diary in a stage that is open; no query, unless such a stage opens by progress."""
    daily = [each for each in questions if each.is_daily and each.stage_id in open_now]
    for question in daily:
        question.stage = open_now[question.stage_id].stage
    openings = Openings([participant.pk], [question.stage for question in daily])
    days = {
        question.pk: days_between(question, openings.of(participant.pk, question.stage), now)
        for question in daily
    }
    return {question: some for question, some in days.items() if some}


def _next_day(days: Days, on: StageNow) -> date | None:
    """None where none comes any more, or the stage takes nothing by then."""
    day = days.day_of(days.next) if days.next else None
    return day if day and begins_before(day, on.stage, on.until) else None


def to_read_of(
    participant: Participant, now: datetime, *, since: datetime | None
) -> dict[uuid.UUID, ToRead]:
    """What others wrote, by question, through the gate alone; news is what came after `since`.

    Answers to closed questions are not counted: they are read as a distribution, or not yet.
    """
    rows = readable_by_question(**facts_of(participant), now=now, since=since)
    return {question: ToRead(readable, new) for question, readable, new in rows}


@Statement
def readable_by_question(
    reader: uuid.UUID, board: uuid.UUID, tester: bool, now: datetime, since: datetime | None
) -> QuerySet[Any, Any]:
    person = reader_with(reader, board, tester=tester)
    return (
        Reply.objects.visible_to(person, now=now)
        .exclude(participant=reader)
        .exclude(kind=ReplyKind.ANSWER, question__kind__in=_ONLY_COUNTED)
        .order_by()
        .values("question")
        .annotate(readable=Count("pk"), new=Count("pk", filter=Q(posted_at__gt=since)))
        .values_list("question", "readable", "new")
    )


@Statement
def shown_with_own(
    reader: uuid.UUID, board: uuid.UUID, tester: bool, now: datetime
) -> QuerySet[Any, Any]:
    """Each question shown to this person, with how many answers they gave, how many of these are
    asked for again, and whether there is a draft, or they skipped it."""
    person = reader_with(reader, board, tester=tester)
    drafts = Draft.objects.filter(participant=reader, question=OuterRef("pk"), parent=None)
    skips = Skip.objects.filter(participant=reader, question=OuterRef("pk"))
    return (
        Question.objects.filter(pk__in=shown_questions.ids(person, now))
        .annotate(given=given_by(reader), again=again_by(reader))
        .annotate(has_draft=Exists(drafts), has_skip=Exists(skips))
        .order_by("stage__position", "position")
        .values_list(
            "given",
            "again",
            "has_draft",
            "has_skip",
            *_QUESTION.of(),
            *_WORDING.of("current_version__"),
        )
    )


_Found = tuple[Question, int, int, bool, bool]


def _questions(participant: Participant, now: datetime) -> list[_Found]:
    """Each with its wording, the answers given, those asked again, a draft, and a skip."""
    found: list[_Found] = []
    rows = shown_with_own(**facts_of(participant), now=now)
    for given, again, has_draft, has_skip, *values in rows:
        question = _QUESTION.made(values[: _QUESTION.number])
        question.current_version = _WORDING.made(values[_QUESTION.number :])
        found.append((question, given, again, has_draft, has_skip))
    wordings = [question.wording for question, *_done in found]
    prefetch_related_objects(wordings, "items")
    return found
