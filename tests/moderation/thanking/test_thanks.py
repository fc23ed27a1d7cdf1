"""Thank-yous: promised before consent, counted from answers, decided, ticked, taken away."""

import csv
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from moderation.thanking.owed import Owed, owed_on
from moderation.web import Desk
from participants.models import Participant, Thanks
from sessions.enums import GivenFor, Kind, Role
from sessions.models import Board, Question, ThankYou
from sessions.preflight import missing_from
from tests import factories
from tests.factories import NOW
from tests.moderation.desk.trails import details, trail
from tests.participants.visits import browser_of

LIST, PROMISE = "/desk/cop/people/thank-yous/", "/desk/cop/guide/thank-you/"
VOUCHER = {
    "what": "A voucher of 20 euros",
    "given_for": "whole",
    "after_withdrawal": "What you have earned by then stays yours.",
}


def guide(board: Board, stages: int = 2) -> list[list[Question]]:
    """Each stage has a required question, an optional one and a text page."""
    guide = []
    for _ in range(stages):
        stage = factories.stage(board)
        required = factories.question(stage)
        optional = factories.question(stage, required=False)
        factories.question(stage, kind=Kind.TEXT_PAGE)
        guide.append([required, optional])
    return guide


def owed(board: Board, person: Participant) -> Owed:
    desk = Desk(factories.facilitator(board), board, NOW)
    given = ThankYou.objects.get(board=board)
    [line] = [line for line in owed_on(desk, given) if line.person == person]
    return line


def shares(board: Board, person: Participant) -> tuple[int, int]:
    line = owed(board, person)
    return line.shares, line.of


@pytest.fixture
def ended(board: Board) -> Board:
    board.ends_at = NOW
    board.save()
    return board


@pytest.mark.usefixtures("ended")
@pytest.mark.parametrize(
    ("given", "after"),
    [
        ({}, [(0, 1), (0, 1), (1, 1)]),
        ({"at_least": 1}, [(0, 1), (1, 1), (1, 1)]),
        ({"at_least": 5}, [(0, 1), (0, 1), (1, 1)]),
        ({"given_for": GivenFor.PER_STAGE}, [(0, 2), (1, 2), (2, 2)]),
    ],
    ids=str,
)
def test_it_is_earned_by_what_is_required(
    board: Board, given: dict[str, Any], after: list[tuple[int, int]]
) -> None:
    """After an optional answer, one stage's required one, and the other's."""
    factories.thank_you(board, **given)
    (first, optional), (second, _other) = guide(board)
    person = factories.participant(board)

    found = []
    for question in (optional, first, second):
        factories.answer(person, question)
        found.append(shares(board, person))

    assert found == after


def test_the_whole_is_due_from_the_end_on_since_stages_may_still_come(
    board: Board, facilitator: Client
) -> None:
    factories.thank_you(board)
    [(first, _optional)] = guide(board, stages=1)
    person = factories.participant(board)
    factories.answer(person, first)

    assert shares(board, person) == (0, 1)
    page = facilitator.get(LIST).content.decode()
    assert "all so far" in page
    assert 'name="person"' not in page
    board.ends_at = NOW
    board.save()
    assert shares(board, person) == (1, 1)


def test_so_many_stages_are_due_at_once_and_never_fewer_where_there_are_so_many(
    board: Board,
) -> None:
    factories.thank_you(board, at_least=3)
    (first, _), (second, _other) = guide(board)
    voluntary = factories.question(factories.stage(board), required=False)
    person, most = factories.participant(board), factories.participant(board)
    for question in (first, second):
        factories.answer(person, question)
        factories.answer(most, question)
    factories.answer(most, voluntary)

    assert (shares(board, person), shares(board, most)) == ((0, 1), (1, 1))
    board.ends_at = NOW
    board.save()
    assert (shares(board, person), shares(board, most)) == ((0, 1), (1, 1))


@pytest.mark.usefixtures("ended")
def test_what_is_not_theirs_is_not_asked_of_them(board: Board) -> None:
    factories.thank_you(board)
    (first, _optional), (second, _other) = guide(board)
    sector = factories.segment_set(board, "sector", "health")
    second.stage.segments.add(factories.segment(sector, "health"))
    person = factories.participant(board)

    factories.answer(person, first)

    assert shares(board, person) == (1, 1)


