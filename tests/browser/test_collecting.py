"""A summary is made of what was said, in a real browser: by mouse and by keyboard."""

from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from moderation.models import Passage, Statement
from sessions.enums import Role
from sessions.models import Question, Stage
from tests import factories
from tests.browser.conftest import NewPage, assert_accessible
from tests.browser.desk_board import HOPES, Running
from tests.browser.hands import Hand, Keyboard, Mouse
from tests.browser.test_desk import as_participant, sign_in

pytestmark = pytest.mark.django_db(transaction=True)

CHOSEN = "find its way into the ward"
STATED = "What we learned stayed on paper."


def fits(page: Page) -> None:
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("phone", [False, True])
def test_what_was_said_becomes_a_summary_that_is_voted_on(
    running: Running, new_page: NewPage, screenshots: Path, phone: bool
) -> None:
    page = new_page(phone=phone)
    sign_in(page, running)
    hand: Hand = Keyboard(page) if phone else Mouse(page)
    width = "390" if phone else "1280"

    collect_a_range_and_a_whole_reply(page, hand, running)
    page.screenshot(path=screenshots / f"collecting-read-{width}.png")
    write_a_statement(page, hand, screenshots / f"collecting-statements-{width}.png")
    summary = make_a_summary(page, hand, screenshots / f"collecting-editor-{width}.png")
    publish(page, hand)
    vote(new_page(phone=phone), running, summary)

    page.goto(reverse("desk_question", args=["cop", summary.pk]))
    evidence = page.locator(".evidence")
    hand.press(evidence.locator("summary"))
    expect(evidence.get_by_text(CHOSEN)).to_be_visible()
    expect(evidence).to_contain_text("from 2 passages")
    expect(page.get_by_text("Answered by 1 of the")).to_be_visible()
    fits(page)
    page.screenshot(path=screenshots / f"collecting-results-{width}.png", full_page=True)


def collect_a_range_and_a_whole_reply(page: Page, hand: Hand, running: Running) -> None:
    page.goto(reverse("desk_question", args=["cop", running.hopes.pk]))
    second, last = (
        page.locator(f"#reply-{reply.pk}")
        for reply in list(running.hopes.replies.answers().order_by("said_at"))[1::2]
    )
    if isinstance(hand, Mouse):
        choose(second, CHOSEN)
        second.get_by_role("button", name="Collect these words").click()
    else:
        hand.press(second.get_by_text("More", exact=True))
        hand.press(second.get_by_role("link", name="Collect some words"))
        choose_by_keyboard(page, HOPES[1], CHOSEN)
        fits(page)
        hand.press(page.get_by_role("button", name="Collect these words"))
    expect(second.get_by_role("link", name="1 passage collected")).to_be_visible()

    hand.press(last.get_by_role("button", name="Collect", exact=True))
    expect(last.get_by_role("link", name="1 passage collected")).to_be_visible()
    expect(last.get_by_role("button", name="Collect", exact=True)).to_be_visible()
    assert [one.range for one in Passage.objects.order_by("made_at")] == [
        (HOPES[1].index(CHOSEN), HOPES[1].index(CHOSEN) + len(CHOSEN)),
        None,
    ]


def choose(reply: Locator, words: str) -> None:
    """As with a mouse that is drawn over the words."""
    reply.locator(".reply__body > p").first.evaluate(
        """(said, words) => {
            const text = said.firstChild;
            const start = text.data.indexOf(words);
            getSelection().setBaseAndExtent(text, start, text, start + words.length);
        }""",
        words,
    )


def choose_by_keyboard(page: Page, text: str, words: str) -> None:
    page.get_by_label("As it reads now").focus()
    page.keyboard.press("Control+Home")
    for _place in range(text.index(words)):
        page.keyboard.press("ArrowRight")
    for _character in words:
        page.keyboard.press("Shift+ArrowRight")
    expect(page.get_by_label("The words to collect")).to_have_value(words)


def write_a_statement(page: Page, hand: Hand, picture: Path) -> None:
    page.goto(reverse("desk_collected", args=["cop"]))
    expect(page.locator(".passage")).to_have_count(2)
    page.screenshot(path=picture.with_stem(f"{picture.stem}-loose"), full_page=True)
    hand.write(page.get_by_label("Statement", exact=True), STATED.removesuffix(" on paper."))
    hand.press(page.get_by_role("button", name="Add this statement"))
    hand.press(page.get_by_role("link", name="Change “"))
    expect(page.get_by_role("heading", name="Change a statement")).to_be_visible()
    fits(page)
    hand.write(page.get_by_label("Statement", exact=True), "")
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(" on paper.")
    hand.press(page.get_by_role("button", name="Save"))
    expect(page.locator(".stated__text")).to_have_text(STATED)
    fits(page)
    loose = page.locator("section", has=page.get_by_role("heading", name="Under no statement"))
    for left in (1, 0):
        passage = loose.locator(".passage").first
        passage.get_by_role("combobox").select_option(label=STATED)
        hand.press(passage.get_by_role("button", name="Put it there"))
        expect(loose.locator(".passage")).to_have_count(left)
    expect(page.locator(".statements .passage")).to_have_count(2)
    fits(page)
    page.screenshot(path=picture, full_page=True)


def make_a_summary(page: Page, hand: Hand, picture: Path) -> Question:
    expect(page.get_by_label("In the stage")).to_contain_text("Looking forward")
    hand.press(page.get_by_role("button", name="Make a summary of them"))
    expect(page.get_by_label("Statements 1")).to_have_value(STATED)
    expect(page.locator(".guide-row .evidence")).to_contain_text("from 2 passages")
    fits(page)
    page.locator(".guide-question:has(form)").screenshot(path=picture)
    hand.press(page.get_by_role("button", name="Save and close"))
    expect(page.locator(".guide-form")).to_have_count(0)
    statement = Statement.objects.get()
    assert statement.question is not None
    assert statement.question.stage.title == "Looking forward"
    return statement.question


def publish(page: Page, hand: Hand) -> None:
    page.goto(reverse("desk_guide_publication", args=["cop"]))
    hand.press(page.get_by_role("button", name="Publish what is chosen"))
    expect(page.get_by_text("1 question is published.")).to_be_visible()


def vote(page: Page, running: Running, summary: Question) -> None:
    """The stage has opened, and somebody who contributed says whether it rings true."""
    Stage.objects.filter(pk=running.ahead.pk).update(
        opens_at=factories.NOW,
        released_at=factories.NOW,
        released_by=running.staff[Role.FACILITATOR].user,
    )
    reader = as_participant(page, running.person)
    reader.goto(reverse("question", args=["cop", summary.pk]))
    expect(reader.get_by_text(STATED).first).to_be_visible()
    expect(reader.get_by_text(CHOSEN)).to_have_count(0)
    reader.get_by_label("Agree", exact=True).check()
    reader.get_by_role("button", name="Send my answer").click()
    expect(reader.get_by_role("button", name="Send my answer")).to_have_count(0)
