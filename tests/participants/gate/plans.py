"""Random boards as plain data: what Hypothesis draws and shrinks, before any row exists.

The weights keep most of a board ordinary, so that each oddity is once the only one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from hypothesis import strategies as st

from sessions.enums import AfterDue, Kind, ObserverSight, Opening, Reveal
from tests.factories import DAY, ENDS_AT, HOUR, LAUNCHED_AT, NOW

T = TypeVar("T")
Pairs = Mapping[tuple[int, int], T]
SECTORS = ("health", "social care")
SITES = ("north", "south")
PAST, EARLIER, SOON, LATER = NOW - DAY, NOW - HOUR, NOW + HOUR, NOW + DAY
GRACE = 2 * DAY


def mostly(usual: T, *rare: T, weight: int = 5) -> st.SearchStrategy[T]:
    """`usual`, drawn `weight` times as often as each of the rare ones."""
    return st.sampled_from([usual] * weight + list(rare))


@dataclass(frozen=True)
class QuestionPlan:
    kind: Kind
    reveal: Reveal
    required: bool
    published: bool
    hidden: bool
    revealed_at: datetime | None
    sector: str
    limited_to: str
    sums_up: frozenset[int]


@dataclass(frozen=True)
class StagePlan:
    opening: Opening
    opens_at: datetime | None
    due_at: datetime | None
    closes_at: datetime | None
    released_at: datetime | None
    sector: str
    questions: list[QuestionPlan]


@dataclass(frozen=True)
class PersonPlan:
    """One who is diligent has answered everything required of them, summaries apart."""

    sector: str
    sector_before: str
    site: str
    tester: bool
    consents: str
    place: str
    refuses_observers: bool
    diligent: bool


@dataclass(frozen=True)
class ExchangePlan:
    """A comment or probe: `on` counts through the replies so far, -1 is the latest.

    `author` counts through the people, -1 is staff.
    """

    on: int
    author: int
    kind: str
    state: str


@dataclass(frozen=True)
class BoardPlan:
    after_due: AfterDue
    observers: ObserverSight
    second_consent: str
    second_observers: ObserverSight
    launched: bool
    archive_removed: bool
    pause: str
    stages: list[StagePlan]
    people: list[PersonPlan]
    answers: Pairs[tuple[str, ...]]
    exchanges: list[ExchangePlan]
    extensions: Pairs[timedelta | None]
    readings: Pairs[str]
    finishes: Pairs[bool]
    now: datetime


def questions(stage: int) -> st.SearchStrategy[QuestionPlan]:
    """A question of the stage of this number; one of a later stage may sum up earlier ones."""
    kind = mostly(Kind.TEXT, Kind.TEXT_PAGE, *[Kind.SUMMARY] * (3 if stage else 0))
    summed_up = st.frozensets(st.integers(0, max(stage - 1, 0)), min_size=1, max_size=2)
    return kind.flatmap(
        lambda drawn: st.builds(
            QuestionPlan,
            kind=st.just(drawn),
            reveal=st.sampled_from([*Reveal, Reveal.AFTER_ANSWER, *[Reveal.AFTER_STAGE] * 3]),
            required=mostly(True, False, weight=2),
            published=mostly(True, False, weight=8),
            hidden=mostly(False, True),
            revealed_at=st.sampled_from([None, PAST, LATER]),
            sector=mostly("", *SECTORS, weight=5),
            limited_to=mostly("", "sector", "site", weight=6),
            sums_up=summed_up if drawn == Kind.SUMMARY else st.just(frozenset()),
        )
    )


def stages(number: int) -> st.SearchStrategy[StagePlan]:
    opens: dict[Opening, st.SearchStrategy[datetime | None]] = {
        Opening.BY_DATE: mostly(PAST, SOON, weight=8),
        Opening.BY_HAND: mostly(PAST, None, weight=3),
        Opening.AFTER_PREVIOUS: st.just(None),
    }
    opening = st.sampled_from(
        [*[Opening.BY_DATE] * 3, *[Opening.AFTER_PREVIOUS] * 4, Opening.BY_HAND]
    )
    return opening.flatmap(
        lambda drawn: st.builds(
            StagePlan,
            opening=st.just(drawn),
            opens_at=opens[drawn],
            due_at=st.sampled_from([None, EARLIER, SOON]),
            closes_at=st.sampled_from([None, None, NOW - HOUR / 2, LATER]),
            released_at=mostly(LAUNCHED_AT, None, SOON, weight=15),
            sector=mostly("", *SECTORS, weight=3),
            questions=st.lists(questions(number), min_size=1, max_size=3),
        )
    )


PEOPLE = st.builds(
    PersonPlan,
    sector=st.sampled_from(["", *SECTORS, *SECTORS]),
    sector_before=mostly("", *SECTORS),
    site=st.sampled_from(["", *SITES, *SITES]),
    tester=mostly(False, True),
    consents=mostly("newest", *["both"] * 4, "first", "draft", "soon", "no", "declined", weight=20),
    place=mostly("held", "withdrawn", "deactivated", "erased", "in reserve", weight=16),
    refuses_observers=mostly(False, True, weight=3),
    diligent=st.booleans(),
)
EXCHANGES = st.builds(
    ExchangePlan,
    on=st.one_of(st.integers(0, 60), st.just(-1)),
    author=st.integers(-2, 4).map(lambda author: max(author, -1)),
    kind=mostly("open", "private", "careless", "careless", "call for help", weight=4),
    state=mostly("plain", "held", "rejected", "concealed", "withdrawn", weight=6),
)
ENTRIES = mostly(
    ("plain",), (), (), (), ("held",), ("rejected",), ("concealed",), ("withdrawn",),
    ("plain", "plain"), ("rejected", "plain"),
)  # fmt: skip
MORE_TIME = mostly(None, -HOUR / 2, DAY, 3 * DAY, 9 * DAY, weight=10)
READINGS = mostly("", "unlocked", "locked again", "served", weight=8)


def _pairs(one: int, other: int, values: st.SearchStrategy[T]) -> st.SearchStrategy[Pairs[T]]:
    keys = [(left, right) for left in range(one) for right in range(other)]
    return st.fixed_dictionaries(dict.fromkeys(keys, values))


def _moments(
    drawn: list[StagePlan], extensions: Pairs[timedelta | None]
) -> st.SearchStrategy[datetime]:
    """NOW as often as not; else a second before, at or after an instant that changes something."""
    changing = {LAUNCHED_AT}
    changing |= {NOW + more for more in extensions.values() if more}
    for stage in drawn:
        changing |= {at for at in (stage.opens_at, stage.due_at, stage.closes_at) if at}
    around = st.builds(
        lambda instant, seconds: instant + timedelta(seconds=seconds),
        st.sampled_from([*sorted(changing), *[ENDS_AT, ENDS_AT + GRACE] * 2]),
        st.sampled_from([-1, 0, 1]),
    )
    return st.one_of(st.just(NOW), around)


@st.composite
def boards(draw: st.DrawFn) -> BoardPlan:
    drawn = [draw(stages(number)) for number in range(draw(st.integers(2, 5)))]
    people = draw(st.lists(PEOPLE, min_size=5, max_size=5))
    asked = sum(len(stage.questions) for stage in drawn)
    extensions = draw(_pairs(len(people), len(drawn), MORE_TIME))
    return BoardPlan(
        after_due=draw(st.sampled_from(AfterDue)),
        observers=draw(st.sampled_from([*ObserverSight, ObserverSight.NAME])),
        second_consent=draw(mostly("", "material", "not material", "a draft", weight=4)),
        second_observers=draw(st.sampled_from(ObserverSight)),
        launched=draw(mostly(True, False, weight=20)),
        archive_removed=draw(mostly(False, True, weight=20)),
        pause=draw(mostly("", "open", "over", "later")),
        stages=drawn,
        people=people,
        answers=draw(_pairs(len(people), asked, ENTRIES)),
        exchanges=draw(st.lists(EXCHANGES, min_size=15, max_size=30)),
        extensions=extensions,
        readings=draw(_pairs(len(people), asked, READINGS)),
        finishes=draw(_pairs(len(people), len(drawn), mostly(False, True, weight=3))),
        now=draw(_moments(drawn, extensions)),
    )
