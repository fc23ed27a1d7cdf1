"""Asking for help and reporting a post, with a browser that knows no JavaScript."""

import re
import uuid

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from participants.models import Call, Participant, Reading, Reply
from sessions.enums import ContactPurpose, Kind, Role
from sessions.models import Board, Contact, Question, Stage
from tests import factories
from tests.factories import HOUR, NOW
from tests.participants.visits import address, browser_of, text_of, unmasked

pytestmark = pytest.mark.django_db

SHUT = "Nothing can be written on the board at present."


@pytest.fixture
def board() -> Board:
    """Names somebody for each purpose."""
    board = factories.board()
    for position, purpose in enumerate(ContactPurpose):
        Contact.objects.create(
            board=board,
            position=position,
            purpose=purpose,
            name=f"For {purpose}",
            email=f"{purpose.name.lower()}@example.org",
        )
    return board


@pytest.fixture
def stage(board: Board) -> Stage:
    return factories.stage(board)


@pytest.fixture
def question(stage: Stage) -> Question:
    return factories.question(stage, prompt="What did you hope for?")


@pytest.fixture
def me(board: Board) -> Participant:
    return factories.participant(board)


@pytest.fixture
def theirs(question: Question, me: Participant) -> Reply:
    """A peer's answer that I may read, having answered."""
    factories.answer(me, question, "Mine.")
    return factories.answer(factories.participant(question.stage.board), question, "Theirs.")


def help_from(place: Board | Question) -> str:
    if isinstance(place, Board):
        return reverse("call_for_help", args=[place.slug])
    return reverse("call_for_help", args=[place.stage.board.slug, place.pk])


def report_of(reply: Reply) -> str:
    return reverse("report", args=[reply.board.slug, reply.pk])


def contacts_on(html: str) -> list[str]:
    return re.findall(r"<dd>For ([a-z ]+)", html)


def test_help_is_a_link_away_from_question_board_and_front_matter(
    board: Board, question: Question, me: Participant
) -> None:
    browser = browser_of(me)

    for page, leads_to in (
        (address(question), help_from(question)),
        (reverse("board", args=[board.slug]), help_from(board)),
        (reverse("about", args=[board.slug]), help_from(board)),
    ):
        html = re.sub(r"<template.*?</template>", "", text_of(browser.get(page)), flags=re.DOTALL)
        assert set(re.findall(r'href="([^"]*/help/)"', html)) == {leads_to}
        assert html.count("Ask for help") == 2


def test_from_a_question_the_words_stand_under_it_and_one_is_told_whom_else_to_ask(
    board: Board, question: Question, me: Participant
) -> None:
    factories.question(question.stage)
    browser = browser_of(me)
    form = text_of(browser.get(help_from(question)))
    assert "Your words stand under “What did you hope for?”, and so does the reply." in form
    assert "Only you and staff read this." in form

    sent = browser.post(help_from(question), {"text": "The picture stays grey."}, follow=True)

    call = Call.objects.get()
    assert call.reply.question == question
    assert sent.redirect_chain == [(reverse("call", args=[board.slug, call.pk]), 302)]
    assert "Staff have been told" in text_of(sent)
    assert contacts_on(text_of(sent)) == ["support", "questions"]
    assert f'href="{reverse("reply", args=[board.slug, call.reply_id])}"' in text_of(sent)


def test_ones_words_and_staffs_reply_stay_readable_under_the_question(
    board: Board, question: Question, me: Participant
) -> None:
    peer = factories.participant(board)
    factories.answer(peer, question)
    browser = browser_of(me)
    browser.post(help_from(question), {"text": "The picture stays grey."})
    moderator = factories.staff(board, Role.MODERATOR)
    factories.comment(moderator, Call.objects.get().reply, "We look at it.")

    mine, others = browser.get(address(question)), browser_of(peer).get(address(question))

    for words in ("The picture stays grey.", "We look at it."):
        assert words in text_of(mine)
        assert words not in text_of(others)
    assert "What you wrote" in text_of(mine)
    assert "private: only you and staff read this" in text_of(mine)
    factories.answer(me, question, "My answer.")
    html = text_of(browser.get(address(question)))
    assert "Your answer" in html
    assert html.index("My answer.") < html.index("The picture stays grey.")


def test_from_the_board_the_words_stand_where_one_would_be_led_next(
    board: Board, stage: Stage, question: Question, me: Participant
) -> None:
    factories.question(stage, kind=Kind.TEXT_PAGE)
    left = factories.question(stage)
    last = factories.question(stage, required=False)
    browser = browser_of(me)

    def where(text: str) -> Question:
        browser.post(help_from(board), {"text": text})
        return Call.objects.latest("made_at").reply.question

    assert where("One.") == question
    factories.answer(me, question)
    assert where("Two.") == left
    factories.answer(me, left)
    assert where("Three.") == last