@pytest.mark.usefixtures("ended")
def test_a_diary_wants_every_entry_and_a_rejected_answer_is_none(board: Board) -> None:
    factories.thank_you(board)
    diary = factories.question(factories.stage(board), entries=2)
    person = factories.participant(board)
    factories.answer(person, diary)
    assert shares(board, person) == (0, 1)

    second = factories.answer(person, diary, entry=2)
    assert shares(board, person) == (1, 1)
    factories.reject(second)
    assert shares(board, person) == (0, 1)


@pytest.mark.usefixtures("ended")
def test_who_withdrew_keeps_what_they_earned_and_who_is_erased_what_was_sent(
    board: Board, facilitator: Client
) -> None:
    factories.thank_you(board, after_withdrawal="What you have earned stays yours.")
    [(first, _optional)] = guide(board, stages=1)
    withdrew = factories.participant(board, withdrawn_at=NOW, withdrawn_answers="remove")
    answer = factories.answer(withdrew, first)
    answer.withdrawn_at = NOW
    answer.save()
    erased, unsent = (
        factories.participant(board, erased_at=NOW, name="", email="") for _ in range(2)
    )
    Thanks.objects.create(
        participant=erased, sent_at=NOW, sent_by=factories.facilitator(board).user
    )

    page = facilitator.get(LIST).content.decode()

    assert shares(board, withdrew) == (1, 1)
    assert "What you have earned stays yours." in page
    assert page.count("Somebody who was erased") == 1
    assert str(unsent.pk) not in page
    assert erased.pseudonym not in page


def test_testers_and_the_reserve_are_owed_nothing(board: Board, facilitator: Client) -> None:
    factories.thank_you(board)
    factories.participant(board, tester=True)
    factories.participant(board, in_reserve=True)

    assert "Nobody." in facilitator.get(LIST).content.decode()


