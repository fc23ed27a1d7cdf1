"""Keeping drafts from the page: by script, by button, over devices, and through a new consent."""

import re

import pytest
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse

from bulletin import clock
from participants.entry.keys import device_key
from participants.models import Draft, Participant, Reply
from sessions.enums import Kind
from sessions.models import Question, QuestionVersion
from tests import factories
from tests.factories import HOUR, NOW
from tests.participants.visits import address, browser_of, form_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def question() -> Question:
    return factories.question(factories.stage(factories.board()))


@pytest.fixture
def me(question: Question) -> Participant:
    return factories.participant(question.stage.board)


@pytest.fixture
def browser(me: Participant) -> Client:
    return browser_of(me)


def autosave(browser: Client, question: Question, text: str, seen: str = "") -> HttpResponse:
    address = reverse("draft", args=[question.stage.board.slug, question.pk])
    response = browser.post(address, form_of(question, text=text, seen=seen))
    assert isinstance(response, HttpResponse)
    return response


def seen_in(response: HttpResponseBase) -> str:
    found = re.search(r'(?:name="seen" value|data-seen-now)="([^"]*)"', text_of(response))
    assert found
    return found[1]


def box(browser: Client, question: Question) -> str:
    return browser.get(address(question)).content.decode()


def test_a_window_that_somebody_comes_back_to_is_told_of_what_is_newer(
    browser: Client, question: Question
) -> None:
    kept = seen_in(autosave(browser, question, "Half a thou"))
    path = reverse("draft", args=[question.stage.board.slug, question.pk])
    assert browser.get(path, {"entry": "1", "seen": kept}).status_code == 204

    clock.move_to(NOW + HOUR)
    autosave(browser, question, "Half a thought", kept)

    told = browser.get(path, {"entry": "1", "seen": kept})
    assert told.status_code == 409
    assert "Half a thought" in told.content.decode()


def test_when_it_was_kept_is_said_with_its_day_on_another_day(
    browser: Client, question: Question
) -> None:
    kept = autosave(browser, question, "Half a thou")
    assert "Draft saved <time" in kept.content.decode()
    assert ">13:00</time>" in kept.content.decode()

    clock.move_to(NOW + 12 * HOUR)

    assert ">Tue 30 March, 13:00</time>" in box(browser, question)


def test_a_form_of_somebody_else_is_never_kept_in_this_persons_name(
    browser: Client, question: Question, me: Participant
) -> None:
    other = factories.participant(question.stage.board)
    path = reverse("draft", args=[question.stage.board.slug, question.pk])
    form = form_of(question, text="Theirs.", whose=device_key(other))

    drafted, sent = browser.post(path, form), browser.post(address(question), form)

    assert (drafted.status_code, sent.status_code) == (404, 404)
    assert drafted.headers["Signed-Out"] == "yes"
    assert not Draft.objects.exists()
    assert not Reply.objects.exists()
    mine = form | {"whose": device_key(me), "text": "Mine."}
    assert browser.post(path, mine).status_code == 200


def test_each_page_of_a_board_names_the_same_key_and_it_is_nobodys_id(
    browser: Client, question: Question, me: Participant
) -> None:
    key = device_key(me)

    for path in (address(question), f"/b/{question.stage.board.slug}/"):
        html = browser.get(path).content.decode()
        assert f'data-whose="{key}"' in html
        assert str(me.pk) not in html
    assert key != device_key(factories.participant(question.stage.board))


def test_whoever_is_signed_out_is_told_apart_from_what_is_gone(
    browser: Client, question: Question
) -> None:
    unopened = factories.question(factories.stage(question.stage.board, opens_at=NOW + HOUR))

    signed_out, gone = autosave(Client(), question, "Typed."), autosave(browser, unopened, "Typed.")

    assert (signed_out.status_code, gone.status_code) == (404, 404)
    assert "Signed-Out" in signed_out.headers
    assert "Signed-Out" not in gone.headers


def test_where_nothing_is_kept_any_more_the_page_learns_of_it(
    browser: Client, question: Question
) -> None:
    clock.move_to(question.stage.board.grace_ends_at)

    assert autosave(browser, question, "Too late.").status_code == 410
    assert autosave(browser, question, "").status_code == 200


def test_a_box_says_to_the_script_whether_a_draft_holds_what_was_sent(
    browser: Client, question: Question
) -> None:
    autosave(browser, question, "From the telephone.")

    asked = browser.post(address(question), form_of(question, text="From the desk."))
    assert " data-unkept" in asked.content.decode()
    refused = browser.post(address(question), form_of(question, text="-", seen=seen_in(asked)))
    assert " data-kept" in refused.content.decode()
    opened = browser.get(address(question)).content.decode()
    assert " data-kept" not in opened
    assert " data-unkept" not in opened


def test_an_answer_that_was_taken_names_its_place_on_the_device(
    browser: Client, question: Question
) -> None:
    path = reverse("draft", args=[question.stage.board.slug, question.pk])

    html = browser.post(address(question), form_of(question, text="Sent.")).content.decode()

    assert f'data-taken="{path}#1"' in html


