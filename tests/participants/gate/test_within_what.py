"""Within what all reading happens: the reader, the question, the segment, the board (rule 2)."""

from typing import Any

import pytest

from sessions.enums import Kind, Reveal
from tests import factories
from tests.factories import DAY, HOUR, NOW

from .reading import reads

pytestmark = pytest.mark.django_db


def test_before_a_stage_has_opened_not_even_ones_own_posts_are_there() -> None:
    board = factories.board()
    stage = factories.stage(board, opens_at=NOW, closes_at=NOW + HOUR)
    person = factories.participant(board)
    own = factories.answer(person, factories.question(stage))

    assert reads(person, NOW - HOUR) == set()
    assert reads(person, NOW) == {own}
    assert reads(person, NOW + DAY) == {own}


def test_who_never_consented_or_declined_reads_nothing() -> None:
    board = factories.board()
    question = factories.question(factories.stage(board), reveal=Reveal.ALWAYS)
    factories.answer(factories.participant(board), question)
    silent = factories.participant(board, consented=False)
    declined = factories.participant(board, consented=False)
    factories.decline(declined)

    assert [reads(silent), reads(declined)] == [set(), set()]


@pytest.mark.parametrize(
    ("material", "published", "still_reads"),
    [(True, True, False), (False, True, True), (True, False, True)],
)
def test_only_a_published_material_version_asks_for_consent_again(
    material: bool, published: bool, still_reads: bool
) -> None:
    board = factories.board()
    question = factories.question(factories.stage(board))
    person = factories.participant(board)
    own = factories.answer(person, question)
    version = factories.consent_version(
        board, material=material, published_at=NOW if published else None
    )

    assert reads(person) == ({own} if still_reads else set())
    factories.consent(person, version)
    assert reads(person) == {own}


def test_consent_to_a_draft_is_no_consent() -> None:
    board = factories.board()
    question = factories.question(factories.stage(board))
    person = factories.participant(board, consented=False)
    factories.answer(person, question)
    factories.consent(person, factories.consent_version(board, published_at=None))

    assert reads(person) == set()


@pytest.mark.parametrize(
    "place",
    [
        {"withdrawn_at": NOW, "withdrawn_answers": "keep"},
        {"deactivated_at": NOW},
        {"erased_at": NOW},
        {"in_reserve": True},
    ],
)
def test_who_no_longer_holds_their_place_reads_nothing(place: dict[str, Any]) -> None:
    board = factories.board()
    question = factories.question(factories.stage(board), reveal=Reveal.ALWAYS)
    author = factories.participant(board)
    answer = factories.answer(author, question)
    person = factories.participant(board, **place)
    left = factories.answer(person, question)

    assert reads(person) == set()
    assert reads(author) == {answer, left}


def test_once_the_archive_is_removed_nothing_is_read() -> None:
    board = factories.board()
    person = factories.participant(board)
    own = factories.answer(person, factories.question(factories.stage(board)))

    assert reads(person, NOW + 100 * DAY) == {own}
    board.archive_removed_at = NOW
    board.save()
    assert reads(person) == set()


def test_while_paused_one_reads_what_one_may() -> None:
    board = factories.board()
    question = factories.question(factories.stage(board))
    author, reader = factories.participant(board), factories.participant(board)
    both = {factories.answer(author, question), factories.answer(reader, question)}
    factories.pause(board, started_at=NOW - HOUR)

    assert reads(reader) == both


def test_under_a_hidden_question_ones_own_posts_alone_stay() -> None:
    board = factories.board()
    question = factories.question(factories.stage(board), reveal=Reveal.ALWAYS)
    author, reader = factories.participant(board), factories.participant(board)
    answer, own = factories.answer(author, question), factories.answer(reader, question)
    comment = factories.comment(reader, answer)
    probe = factories.probe(factories.facilitator(board), own)

    assert reads(reader) == {answer, own, comment, probe}
    question.hidden_at, question.hidden_by = NOW, factories.facilitator(board).user
    question.save()
    assert reads(reader) == {own, comment}


