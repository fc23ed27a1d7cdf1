"""The people of a board, the grid of who answered what, and one person's page."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from bulletin.audit.models import Entry
from bulletin.outbox.models import Mail, Notice
from moderation.desk.people import PersonRow, Roster, questions_for
from moderation.desk.routing import Routing
from moderation.web import Desk
from participants.entry.actions.entering import let_in_by_link
from participants.enums import Channel
from participants.gate.openness import opened_stages, routed_to
from participants.models import Participant, PersonalLink, Skip
from sessions.enums import Every, Identity, Kind, Role
from sessions.models import Board, Question, StaffMember
from tests import factories

NOW, HOUR, DAY = factories.NOW, factories.HOUR, factories.DAY


@pytest.fixture
def desk(board: Board) -> Desk:
    return Desk(member=factories.facilitator(board), board=board, now=NOW)


def rows_of(desk: Desk) -> list[PersonRow]:
    return Roster(desk, questions_for(desk)).rows()


def words_of(desk: Desk) -> list[list[str]]:
    """The grid as a screen reader hears it: a list a person."""
    return [[cell.words for cells in row.cells.values() for cell in cells] for row in rows_of(desk)]


def test_a_cell_says_whether_when_and_by_what_way_somebody_answered(desk: Desk) -> None:
    board, moderator = desk.board, factories.staff(desk.board, Role.MODERATOR)
    stage = factories.stage(board)
    question = factories.question(stage)
    factories.answer(factories.participant(board), question)
    factories.answer(factories.participant(board), question, late=True)
    for channel in (Channel.EMAIL, Channel.TELEPHONE, Channel.PAPER):
        person = factories.participant(board)
        factories.answer(person, question, channel=channel, entered_by=moderator)
    factories.participant(board)
    factories.reject(factories.answer(factories.participant(board), question))

    assert words_of(desk) == [
        ["answered"],
        ["answered, late"],
        ["answered by e-mail"],
        ["answered by telephone"],
        ["answered on paper"],
        ["not yet"],
        ["not yet"],
    ]


def test_a_diary_says_how_many_entries_there_are(desk: Desk) -> None:
    question = factories.question(factories.stage(desk.board), entries=5)
    person = factories.participant(desk.board)
    for entry in (1, 2):
        factories.answer(person, question, entry=entry)

    assert words_of(desk) == [["answered, 2 of 5 entries"]]


def test_what_is_not_open_or_not_theirs_is_not_asked_of_them(desk: Desk) -> None:
    board = desk.board
    sector = factories.segment_set(board, "sector", "health", "care")
    health, care = (factories.segment(sector, value) for value in ("health", "care"))
    now_open = factories.stage(board)
    factories.question(now_open, segments=[health])
    summary_of = factories.question(now_open)
    factories.question(now_open, kind=Kind.SUMMARY, sums_up=[now_open], statements=["One"])
    factories.question(now_open, kind=Kind.TEXT_PAGE)
    factories.question(now_open, hidden=True)
    factories.question(factories.stage(board, segments=[care]))
    factories.question(factories.stage(board, opens_at=NOW + HOUR))
    factories.question(factories.stage(board, released=False))
    in_health = factories.participant(board, segments=[health])
    factories.answer(in_health, summary_of)
    factories.participant(board, segments=[care])

    assert words_of(desk) == [
        ["not yet", "answered", "not yet", "not theirs", "not open yet", "not open yet"],
        ["not theirs", "not yet", "not theirs", "not yet", "not open yet", "not open yet"],
    ]
    assert [(row.total.answered, row.total.theirs) for row in rows_of(desk)] == [(1, 5), (0, 4)]


def test_the_grid_and_the_gate_agree_on_what_is_whose(desk: Desk) -> None:
    board = desk.board
    sector = factories.segment_set(board, "sector", "health", "care", allows_several=True)
    health, care = (factories.segment(sector, value) for value in ("health", "care"))
    first, for_care = factories.stage(board), factories.stage(board, segments=[care])
    plain = factories.question(first)
    factories.question(first, segments=[health])
    factories.question(first, segments=[health, care])
    factories.question(for_care)
    factories.question(first, kind=Kind.SUMMARY, sums_up=[first], statements=["One"])
    factories.question(first, kind=Kind.SUMMARY, sums_up=[first, for_care], statements=["One"])
    for segments in ([], [health], [care], [health, care]):
        for answers in (False, True):
            person = factories.participant(board, segments=segments)
            if answers:
                factories.answer(person, plain)
    factories.reject(factories.answer(factories.participant(board), plain))
    gone = factories.participant(board)
    factories.member_of(gone, health, ended_at=NOW)

    routing = Routing(desk.board, questions_for(desk), told_to=desk.member)
    for person in board.participants.all():
        theirs = routing.of(person)
        by_the_gate = Question.objects.answerable().filter(
            routed_to(person), stage__in=opened_stages(person, NOW).values("pk")
        )
        assert theirs == {question.pk for question in by_the_gate}


def test_the_people_page_asks_the_same_queries_for_one_person_as_for_three(
    board: Board, facilitator: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    sector = factories.segment_set(board, "sector", "health")
    address = reverse("desk_people", args=["cop"])
    for wanted in (1, 3):
        while board.participants.count() < wanted:
            question = factories.question(factories.stage(board))
            person = factories.participant(board, segments=[factories.segment(sector, "health")])
            factories.answer(person, question)
            invited(person)
        with django_assert_num_queries(QUERIES_OF_PEOPLE):
            page = facilitator.get(address).content.decode()
        assert page.count("</tr>") == wanted + 2


# A savepoint and its end; session, user, member with board; questions with three prefetches (a
# summary's stages have one more); people; invitations; the version in force and consents;
# answers; who belongs where and who contributed; the pause; alarms.
QUERIES_OF_PEOPLE = 23


def invited(person: Participant, nth: int = 1, **fields: datetime) -> Notice:
    """An invitation that was accepted by a mail server, unless `fields` of its mail say more."""
    mail = Mail.objects.create(
        recipient=person.pk,
        message_id=f"<{person.pk}-{nth}@example.org>",
        created_at=NOW,
        due_at=NOW,
        accepted_at=None if "failed_at" in fields else NOW,
        **fields,
    )
    return Notice.objects.create(
        kind="invitation",
        board=person.board_id,
        recipient=person.pk,
        subject=person.board_id,
        nth=nth,
        planned_at=NOW,
        due_at=NOW,
        sent_at=None if "failed_at" in fields else NOW,
        mail=mail,
    )


def test_each_line_says_what_became_of_the_invitation(desk: Desk) -> None:
    board = desk.board
    invited(factories.participant(board))
    invited(factories.participant(board), failed_at=NOW)
    invited(factories.participant(board), bounced_at=NOW)
    factories.participant(board, address_bad_at=NOW)
    factories.participant(board, email="")
    factories.participant(board)

    assert [row.mail.word for row in rows_of(desk)] == [
        "invited",
        "not delivered",
        "not delivered",
        "address refuses mail",
        "no address",
        "not invited yet",
    ]


def test_each_line_says_what_they_consented_to(desk: Desk) -> None:
    board = desk.board
    factories.participant(board)
    declined = factories.participant(board, consented=False)
    factories.decline(declined)
    factories.participant(board, consented=False)
    assert [row.consent.word for row in rows_of(desk)] == ["given", "declined", "not yet"]

    factories.consent_version(board, material=False)
    assert rows_of(desk)[0].consent.word == "given"
    factories.consent_version(board, material=True)

    assert rows_of(desk)[0].consent.word == "asked again"


@pytest.mark.parametrize(
    ("identity", "shown"),
    [
        (Identity.PSEUDONYM, "Green Heron"),
        (Identity.FIRST_NAME, "Ottoline"),
        (Identity.REAL_NAME, "Ottoline Surname"),
    ],
)
def test_people_go_by_the_name_that_the_board_shows_staff(
    board: Board, facilitator: Client, identity: Identity, shown: str
) -> None:
    Board.objects.filter(pk=board.pk).update(identity_staff=identity)
    person = factories.participant(board, name="Ottoline Surname", pseudonym="Green Heron")

    for address in (
        reverse("desk_people", args=["cop"]),
        reverse("desk_person", args=["cop", person.pk]),
    ):
        page = facilitator.get(address).content.decode()
        assert f">{shown}<" in page
        assert ("Surname" in page) == (identity == Identity.REAL_NAME)
        assert person.email not in page


def test_an_empty_roster_says_how_people_come(board: Board, facilitator: Client) -> None:
    page = facilitator.get(reverse("desk_people", args=["cop"])).content.decode()

    assert "Nobody is on the roster yet." in page


def test_the_facts_of_a_person_stand_in_the_order_they_happened(
    board: Board, facilitator: Client, staff: dict[Role, StaffMember]
) -> None:
    question = factories.question(factories.stage(board), prompt="What did you hope for?")
    person = factories.participant(board, first_came_at=NOW - DAY, last_came_at=NOW - HOUR)
    invited(person)
    factories.answer(
        person,
        question,
        "SECRETWORDS",
        said_at=NOW - 2 * HOUR,
        channel=Channel.EMAIL,
        entered_by=staff[Role.MODERATOR],
    )
    facilitator.post(reverse("desk_device", args=["cop", person.pk]))

    page = facilitator.get(reverse("desk_person", args=["cop", person.pk])).content.decode()

    facts = [
        "Put on the roster",
        "Consented to version 1",
        "Came for the first time",
        "Answered “What did you hope for?”, by e-mail",
        "Came for the last time so far",
        "Invitation: sent, and taken by the mail server",
        "allowed Heron 01 one more device",
    ]
    places = [page.index(fact) for fact in facts]
    assert places == sorted(places)
    assert "SECRETWORDS" not in page


def test_a_page_of_a_person_asks_the_same_queries_for_one_fact_as_for_three(
    board: Board, facilitator: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    person = factories.participant(board)
    address = reverse("desk_person", args=["cop", person.pk])
    counts = []
    for wanted in (1, 3):
        while board.stages.count() < wanted:
            question = factories.question(factories.stage(board))
            factories.answer(person, question, entered_by=factories.facilitator(board))
            factories.reading(person, question, served_at=NOW)
            factories.finish(person, question.stage)
            Skip.objects.create(participant=person, question=question, skipped_at=NOW)
            link = PersonalLink.objects.issue(person, now=NOW)
            let_in_by_link(link=PersonalLink.objects.living(link).get(), now=NOW)
            invited(person, nth=wanted * 10 + board.stages.count())
            facilitator.post(reverse("desk_link", args=["cop", person.pk]))
        with django_assert_num_queries(QUERIES_OF_A_PERSON) as asked:
            facilitator.get(address)
        counts.append(len(asked))
    assert counts == [QUERIES_OF_A_PERSON] * 2


# A savepoint and its end; session, user, member with board; the person; segments; mails,
# consents, answers, segments and trail of the facts, with who acted and about whom; questions
# with three prefetches, who belongs where and who contributed, their answers; the pause; alarms.
QUERIES_OF_A_PERSON = 40


def test_a_recruiter_sees_the_people_and_nothing_of_what_they_answered(
    board: Board, at_desk: Callable[[Role], Client]
) -> None:
    question = factories.question(factories.stage(board), prompt="SECRETQUESTION")
    person = factories.participant(board)
    factories.answer(person, question)
    for action in ("answer_entered", "device_allowed"):
        Entry.objects.record(action, now=NOW, actor=None, board=board.pk, subject=person)
    addresses = [
        reverse("desk_people", args=["cop"]),
        reverse("desk_person", args=["cop", person.pk]),
    ]
    assert all(
        "SECRETQUESTION" in at_desk(Role.FACILITATOR).get(address).content.decode()
        for address in addresses
    )

    for address in addresses:
        page = at_desk(Role.RECRUITER).get(address).content.decode()
        assert "Heron 01" in page
        assert "SECRETQUESTION" not in page
        assert "Answered" not in page
        assert "entered an answer" not in page
    assert "allowed Heron 01 one more device" in page


def test_a_daily_diary_says_how_many_days_there_are_of_those_that_have_come(desk: Desk) -> None:
    question = factories.question(factories.stage(desk.board), entries=10, every=Every.DAY)
    behind, ahead = (factories.participant(desk.board) for _ in range(2))
    for person, entries in ((behind, 2), (ahead, 5)):
        for entry in range(1, entries + 1):
            factories.answer(person, question, entry=entry)

    assert words_of(desk) == [
        ["answered, 2 of 5 days so far"],
        ["answered, 5 of 5 days so far"],
    ]
    roster = Roster(desk, questions_for(desk))
    assert [row.total.left for row in roster.rows()] == [1, 0]
