"""The days of a daily diary: which entries have come for one person, and which comes next.

Day 1 is the day on which the stage opens for the person. Days are those of the board's calendar,
from midnight to midnight, however long the clocks make them.
"""

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from participants.models import Membership, Participant, StageFinish
from sessions.enums import Opening
from sessions.models import Question, Stage

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Days:
    """Of so many `entries`, of which the first is for `first`, as they stand on `today`."""

    first: date
    entries: int
    today: date

    @property
    def come(self) -> int:
        """How many can be given by now."""
        return max(0, min(self.entries, (self.today - self.first).days + 1))

    @property
    def next(self) -> int | None:
        """The entry that comes next; None once all have come."""
        return self.come + 1 if self.come < self.entries else None

    def day_of(self, entry: int) -> date:
        return self.first + _A_DAY * (entry - 1)


class Openings:
    """When stages opened for people: no query for what the clock or a hand opens, four for all
    that open by progress. The stages' board must be loaded."""

    def __init__(self, people: Collection[uuid.UUID], stages: Iterable[Stage]) -> None:
        self._before: dict[uuid.UUID, list[Stage]] = {}
        by_progress = [stage for stage in stages if stage.opening == Opening.AFTER_PREVIOUS]
        if not by_progress:
            return
        boards = {stage.board_id: stage.board for stage in by_progress}
        guide = Stage.objects.filter(board__in=boards).prefetch_related("segments")
        backwards = list(guide.order_by("-position"))
        for each in backwards:
            each.board = boards[each.board_id]
        for stage in by_progress:
            here = [each for each in backwards if each.board_id == stage.board_id]
            self._before[stage.pk] = [each for each in here if each.position < stage.position]
        finishes = StageFinish.objects.filter(participant__in=people, stage__board__in=boards)
        self._finished: Mapping[tuple[uuid.UUID, uuid.UUID], datetime] = {
            (person, stage): at
            for person, stage, at in finishes.values_list("participant", "stage", "finished_at")
        }
        held = Membership.objects.current().filter(participant__in=people)
        self._held = set(held.values_list("participant", "segment"))

    def of(self, person: uuid.UUID, stage: Stage) -> datetime | None:
        """None where that is not known yet; a stage that opens by progress opens to whoever has
        finished the one before it that is theirs."""
        begins = [stage.released_at, stage.board.launched_at]
        if stage.opening == Opening.AFTER_PREVIOUS:
            begins.append(self._got_there(person, stage))
        elif stage.opens_at is None:
            return None
        else:
            begins.append(stage.opens_at)
        return max(filter(None, begins), default=None)

    def _got_there(self, person: uuid.UUID, stage: Stage) -> datetime | None:
        for before in self._before[stage.pk]:
            if not self._is_theirs(person, before):
                continue
            if finished := self._finished.get((person, before.pk)):
                return finished
            if before.opening != Opening.AFTER_PREVIOUS:
                return self.of(person, before)
        return None

    def _is_theirs(self, person: uuid.UUID, stage: Stage) -> bool:
        routed = stage.segments.all()
        return not routed or any((person, segment.pk) in self._held for segment in routed)


def days_between(question: Question, opened_at: datetime | None, now: datetime) -> Days | None:
    """Those of a daily diary whose stage, with its board at hand, opened then; None where it has
    not."""
    if opened_at is None:
        return None
    zone = question.stage.board.zone
    first, today = (at.astimezone(zone).date() for at in (opened_at, now))
    return Days(first, question.entries, today)


def days_for(person: Participant, question: Question, now: datetime) -> Days | None:
    """None where the question is no daily diary, or has not opened to this person."""
    if not question.is_daily:
        return None
    opened_at = Openings([person.pk], [question.stage]).of(person.pk, question.stage)
    return days_between(question, opened_at, now)


def entries_come(person: Participant, question: Question, now: datetime) -> int:
    """Up to which entry the question can be answered; a daily diary's come day by day."""
    if not question.is_daily:
        return question.entries
    days = days_for(person, question, now)
    return days.come if days else 0


def begins_before(day: date, stage: Stage, until: datetime) -> bool:
    """Whether that day begins, on the board's calendar, before this instant."""
    return datetime.combine(day, time.min, tzinfo=stage.board.zone) < until
