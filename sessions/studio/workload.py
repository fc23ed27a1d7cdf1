"""What the guide asks of one person, in minutes: a stage, a day, and against what was promised.

Assumed, and said on the page: somebody is asked every question of the stage, whatever its
segments, answers also what is optional, and each entry of a diary; of the others' replies to an
open question they read the first few. A stage's minutes are spread evenly over its days, from
its opening until it is due; where there is a working day among these, over the working days. The
entries of a daily diary fall on the days of the calendar, the first on the stage's first, until
the stage closes.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sessions.enums import Kind, Reveal
from sessions.kinds import KINDS
from sessions.kinds.pace import minutes_to_read, texts_of, words_in
from sessions.models import Board, Question, Stage
from sessions.timetable.working_days import is_working_day

REPLIES_READ = 5
WORDS_A_REPLY = 60
READING_OTHERS = minutes_to_read(REPLIES_READ * WORDS_A_REPLY)

_DAY = timedelta(days=1)
_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Weight:
    """One question: its minutes for answering, all entries, and for reading the others; how many
    words it has."""

    question: Question
    answering: float
    reading: float
    words: int

    @property
    def minutes(self) -> float:
        return self.answering + self.reading

    @property
    def an_entry(self) -> float:
        """What one day of a daily diary asks for; nothing of any other question."""
        return self.answering / self.question.entries if self.question.is_daily else 0


@dataclass(frozen=True)
class StageLoad:
    """`days` are those over which the stage is spread, at least one; a daily diary in it asks for
    an entry on each day of the calendar from `begins` on."""

    stage: Stage
    begins: date
    weights: list[Weight]
    introduction: int
    days: list[date]

    @property
    def answering(self) -> float:
        return sum(weight.answering for weight in self.weights) + minutes_to_read(self.introduction)

    @property
    def reading(self) -> float:
        return sum(weight.reading for weight in self.weights)

    @property
    def minutes(self) -> float:
        return self.answering + self.reading

    @property
    def words(self) -> int:
        return self.introduction + sum(weight.words for weight in self.weights)

    @property
    def daily(self) -> float:
        """What its daily diaries ask for on a day on which all of them do."""
        return sum(weight.an_entry for weight in self.weights)

    @property
    def once(self) -> float:
        """What is spread over the days: all but the entries of daily diaries."""
        spread = sum(
            weight.reading if weight.an_entry else weight.minutes for weight in self.weights
        )
        return spread + minutes_to_read(self.introduction)

    @property
    def a_day(self) -> float:
        """On its fullest days."""
        return self.once / len(self.days) + self.daily

    def on(self, day: date) -> float:
        number = (day - self.begins).days
        return (self.once / len(self.days) if day in self.days else 0) + sum(
            weight.an_entry for weight in self.weights if number in range(weight.question.entries)
        )

    def all_days(self) -> set[date]:
        """Those on which it asks for anything."""
        entries = [weight.question.entries for weight in self.weights if weight.an_entry]
        diary = {self.begins + _DAY * number for number in range(max(entries, default=0))}
        last = _on(self.stage.closes_or_ends_at - _INSTANT, self.stage.board)
        reached = {day for day in diary if day <= last}
        return {day for day in {*self.days, *reached} if self.on(day)}

    @property
    def heaviest(self) -> list[Weight]:
        return sorted(self.weights, key=lambda weight: -weight.minutes)


@dataclass(frozen=True)
class DayLoad:
    """One day of the board, from 1, with what each stage asks on it."""

    number: int
    day: date
    parts: list[tuple[Stage, float]]

    @property
    def minutes(self) -> float:
        return sum(minutes for _stage, minutes in self.parts)


@dataclass(frozen=True)
class Cut:
    """What keeps the promise on a stage's days: leaving these out, or so many days in all; 0
    where no number of days does, since its diaries alone ask for more a day."""

    load: StageLoad
    leave_out: list[Weight]
    days: int


@dataclass(frozen=True)
class Workload:
    """`promise` is the minutes a day that participants were told."""

    promise: int
    stages: list[StageLoad]
    days: list[DayLoad]

    @property
    def too_long(self) -> list[DayLoad]:
        """The days that ask for more than was promised, in whole minutes."""
        return [day for day in self.days if round(day.minutes) > self.promise]

    @property
    def cuts(self) -> list[Cut]:
        """For each stage that by itself asks for more a day than was promised."""
        return [
            _cut(load, self.promise) for load in self.stages if round(load.a_day) > self.promise
        ]

    def of(self, stage: Stage) -> StageLoad:
        return next(load for load in self.stages if load.stage.pk == stage.pk)


def workload_of(board: Board) -> Workload:
    """What the published guide asks for; three queries, however long it is."""
    stages = list(board.stages.order_by("position"))
    asked: dict[object, list[Question]] = {stage.pk: [] for stage in stages}
    questions = Question.objects.filter(
        stage__board=board, hidden_at=None, current_version__isnull=False
    )
    ordered = questions.select_related("current_version").order_by("stage__position", "position")
    for question in ordered.prefetch_related("current_version__items"):
        asked[question.stage_id].append(question)
    loads = list(_loads(board, stages, asked))
    return Workload(board.minutes_per_day, loads, _by_day(board, loads))


def weight_of(question: Question) -> Weight:
    kind = KINDS[Kind(question.kind)]
    others = kind.is_read and question.reveal != Reveal.NEVER
    return Weight(
        question=question,
        answering=kind.minutes(question.wording) * question.entries,
        reading=READING_OTHERS if others else 0,
        words=words_in(texts_of(question.wording)),
    )


def _loads(
    board: Board, stages: Sequence[Stage], asked: dict[object, list[Question]]
) -> Iterator[StageLoad]:
    """A stage without a date of its own begins with the stage before it, at the earliest."""
    begins = board.starts_on
    for stage in stages:
        stage.board = board
        if stage.opens_at:
            begins = _on(stage.opens_at, board)
        yield StageLoad(
            stage=stage,
            begins=begins,
            weights=[weight_of(question) for question in asked[stage.pk]],
            introduction=words_in([stage.introduction]),
            days=_spread(begins, _on(stage.due_or_ends_at - _INSTANT, board)),
        )


def _on(instant: datetime, board: Board) -> date:
    return instant.astimezone(board.zone).date()


def _spread(first: date, last: date) -> list[date]:
    days = [first + _DAY * number for number in range(max(0, (last - first).days) + 1)]
    return [day for day in days if is_working_day(day)] or days


def _by_day(board: Board, loads: Sequence[StageLoad]) -> list[DayLoad]:
    days = sorted({day for load in loads if load.weights for day in load.all_days()})
    return [
        DayLoad(
            number=(day - board.starts_on).days + 1,
            day=day,
            parts=[(load.stage, load.on(day)) for load in loads if load.weights and load.on(day)],
        )
        for day in days
    ]


def _cut(load: StageLoad, promise: int) -> Cut:
    """What is optional goes first; the fewest questions, and the lightest of those that will do."""
    over = (load.a_day - promise) * len(load.days)
    left = [weight for weight in load.heaviest if weight.minutes]
    leave_out: list[Weight] = []
    while left and over > 0:
        optional = [weight for weight in left if not weight.question.required]
        chosen = _enough(optional or left, over, load)
        left.remove(chosen)
        leave_out.append(chosen)
        over -= _spared(chosen, load)
    for_the_rest = promise - load.daily
    days = math.ceil(load.once / for_the_rest) if for_the_rest > 0 else 0
    return Cut(load, leave_out, days)


def _enough(weights: list[Weight], minutes: float, load: StageLoad) -> Weight:
    """The lightest that takes so long; where none does, the heaviest."""
    return next(
        (weight for weight in reversed(weights) if _spared(weight, load) >= minutes), weights[0]
    )


def _spared(weight: Weight, load: StageLoad) -> float:
    """What leaving it out takes from the stage's days, were all of them full ones."""
    if not weight.an_entry:
        return weight.minutes
    return weight.an_entry * len(load.days) + weight.reading
