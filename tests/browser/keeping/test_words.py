"""A lost connection, a closed tab, a draft that is stuck: no word is lost."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from participants.models import Draft, Participant, Reply
from sessions.enums import Kind
from sessions.models import Question, Stage
from tests import factories
from tests.browser.device import (
    becomes_true,
    close_without_connection,
    has_shell,
    words_on_device,
)
from tests.browser.drafts import expect_draft
from tests.browser.keeping.pages import (
    HERE,
    ComeIn,
    address,
    arrives_unheard,
    box,
    leave_behind,
    open_box,
    shown,
)

pytestmark = pytest.mark.django_db(transaction=True)


def test_keeping_is_said_and_a_screen_reader_hears_of_it_once(
    come_in: ComeIn, me: Participant, question: Question
) -> None:
    page = come_in(me, question)
    page.evaluate(
        """() => {
            window.heard = [];
            const said = document.querySelector("[data-autosave-said]");
            new MutationObserver(() => window.heard.push(said.textContent)).observe(
                said, {childList: true});
        }"""
    )

    box(page).press_sequentially("Half")
    expect(shown(page, "Draft saved 13:00")).to_be_visible()
    box(page).press_sequentially(" a thought")
    expect_draft(me, "Half a thought")

    assert page.evaluate("window.heard") == ["Draft saved 13:00"]
    assert words_on_device(page) == []


def test_a_connection_lost_in_the_middle_of_an_answer_costs_no_word(
    come_in: ComeIn, me: Participant, question: Question, complaints: list[str], screenshots: Path
) -> None:
    page = come_in(me, question, phone=True)
    has_shell(page)
    box(page).press_sequentially("Before the tunnel,")
    expect(shown(page, "Draft saved")).to_be_visible()
    page.context.set_offline(True)

    box(page).press_sequentially(" and in it.")
    expect(shown(page, HERE)).to_be_visible()
    page.get_by_role("button", name="Send my answer").click()
    expect(page.get_by_text("That did not reach the board.")).to_be_visible()
    page.screenshot(path=screenshots / "lost-connection-phone.png", full_page=True)
    expect(box(page)).to_have_value("Before the tunnel, and in it.")
    page.context.set_offline(False)
    expect_draft(me, "Before the tunnel, and in it.")
    assert not Reply.objects.exists()

    page.get_by_role("button", name="Send again").click()
    expect(page.get_by_text("Your answer has reached the board.")).to_be_visible()
    assert Reply.objects.get().versions.get().text == "Before the tunnel, and in it."
    assert words_on_device(page) == []
    complaints.clear()  # that requests failed was the point


def test_a_tab_closed_in_the_middle_of_a_word_without_a_connection(
    come_in: ComeIn, me: Participant, question: Question, complaints: list[str]
) -> None:
    page = come_in(me, question)
    has_shell(page)
    page.context.set_offline(True)
    box(page).press_sequentially("A word in the mid")
    expect(box(page)).to_have_value("A word in the mid")
    close_without_connection(page)

    again = page.context.new_page()
    again.goto(address(question))
    expect(again.get_by_role("heading", name="There is no connection just now")).to_be_visible()
    expect(again.get_by_text("A word in the mid")).to_be_visible()
    assert not Draft.objects.exists()

    again.context.set_offline(False)
    expect(box(again)).to_have_value("A word in the mid")
    expect_draft(me, "A word in the mid")
    expect(shown(again, "Draft saved")).to_be_visible()
    assert words_on_device(again) == []
    complaints.clear()


def test_what_waits_goes_up_from_any_page_of_the_board(
    come_in: ComeIn, me: Participant, question: Question, complaints: list[str]
) -> None:
    other = leave_behind(come_in(me, question), "Waits.")
    other.goto("/b/cop/")

    expect_draft(me, "Waits.")
    expect(other.get_by_role("heading", name="What you were writing waits")).to_be_hidden()
    assert words_on_device(other) == []
    complaints.clear()


def test_what_waits_goes_up_from_a_browser_that_knows_no_time_zones(
    come_in: ComeIn, me: Participant, question: Question, complaints: list[str]
) -> None:
    other = leave_behind(come_in(me, question), "Waits.")
    other.add_init_script("Intl.DateTimeFormat = () => { throw new RangeError('no such zone'); };")
    other.goto("/b/cop/")

    expect_draft(me, "Waits.")
    complaints.clear()


def test_a_draft_that_is_stuck_on_its_way_holds_no_answer_up(
    come_in: ComeIn, me: Participant, question: Question
) -> None:
    page = come_in(me, question)
    page.route("**/draft/", lambda route: None)
    box(page).fill("Peace.")
    expect(shown(page, "Saving …")).to_be_visible()

    page.get_by_role("button", name="Send my answer").click()

    expect(page.get_by_text("Your answer has reached the board.")).to_be_visible(timeout=15_000)
    assert Reply.objects.filter(current_version__text="Peace.").exists()


def test_choices_and_an_order_are_put_back_as_they_were(
    come_in: ComeIn, me: Participant, stage: Stage, complaints: list[str]
) -> None:
    single = factories.question(stage, kind=Kind.SINGLE, options=["A while", "For ever"])
    ranking = factories.question(stage, kind=Kind.RANKING, options=["People", "News", "Time"])
    one = come_in(me, single)
    two = one.context.new_page()
    two.goto(address(ranking))
    one.context.set_offline(True)
    one.get_by_label("For ever").check()
    two.get_by_role("button", name="Move up: Time").click()
    for page in (one, two):
        expect(shown(page, HERE)).to_be_visible()
        close_without_connection(page)

    two.context.set_offline(False)
    again = two.context.new_page()
    again.goto(address(single))
    expect(again.get_by_label("For ever")).to_be_checked()
    expect(shown(again, "Draft saved")).to_be_visible()
    again.goto(address(ranking))
    expect(again.locator("[data-ranking] label")).to_have_text(["People", "Time", "News"])
    assert Draft.objects.count() == 2
    assert words_on_device(again) == []
    complaints.clear()


def test_a_reply_under_a_post_is_kept_too(
    come_in: ComeIn, me: Participant, question: Question, theirs: Reply, complaints: list[str]
) -> None:
    page = come_in(me, question)
    reply = open_box(page, theirs)
    page.context.set_offline(True)
    reply.press_sequentially("So did I")
    expect(shown(page, HERE)).to_be_visible()
    close_without_connection(page)

    page.context.set_offline(False)
    again = page.context.new_page()
    again.goto(address(question))
    expect_draft(me, "So did I")
    expect(open_box(again, theirs)).to_have_value("So did I")
    complaints.clear()


def test_an_answer_that_arrived_unheard_is_no_other_windows(
    come_in: ComeIn, me: Participant, question: Question, complaints: list[str]
) -> None:
    page = come_in(me, question)

    box(page).fill("Peace.")
    page.route(f"**{address(question)}", arrives_unheard)
    page.get_by_role("button", name="Send my answer").click()
    expect(page.get_by_text("That did not reach the board.")).to_be_visible()
    page.wait_for_timeout(2500)
    expect(page.get_by_text("You have sent an answer from another window")).to_be_hidden()

    page.unroute(f"**{address(question)}")
    page.get_by_role("button", name="Send again").click()
    expect(page.get_by_text("Your answer has reached the board.")).to_be_visible()
    assert Reply.objects.get().versions.get().text == "Peace."
    assert not Draft.objects.exists()
    assert words_on_device(page) == []
    complaints.clear()


def test_what_was_typed_and_taken_out_again_does_not_come_back(
    come_in: ComeIn, me: Participant, question: Question, complaints: list[str]
) -> None:
    page = come_in(me, question)
    page.context.set_offline(True)
    box(page).press_sequentially("Better not.")
    expect(shown(page, HERE)).to_be_visible()
    box(page).fill("")

    becomes_true(page, "!JSON.stringify({...localStorage}).includes('Better not.')")
    complaints.clear()


def test_a_network_that_answers_in_place_of_the_board_has_kept_nothing(
    come_in: ComeIn, me: Participant, question: Question
) -> None:
    page = come_in(me, question)
    page.route("**/draft/", lambda route: route.fulfill(body="<h1>Welcome to our Wi-Fi</h1>"))
    box(page).press_sequentially("On the train.")
    expect(shown(page, HERE)).to_be_visible()
    other = page.context.new_page()
    page.close()
    other.route("**/draft/", lambda route: route.fulfill(body="<h1>Welcome to our Wi-Fi</h1>"))
    other.goto("/b/cop/")
    expect(other.get_by_text("On the train.")).to_be_visible()
    other.unroute("**/draft/")

    other.evaluate("window.dispatchEvent(new Event('online'))")
    expect_draft(me, "On the train.")
