"""That a post rings true: for how many, never for whom."""

import pytest
from django.test import Client
from django.urls import reverse

from participants import rules
from participants.actions.piloting import clear_testers
from participants.actions.resonating import ring_true, take_back
from participants.actions.withdrawing import withdraw
from participants.entry.keys import device_key
from participants.enums import AnswersAfterWithdrawal
from participants.models import Participant, Reply, Resonance
from sessions.enums import OnWithdrawal, Reveal
from sessions.models import Board, Question
from tests import factories
from tests.factories import NOW
from tests.participants.visits import address, browser_of, text_of

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def url_of(reply: Reply) -> str:
    return reverse("resonance", args=[reply.board.slug, reply.pk])


def shown_to(reader: Participant, question: Question) -> str:
    return text_of(browser_of(reader).get(address(question)))


def test_a_press_says_so_and_a_second_changes_nothing(me: Participant, theirs: Reply) -> None:
    browser = browser_of(me)
    for _ in range(2):
        response = browser.post(url_of(theirs), {"rings": "on"})
        assert response.headers["Location"].endswith(f"#reply-{theirs.pk}")
    assert Resonance.objects.get().participant == me

    for _ in range(2):
        assert browser.post(url_of(theirs), {"rings": ""}).status_code == 302
    assert not Resonance.objects.exists()


def test_a_page_made_for_somebody_else_says_nothing_for_whoever_came_in_since(
    me: Participant, heron: Participant, question: Question, theirs: Reply
) -> None:
    browser = browser_of(me)
    form = (
        text_of(browser.get(address(question))).split('<form id="ringing"')[1].split("</form>")[0]
    )
    assert f'name="whose" value="{device_key(me)}"' in form

    browser.post(url_of(theirs), {"rings": "on", "whose": device_key(heron)})
    assert not Resonance.objects.exists()


def test_with_htmx_the_button_comes_back_as_it_stands_now(me: Participant, theirs: Reply) -> None:
    factories.resonance(factories.participant(me.board), theirs)
    browser = browser_of(me)

    html = text_of(browser.post(url_of(theirs), {"rings": "on"}, headers=HTMX))
    assert 'aria-pressed="true"' in html
    assert '<span class="ring__for">for you and 1 other</span>' in html
    assert 'data-says="Rings true for you and 1 other."' in html
    assert 'aria-pressed="false"' in text_of(browser.post(url_of(theirs), {}, headers=HTMX))


def test_a_page_says_for_how_many_and_never_for_whom(
    me: Participant, heron: Participant, question: Question, theirs: Reply
) -> None:
    for number in range(2):
        factories.resonance(factories.participant(me.board, pseudonym=f"Owl {number}"), theirs)
    assert '<span class="ring__for">for 2</span>' in shown_to(me, question)

    factories.resonance(me, theirs)
    html = shown_to(me, question)
    assert '<span class="ring__for">for you and 2 others</span>' in html
    assert "Owl 0" not in html
    assert '<span class="ring__for">for 3</span>' in shown_to(heron, question)


def test_ones_own_words_those_of_staff_and_tombstones_have_no_button(
    me: Participant, question: Question, theirs: Reply
) -> None:
    staff = factories.facilitator(me.board)
    probe, said = factories.probe(staff, theirs), factories.comment(staff, theirs)
    gone = factories.comment(theirs.participant, theirs, "Gone.") if theirs.participant else theirs
    Reply.objects.filter(pk=gone.pk).update(withdrawn_at=NOW)
    browser = browser_of(me)

    for reply in (me.replies.get(), probe, said, gone):
        assert browser.post(url_of(reply), {"rings": "on"}).status_code == 403
    assert shown_to(me, question).count('form="ringing"') == 1


def test_what_is_hidden_is_answered_like_what_is_not_there(
    locked: Participant, theirs: Reply
) -> None:
    assert browser_of(locked).post(url_of(theirs), {"rings": "on"}).status_code == 404
    assert not Resonance.objects.exists()


def test_while_nothing_may_be_written_it_is_only_read(
    me: Participant, question: Question, theirs: Reply
) -> None:
    factories.resonance(me, theirs)
    factories.pause(me.board, started_at=NOW)

    assert not rules.may_resonate(me, theirs, NOW)
    assert browser_of(me).post(url_of(theirs), {"rings": ""}).status_code == 403
    html = shown_to(me, question)
    assert '<span class="ring__for">for you</span>' in html
    assert 'form="ringing"' not in html


def test_what_testers_feel_is_for_testers(
    board: Board, question: Question, me: Participant
) -> None:
    testers = [factories.participant(board, tester=True) for _ in range(2)]
    mine = me.replies.get()
    for tester in testers:
        factories.answer(tester, question)
        factories.resonance(tester, mine)

    assert "ring__for" not in shown_to(me, question)
    assert "for you and 1 other" in shown_to(testers[0], question)
    clear_testers(board=board, by=factories.facilitator(board).user, now=NOW)
    assert not Resonance.objects.exists()


@pytest.mark.parametrize("gone", ["me", "heron"])
def test_it_goes_with_the_words_of_whoever_withdraws(
    me: Participant, heron: Participant, theirs: Reply, gone: str
) -> None:
    me.board.withdrawal_answers = heron.board.withdrawal_answers = OnWithdrawal.ASK
    ring_true(participant=me, post=theirs, now=NOW)
    who = {"me": me, "heron": heron}[gone]

    withdraw(participant=who, answers=AnswersAfterWithdrawal.REMOVE, now=NOW, by=None)
    assert not Resonance.objects.exists()


def test_actions_say_whether_anything_changed(me: Participant, theirs: Reply) -> None:
    assert ring_true(participant=me, post=theirs, now=NOW)
    assert not ring_true(participant=me, post=theirs, now=NOW)
    assert take_back(participant=me, post=theirs, now=NOW)
    assert not take_back(participant=me, post=theirs, now=NOW)


def test_a_poll_notices(me: Participant, question: Question, theirs: Reply) -> None:
    browser: Client = browser_of(me)
    url = reverse("replies", args=[me.board.slug, question.pk])
    etag = browser.get(url, headers=HTMX).headers["ETag"]
    known = {**HTMX, "If-None-Match": etag}
    assert browser.get(url, headers=known).status_code == 304

    factories.resonance(factories.participant(me.board), theirs)
    assert "for 1" in text_of(browser.get(url, headers=known))


def test_whoever_has_not_unlocked_others_is_told_nothing_of_what_others_feel(
    board: Board, heron: Participant
) -> None:
    """Those for whom one's words ring true have answered: that is not told before the rest is."""
    question = factories.question(factories.stage(board), reveal=Reveal.AFTER_STAGE)
    lacking = factories.question(question.stage, required=True)
    me = factories.participant(board)
    mine = factories.answer(me, question)
    browser, url = browser_of(me), reverse("replies", args=[board.slug, question.pk])
    before = browser.get(url, headers=HTMX)

    factories.resonance(heron, mine)
    after = browser.get(url, headers=HTMX)
    assert (after.content, after.headers["ETag"]) == (before.content, before.headers["ETag"])

    factories.answer(me, lacking)
    assert "for 1" in text_of(browser.get(url, headers=HTMX))
