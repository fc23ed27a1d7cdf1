"""A clock that is wrong, stores that are refused, a tab that dies, words that are very long or odd:
they cost nobody a word."""

import os
from signal import SIGKILL

import pytest
from playwright.sync_api import Browser, expect

from participants.models import Draft, Participant, Reply
from sessions.models import Question
from tests.browser.device import becomes_true, on_device, words_on_device
from tests.browser.drafts import expect_draft
from tests.browser.keeping.pages import HERE, ComeIn, address, box, leave_behind, shown

pytestmark = pytest.mark.django_db(transaction=True)

REFUSED = """
    const refuse = () => { throw new DOMException("", "SecurityError"); };
    Object.defineProperty(window, "localStorage", {get: refuse});
    Object.defineProperty(window, "sessionStorage", {get: refuse});
    IDBFactory.prototype.open = refuse;
"""
FULL = """
    Storage.prototype.setItem = () => { throw new DOMException("", "QuotaExceededError"); };
"""
TYPED = """(box, words) => {
    box.value = words;
    box.dispatchEvent(new Event("input", {bubbles: true}));
}"""


def kill_pages(browser: Browser) -> None:
    """As a telephone does that is short of memory."""
    found = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")
    for process in found["processInfo"]:
        if process["type"] == "renderer":
            os.kill(process["id"], SIGKILL)


@pytest.mark.parametrize("year", [1970, 2049])
def test_what_was_typed_while_the_clock_of_the_device_was_wrong_goes_up_all_the_same(
    come_in: ComeIn, me: Participant, question: Question, complaints: list[str], year: int
) -> None:
    page = come_in(me, question)
    page.add_init_script(f"Date.now = () => Date.UTC({year}, 0, 2);")
    page.goto(address(question))

    other = leave_behind(page, "In the wrong year.")
    other.goto("/b/cop/")

    expect_draft(me, "In the wrong year.")
    becomes_true(other, "!JSON.stringify({...localStorage}).includes('In the wrong year')")
    complaints.clear()


@pytest.mark.parametrize("stores", [REFUSED, FULL], ids=["refused", "full"])
def test_a_device_that_keeps_nothing_is_told_of_and_still_sends(
    come_in: ComeIn, me: Participant, question: Question, complaints: list[str], stores: str
) -> None:
    page = come_in(me, question)
    page.add_init_script(stores)
    page.goto(address(question))

    box(page).press_sequentially("One")
    expect(shown(page, "Draft saved")).to_be_visible()
    page.context.set_offline(True)
    box(page).press_sequentially(" and two")
    expect(shown(page, "Not kept yet. We try again as you type.")).to_be_visible()
    page.context.set_offline(False)
    expect_draft(me, "One and two")
    page.get_by_role("button", name="Send my answer").click()
    expect(page.get_by_text("Your answer has reached the board.")).to_be_visible()
    page.get_by_role("button", name="Sign out on this device").click()
    expect(page.get_by_text("You are signed out on this device.")).to_be_visible()
    complaints.clear()


def test_a_tab_that_dies_in_the_middle_of_a_word_leaves_it_to_the_next(
    browser: Browser, come_in: ComeIn, me: Participant, question: Question, complaints: list[str]
) -> None:
    page = come_in(me, question)
    page.route("**/draft/", lambda route: route.abort())
    box(page).press_sequentially("A word in the mid")
    expect(shown(page, HERE)).to_be_visible()
    with page.expect_event("crash"):
        kill_pages(browser)

    again = page.context.new_page()
    again.goto(address(question))

    expect(box(again)).to_have_value("A word in the mid")
    expect_draft(me, "A word in the mid")
    complaints.clear()


def test_an_answer_of_sixty_thousand_signs_is_kept_whole_and_said_to_be_too_long(
    come_in: ComeIn, me: Participant, question: Question
) -> None:
    long = "Übermäßig lang. " * 3750
    page = come_in(me, question)
    box(page).fill(long)
    becomes_true(page, "JSON.stringify({...localStorage}).includes('lang.')")
    page.goto("/b/cop/")

    expect_draft(me, long)
    page.goto(address(question))
    expect(box(page)).to_have_value(long)
    page.get_by_role("button", name="Send my answer").click()
    expect(page.get_by_text("This is too long: it has ")).to_be_visible()
    expect(box(page)).to_have_value(long)
    assert not Reply.objects.exists()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\U0001f469\U0001f3fd\u200d\U0001f52c", "\U0001f469\U0001f3fd\u200d\U0001f52c"),
        ("\u202b\u0633\u0644\u0627\u0645\u202c, all", "\u202b\u0633\u0644\u0627\u0645\u202c, all"),
        ("a\0b", "ab"),
        ("half of \ud83d", "half of \ufffd"),
    ],
    ids=["emoji", "right to left", "NUL", "half a sign"],
)
def test_odd_signs_are_kept_and_taken(
    come_in: ComeIn, me: Participant, question: Question, typed: str, kept: str
) -> None:
    page = come_in(me, question)
    escaped = typed.encode("utf-16-be", "surrogatepass").hex(" ", 2).split()
    written = f"String.fromCharCode({', '.join(f'0x{unit}' for unit in escaped)})"
    box(page).evaluate(f"(box) => ({TYPED})(box, {written})")

    expect(shown(page, "Draft saved")).to_be_visible()
    assert Draft.objects.get().fields["text"] == [kept]
    assert words_on_device(page) == []
    page.reload()
    expect(box(page)).to_have_value(kept)
    box(page).press_sequentially("!")
    page.get_by_role("button", name="Send my answer").click()
    expect(page.get_by_text("Your answer has reached the board.")).to_be_visible()
    assert on_device(page)["files"] == []
