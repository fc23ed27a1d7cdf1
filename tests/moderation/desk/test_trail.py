"""The trail of what staff did, readable and complete (rule 13)."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from bulletin.audit.models import Entry
from moderation.desk.trail import ABOUT_PEOPLE, ABOUT_THE_BOARD, SENTENCES
from participants.actions.withdrawing import withdraw
from participants.enums import AnswersAfterWithdrawal
from participants.management.commands.sign_in_link import participant_address
from sessions.enums import Role
from sessions.models import Board
from tests import factories

NOW = factories.NOW
PAGE = "/desk/cop/trail/"

# Traces of signing in belong to no board.
OF_NO_BOARD = {"first_facilitator_made", "signed_in_by_link"}
_RECORDED = re.compile(r'record\(\s*(?:\w+,\s*)?"([a-z_ ]+)"')


def test_everything_that_is_recorded_of_a_board_has_a_sentence() -> None:
    recorded = {
        action
        for part in ("bulletin", "sessions", "participants", "moderation")
        for file in Path(settings.BASE_DIR, part).rglob("*.py")
        for action in _RECORDED.findall(file.read_text())
    }

    assert recorded - OF_NO_BOARD - set(SENTENCES) == set()


def test_the_trail_names_who_did_what_to_whom_the_newest_first(
    board: Board, facilitator: Client
) -> None:
    stage = factories.stage(board, title="Hopes", opens_at=NOW + factories.HOUR, released=False)
    person = factories.participant(board, pseudonym="Green Heron")
    reply = factories.answer(person, factories.question(stage))
    ids = {"slug": "cop"}
    facilitator.post(reverse("desk_release", kwargs=ids | {"stage_id": stage.pk}))
    facilitator.post(
        reverse("desk_dates", kwargs=ids | {"stage_id": stage.pk}),
        {"opens": "2021-03-31T09:00"},
    )
    facilitator.post(reverse("desk_concealment", kwargs=ids | {"reply_id": reply.pk}))
    facilitator.post(reverse("desk_link", kwargs=ids | {"participant_id": person.pk}))
    withdraw(participant=person, answers=AnswersAfterWithdrawal.KEEP, now=NOW, by=None)

    page = facilitator.get(PAGE).content.decode()

    sentences = [
        "<strong>Green Heron</strong> withdrew",
        "<strong>The facilitator</strong> copied a personal link of Green Heron",
        "<strong>The facilitator</strong> concealed a reply by Green Heron",
        "<strong>The facilitator</strong> moved a date of “Hopes” (opens):"
        " from 30 March 2021, 14:00 to 31 March 2021, 09:00",
        "<strong>The facilitator</strong> released “Hopes”",
    ]
    places = [page.index(sentence) for sentence in sentences]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("action", "noted", "sentence"),
    [
        (
            "end_moved",
            {"before": "day 4 14:00", "after": "2021-04-05 09:00#1"},
            "moved the end of the board from day 4, 14:00 to 5 April 2021, 09:00",
        ),
        ("person_away", {"until": "2021-04-02"}, "is away until 2 April 2021"),
        ("board_look_changed", {"which": "accent, logo"}, "pages look: its colour, logo"),
        (
            "board_texts_changed",
            {"which": "run_by, contacts"},
            "says of itself: who runs the board, whom participants can ask",
        ),
        (
            "stage_rules_changed",
            {"which": "key, in_order"},
            "name, its questions are answered in order, one after the other",
        ),
        ("holidays_chosen", {"before": None, "after": "none of these 2021"}, "none of these 2021"),
    ],
)
def test_what_a_line_names_is_in_words(
    board: Board, facilitator: Client, action: str, noted: dict[str, str | None], sentence: str
) -> None:
    Entry.objects.record(action, now=NOW, actor=None, board=board.pk, subject=board, **noted)

    assert sentence in facilitator.get(PAGE).content.decode()


def test_a_link_that_was_made_at_the_command_line_says_whose(
    board: Board, facilitator: Client
) -> None:
    factories.participant(board, pseudonym="Green Heron", email="member-01@example.org")
    participant_address("member-01@example.org", "cop", now=NOW)

    page = facilitator.get(PAGE).content.decode()

    assert "<strong>The command line</strong> made a personal link of Green Heron" in page


def test_an_action_of_the_command_line_says_so(board: Board, facilitator: Client) -> None:
    Entry.objects.record("board_launched", now=NOW, actor=None, board=board.pk, subject=board)

    page = facilitator.get(PAGE).content.decode()

    assert "<strong>The command line</strong> launched the board" in page


def test_the_trail_of_another_board_is_not_shown(board: Board, facilitator: Client) -> None:
    other = factories.board(slug="other")
    Entry.objects.record("board_paused", now=NOW, actor=None, board=other.pk, subject=other)

    page = facilitator.get(PAGE).content.decode()

    assert "paused" not in page
    assert "Nothing has been done on this board yet." in page


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.RECRUITER])
def test_who_reads_no_replies_reads_nothing_of_them_in_the_trail(
    role: Role, board: Board, facilitator: Client, at_desk: Callable[[Role], Client]
) -> None:
    stage = factories.stage(board, title="Hopes", opens_at=NOW + factories.HOUR, released=False)
    person = factories.participant(board, pseudonym="Green Heron")
    reply = factories.answer(person, factories.question(stage))
    facilitator.post(reverse("desk_release", args=["cop", stage.pk]))
    facilitator.post(reverse("desk_concealment", args=["cop", reply.pk]))
    facilitator.post(reverse("desk_device", args=["cop", person.pk]))
    assert "concealed a reply" in facilitator.get(PAGE).content.decode()

    page = at_desk(role).get(PAGE).content.decode()

    assert "released “Hopes”" in page
    assert "concealed a reply" not in page
    assert ("Green Heron" in page) is (role == Role.RECRUITER)


def test_every_action_that_everyone_reads_has_a_sentence() -> None:
    assert {*ABOUT_THE_BOARD, *ABOUT_PEOPLE} - set(SENTENCES) == set()


def test_a_long_trail_is_read_page_by_page_and_each_line_once(
    board: Board, facilitator: Client
) -> None:
    for number in range(51):
        Entry.objects.record(f"wrote line {number}", now=NOW, actor=None, board=board.pk)

    newest = facilitator.get(PAGE).content.decode()
    (older,) = re.findall(r'href="(\?before=\d+)"', newest)
    oldest = facilitator.get(PAGE + older).content.decode()

    assert (newest.count("wrote line"), oldest.count("wrote line")) == (50, 1)
    assert "wrote line 0<" in oldest
    assert 'href="?before=' not in oldest


def test_the_trail_asks_the_same_queries_for_one_line_as_for_three(
    board: Board, facilitator: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for wanted in (1, 3):
        while Entry.objects.filter(board=board.pk).count() < wanted:
            person = factories.participant(board)
            facilitator.post(reverse("desk_device", args=["cop", person.pk]))
        with django_assert_num_queries(QUERIES_OF_THE_TRAIL):
            facilitator.get(PAGE)


# A savepoint and its end; session, user, member with board; the entries; who acted, under
# which name, and about whom; the pause; alarms.
QUERIES_OF_THE_TRAIL = 11
