"""Who may answer what at each instant: the gate agrees with a slow reading of rules 5 and 6.

Boards in zones of odd offsets, around the nights in which the clocks change, live through moves,
openings by hand, releases, pauses, extensions and answers by the product's own actions. What an
action refuses does not happen; what it does must be what the plain reading makes of it.
"""

from collections import Counter
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from moderation.actions.dates import give_more_time, move_dates, move_end
from participants.gate.openness import open_stages
from participants.models import Participant
from sessions.actions.errors import Refused
from sessions.actions.pausing import pause_board, resume_board
from sessions.actions.shifting import shift_dates
from sessions.actions.staging import close_stage_now, open_stage_now, release_stage
from sessions.enums import Opening
from sessions.models import Board, Stage
from sessions.timetable.checks import rows_of
from sessions.timetable.instants import TimetableError, derive_instants
from sessions.timetable.shifting import Shift, plan_of
from sessions.timetable.wall_time import WallTime, WallTimeError
from tests import factories

from .plain_timetable import DATES, NoSuchTime, PlainBoard, PlainStage, Wall

# Each zone with nights in which its clocks change, or the day before one that never was.
NIGHTS = {
    "Asia/Kathmandu": [date(2021, 3, 27), date(1985, 12, 31)],
    "Australia/Lord_Howe": [date(2021, 4, 3), date(2021, 10, 2)],
    "America/St_Johns": [date(2021, 3, 13), date(2021, 11, 6)],
    "Pacific/Apia": [date(2021, 4, 3), date(2011, 12, 29)],
    "Pacific/Chatham": [date(2021, 4, 3), date(2021, 9, 25)],
    "Europe/London": [date(2021, 3, 27), date(2021, 10, 30)],
}
HOUR, DAY, SECOND = factories.HOUR, factories.DAY, timedelta(seconds=1)
SEEDS = (1, 2, 3, 4)
some_boards = settings(
    max_examples=10,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

CLOCKS = st.sampled_from(
    [time(9)] * 8
    + [time(14, 15)] * 4
    + [time(0), time(0, 15), time(1, 30), time(2), time(2, 15), time(2, 45), time(3, 30)]
)


@st.composite
def walls(draw: st.DrawFn, start: date, first: int, last: int) -> Wall:
    day, at = draw(st.integers(first, last)), draw(CLOCKS)
    which = draw(st.sampled_from([None, 0, 1, 1]))
    if draw(st.booleans()):
        return Wall(at, day=day, which=which)
    return Wall(at, on=start + DAY * (day - 1), which=which)


@st.composite
def stages(draw: st.DrawFn, start: date, number: int) -> PlainStage:
    openings = ["by_date"] * 4 + ["by_hand"] + ["after_previous"] * (3 if number else 0)
    opening = draw(st.sampled_from(openings))
    dates = {}
    if opening == "by_date":
        dates["opens"] = draw(walls(start, 1, 4))
    if draw(st.booleans()):
        dates["due"] = draw(walls(start, 4, 6))
    if draw(st.booleans()):
        dates["closes"] = draw(walls(start, 6, 8))
    return PlainStage(opening, dates)


@st.composite
def boards(draw: st.DrawFn) -> PlainBoard:
    zone = draw(st.sampled_from(sorted(NIGHTS)))
    start = draw(st.sampled_from(NIGHTS[zone])) - DAY * draw(st.integers(0, 4))
    return PlainBoard(
        zone=zone,
        starts_on=start,
        ends=draw(walls(start, 8, 9)),
        grace=DAY * draw(st.integers(0, 2)),
        stages=[draw(stages(start, number)) for number in range(draw(st.integers(2, 4)))],
    )


OFTEN = ("move", "shift", "release", "longer", "answer")
SELDOM = ("end", "open", "close", "pause", "resume")
DEEDS = st.tuples(
    st.sampled_from([*OFTEN, *OFTEN, *SELDOM]),
    st.integers(0, 3),
    st.integers(0, 1),
    st.integers(-3, 9),
    st.booleans(),
    CLOCKS,
)


class Life:
    """One board as rows and once more as plain data, and what has been done to both."""

    def __init__(self, plain: PlainBoard) -> None:
        self.plain = plain
        board = factories.board(launched=False, timezone=plain.zone)
        board.starts_on, board.ends, board.grace = plain.starts_on, _said(plain.ends), plain.grace
        rows = [_row(board, number, stage) for number, stage in enumerate(plain.stages)]
        derive_instants(board, rows)
        board.save()
        Stage.objects.bulk_create(rows)
        self.board, self.by = board, factories.facilitator(board).user
        self.questions = [factories.question(stage) for stage in rows]
        self.people = [factories.participant(board) for _number in range(2)]
        self.done: Counter[str] = Counter()

    def stage(self, number: int) -> Stage:
        return Stage.objects.select_related("board").get(
            board=self.board, position=number % len(self.plain.stages)
        )

    def launch(self, now: datetime) -> None:
        Board.objects.filter(pk=self.board.pk).update(launched_at=now, launched_by=self.by)
        self.plain.launched_at = now
        self.board.refresh_from_db()

    def live(self, deed: tuple[Any, ...], now: datetime) -> None:
        name, *given = deed
        try:
            with transaction.atomic():
                getattr(self, f"_{name}")(*given, now)
        except (Refused, WallTimeError, NoSuchTime):
            self.done[f"{name} refused"] += 1
        else:
            self.done[name] += 1
        self.board.refresh_from_db()

    def _move(self, number: int, _p: int, days: int, said: bool, at: time, now: datetime) -> None:
        stage, plain = self.stage(number), self.plain.stages[number % len(self.plain.stages)]
        which = DATES[days % 3]
        wall = self._wall(days, said, at)
        move_dates(stage=stage, to={which: _said(wall)}, by=self.by, now=now)
        plain.walls[which] = wall
        if which == "opens":
            plain.opening = "by_date"

    def _end(self, _n: int, _p: int, days: int, said: bool, at: time, now: datetime) -> None:
        wall = self._wall(days + 3, said, at)
        move_end(board=self.board, to=_said(wall), by=self.by, now=now)
        self.plain.ends = wall

    def _shift(self, _n: int, _p: int, days: int, working: bool, _at: time, now: datetime) -> None:
        shift = Shift(days=days, skips_days_off=working)
        fresh = Board.objects.get(pk=self.board.pk)
        seen = plan_of(fresh, rows_of(fresh), shift, now=now).digest
        shift_dates(board=self.board, shift=shift, seen=seen, by=self.by, now=now)
        self.plain = self.plain.moved(days, working=working, now=now)

    def _open(self, number: int, _p: int, _d: int, _s: bool, _at: time, now: datetime) -> None:
        if not open_stage_now(stage=self.stage(number), by=self.by, now=now):
            return
        plain = self.plain.stages[number % len(self.plain.stages)]
        plain.walls["opens"] = self._now_as_wall(now)
        plain.released_at = plain.released_at or now

    def _close(self, number: int, _p: int, _d: int, _s: bool, _at: time, now: datetime) -> None:
        if not close_stage_now(stage=self.stage(number), by=self.by, now=now):
            return
        plain = self.plain.stages[number % len(self.plain.stages)]
        plain.walls["closes"] = self._now_as_wall(now)
        due = self.plain.when(number % len(self.plain.stages), "due")
        if due and due > now:
            plain.walls["due"] = plain.walls["closes"]

    def _release(self, number: int, _p: int, _d: int, _s: bool, _at: time, now: datetime) -> None:
        if release_stage(stage=self.stage(number), by=self.by, now=now):
            self.plain.stages[number % len(self.plain.stages)].released_at = now

    def _pause(self, *given: Any) -> None:
        now = given[-1]
        if pause_board(board=self.board, message="", by=self.by, now=now):
            self.plain.pauses.append((now, None))

    def _resume(self, *given: Any) -> None:
        now = given[-1]
        if resume_board(board=self.board, by=self.by, now=now):
            began, _over = self.plain.pauses.pop()
            self.plain.pauses.append((began, now))

    def _longer(
        self, number: int, person: int, days: int, _s: bool, _at: time, now: datetime
    ) -> None:
        until, stage = now + DAY * days + HOUR, self.stage(number)
        give_more_time(
            participant=self.people[person],
            stage=stage,
            until=until,
            reason="",
            by=self.by,
            now=now,
        )
        self.plain.longer[person, stage.position] = until

    def _answer(
        self, number: int, person: int, _d: int, _s: bool, _at: time, now: datetime
    ) -> None:
        stage = number % len(self.plain.stages)
        if (person, stage) not in self.plain.answered:
            factories.answer(self.people[person], self.questions[stage], said_at=now)
            self.plain.answered.add((person, stage))

    def _wall(self, days: int, said: bool, at: time) -> Wall:
        day = max(days, 1)
        if said:
            return Wall(at, day=day, which=1)
        return Wall(at, on=self.plain.starts_on + DAY * (day - 1), which=1)

    def _now_as_wall(self, now: datetime) -> Wall:
        """Found by trying both: `now` is on a quarter of an hour."""
        local = now.astimezone(self.board.zone)
        wall = Wall(local.time(), on=local.date(), which=0)
        return wall if self.plain.at(wall) == now else Wall(wall.at, on=wall.on, which=1)

    def instants_agree(self) -> None:
        self.board.refresh_from_db()
        assert self.board.starts_on == self.plain.starts_on
        assert self.board.ends_at == self.plain.ends_at
        assert self.board.grace_ends_at == self.plain.ends_at + self.plain.grace
        for number, stage in enumerate(self.board.stages.order_by("position")):
            for which in DATES:
                assert getattr(stage, f"{which}_at") == self.plain.when(number, which)

    def openness_agrees(self, now: datetime) -> None:
        people: dict[Any, Participant] = {one.pk: one for one in self.people}
        pairs = open_stages.of_each(people.values(), now)
        rows = list(self.board.stages.order_by("position"))
        for number, one in enumerate(self.people):
            by_the_gate = {row.position for row in rows if (one.pk, row.pk) in pairs}
            by_the_rules = {
                stage for stage in range(len(rows)) if self.plain.may_answer(number, stage, now)
            }
            assert by_the_gate == by_the_rules, now
            self.done["open" if by_the_rules else "nothing open"] += 1

    def moments(self) -> list[datetime]:
        """A second before and at every instant at which something may change."""
        plain = self.plain
        found = {plain.launched_at, plain.ends_at, plain.ends_at + plain.grace}
        found |= {
            plain.when(number, which) for number in range(len(plain.stages)) for which in DATES
        }
        found |= {stage.released_at for stage in plain.stages} | set(plain.longer.values())
        found |= {at for pause in plain.pauses for at in pause}
        return [at + SECOND * step for at in found if at for step in (-1, 0)]


def _said(wall: Wall) -> WallTime:
    return WallTime(at=wall.at, day=wall.day, on=wall.on, fold=wall.which)


def _row(board: Board, number: int, stage: PlainStage) -> Stage:
    return Stage(
        board=board,
        key=f"stage-{number}",
        title=f"Stage {number}",
        position=number,
        opening=Opening(stage.opening),
        **{which: _said(wall) for which, wall in stage.walls.items()},
    )


@pytest.mark.timeout(600)
@pytest.mark.django_db
def test_who_may_answer_what_agrees_with_the_plain_rules_on_random_timetables() -> None:
    met: Counter[str] = Counter()

    def agree(plain: PlainBoard, draft: list[Any], deeds: list[Any]) -> None:
        with transaction.atomic():
            if misdated := plain.misdated():
                with pytest.raises(TimetableError) as raised:
                    Life(plain)
                assert len(raised.value.misdated) == misdated
                met["misdated"] += 1
            else:
                life = Life(plain)
                _live(life, draft, deeds)
                met.update(life.done)
            transaction.set_rollback(True)

    for number in SEEDS:
        cases = given(
            boards(), st.lists(DEEDS, max_size=2), st.lists(DEEDS, min_size=4, max_size=9)
        )
        seed(number)(some_boards(cases(agree)))()
    assert EVERYTHING - set(met) == set()


EVERYTHING = {
    *("move", "end", "shift", "open", "close", "release", "pause", "resume", "longer", "answer"),
    *("move refused", "shift refused", "misdated", "nothing open"),
}


def _live(life: Life, draft: list[Any], deeds: list[Any]) -> None:
    """In the draft dates alone move; then time goes on by a third of a day from deed to deed."""
    start = datetime.combine(life.plain.starts_on, time(12), life.board.zone).astimezone()
    now = start - 6 * DAY
    for deed in draft:
        if deed[0] in ("move", "end", "shift", "release"):
            life.live(deed, now)
            life.instants_agree()
    life.launch(now + DAY)
    for number, deed in enumerate(deeds):
        life.live(deed, now + 5 * DAY + number * 15 * HOUR)
        life.instants_agree()
    for moment in life.moments():
        life.openness_agrees(moment)
