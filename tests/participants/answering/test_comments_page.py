"""Writing under a reply, with and without JavaScript, and a reply's lasting address."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from participants.models import Draft, Participant, Reply
from sessions.models import Board, Question
from tests import factories
from tests.factories import NOW
from tests.participants.visits import address, browser_of, unmasked

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


@pytest.fixture
def board() -> Board:
    return factories.board()


@pytest.fixture
def question(board: Board) -> Question:
    return factories.question(factories.stage(board))


@pytest.fixture
def me(board: Board, question: Question) -> Participant:
    """Someone who has answered, and so reads the others."""
    person = factories.participant(board)
    factories.answer(person, question, "Mine.")
    return person


@pytest.fixture
def theirs(board: Board, question: Question) -> Reply:
    return factories.answer(factories.participant(board), question, "Theirs.")


@pytest.fixture
def browser(me: Participant) -> Client:
    return browser_of(me)


def comments(reply: Reply) -> str:
    return reverse("comments", args=[reply.board.slug, reply.pk])


def test_each_readable_reply_leads_to_a_box_under_it(
    browser: Client, question: Question, theirs: Reply
) -> None:
    html = browser.get(address(question)).content.decode()

    assert f'href="{comments(theirs)}"' in html
    box = browser.get(comments(theirs)).content.decode()
    assert "Theirs." in box
    assert "Everyone who may read what you are replying to." in box


def test_a_comment_without_javascript_leads_back_to_itself(
    browser: Client, question: Question, theirs: Reply
) -> None:
    response = browser.post(comments(theirs), {"text": "Why so?", "parent": theirs.pk})

    made = Reply.objects.get(parent=theirs)
    assert response.status_code == 302
    assert response.headers["Location"] == f"{address(question)}#reply-{made.pk}"
    assert "Why so?" in browser.get(address(question)).content.decode()


def test_htmx_is_told_to_ask_for_the_replies(browser: Client, theirs: Reply) -> None:
    form = browser.get(comments(theirs), headers=HTMX).content.decode()
    response = browser.post(comments(theirs), {"text": "Why so?"}, headers=HTMX)

    assert form.lstrip().startswith('<form class="comment"')
    assert response.status_code == 200
    assert response.headers["HX-Trigger"] == '{"board:tick": {"target": "body"}}'
    assert "Your reply has reached the board." in response.content.decode()


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_an_empty_comment_is_refused_beside_its_box(
    browser: Client, theirs: Reply, headers: dict[str, str]
) -> None:
    response = browser.post(comments(theirs), {"text": "\u200b"}, headers=headers)

    assert response.status_code == 422
    assert "Please write something here." in response.content.decode()
    assert not Reply.objects.filter(parent=theirs).exists()


def test_a_box_under_a_reply_holds_its_draft(
    browser: Client, me: Participant, theirs: Reply, question: Question
) -> None:
    kept = browser.post(
        reverse("draft", args=[theirs.board.slug, question.pk]),
        {"text": "Half a thou", "parent": theirs.pk, "seen": ""},
    )

    assert kept.status_code == 200
    assert Draft.objects.get().parent == theirs
    assert ">\nHalf a thou</textarea>" in browser.get(comments(theirs)).content.decode()


def test_what_one_cannot_read_is_not_found_whether_it_is_there_or_not(
    board: Board, question: Question, theirs: Reply
) -> None:
    locked = browser_of(factories.participant(board))
    bodies = set()
    for reply in (theirs.pk, uuid.uuid4()):
        for name in ("comments", "reply"):
            response = locked.get(reverse(name, args=[board.slug, reply]))
            assert response.status_code == 404
            bodies.add(unmasked(response).replace(str(reply), ""))
        sent = locked.post(reverse("comments", args=[board.slug, reply]), {"text": "!"})
        assert sent.status_code == 404
    assert len(bodies) == 1


def test_a_readable_reply_that_takes_no_comment_is_refused(
    browser: Client, board: Board, theirs: Reply
) -> None:
    factories.pause(board)

    assert browser.get(comments(theirs)).status_code == 403


def test_a_comment_that_comes_too_late_is_kept_as_a_draft(
    browser: Client, board: Board, theirs: Reply
) -> None:
    factories.pause(board)

    response = browser.post(comments(theirs), {"text": "Why so?"})

    html = response.content.decode()
    assert response.status_code == 422
    assert "Nothing can be written here at present." in html
    assert ">\nWhy so?</textarea>" in html
    assert Draft.objects.get().fields == {"text": ["Why so?"]}
    assert not Reply.objects.filter(parent=theirs).exists()


def test_while_nothing_may_be_written_no_box_is_offered(
    browser: Client, board: Board, question: Question, theirs: Reply
) -> None:
    factories.pause(board)

    html = browser.get(address(question)).content.decode()

    assert "Theirs." in html
    assert "/comments/" not in html
    assert "?correct=" not in html


def test_a_probe_to_oneself_stands_out_until_one_has_replied(
    browser: Client, board: Board, question: Question, me: Participant, theirs: Reply
) -> None:
    own = Reply.objects.get(participant=me)
    probe = factories.probe(factories.facilitator(board), own, "Can you say more?")
    factories.probe(factories.facilitator(board), theirs, "And you?")

    before = browser.get(address(question)).content.decode()
    browser.post(comments(probe), {"text": "I can."})
    after = browser.get(address(question)).content.decode()

    assert before.count("This is a question to you") == 1
    assert "This is a question to you" not in after
    assert "I can." in after


def test_staff_are_marked_with_their_role(
    browser: Client, board: Board, question: Question, theirs: Reply
) -> None:
    factories.comment(factories.facilitator(board), theirs, "Thank you.")

    html = browser.get(address(question)).content.decode()

    assert "The facilitator" in html
    assert '<span class="badge badge--accent">Facilitator</span>' in html


def test_a_private_exchange_says_so_and_others_do_not_see_it(
    browser: Client, board: Board, question: Question, me: Participant
) -> None:
    own = Reply.objects.get(participant=me)
    factories.probe(factories.facilitator(board), own, "Between us?", private_to=me)
    peer = factories.participant(board)
    factories.answer(peer, question)

    mine = browser.get(address(question)).content.decode()
    theirs = browser_of(peer).get(address(question)).content.decode()

    assert "Between us?" in mine
    assert "private: only you and staff read this" in mine
    assert "Mine." in theirs
    assert "Between us?" not in theirs


def test_a_replys_address_leads_to_its_place(
    browser: Client, question: Question, theirs: Reply
) -> None:
    response = browser.get(reverse("reply", args=[theirs.board.slug, theirs.pk]))

    assert response.headers["Location"] == f"{address(question)}#reply-{theirs.pk}"


def test_ones_own_comment_stays_where_what_it_hung_on_is_gone(
    browser: Client, question: Question, me: Participant, theirs: Reply
) -> None:
    factories.comment(me, theirs, "I agree.")
    factories.conceal(theirs, now=NOW)

    html = browser.get(address(question)).content.decode()

    assert "I agree." in html
    assert "Theirs." not in html
    assert "what this was about is no longer shown" in html