def test_what_is_typed_is_kept_and_found_on_another_device(
    browser: Client, question: Question, me: Participant
) -> None:
    response = autosave(browser, question, "Half a thou")

    assert response.status_code == 200
    assert "Draft saved" in response.content.decode()
    assert "13:00" in response.content.decode()
    assert ">\nHalf a thou</textarea>" in box(browser_of(me), question)


def test_saving_on_and_on_takes_what_the_last_save_said_it_saw(
    browser: Client, question: Question
) -> None:
    first = autosave(browser, question, "Half")

    second = autosave(browser, question, "Half a thou", seen_in(first))

    assert second.status_code == 200
    assert Draft.objects.get().fields == {"text": ["Half a thou"]}


def test_two_windows_are_told_of_each_other_and_neither_is_lost(
    browser: Client, question: Question
) -> None:
    autosave(browser, question, "From the telephone.")
    clock.move_to(NOW + HOUR)

    refused = autosave(browser, question, "From the desk.")

    html = refused.content.decode()
    assert refused.status_code == 409
    assert "A newer draft of this was kept in another window or on another device:" in html
    assert "From the telephone." in html
    assert 'data-action="keep-mine"' in html
    assert Draft.objects.get().fields == {"text": ["From the telephone."]}

    assert autosave(browser, question, "From the desk.", seen_in(refused)).status_code == 200
    assert Draft.objects.get().fields == {"text": ["From the desk."]}


def test_a_window_left_open_is_told_that_the_answer_was_sent(
    browser: Client, question: Question
) -> None:
    browser.post(address(question), form_of(question, text="Sent."))

    late = autosave(browser, question, "Sen")

    assert late.status_code == 409
    assert (
        "You have sent an answer from another window or device meanwhile." in late.content.decode()
    )
    assert not Draft.objects.exists()


def test_sending_over_a_newer_draft_asks_first_and_then_takes_it(
    browser: Client, question: Question
) -> None:
    autosave(browser, question, "From the telephone.")

    asked = browser.post(address(question), form_of(question, text="From the desk."))

    html = asked.content.decode()
    assert asked.status_code == 422
    assert "From the telephone." in html
    assert ">\nFrom the desk.</textarea>" in html
    assert not Reply.objects.exists()

    sent = form_of(question, text="From the desk.", seen=seen_in(asked))
    assert browser.post(address(question), sent).status_code == 200
    assert not Draft.objects.exists()
    assert Reply.objects.get().versions.get().text == "From the desk."


def test_without_javascript_a_button_keeps_the_draft(browser: Client, question: Question) -> None:
    form = form_of(question, text="Half a thou", keep="1")

    response = browser.post(address(question), form)

    html = response.content.decode()
    assert response.status_code == 200
    assert "Draft saved" in html
    assert ">\nHalf a thou</textarea>" in html
    assert not Reply.objects.exists()

    again = form_of(question, text="Half a thought", keep="1", seen=seen_in(response))
    assert browser.post(address(question), again).status_code == 200
    assert Draft.objects.get().fields == {"text": ["Half a thought"]}


def test_a_draft_is_kept_while_nothing_can_be_sent(browser: Client, question: Question) -> None:
    factories.pause(question.stage.board)

    response = browser.post(address(question), form_of(question, text="Half a thou", keep="1"))

    html = response.content.decode()
    assert response.status_code == 200
    assert "Back on Monday." in html
    assert "Draft saved" in html
    assert "Send my answer" not in html


def test_an_empty_box_is_kept_as_nothing_and_complains_of_nothing(
    browser: Client, question: Question
) -> None:
    response = browser.post(address(question), form_of(question, text="", keep="1"))

    assert response.status_code == 200
    assert "Please write something" not in response.content.decode()
    assert not Draft.objects.exists()


def test_choices_are_kept_too(browser: Client, question: Question) -> None:
    asked = factories.question(question.stage, kind=Kind.MULTIPLE, options=["A", "B", "C"])
    chosen = [str(item.pk) for item in asked.wording.items.exclude(key="b")]

    browser.post(address(asked), form_of(asked, choices=chosen, keep="1"))

    html = box(browser, asked)
    assert html.count("checked") == 2
    assert all(re.search(f'value="{item}"[^>]*checked', html) for item in chosen)


def test_a_draft_follows_a_new_wording(browser: Client, question: Question) -> None:
    asked = factories.question(question.stage, kind=Kind.SINGLE, options=["A", "B"])
    old = asked.wording.items.get(key="b")
    browser.post(address(asked), form_of(asked, choice=str(old.pk), keep="1"))
    reworded = QuestionVersion.objects.create(
        question=asked, number=2, prompt="?", prompt_html="?", settings={}, created_at=NOW,
        published_at=NOW, published_by=factories.facilitator(question.stage.board).user,
    )  # fmt: skip
    new = reworded.items.create(kind="option", key="b", position=1, text="B, of course")
    Question.objects.filter(pk=asked.pk).update(current_version=reworded)

    assert re.search(f'value="{new.pk}"[^>]*checked', box(browser, asked))