@pytest.mark.parametrize("named", ["absent", "not open", "text page", "hidden"])
def test_from_what_takes_no_words_they_stand_where_one_would_be_led_next(
    board: Board, stage: Stage, question: Question, me: Participant, named: str
) -> None:
    """Hidden and absent are alike, and words that took their time are not lost."""
    where = {
        "absent": lambda: uuid.uuid4(),
        "not open": lambda: factories.question(factories.stage(board, opens_at=NOW + HOUR)).pk,
        "text page": lambda: factories.question(stage, kind=Kind.TEXT_PAGE).pk,
        "hidden": lambda: factories.question(stage, hidden=True).pk,
    }[named]()
    browser = browser_of(me)
    path = reverse("call_for_help", args=[board.slug, where])

    assert "What did you hope for?" in text_of(browser.get(path))
    browser.post(path, {"text": "Help!"})

    assert Call.objects.get().reply.question == question


@pytest.mark.parametrize(
    "why", ["nothing open", "not consented", "declined", "paused", "over", "text page alone"]
)
def test_where_nothing_can_be_written_one_is_told_whom_to_turn_to(
    board: Board, stage: Stage, why: str
) -> None:
    question = factories.question(
        stage, kind=Kind.TEXT_PAGE if why == "text page alone" else Kind.TEXT
    )
    person = factories.participant(board, consented=why not in ("not consented", "declined"))
    now = NOW
    match why:
        case "nothing open":
            Stage.objects.update(opens_at=NOW + HOUR)
        case "declined":
            factories.decline(person)
        case "paused":
            factories.pause(board)
        case "over":
            now = board.grace_ends_at
    browser = browser_of(person, now=now)

    for path in (help_from(board), help_from(question)):
        html = text_of(browser.get(path))
        assert f"{SHUT} Please turn to the people named here." in html
        assert contacts_on(html) == ["support", "questions"]
        assert "<textarea" not in html
    refused = browser.post(help_from(board), {"text": "Help me\nplease."})
    assert refused.status_code == 422
    assert ">\nHelp me\nplease.</textarea>" in text_of(refused)
    assert SHUT in text_of(refused)
    assert not Call.objects.exists()


def test_before_the_board_begins_its_page_names_whom_to_turn_to(board: Board) -> None:
    person = factories.participant(board)
    browser = browser_of(person)
    Board.objects.update(launched_at=None, launched_by=None)

    assert "questions" in contacts_on(text_of(browser.get(help_from(board))))


def test_an_empty_call_is_refused_beside_its_box(
    board: Board, question: Question, me: Participant
) -> None:
    response = browser_of(me).post(help_from(question), {"text": " \u200b"})

    assert response.status_code == 422
    assert "Please write something here." in text_of(response)
    assert not Call.objects.exists()


def test_where_the_board_names_nobody_for_help_everybody_it_names_is_shown(
    board: Board, question: Question, me: Participant
) -> None:
    browser = browser_of(me)
    board.contacts.filter(purpose__in=["support", "questions"]).delete()
    assert contacts_on(text_of(browser.get(help_from(board)))) == ["complaints", "data protection"]

    board.contacts.all().delete()

    assert "Please turn to whoever invited you." in text_of(browser.get(help_from(board)))


def test_others_posts_can_be_reported_and_no_other(
    board: Board, question: Question, me: Participant, theirs: Reply
) -> None:
    peers = factories.comment(factories.participant(board), theirs)
    factories.comment(factories.facilitator(board), theirs)
    factories.comment(me, theirs)
    gone = factories.comment(factories.participant(board), theirs, withdrawn_at=NOW)

    html = text_of(browser_of(me).get(address(question)))

    assert str(gone.pk) in html
    reported = re.findall(r'href="([^"]*/report/)"', html)
    assert sorted(reported) == sorted([report_of(theirs), report_of(peers)])


def test_while_the_board_takes_no_words_no_post_offers_to_be_reported(
    board: Board, question: Question, me: Participant, theirs: Reply
) -> None:
    factories.pause(board)
    browser = browser_of(me)

    assert "/report/" not in text_of(browser.get(address(question)))
    page = text_of(browser.get(report_of(theirs)))
    assert SHUT in page
    assert f'action="{report_of(theirs)}"' not in page
    assert contacts_on(page) == ["support", "questions"]