def test_a_question_for_a_segment_is_read_by_its_holders_alone() -> None:
    board = factories.board()
    sectors = factories.segment_set(board, "sector", "health", "social care")
    health = factories.segment(sectors, "health")
    question = factories.question(factories.stage(board), reveal=Reveal.ALWAYS, segments=[health])
    author = factories.participant(board, segments=[health])
    former = factories.participant(board)
    membership = factories.member_of(former, health)
    both = {factories.answer(author, question), factories.answer(former, question)}

    assert reads(former) == both
    membership.ended_at = NOW
    membership.save()
    assert reads(former) == set()
    assert reads(author) == both


def test_groups_on_one_guide_read_within_their_own_value() -> None:
    board = factories.board()
    sites = factories.segment_set(board, "site", "north", "south")
    north, south = factories.segment(sites, "north"), factories.segment(sites, "south")
    question = factories.question(factories.stage(board), reveal=Reveal.ALWAYS, within_set=sites)
    norther, neighbour = (factories.participant(board, segments=[north]) for _ in range(2))
    southerner = factories.participant(board, segments=[south])
    nowhere = factories.participant(board)
    in_north = factories.answer(norther, question)
    in_south = factories.answer(southerner, question)
    own = factories.answer(nowhere, question)
    probe = factories.probe(factories.facilitator(board), own)
    comment = factories.comment(neighbour, in_north)

    assert reads(neighbour) == {in_north, comment}
    assert reads(southerner) == {in_south}
    assert reads(nowhere) == {own, probe}


def test_the_threads_author_as_now_placed_decides_for_the_whole_thread() -> None:
    board = factories.board()
    sites = factories.segment_set(board, "site", "north", "south")
    north, south = factories.segment(sites, "north"), factories.segment(sites, "south")
    question = factories.question(factories.stage(board), reveal=Reveal.ALWAYS, within_set=sites)
    moving = factories.participant(board)
    membership = factories.member_of(moving, north)
    norther = factories.participant(board, segments=[north])
    southerner = factories.participant(board, segments=[south])
    answer = factories.answer(moving, question)
    comment = factories.comment(norther, answer)

    assert [reads(norther), reads(southerner)] == [{answer, comment}, set()]
    membership.ended_at = NOW
    membership.save()
    factories.member_of(moving, south)
    assert [reads(norther), reads(southerner)] == [{comment}, {answer, comment}]


def test_a_summary_is_for_those_who_contributed_to_each_stage_it_sums_up() -> None:
    board = factories.board()
    sectors = factories.segment_set(board, "sector", "health", "social care")
    health = factories.segment(sectors, "health")
    for_all, for_health = factories.stage(board), factories.stage(board, segments=[health])
    first, second = factories.question(for_all), factories.question(for_health)
    summary = factories.question(
        factories.stage(board),
        kind=Kind.SUMMARY,
        reveal=Reveal.ALWAYS,
        sums_up=[for_all, for_health],
    )
    author = factories.participant(board, segments=[health])
    answers = {factories.answer(author, question) for question in (first, second)}
    vote = factories.answer(author, summary)
    other = factories.participant(board)
    in_health = factories.participant(board, segments=[health])
    one = factories.answer(other, first)
    another = factories.answer(in_health, first)

    assert reads(author) == {*answers, vote, one, another}
    assert vote in reads(other)
    assert vote not in reads(in_health)
    factories.answer(in_health, second)
    assert vote in reads(in_health)


def test_testers_posts_are_for_testers_and_what_hangs_on_them_too() -> None:
    board = factories.board()
    question = factories.question(factories.stage(board), reveal=Reveal.ALWAYS)
    tester, other_tester = (factories.participant(board, tester=True) for _ in range(2))
    person = factories.participant(board)
    tested, answer = factories.answer(tester, question), factories.answer(person, question)
    probe = factories.probe(factories.facilitator(board), tested)
    comment = factories.comment(tester, answer)
    below = factories.comment(factories.facilitator(board), comment)

    assert reads(person) == {answer}
    assert reads(other_tester) == {tested, answer, probe, comment, below}


def test_another_board_is_another_world() -> None:
    board, other = factories.board(), factories.board()
    question = factories.question(factories.stage(board), reveal=Reveal.ALWAYS)
    factories.answer(factories.participant(board), question)

    assert reads(factories.participant(other)) == set()
