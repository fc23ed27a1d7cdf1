"""What people can answer and read is not taken from them by a rewording (rules 2 and 3)."""

from datetime import datetime

import pytest

from sessions.enums import Kind, Reveal
from sessions.models import Board, Question
from sessions.studio.actions.saving import save_copy
from sessions.studio.typed import typed_in
from tests import factories
from tests.factories import NOW
from tests.sessions.studio.writing import around, as_it_is, by, save

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("reveal", list(Reveal))
def test_once_somebody_has_posted_a_reveal_only_becomes_stricter(
    live: Board, reveal: Reveal
) -> None:
    question = factories.question(factories.stage(live), reveal=Reveal.AFTER_STAGE)
    factories.answer(factories.participant(live), question)
    Question.objects.update(first_posted_at=NOW)

    found = save(question, reveal=reveal.value)

    looser = reveal in (Reveal.ALWAYS, Reveal.AFTER_ANSWER)
    assert [fault.path for fault in found.faults] == ([("reveal",)] if looser else [])


def test_once_somebody_has_posted_a_segment_limit_is_not_lifted(live: Board) -> None:
    sector = factories.segment_set(live, "sector", "health", "social care")
    question = factories.question(factories.stage(live), within_set=sector)
    Question.objects.update(first_posted_at=NOW)
    typed = typed_in(as_it_is(question))
    del typed["within"]

    found = save_copy(
        question=question, script=typed, seen=0, around=around(question), by=by(question), now=NOW
    )[1]

    assert [fault.path for fault in found.faults] == [("within",)]


@pytest.mark.parametrize("entries", [2, 3, 4])
def test_once_somebody_has_posted_a_diary_takes_no_fewer_entries(live: Board, entries: int) -> None:
    question = factories.question(factories.stage(live), entries=3)
    Question.objects.update(first_posted_at=NOW)

    found = save(question, entries=entries)

    assert [fault.path for fault in found.faults] == ([("entries",)] if entries < 3 else [])


@pytest.mark.parametrize(
    ("put_to", "is_taken_away"),
    [([], False), (["health"], True), (["health", "social care"], False), (["other"], True)],
)
def test_once_somebody_has_posted_a_question_is_put_to_no_fewer_people(
    live: Board, put_to: list[str], is_taken_away: bool
) -> None:
    sector = factories.segment_set(live, "sector", "health", "social care", "other")
    social_care = factories.segment(sector, "social care")
    question = factories.question(factories.stage(live), segments=[social_care])
    Question.objects.update(first_posted_at=NOW)

    found = save(question, segments={"sector": put_to} if put_to else {})

    assert [fault.path for fault in found.faults] == ([("segments",)] if is_taken_away else [])


def test_once_somebody_has_posted_what_was_put_to_everyone_stays_so(live: Board) -> None:
    factories.segment_set(live, "sector", "health")
    question = factories.question(factories.stage(live))
    Question.objects.update(first_posted_at=NOW)

    found = save(question, segments={"sector": ["health"]})

    assert [fault.path for fault in found.faults] == [("segments",)]


def test_once_somebody_has_posted_a_summary_asks_for_no_more_stages(live: Board) -> None:
    first, second = factories.stage(live), factories.stage(live)
    question = factories.question(
        factories.stage(live), kind=Kind.SUMMARY, statements=["It was good."], sums_up=[first]
    )
    Question.objects.update(first_posted_at=NOW)

    found = save(question, of=[first.key, second.key])

    assert [fault.path for fault in found.faults] == [("of",)]


@pytest.mark.parametrize("posted_at", [None, NOW])
def test_what_others_wait_for_stays_required_once_they_have_posted(
    live: Board, posted_at: datetime | None
) -> None:
    stage = factories.stage(live)
    question = factories.question(stage)
    factories.question(stage, reveal=Reveal.AFTER_STAGE, first_posted_at=posted_at)
    factories.question(factories.stage(live), reveal=Reveal.AFTER_STAGE, first_posted_at=NOW)

    found = save(question, required=False)

    assert [fault.path for fault in found.faults] == ([("required",)] if posted_at else [])


@pytest.mark.parametrize("posted", [True, False])
def test_once_somebody_has_posted_the_entries_of_a_diary_come_as_they_did(
    live: Board, posted: bool
) -> None:
    question = factories.question(factories.stage(live), entries=3)
    Question.objects.update(first_posted_at=NOW if posted else None)

    found = save(question, every="day")

    assert [fault.path for fault in found.faults] == ([("every",)] if posted else [])