def test_a_report_reaches_staff_and_says_whom_to_turn_to(
    board: Board, question: Question, me: Participant, theirs: Reply
) -> None:
    browser = browser_of(me)
    assert "Theirs." in text_of(browser.get(report_of(theirs)))
    assert Reading.objects.get(participant=me, question=question).served_at is not None

    sent = browser.post(report_of(theirs), {"why": "It names a colleague."}, follow=True)

    call = Call.objects.get()
    assert (call.reply, call.participant, call.why) == (theirs, me, "It names a colleague.")
    assert "Staff have been told" in text_of(sent)
    assert contacts_on(text_of(sent)) == ["support", "questions"]
    assert f'href="{address(question)}"' in text_of(sent)


def test_who_reports_a_post_again_is_told_that_staff_know(me: Participant, theirs: Reply) -> None:
    browser = browser_of(me)
    browser.post(report_of(theirs))

    page = text_of(browser.get(report_of(theirs)))
    sent = text_of(browser.post(report_of(theirs), {"why": "Again."}, follow=True))

    assert "You have reported this post before. Staff know of it." in page
    assert "Report this post" not in page
    assert "You have reported this post before. Staff know of it." in sent
    assert Call.objects.get().why == ""


def test_the_reported_author_and_peers_get_the_same_bytes(
    board: Board, question: Question, me: Participant, theirs: Reply
) -> None:
    assert theirs.participant is not None
    peer = factories.participant(board)
    factories.answer(peer, question)
    browsers = [browser_of(person) for person in (theirs.participant, peer, me)]
    paths = [
        address(question),
        reverse("board", args=[board.slug]),
        reverse("replies", args=[board.slug, question.pk]),
    ]
    htmx = {"HX-Request": "true"}

    def seen() -> list[str]:
        return [unmasked(one.get(path, headers=htmx)) for one in browsers for path in paths]

    seen()
    before = seen()
    factories.call(me, theirs)

    assert seen() == before


def test_what_one_cannot_read_cannot_be_reported_whether_it_is_there_or_not(
    board: Board, question: Question, theirs: Reply
) -> None:
    locked = browser_of(factories.participant(board))
    bodies = set()
    for reply in (theirs.pk, uuid.uuid4()):
        path = reverse("report", args=[board.slug, reply])
        for response in (locked.get(path), locked.post(path)):
            assert response.status_code == 404
            bodies.add(unmasked(response).replace(str(reply), ""))
    assert len(bodies) == 1


def test_ones_own_posts_and_staffs_are_not_reported(
    board: Board, question: Question, me: Participant, theirs: Reply
) -> None:
    browser = browser_of(me)
    staffs = factories.comment(factories.facilitator(board), theirs)

    for post in (me.replies.get(), staffs):
        assert browser.get(report_of(post)).status_code == 403
        assert browser.post(report_of(post)).status_code == 403


def test_anothers_call_is_not_there(
    board: Board, question: Question, me: Participant, theirs: Reply
) -> None:
    assert theirs.participant is not None
    call = factories.call(me, theirs)
    page = reverse("call", args=[board.slug, call.pk])

    assert browser_of(me).get(page).status_code == 200
    assert browser_of(theirs.participant).get(page).status_code == 404


def test_ones_own_call_about_what_has_gone_meanwhile_leads_to_the_board(
    board: Board, question: Question, me: Participant, theirs: Reply
) -> None:
    call = factories.call(me, theirs)
    browser = browser_of(me)
    Question.objects.update(hidden_at=NOW, hidden_by=factories.facilitator(board).user)

    page = browser.get(reverse("call", args=[board.slug, call.pk]))

    assert page.status_code == 200
    assert "/questions/" not in text_of(page)


def test_these_pages_ask_the_same_however_many_calls_there_are(
    board: Board,
    question: Question,
    me: Participant,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    browser, pages = browser_of(me), {}
    factories.answer(me, question)
    for number in range(3):
        theirs = factories.answer(factories.participant(board), question)
        call = factories.call(me, theirs)
        factories.call(me, factories.call_for_help(me, question, f"Help {number}"))
        for name, path in {
            "help": help_from(question),
            "report": report_of(theirs),
            "call": reverse("call", args=[board.slug, call.pk]),
        }.items():
            browser.get(path)
            with django_assert_num_queries(QUERIES[name]):
                pages[name] = browser.get(path).status_code
    assert set(pages.values()) == {200}


# Session and place first; contacts last. Help: whether paused, the way, the question. Report: the
# post, what was served (a look and a note), a report made before. Call: itself, its question.
QUERIES = {"help": 6, "report": 7, "call": 5}