def test_a_draft_survives_a_closing_stage(question: Question) -> None:
    board = question.stage.board
    asked = factories.question(factories.stage(board, closes_at=NOW + HOUR))
    browser = browser_of(factories.participant(board))
    autosave(browser, asked, "Half a thou")
    clock.move_to(NOW + HOUR)

    html = box(browser, asked)

    assert ">\nHalf a thou</textarea>" in html
    assert '<fieldset class="question__fields" disabled>' in html
    assert "This question no longer takes answers." in html
    assert autosave(browser, asked, "Half a thought", seen_in_page(html)).status_code == 200


def seen_in_page(html: str) -> str:
    found = re.search(r'name="seen" value="([^"]*)"', html)
    assert found
    return found[1]


@pytest.mark.parametrize("how", ["sent", "saved"])
def test_what_was_typed_survives_being_asked_anew_for_consent(
    browser: Client, question: Question, me: Participant, how: str
) -> None:
    newer = factories.consent_version(question.stage.board)

    if how == "sent":
        response = browser.post(address(question), form_of(question, text="Typed."))
        assert response.headers["Location"] == reverse("consent", args=[me.board.slug])
    else:
        assert autosave(browser, question, "Typed.").status_code == 200

    assert not Reply.objects.exists()
    factories.consent(me, newer)
    assert ">\nTyped.</textarea>" in box(browser, question)


def test_nothing_is_kept_for_someone_who_never_consented(question: Question) -> None:
    stranger = factories.participant(question.stage.board, consented=False)
    browser = browser_of(stranger)

    assert autosave(browser, question, "Typed.").status_code == 404
    browser.post(address(question), form_of(question, text="Typed."))
    assert not Draft.objects.exists()


def test_nothing_is_kept_for_a_question_that_does_not_exist_for_someone(
    browser: Client, question: Question
) -> None:
    unopened = factories.question(factories.stage(question.stage.board, opens_at=NOW + HOUR))

    assert autosave(browser, unopened, "Typed.").status_code == 404


def test_nothing_is_kept_under_a_reply_one_cannot_read(browser: Client, question: Question) -> None:
    theirs = factories.answer(factories.participant(question.stage.board), question)
    path = reverse("draft", args=[question.stage.board.slug, question.pk])

    for parent in (theirs.pk, "nonsense"):
        assert browser.post(path, {"text": "x", "parent": parent}).status_code == 404
    assert not Draft.objects.exists()


def test_a_draft_of_a_correction_waits_for_the_correction(
    browser: Client, question: Question, me: Participant
) -> None:
    browser.post(address(question), form_of(question, text="Peace."))
    page = browser.get(address(question), {"correct": 1})
    autosave(browser, question, "Peace and", seen_in_page(page.content.decode()))

    html = browser.get(address(question), {"correct": 1}).content.decode()

    assert ">\nPeace and</textarea>" in html
    assert "Peace and" not in box(browser, question)


def goes_up(browser: Client, question: Question, **typed: object) -> HttpResponse:
    """As a later page sends what an earlier one left on the device."""
    path = reverse("draft", args=[question.stage.board.slug, question.pk])
    response = browser.post(path, form_of(question, waited="yes", **typed))
    assert isinstance(response, HttpResponse)
    return response


def test_what_was_sent_as_its_page_was_left_is_no_draft_and_waits_no_more(
    browser: Client, question: Question
) -> None:
    browser.post(address(question), form_of(question, text="Peace.\r\nAnd quiet."))

    assert goes_up(browser, question, text="Peace.\nAnd quiet.").status_code == 200
    assert goes_up(browser, question, text="Peace, and more.").status_code == 409
    assert not Draft.objects.exists()


def test_a_reply_that_was_sent_as_its_page_was_left_does_not_come_back_as_a_draft(
    browser: Client, question: Question, me: Participant
) -> None:
    answer = factories.answer(me, question)
    staff = factories.facilitator(me.board)
    probe = factories.comment(staff, answer)
    deeper = factories.comment(staff, probe)
    for parent in (answer, probe, deeper):
        path = reverse("comments", args=[me.board.slug, parent.pk])
        browser.post(path, {"text": f"Under {parent.pk}."})
        under = {"parent": parent.pk}

        assert goes_up(browser, question, text=f"Under {parent.pk}.", **under).status_code == 200
        assert not Draft.objects.exists()
        assert goes_up(browser, question, text="Something else.", **under).status_code == 200
        assert Draft.objects.get().fields == {"text": ["Something else."]}
        Draft.objects.all().delete()


def test_a_reply_that_hangs_beside_another_is_taken_from_its_own_box(
    browser: Client, question: Question, me: Participant
) -> None:
    answer = factories.answer(me, question)
    staff = factories.facilitator(me.board)
    probe = factories.comment(staff, answer)
    deeper = factories.comment(staff, probe)
    path = reverse("comments", args=[me.board.slug, deeper.pk])

    html = text_of(browser.post(path, {"text": "Yes."}, headers={"HX-Request": "true"}))

    draft = reverse("draft", args=[me.board.slug, question.pk])
    assert f'data-taken="{draft}#{deeper.pk}"' in html
