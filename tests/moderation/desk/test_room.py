"""Who should be in the room and who is there; and what late joiners find, as it is set."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from participants.voices import missing_voices, voices_of
from sessions.enums import Role
from sessions.models import Board, Segment
from tests import factories
from tests.moderation.desk.trails import details, trail
from tests.participants.routing.choosing import choose

NOW, DAY = factories.NOW, factories.DAY


@pytest.fixture
def health(board: Board) -> Segment:
    """Of which three are wanted; of the others, nobody has said."""
    sector = factories.segment_set(board, "sector", "health", "care")
    sector.segments.filter(value="health").update(wanted=3)
    return factories.segment(sector, "health")


def address(name: str) -> str:
    return reverse(name, args=["cop"])


def peopled(board: Board, health: Segment) -> None:
    """Two of whom one came and answered, and everybody who is nobody's voice."""
    question = factories.question(factories.stage(board))
    came = factories.participant(board, segments=[health], first_came_at=NOW)
    factories.answer(came, question)
    factories.participant(board, segments=[health])
    for gone in (
        {"tester": True, "first_came_at": NOW},
        {"in_reserve": True},
        {"deactivated_at": NOW},
        {"withdrawn_at": NOW, "withdrawn_answers": "keep"},
        {"cannot_take_part_at": NOW},
    ):
        factories.participant(board, segments=[health], **gone)
    factories.decline(factories.participant(board, segments=[health], consented=False))


def test_a_voice_counts_who_is_there_who_came_and_who_answered(
    board: Board, health: Segment
) -> None:
    peopled(board, health)

    (voice,) = voices_of(board)

    assert voice.segment == health
    assert (voice.wanted, voice.there, voice.came, voice.contributed) == (3, 2, 1, 1)
    assert missing_voices(board) == [voice]
    factories.participant(board, segments=[health])
    assert missing_voices(board) == []


def test_where_nobody_is_wanted_nobody_is_missing(board: Board) -> None:
    factories.segment_set(board, "sector", "health")
    assert missing_voices(board) == []


@pytest.mark.parametrize("name", ["desk_voices", "desk_board"])
def test_the_desk_shows_what_is_missing_and_a_recruiter_nothing_of_answers(
    board: Board, health: Segment, at_desk: Callable[[Role], Client], name: str
) -> None:
    peopled(board, health)

    pages = {role: at_desk(role).get(address(name)).content.decode() for role in Role}

    for role in (Role.FACILITATOR, Role.MODERATOR, Role.RECRUITER):
        assert "Who should be in the room" in pages[role]
        assert ("1 more is needed" in pages[role]) or ("1 missing" in pages[role])
    answered = {role for role, page in pages.items() if "nswered something" in page}
    answered |= {role for role, page in pages.items() if "1 answered" in page}
    assert answered == {Role.FACILITATOR, Role.MODERATOR}
    assert "in the room" not in pages[Role.OBSERVER]


@pytest.mark.parametrize("name", ["desk_voices", "desk_board"])
def test_whom_an_answer_led_to_a_value_is_counted_for_who_reads_answers(
    board: Board, health: Segment, at_desk: Callable[[Role], Client], name: str
) -> None:
    asked = factories.routing_question(factories.stage(board), health)
    choose(factories.participant(board), asked, "health")
    factories.participant(board, segments=[health])

    there = {
        role: [voice.there for voice in at_desk(role).get(address(name)).context["voices"]]
        for role in (Role.FACILITATOR, Role.MODERATOR, Role.RECRUITER)
    }

    assert there == {Role.FACILITATOR: [2], Role.MODERATOR: [2], Role.RECRUITER: [1]}


def test_a_facilitator_says_how_many_of_whom(
    board: Board, health: Segment, facilitator: Client
) -> None:
    care = health.segment_set.segments.get(value="care")
    typed = {f"wanted-{health.pk}": "", f"wanted-{care.pk}": "4"}

    wrong = facilitator.post(address("desk_voices_wanted"), typed | {f"wanted-{care.pk}": "0"})
    facilitator.post(address("desk_voices_wanted"), typed)
    facilitator.post(address("desk_voices_wanted"), typed)

    assert wrong.status_code == 422
    assert [(voice.segment, voice.wanted) for voice in voices_of(board)] == [(care, 4)]
    assert [line[0] for line in trail()] == ["voices_set"]


def test_a_facilitator_says_what_late_joiners_find(board: Board, facilitator: Client) -> None:
    factories.stage(board, title="Hopes", opens_at=NOW - 3 * DAY, closes_at=NOW - DAY)

    assert (
        "Closed by now: “Hopes”." in facilitator.get(address("desk_late_joiners")).content.decode()
    )
    assert facilitator.post(address("desk_late_joiners"), {"days": "91"}).status_code == 422
    facilitator.post(address("desk_late_joiners"), {"days": "3"})
    facilitator.post(address("desk_late_joiners"), {"days": "3"})
    board.refresh_from_db()
    assert board.late_joiner_days == 3
    assert details("late_joiners_set") == {"before": None, "after": 3}
    assert "from none to 3 days" in facilitator.get(address("desk_audit")).content.decode()
    facilitator.post(address("desk_late_joiners"), {"days": ""})
    board.refresh_from_db()
    assert board.late_joiner_days is None


def test_a_list_brought_to_a_board_that_welcomes_late_joiners_opens_closed_stages_to_them(
    board: Board, facilitator: Client
) -> None:
    stage = factories.stage(board, opens_at=NOW - 3 * DAY, closes_at=NOW - DAY)
    Board.objects.update(late_joiner_days=2)
    person = factories.participant(board)

    facilitator.post(address("desk_invitation"), {"name": "Member 02", "email": ""})

    given = stage.extensions.get()
    assert given.participant.name == "Member 02"
    assert given.until.date() == (NOW + 2 * DAY).date()
    assert given.participant != person
