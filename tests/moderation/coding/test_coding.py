"""Whole replies are coded by several analysts, each under their own name."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from moderation.coding.actions.coding import carry_over, code_reply
from moderation.coding.counts import codable, comparisons_of, replies_by_code
from moderation.models import Code, Coding
from moderation.web import Desk
from participants.models import Reply
from sessions.enums import Role
from sessions.models import Board, Question, StaffMember
from tests import factories
from tests.moderation.coding.conftest import read, url
from tests.moderation.desk.trails import trail

NOW = factories.NOW
HTMX = {"HX-Request": "true"}


@pytest.fixture
def trust(board: Board) -> Code:
    return factories.code(board, "Trust")


@pytest.fixture
def ana(staff: dict[Role, StaffMember]) -> StaffMember:
    return staff[Role.FACILITATOR]


@pytest.fixture
def ben(staff: dict[Role, StaffMember]) -> StaffMember:
    return staff[Role.MODERATOR]


def given(reply: Reply) -> set[tuple[str, str, int]]:
    """Code, analyst and version number of each coding of a reply."""
    codings = Coding.objects.filter(version__reply=reply).select_related("version", "made_by")
    return {
        (one.code.name, one.made_by.staff_roles.get().display_name, one.version.number)
        for one in codings.select_related("code")
    }


def test_an_analyst_says_which_codes_are_theirs_and_leaves_the_others(
    answer: Reply, trust: Code, ana: StaffMember, ben: StaffMember, board: Board
) -> None:
    time = factories.code(board, "Time")
    code_reply(reply=answer, codes=[trust], member=ben, now=NOW)

    done = [
        code_reply(reply=answer, codes=codes, member=ana, now=NOW)
        for codes in ([trust, time], [trust, time], [time])
    ]

    assert done == [True, False, True]
    assert given(answer) == {("Trust", "The moderator", 1), ("Time", "The facilitator", 1)}


def test_a_correction_leaves_the_codes_at_the_wording_that_had_them(
    answer: Reply, trust: Code, ana: StaffMember, ben: StaffMember, facilitator: Client
) -> None:
    factories.coding(trust, answer, by=ben)
    factories.version(answer, "Something else.")

    page = read(facilitator, "desk_question", answer.question_id)
    assert "Coded in another wording:" in page
    assert given(answer) == {("Trust", "The moderator", 1)}

    assert [carry_over(reply=answer, member=ana, now=NOW) for _ in range(2)] == [True, False]

    assert given(answer) == {("Trust", "The moderator", 1), ("Trust", "The facilitator", 2)}
    page = read(facilitator, "desk_question", answer.question_id)
    assert "Coded in another wording:" not in page


def test_two_analysts_who_code_the_same_both_stand_beside_it(
    answer: Reply, trust: Code, ana: StaffMember, ben: StaffMember, facilitator: Client
) -> None:
    for member in (ana, ben):
        factories.coding(trust, answer, by=member)

    page = read(facilitator, "desk_question", answer.question_id)

    (who,) = re.findall(r"</a> <span class=.soft small.>([^<]+)</span>", page)
    assert set(who.split(", ")) == {"The facilitator", "The moderator"}


def test_ticked_boxes_and_a_new_code_are_kept_and_lead_back_to_the_reply(
    answer: Reply, trust: Code, moderator: Client
) -> None:
    assert "Trust" in read(moderator, "desk_codes", answer.pk)
    posted = {"codes": [str(trust.pk)], "new_code": " Open  questions "}

    response = moderator.post(url("desk_codes", answer.pk), posted)

    assert response.headers["Location"].endswith(f"#reply-{answer.pk}")
    assert given(answer) == {
        ("Trust", "The moderator", 1),
        ("Open  questions", "The moderator", 1),
    }
    assert [action for action, *_rest in trail()] == ["code_added"]
    assert f'value="{trust.pk}" id="coding-{answer.pk}-codes_0" checked' in read(
        moderator, "desk_codes", answer.pk
    )


def test_beside_the_reply_the_boxes_come_and_go_in_place(
    answer: Reply, trust: Code, moderator: Client
) -> None:
    boxes = moderator.get(url("desk_codes", answer.pk), headers=HTMX).content.decode()
    posted = moderator.post(
        url("desk_codes", answer.pk), {"codes": [str(trust.pk)], "new_code": ""}, headers=HTMX
    ).content.decode()
    wrong = moderator.post(url("desk_codes", answer.pk), {"new_code": "long" * 30}, headers=HTMX)

    assert boxes.strip().startswith("<form")
    assert posted.strip().startswith(f'<div class="codes" id="codes-{answer.pk}">')
    assert "The moderator" in posted
    assert wrong.headers["HX-Retarget"] == f"#coding-{answer.pk}"
    assert given(answer) == {("Trust", "The moderator", 1)}


def test_what_staff_say_and_what_is_gone_is_not_coded(
    answer: Reply, board: Board, ana: StaffMember, facilitator: Client
) -> None:
    comment = factories.comment(ana, answer)
    Reply.objects.filter(pk=answer.pk).update(withdrawn_at=NOW)

    for reply in (answer, comment):
        assert facilitator.get(url("desk_codes", reply.pk)).status_code == 404
        assert facilitator.post(url("desk_codes", reply.pk)).status_code == 404
    page = read(facilitator, "desk_question", answer.question_id)
    assert "Code it" not in page


def test_a_moderator_takes_their_own_codes_away_and_a_facilitator_anyones(
    answer: Reply,
    trust: Code,
    ana: StaffMember,
    ben: StaffMember,
    facilitator: Client,
    moderator: Client,
) -> None:
    anas, bens = (factories.coding(trust, answer, by=one) for one in (ana, ben))

    refused = moderator.post(url("desk_coding_removal", anas.pk))
    assert (refused.status_code, Coding.objects.count()) == (403, 2)
    assert url("desk_coding_removal", anas.pk) not in read(moderator, "desk_codes", answer.pk)
    assert url("desk_coding_removal", bens.pk) in read(facilitator, "desk_codes", answer.pk)
    facilitator.post(url("desk_coding_removal", bens.pk))

    assert given(answer) == {("Trust", "The facilitator", 1)}
    assert trail() == [("coding_taken_away", ana.user.pk, answer.pk)]


def test_a_count_says_of_how_many_and_no_tester_is_in_it(
    board: Board, question: Question, answer: Reply, trust: Code, ana: StaffMember, ben: StaffMember
) -> None:
    """Each reply once, however many analysts gave the code, and in whichever wording."""
    desk = Desk(ana, board, NOW)
    for member in (ana, ben):
        factories.coding(trust, answer, by=member)
    factories.version(answer, "Corrected.")
    factories.coding(trust, answer)
    factories.answer(factories.participant(board), question)
    tester = factories.answer(factories.participant(board, tester=True), question)
    factories.coding(trust, tester)
    factories.comment(ana, answer)

    said = codable(desk)
    everybody, comparisons = comparisons_of(desk, trust, said)

    assert replies_by_code(desk, said) == {trust.pk: 1}
    assert (everybody.replies, everybody.of_replies) == (1, 2)
    assert (everybody.people, everybody.of_people) == (1, 2)
    assert comparisons == []


def test_segments_stand_side_by_side_each_with_what_it_is_out_of(
    board: Board, question: Question, trust: Code, facilitator: Client
) -> None:
    sector = factories.segment_set(board, "sector", "health", "care")
    health, care = sector.segments.all()
    coded = {"health": 2, "care": 1}
    for segment, people in ((health, 3), (care, 2)):
        for number in range(people):
            person = factories.participant(board, segments=[segment])
            reply = factories.answer(person, question)
            factories.comment(person, reply)
            if number < coded[segment.value]:
                factories.coding(trust, reply)
    factories.answer(factories.participant(board), question)

    page = read(facilitator, "desk_code", trust.pk)

    cells = [f"<td class=\"number\">{words}</td>" for words in (
        "2 of 6", "2 of 3", "1 of 4", "1 of 2",
    )]  # fmt: skip
    places = [page.index(cell) for cell in cells]
    assert places == sorted(places)
    assert "3 of 11 replies, by 3 of the 6 people who have written." in page


def test_the_replies_with_a_code_stand_under_their_questions_with_what_they_answer(
    board: Board, question: Question, answer: Reply, trust: Code, facilitator: Client
) -> None:
    later = factories.question(question.stage, prompt="What came of it?")
    other = factories.participant(board, pseudonym="Calm Elm")
    comment = factories.comment(other, answer, "COMMENTWORDS")
    factories.answer(other, question, "NOTCODED")
    for reply in (factories.answer(other, later, "LATERWORDS"), comment):
        factories.coding(trust, reply)

    page = read(facilitator, "desk_code", trust.pk)

    words = ["What did you hope for?", "Ask JANEDOE about it.", "COMMENTWORDS", "LATERWORDS"]
    places = [page.index(word) for word in words]
    assert places == sorted(places)
    assert "NOTCODED" not in page
    assert f"#reply-{comment.pk}" in page


def test_a_code_with_many_replies_is_read_page_by_page(
    board: Board, question: Question, trust: Code, facilitator: Client
) -> None:
    for number in range(51):
        reply = factories.answer(factories.participant(board), question, f"SAID{number}.")
        factories.coding(trust, reply)

    first = read(facilitator, "desk_code", trust.pk)
    second = read(facilitator, "desk_code", trust.pk, page="2")

    assert (first.count("<article"), second.count("<article")) == (50, 1)
    assert "Page 1 of 2" in first
    assert "?page=2" in first


def test_a_codes_page_asks_the_same_queries_for_one_reply_as_for_three(
    board: Board,
    question: Question,
    trust: Code,
    facilitator: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    sector = factories.segment_set(board, "sector", "health", "care")
    segment = sector.segments.first()
    assert segment is not None
    for wanted in (1, 3):
        while Coding.objects.count() < wanted:
            person = factories.participant(board, segments=[segment])
            parent = factories.answer(person, question)
            comment = factories.comment(factories.participant(board), parent)
            factories.coding(trust, comment)
        with django_assert_num_queries(QUERIES_OF_A_CODE):
            read(facilitator, "desk_code", trust.pk)


# A savepoint and its end; session, user, member with board; the code; whether there are
# testers, what each person said, who is in which segment, the segments; how many replies,
# which ones, they, their versions, items and values; which are new, stars, codes and hidden
# words, notes, what is collected; what they answer; the pause; alarms.
QUERIES_OF_A_CODE = 24


def test_an_observer_meets_no_code_and_a_recruiter_nothing(
    board: Board, answer: Reply, trust: Code, at_desk: Callable[[Role], Client]
) -> None:
    factories.coding(trust, answer)
    for role in (Role.OBSERVER, Role.RECRUITER):
        client = at_desk(role)
        for name, *ids in (("desk_codebook",), ("desk_code", trust.pk), ("desk_codes", answer.pk)):
            assert client.get(url(name, *ids)).status_code == 403
