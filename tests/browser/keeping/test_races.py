"""What is typed while its box, or its page, is put there anew goes over into the new one."""

import pytest
from playwright.sync_api import Page, Route, expect

from participants.models import Participant, Reply
from sessions.models import Question
from tests.browser.device import becomes_true, close_without_connection, words_on_device
from tests.browser.drafts import expect_draft, expect_words_of_draft
from tests.browser.keeping.pages import TOLD, ComeIn, address, box, open_box, reply_box, shown

pytestmark = pytest.mark.django_db(transaction=True)


def quote(page: Page, theirs: Reply) -> None:
    page.locator(f"#reply-{theirs.pk}").get_by_role("link", name="Quote").click()
    expect(page.get_by_text("Quote above your reply")).to_be_visible()


def test_a_page_that_was_on_its_way_while_a_draft_was_kept_shows_it(
    come_in: ComeIn, me: Participant, question: Question
) -> None:
    page = come_in(me, question)
    late: list[str] = []

    def slowly(route: Route) -> None:
        """The server has made the page; it comes once the draft is kept."""
        response = route.fetch()
        if not late:
            late.append(response.text())
            expect_draft(me, "At the last moment")
            page.wait_for_timeout(500)
        route.fulfill(response=response)

    box(page).press_sequentially("At the last moment")
    page.route(f"**{address(question)}", slowly)
    page.goto(address(question))

    assert "At the last moment" not in late[0]
    expect(box(page)).to_have_value("At the last moment")
    expect(page.get_by_text(TOLD)).to_be_hidden()
    box(page).press("End")
    box(page).press_sequentially(", and on")
    expect_draft(me, "At the last moment, and on")
    assert words_on_device(page) == []


def test_quoting_in_the_middle_of_a_word_costs_none(
    come_in: ComeIn, me: Participant, question: Question, theirs: Reply
) -> None:
    page = come_in(me, question)
    open_box(page, theirs).press_sequentially("So did I")
    quote(page, theirs)

    expect(reply_box(page, theirs)).to_have_value("So did I")
    expect_words_of_draft(me, "So did I")
    expect(shown(page, "Draft saved")).to_be_visible()
    assert words_on_device(page) == []


def test_a_window_that_is_closed_right_after_quoting_leaves_its_words(
    come_in: ComeIn, me: Participant, question: Question, theirs: Reply, complaints: list[str]
) -> None:
    page = come_in(me, question)
    page.route("**/draft/", lambda route: route.abort())
    open_box(page, theirs).press_sequentially("So did I")
    becomes_true(page, "JSON.stringify({...localStorage}).includes('So did I')")
    quote(page, theirs)
    context = page.context
    close_without_connection(page)

    again = context.new_page()
    again.goto("/b/cop/")
    expect_words_of_draft(me, "So did I")
    complaints.clear()


def test_quoting_while_a_draft_is_on_its_way_is_no_other_window(
    come_in: ComeIn, me: Participant, question: Question, theirs: Reply
) -> None:
    page = come_in(me, question)
    held: list[Route] = []
    let_through: list[bool] = []
    page.route("**/draft/", lambda route: route.continue_() if let_through else held.append(route))
    open_box(page, theirs).press_sequentially("So did I")
    expect(shown(page, "Saving")).to_be_visible()
    quote(page, theirs)
    reply_box(page, theirs).press_sequentially(", mostly.")

    let_through.append(True)
    for route in held:
        route.continue_()
    expect(shown(page, "Draft saved")).to_be_visible()
    page.wait_for_timeout(3000)

    expect_words_of_draft(me, "So did I, mostly.")
    expect(page.get_by_text(TOLD)).to_be_hidden()
    expect(reply_box(page, theirs)).to_have_value("So did I, mostly.")


def test_quoting_takes_no_words_of_another_window_away(
    come_in: ComeIn, me: Participant, question: Question, theirs: Reply
) -> None:
    one = come_in(me, question)
    two = one.context.new_page()
    two.goto(address(question))
    open_box(one, theirs)
    open_box(two, theirs).press_sequentially("In the other window.")
    expect(shown(two, "Draft saved")).to_be_visible()

    reply_box(one, theirs).press_sequentially("Here.")
    quote(one, theirs)

    expect(one.get_by_text(TOLD)).to_be_visible()
    expect(one.get_by_role("blockquote").get_by_text("In the other window.")).to_be_visible()
    expect(reply_box(one, theirs)).to_have_value("Here.")
    expect_words_of_draft(me, "In the other window.")