@pytest.mark.usefixtures("ended")
@pytest.mark.parametrize("people", [1, 12])
def test_the_list_asks_as_much_for_many_as_for_one(
    board: Board, people: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    given = factories.thank_you(board)
    [(first, _optional)] = guide(board, stages=1)
    for _ in range(people):
        factories.answer(factories.participant(board), first)
    desk = Desk(factories.facilitator(board), board, NOW)

    with django_assert_num_queries(8):
        lines = owed_on(desk, given)

    assert sum(line.is_due for line in lines) == people


@pytest.mark.usefixtures("ended")
def test_a_recruiter_ticks_and_unticks_and_reads_nothing_that_was_said(
    board: Board, at_desk: Callable[[Role], Client]
) -> None:
    factories.thank_you(board)
    [(first, _optional)] = guide(board, stages=1)
    person, other = factories.participant(board), factories.participant(board)
    factories.answer(person, first, "SAIDWORDS")
    recruiter = at_desk(Role.RECRUITER)
    page = recruiter.get(LIST).content.decode()
    assert "1 person is still to be sent one." in page
    assert "SAIDWORDS" not in page
    assert page.count('name="person"') == 1

    sent = reverse("desk_thanks_sent", args=["cop"])
    recruiter.post(sent, {"person": [str(person.pk), "nobody"]})
    recruiter.post(sent, {"person": [str(person.pk)]})
    assert owed(board, person).is_sent
    assert not owed(board, other).is_sent
    assert "Nobody." in recruiter.get(f"{LIST}?due").content.decode()

    recruiter.post(reverse("desk_thanks_unsent", args=["cop", person.pk]))

    assert owed(board, person).is_due
    assert [(action, subject) for action, _by, subject in trail()] == [
        ("thanks_sent", person.pk),
        ("thanks_not_sent", person.pk),
    ]
    assert recruiter.get(reverse("desk_thank_you", args=["cop"])).status_code == 403


def test_a_facilitator_decides_against_the_count_with_a_reason(
    board: Board, facilitator: Client
) -> None:
    factories.thank_you(board, given_for=GivenFor.PER_STAGE)
    guide(board)
    person = factories.participant(board)
    decision = reverse("desk_thanks_decision", args=["cop", person.pk])
    for wrong in ({"shares": 3, "reason": "Ill."}, {"shares": 2}):
        assert facilitator.post(decision, wrong).status_code == 422

    facilitator.post(decision, {"shares": 2, "reason": "They wrote by mail."})

    assert shares(board, person) == (2, 2)
    page = facilitator.get(LIST).content.decode()
    assert "decided: They wrote by mail. (by the answers: 0)" in page
    assert "decided how often Heron 01 is owed the thank-you: 2" in (
        facilitator.get(reverse("desk_audit", args=["cop"])).content.decode()
    )
    facilitator.post(decision, {"shares": "", "reason": ""})
    assert shares(board, person) == (0, 2)


@pytest.mark.usefixtures("ended")
def test_the_list_is_taken_away_with_addresses_and_a_trace(
    board: Board, at_desk: Callable[[Role], Client]
) -> None:
    factories.thank_you(board)
    [(first, _optional)] = guide(board, stages=1)
    factories.answer(factories.participant(board, name="=1+1"), first)

    response = at_desk(Role.RECRUITER).post(reverse("desk_thanks_file", args=["cop"]))

    [head, row] = csv.reader(StringIO(response.content.decode("utf-8-sig")))
    assert head == ["Pseudonym", "Name", "Address", "Owed", "Of", "Why", "Sent"]
    assert row == ["Heron 01", "'=1+1", "member-01@example.org", "1", "1", "", ""]
    assert [action for action, _by, _subject in trail()] == ["thanks_downloaded"]


def test_what_is_promised_is_told_before_consent_and_when_leaving(
    board: Board, facilitator: Client
) -> None:
    assert facilitator.post(PROMISE, VOUCHER).status_code == 302
    person = factories.participant(board, consented=False)
    browser = browser_of(person)

    for name in ("consent", "about"):
        page = " ".join(browser.get(reverse(name, args=["cop"])).content.decode().split())
        assert "A voucher of 20 euros. Once you have answered all that is required" in page
    factories.consent(person)
    leaving = browser.get(reverse("withdrawal", args=["cop"])).content.decode()
    assert "What you have earned by then stays yours." in leaving
    assert [action for action, _by, _subject in trail()] == ["thank_you_changed"]


def test_a_promise_that_is_changed_is_in_the_trail_and_not_in_a_copy_of_what_was_agreed_to(
    board: Board, facilitator: Client
) -> None:
    factories.thank_you(board, "A voucher of 50 euros")
    person = factories.participant(board)

    facilitator.post(PROMISE, VOUCHER)

    said = details("thank_you_changed")
    ends = "Once you have answered all that is required of you."
    assert said["before"] == f"A voucher of 50 euros. {ends}"
    assert said["after"] == (
        f"A voucher of 20 euros. {ends} What you have earned by then stays yours."
    )
    copy = browser_of(person).get(reverse("consent_copy", args=["cop"])).content.decode()
    assert "As a thank-you" not in copy
    audit = facilitator.get(reverse("desk_audit", args=["cop"])).content.decode()
    assert "A voucher of 50 euros" in audit


def test_nothing_promised_is_nothing_told_and_an_emptied_promise_is_gone(
    board: Board, facilitator: Client
) -> None:
    browser = browser_of(factories.participant(board))
    about = reverse("about", args=["cop"])
    assert "As a thank-you" not in browser.get(about).content.decode()
    assert "This board promises no thank-you." in facilitator.get(LIST).content.decode()
    facilitator.post(PROMISE, VOUCHER)
    assert "As a thank-you" in browser.get(about).content.decode()

    facilitator.post(PROMISE, VOUCHER | {"what": ""})

    assert not ThankYou.objects.exists()


def test_a_number_of_stages_is_for_the_whole_alone(board: Board, facilitator: Client) -> None:
    typed = VOUCHER | {"given_for": "per_stage", "at_least": 2}

    assert facilitator.post(PROMISE, typed).status_code == 422
    assert facilitator.post(PROMISE, VOUCHER | {"at_least": 2}).status_code == 302
    assert ThankYou.objects.get().in_words == (
        "Once you have answered all that is required in 2 parts of the board."
    )


def test_what_is_to_be_filled_in_of_it_stands_in_the_way_of_a_launch(db: None) -> None:
    board = factories.board(launched=False)
    factories.thank_you(board, "[FILL IN: what]")

    assert "board.given_in_thanks" in {one.where for one in missing_from(board, now=NOW)}
