"""What happens next on a board, by itself, and who is told."""

from datetime import datetime, time

import pytest

from moderation.desk.ahead import Ahead, ahead_for
from moderation.desk.reach import Reach
from moderation.web import Desk
from sessions.enums import Opening, ReminderAnchor, ReminderAudience, Role
from sessions.models import Board, ReminderRule, StaffMember
from tests import factories

NOW, HOUR, DAY = factories.NOW, factories.HOUR, factories.DAY


def ahead(member: StaffMember, *, now: datetime = NOW) -> list[Ahead]:
    board = member.board
    stages = list(board.stages.prefetch_related("segments").order_by("position"))
    for stage in stages:
        stage.board = board
    return ahead_for(Desk(member, board, now), stages, Reach(board))


def facilitator_of(board: Board) -> StaffMember:
    return factories.facilitator(board)


def lines(board: Board, *, now: datetime = NOW) -> list[tuple[datetime, str]]:
    return [(thing.at, thing.what) for thing in ahead(facilitator_of(board), now=now)]


def test_dates_to_come_stand_in_their_order_and_past_ones_do_not(board: Board) -> None:
    factories.stage(board, title="Hopes", due_at=NOW - HOUR)
    factories.stage(
        board,
        title="Looking forward",
        opens_at=NOW + HOUR,
        due_at=NOW + 3 * HOUR,
        closes_at=NOW + 4 * HOUR,
    )

    assert lines(board) == [
        (NOW + HOUR, "“Looking forward” opens."),
        (NOW + 3 * HOUR, "“Looking forward” is due."),
        (NOW + 4 * HOUR, "“Looking forward” closes: it takes no answers then."),
        (board.ends_at, "The board ends: no question takes an answer then."),
    ]
    assert lines(board, now=board.ends_at) == [
        (board.grace_ends_at, "Comments and last replies are taken until then."),
    ]
    assert lines(board, now=board.grace_ends_at) == []


def test_an_opening_says_how_many_are_told_and_an_unreleased_one_waits_for_somebody(
    board: Board,
) -> None:
    factories.participant(board)
    factories.participant(board, email="")
    factories.stage(board, title="Released", opens_at=NOW + HOUR)
    factories.stage(board, title="Not released", opens_at=NOW + 2 * HOUR, released=False)
    factories.stage(board, opening=Opening.BY_HAND)

    assert ahead(facilitator_of(board))[:2] == [
        Ahead(NOW + HOUR, "“Released” opens.", "1 person with an address is told by e-mail."),
        Ahead(NOW + 2 * HOUR, "“Not released” would open, but is not released.", waits=True),
    ]


@pytest.mark.parametrize(("role", "told"), [(Role.MODERATOR, True), (Role.OBSERVER, False)])
def test_a_reminder_says_whom_it_would_reach_as_things_stand(
    role: Role, told: bool, board: Board, staff: dict[Role, StaffMember]
) -> None:
    stage = factories.stage(board, title="Hopes", due_at=NOW + 2 * DAY)
    question = factories.question(stage)
    answered, *_others = [factories.participant(board, first_came_at=NOW) for _ in range(3)]
    factories.answer(answered, question)
    ReminderRule.objects.create(
        board=board,
        position=1,
        anchor=ReminderAnchor.BEFORE_DUE,
        working_days=1,
        at=time(10),
        audience=ReminderAudience.UNFINISHED,
    )

    reminders = [thing for thing in ahead(staff[role]) if "reminder" in thing.what]

    assert reminders == (
        [
            Ahead(
                datetime.fromisoformat("2021-03-31T09:00+00:00"),
                "A reminder of “Hopes”, as things stand now.",
                "2 people with an address are told by e-mail.",
            )
        ]
        if told
        else []
    )


def test_nothing_happens_by_itself_before_the_launch(db: None) -> None:
    board = factories.board(launched=False)
    factories.stage(board, opens_at=NOW + HOUR)

    assert lines(board) == []
