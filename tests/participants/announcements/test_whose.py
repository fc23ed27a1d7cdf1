"""Whose an announcement is: on the board and by mail, by state and never by a list."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from bulletin import clock
from bulletin.outbox.enums import Reason
from bulletin.outbox.models import Notice
from bulletin.outbox.sweeping import sweep
from participants.enums import AnnouncedTo
from participants.gate.announcements import NEWS_FOR, announced_to, mailed_to
from participants.models import Announcement, Participant
from sessions.models import Board
from tests import factories
from tests.conftest import Mailbox
from tests.factories import DAY, HOUR, NOW
from tests.letters import words_of
from tests.participants.visits import browser_of

pytestmark = pytest.mark.django_db

THEN = NOW - HOUR


@pytest.fixture
def board() -> Board:
    return factories.board(slug="cop")


def came(board: Board, **fields: object) -> Participant:
    given = {"first_came_at": NOW - DAY, **fields}
    return factories.participant(board, **given)  # type: ignore[arg-type]


def sees(person: Participant, announcement: Announcement) -> bool:
    return announced_to(person, NOW).filter(pk=announcement.pk).exists()


def is_mailed(person: Participant, announcement: Announcement) -> bool:
    sweep(now=NOW)
    return Notice.objects.filter(
        kind="announcement", recipient=person.pk, subject=announcement.pk, sent_at__isnull=False
    ).exists()


@pytest.mark.parametrize(
    ("to", "fields", "theirs"),
    [
        (AnnouncedTo.EVERYONE, {}, True),
        (AnnouncedTo.SEGMENT, {}, False),
        (AnnouncedTo.SEGMENT, {"holds": True}, True),
        (AnnouncedTo.CONTRIBUTORS, {}, False),
        (AnnouncedTo.CONTRIBUTORS, {"answers": 1}, True),
        (AnnouncedTo.STAGE, {"answers": 1}, False),
        (AnnouncedTo.STAGE, {"answers": 0}, True),
        (AnnouncedTo.NEVER_CAME, {}, False),
        (AnnouncedTo.NEVER_CAME, {"first_came_at": None}, True),
        (AnnouncedTo.NEVER_CAME, {"first_came_at": NOW - timedelta(minutes=5)}, True),
    ],
)
@pytest.mark.parametrize("tester", [False, True])
def test_it_is_for_whom_it_says_testers_as_well(
    board: Board,
    mailbox: Mailbox,
    to: AnnouncedTo,
    fields: dict[str, object],
    theirs: bool,
    tester: bool,
) -> None:
    given = dict(fields)
    segment = factories.segment(factories.segment_set(board, "sector", "health"), "health")
    stages = [factories.stage(board), factories.stage(board)]
    holds, answers = given.pop("holds", False), given.pop("answers", None)
    person = came(board, tester=tester, segments=[segment] if holds else (), **given)
    if answers is not None:
        factories.answer(person, factories.question(stages[int(str(answers))]))
    announcement = factories.announcement(
        board,
        to=to,
        segment=segment if to == AnnouncedTo.SEGMENT else None,
        stage=stages[0] if to == AnnouncedTo.STAGE else None,
    )

    assert (sees(person, announcement), is_mailed(person, announcement)) == (theirs, theirs)


@pytest.mark.parametrize(
    ("state", "on_board", "by_mail"),
    [
        ({}, True, True),
        ({"consented": False}, False, True),
        ({"email": ""}, True, False),
        ({"muted_at": THEN}, True, False),
        ({"withdrawn_at": THEN, "withdrawn_answers": "keep"}, False, False),
        ({"deactivated_at": THEN}, False, False),
        ({"in_reserve": True}, False, False),
        ({"cannot_take_part_at": THEN}, True, False),
        ({"address_bad_at": THEN}, True, False),
        ({"erased_at": THEN}, False, False),
    ],
    ids=str,
)
def test_who_may_not_read_or_wants_no_mail_gets_none(
    board: Board, mailbox: Mailbox, state: dict[str, object], on_board: bool, by_mail: bool
) -> None:
    person, announcement = came(board, **state), factories.announcement(board)

    assert (sees(person, announcement), is_mailed(person, announcement)) == (on_board, by_mail)


@pytest.mark.parametrize(
    "fields",
    [
        {"appears_at": None},
        {"appears_at": NOW + HOUR},
        {"withdrawn_at": NOW},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_what_is_not_out_is_nobodys(
    board: Board, mailbox: Mailbox, fields: dict[str, object]
) -> None:
    person, announcement = came(board), factories.announcement(board)
    if "withdrawn_at" in fields:
        announcement.withdrawn_by = announcement.published_by
        announcement.withdrawn_at = NOW
        announcement.save()
    else:
        announcement = factories.announcement(board, "Later", **fields)  # type: ignore[arg-type]

    assert (sees(person, announcement), is_mailed(person, announcement)) == (False, False)


def test_another_boards_is_nobodys_here(board: Board, mailbox: Mailbox) -> None:
    person, announcement = came(board), factories.announcement(factories.board())

    assert (sees(person, announcement), is_mailed(person, announcement)) == (False, False)


def test_without_mail_it_stands_on_the_board_alone(board: Board, mailbox: Mailbox) -> None:
    person, announcement = came(board), factories.announcement(board, by_mail=False)

    assert (sees(person, announcement), is_mailed(person, announcement)) == (True, False)


def test_the_mail_says_what_staff_wrote_and_the_way_in(board: Board, mailbox: Mailbox) -> None:
    came(board)
    factories.announcement(board, "A pause", "Back on **Monday**.")

    for minute in range(3):
        sweep(now=NOW + timedelta(minutes=minute))

    [message] = mailbox.messages
    assert message["Subject"] == f"A pause: {board.title}"
    assert "A pause\n\nBack on **Monday**.\n" in words_of(message)
    assert "<p>Back on <strong>Monday</strong>.</p>" in words_of(message, "html")
    assert "/i/" in words_of(message)


def test_it_waits_for_the_morning_and_not_for_the_end_of_a_pause(
    board: Board, mailbox: Mailbox
) -> None:
    came(board)
    factories.pause(board, started_at=NOW - HOUR)
    night = NOW + 10 * HOUR
    factories.announcement(board, appears_at=night)

    assert sweep(now=night).sent == 0
    assert Notice.objects.get(kind="announcement").held_why == "quiet_hours"
    assert sweep(now=NOW + 20 * HOUR).sent == 1


def test_late_it_expires(board: Board, mailbox: Mailbox) -> None:
    came(board)
    factories.announcement(board, appears_at=NOW - NEWS_FOR)

    assert sweep(now=NOW).planned == 0
    last = factories.announcement(board, appears_at=NOW - NEWS_FOR + HOUR)
    notice = factories.notice(
        kind="announcement",
        board=board.pk,
        recipient=came(board).pk,
        subject=last.pk,
        expires_at=NOW + HOUR,
        due_at=NOW + 2 * HOUR,
    )
    sweep(now=NOW + HOUR)
    notice.refresh_from_db()
    assert notice.expired_at == NOW + HOUR


@pytest.mark.parametrize(
    "why", [Reason.TAKEN_BACK, Reason.MUTED, Reason.NOT_OPEN, Reason.BOARD_OVER]
)
def test_between_planning_and_sending_everything_is_asked_again(
    board: Board, mailbox: Mailbox, why: Reason
) -> None:
    segment = factories.segment(factories.segment_set(board, "sector", "health"), "health")
    person = came(board, segments=[segment])
    announcement = factories.announcement(
        board, appears_at=NOW + 10 * HOUR, to=AnnouncedTo.SEGMENT, segment=segment
    )
    sweep(now=NOW + 10 * HOUR)
    change: dict[Reason, Callable[[], object]] = {
        Reason.TAKEN_BACK: lambda: Announcement.objects.filter(pk=announcement.pk).update(
            withdrawn_at=NOW, withdrawn_by=announcement.published_by
        ),
        Reason.MUTED: lambda: Participant.objects.filter(pk=person.pk).update(muted_at=NOW),
        Reason.NOT_OPEN: lambda: person.memberships.update(ended_at=NOW),
        Reason.BOARD_OVER: lambda: Board.objects.update(reading_until=NOW + 20 * HOUR),
    }

    change[why]()
    sweep(now=NOW + 20 * HOUR)

    assert Notice.objects.get(kind="announcement").dropped_why == why
    assert mailbox.messages == []


def test_nobody_is_told_what_they_can_read_no_more(board: Board, mailbox: Mailbox) -> None:
    came(board)
    factories.announcement(board)
    Board.objects.update(reading_until=NOW)

    assert sweep(now=NOW).planned == 0


def test_whoever_could_not_be_reached_is_told_once_they_can_be(
    board: Board, mailbox: Mailbox
) -> None:
    person, announcement = came(board), factories.announcement(board, appears_at=NOW + 10 * HOUR)
    sweep(now=NOW + 10 * HOUR)
    Participant.objects.filter(pk=person.pk).update(deactivated_at=NOW)
    sweep(now=NOW + 20 * HOUR)
    assert Notice.objects.get().dropped_why == Reason.DEACTIVATED

    Participant.objects.filter(pk=person.pk).update(deactivated_at=None)

    assert [sweep(now=NOW + hours * HOUR).sent for hours in (21, 22)] == [1, 0]
    assert Notice.objects.filter(subject=announcement.pk).count() == 2


def test_planning_takes_the_same_queries_for_one_as_for_many(
    board: Board, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    from participants.notices.announcement import AnnouncementNotice

    for _ in range(2):
        factories.announcement(board)
    for _ in range(12):
        came(board)
    mailed_to.of_each([], NOW)

    with django_assert_max_num_queries(4):  # type: ignore[attr-defined]
        planned = list(AnnouncementNotice().plan(NOW))

    assert len(planned) == 24


# On the board page


def page_of(client: Client) -> str:
    return client.get(reverse("board", args=["cop"])).content.decode()


def test_the_newest_stands_first_whole_until_it_is_read(board: Board) -> None:
    older = factories.announcement(board, "Older", "OLDERTEXT", appears_at=NOW - DAY)
    factories.announcement(board, "Newer", "NEWERTEXT")
    client = browser_of(came(board))
    page = page_of(client)
    assert page.index("NEWERTEXT") < page.index("OLDERTEXT")

    reading = reverse("announcement_reading", args=["cop", older.pk])
    assert client.post(reading).status_code == client.post(reading).status_code == 302

    page = page_of(client)
    assert ("NEWERTEXT" in page, "OLDERTEXT" in page, ">Older</a>" in page) == (True, False, True)
    whole = client.get(reverse("announcements", args=["cop"])).content.decode()
    assert "OLDERTEXT" in whole
    assert older.read.count() == 1


def test_a_correction_says_so_and_what_is_read_stays_read(board: Board) -> None:
    announcement = factories.announcement(board)
    Announcement.objects.update(corrected_at=NOW, corrected_by=announcement.published_by)

    assert "Corrected" in page_of(browser_of(came(board)))


def test_what_is_not_ones_own_is_not_there(board: Board) -> None:
    announcement = factories.announcement(board, text="FOROTHERS", to=AnnouncedTo.CONTRIBUTORS)
    client = browser_of(came(board))

    assert "FOROTHERS" not in page_of(client)
    for announcement_id in (announcement.pk, board.pk):
        reading = reverse("announcement_reading", args=["cop", announcement_id])
        assert client.post(reading).status_code == 404


@pytest.fixture(autouse=True)
def _clock() -> object:
    yield
    clock.reset()
