"""The list before and after the end: what is open, and where it is done."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from bulletin import clock
from moderation.models import Transcript
from participants.models import Call, Draft, Participant, Reply, ReplyVersion
from sessions.enums import Role
from sessions.models import Board, StaffMember
from tests import factories
from tests.moderation.desk.conftest import signed_in
from tests.moderation.ending.conftest import AFTER
from tests.participants.visits import address, browser_of, form_of

PAGE = "/desk/cop/ending/"
LINE = re.compile(r'<svg class="icon" role="img" aria-label="(\w+)">.*?__what">(.*?)</span>.*?'
                  r'href="(.*?)"', re.DOTALL)  # fmt: skip


def lines(client: Client) -> dict[str, str]:
    """The sentences of the list, each with whether it is done."""
    page = client.get(PAGE).content.decode()
    return {sentence: mark for mark, sentence, _url in LINE.findall(page)}


def test_a_board_on_which_everything_waits_says_so_line_by_line(
    board: Board, facilitator: Client, staff: dict[Role, StaffMember]
) -> None:
    question = factories.question(factories.stage(board))
    person = factories.participant(board)
    answer = factories.answer(person, question)
    factories.hold(factories.answer(factories.participant(board), question))
    silent = factories.answer(factories.participant(board), question)
    factories.probe(staff[Role.MODERATOR], answer, needs_reply=True)
    factories.call(person, silent)

    assert lines(facilitator) == dict.fromkeys(
        (
            "1 call for help or report is not settled.",
            "1 post is held: nobody else can read it.",
            "1 probe waits for a reply.",
            "2 people have written, and nobody acknowledged it.",
            "The thank you at the end is ours, one sentence: say it in your own words.",
            "No transcript was taken yet.",
            "No report to the contributors is written.",
            "It is not said until when participants can read.",
            "It is not said when everything is destroyed.",
        ),
        "Open",
    )


def test_what_is_done_is_marked_done(board: Board, facilitator: Client) -> None:
    Board.objects.update(
        farewell="Thank you all.", reading="2021-05-01 12:00", reading_until=AFTER + factories.DAY,
        destroy_key_on=AFTER + 30 * factories.DAY, destroy_contacts_on=AFTER + 30 * factories.DAY,
        destroy_data_on=AFTER + 30 * factories.DAY,
    )  # fmt: skip
    factories.findings(board)
    Transcript.objects.create(
        board=board, format="csv", identity="pseudonym", asked_at=AFTER, started_at=AFTER,
        finished_at=AFTER, checksum="0" * 64,
    )  # fmt: skip

    assert set(lines(facilitator).values()) == {"Done"}
    assert "Nothing is open any more." in facilitator.get(PAGE).content.decode()


def test_a_transcript_from_before_the_last_word_is_not_enough(
    board: Board, facilitator: Client
) -> None:
    Transcript.objects.create(
        board=board, format="csv", identity="pseudonym", asked_at=factories.NOW,
        started_at=factories.NOW, finished_at=factories.NOW, checksum="0" * 64,
    )  # fmt: skip
    question = factories.question(factories.stage(board))
    said_at = factories.NOW + factories.HOUR
    factories.answer(factories.participant(board), question, said_at=said_at)

    assert lines(facilitator)["Something was said since the last transcript."] == "Open"


def test_the_page_says_when_it_ends_and_what_grace_allows(board: Board) -> None:
    clock.move_to(factories.NOW)
    page = signed_in(factories.facilitator(board).user).get(PAGE).content.decode()

    assert "It ends" in page
    assert "Thu 1 April, 17:00" in page
    assert "Sat 3 April, 17:00" in page
    assert "reply to probes, comment, correct what they said" in page


def test_once_it_has_ended_participants_read_the_boards_own_thanks(board: Board) -> None:
    browser = browser_of(factories.participant(board), now=AFTER)
    home = reverse("board", args=["cop"])
    ours = "Thank you for taking part, and for the time you gave."
    assert ours in browser.get(home).content.decode()

    Board.objects.update(farewell="*Well* done.", farewell_html="<p><em>Well</em> done.</p>")

    page = browser.get(home).content.decode()
    assert "<em>Well</em> done." in page
    assert ours not in page


@pytest.fixture
def written(board: Board) -> tuple[Participant, Reply, Reply]:
    question = factories.question(factories.stage(board))
    person = factories.participant(board)
    own = factories.answer(person, question, "What I said.")
    return person, own, factories.answer(factories.participant(board), question)


def test_after_the_last_replies_nothing_a_participant_sends_is_written(
    board: Board, written: tuple[Participant, Reply, Reply]
) -> None:
    person, own, others = written
    question, unanswered = own.question, factories.question(own.question.stage)
    browser = browser_of(person, now=AFTER)
    place = {"slug": "cop"}
    before = rows()

    for url, data in (
        (address(unanswered), form_of(unanswered, text="Too late.")),
        (address(question), form_of(question, text="Corrected too late.")),
        (reverse("draft", kwargs={**place, "question_id": unanswered.pk}),
         form_of(unanswered, text="Too late.")),
        (reverse("comments", kwargs={**place, "reply_id": others.pk}), {"text": "Too late."}),
        (reverse("report", kwargs={**place, "reply_id": others.pk}), {"why": "Too late."}),
        (reverse("call_for_help", kwargs=place), {"text": "Too late."}),
        (reverse("findings", kwargs=place), {"verdict": "agree", "words": "Too late."}),
    ):  # fmt: skip
        browser.post(url, data)

    assert rows() == before


def rows() -> list[int]:
    return [model._default_manager.count() for model in (Reply, ReplyVersion, Call, Draft)]
