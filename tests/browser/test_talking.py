"""People talk with each other: quotations, names, what rings true, long threads, search."""

from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Locator, Page, expect

from bulletin import clock
from participants.models import Mention, Participant, PersonalLink, Quote, Reply, Resonance
from sessions.models import Board, Question
from tests import factories
from tests.browser.conftest import NewPage, assert_accessible

pytestmark = pytest.mark.django_db(transaction=True)

ComeIn = Callable[..., Page]
SECOND = factories.HOUR / 3600
TICK = 'document.body.dispatchEvent(new CustomEvent("board:tick"))'
SELECT = """([post, words]) => {
    const walker = document.createTreeWalker(
        document.querySelector(`${post} > .reply__body`), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const at = walker.currentNode.data.indexOf(words);
        if (at < 0) continue;
        const text = walker.currentNode;
        getSelection().setBaseAndExtent(text, at, text, at + words.length);
        return;
    }
}"""


@pytest.fixture
def board(transactional_db: None) -> Board:
    clock.move_to(factories.NOW)
    return factories.board(slug="cop", title="Communities of practice: what have we learned?")


@pytest.fixture
def question(board: Board) -> Question:
    stage = factories.stage(board, title="Hopes and first reflections")
    return factories.question(stage, prompt="What did you hope it would make possible?")


@pytest.fixture
def me(board: Board, question: Question) -> Participant:
    person = factories.participant(board, pseudonym="Grey Owl")
    factories.answer(person, question, "That somebody would read it.")
    return person


@pytest.fixture
def heron(board: Board) -> Participant:
    return factories.participant(board, pseudonym="Green Heron")


@pytest.fixture
def theirs(heron: Participant, question: Question) -> Reply:
    words = "Less paper.\nMore talk 🦉 between the two hospitals.\n\nAnd a place to ask."
    return factories.answer(heron, question, words)


@pytest.fixture
def come_in(new_page: NewPage) -> ComeIn:
    """A browser of its own for this person, standing on the page of this question."""

    def enter(person: Participant, question: Question, **how: bool) -> Page:
        page = new_page(**how)
        page.goto(f"/i/{PersonalLink.objects.issue(person, now=factories.NOW)}/")
        page.get_by_role("button", name="Open my place").click()
        page.goto(f"/b/{question.stage.board.slug}/questions/{question.pk}/")
        return page

    return enter


def post(page: Page, reply: Reply) -> Locator:
    return page.locator(f"#reply-{reply.pk}")


def test_the_words_selected_in_a_post_stand_above_the_reply_to_it(
    come_in: ComeIn, me: Participant, question: Question, theirs: Reply
) -> None:
    page = come_in(me, question)
    page.evaluate(SELECT, [f"#reply-{theirs.pk}", "talk 🦉 between"])
    post(page, theirs).get_by_role("link", name="Quote").click()

    box = page.locator(f"#comment-{theirs.pk}")
    expect(box.get_by_label("talk 🦉 between")).to_be_checked()
    expect(box.locator("textarea")).to_be_focused()
    box.locator("textarea").press_sequentially("Which two?")
    box.get_by_role("button", name="Send my reply").click()
    expect(page.locator("blockquote")).to_contain_text("Green Heron wrote")
    expect(page.locator("blockquote")).to_contain_text("talk 🦉 between")
    made = Quote.objects.get()
    assert made.quoted.text[made.start : made.end] == "talk 🦉 between"


def test_a_second_passage_joins_the_first_and_what_is_typed_stays(
    come_in: ComeIn, me: Participant, question: Question, theirs: Reply
) -> None:
    page = come_in(me, question)
    here, box = post(page, theirs), page.locator(f"#comment-{theirs.pk}")
    here.get_by_role("link", name="Quote").click()
    expect(box.get_by_role("checkbox")).to_have_count(1)
    box.locator("textarea").press_sequentially("Half a thou")
    page.evaluate(SELECT, [f"#reply-{theirs.pk}", "a place to ask"])
    here.get_by_role("link", name="Quote").click()

    expect(box.get_by_role("checkbox")).to_have_count(2)
    expect(box.locator("textarea")).to_have_value("Half a thou")


def test_without_javascript_the_paragraphs_to_quote_are_ticked(
    come_in: ComeIn, me: Participant, question: Question, theirs: Reply
) -> None:
    page = come_in(me, question, javascript=False)
    post(page, theirs).get_by_role("link", name="Quote").click()

    expect(page.get_by_role("checkbox")).to_have_count(2)
    page.get_by_label("And a place to ask.").check()
    page.get_by_label("Less paper.").uncheck()
    page.get_by_label("Your reply").fill("@Green Heron: yes.")
    page.get_by_role("button", name="Send my reply").click()
    expect(page.locator("blockquote")).to_contain_text("And a place to ask.")
    expect(page.locator(".mention")).to_have_text("@Green Heron")


def test_names_are_offered_after_an_at_and_taken_by_the_keyboard(
    come_in: ComeIn, me: Participant, heron: Participant, question: Question, theirs: Reply
) -> None:
    other = factories.participant(me.board, pseudonym="Green Finch")
    factories.answer(other, question, "A finch's words.")
    page = come_in(me, question)
    post(page, theirs).get_by_role("link", name="Reply").click()
    box = page.locator(f"#comment-{theirs.pk} textarea")
    box.press_sequentially("I agree, @gre")

    names = page.get_by_role("listbox", name="People you can speak to by name")
    expect(names.get_by_role("option")).to_have_text(["Green Finch", "Green Heron"])
    box.press("Escape")
    expect(names).to_have_count(0)
    box.press_sequentially("e")
    box.press("ArrowDown")
    box.press("Enter")
    expect(box).to_have_value("I agree, @Green Heron ")
    expect(box).to_be_focused()
    page.get_by_role("button", name="Send my reply").click()
    expect(page.locator(".mention")).to_have_text("@Green Heron")
    assert Mention.objects.get().participant == heron


def test_a_post_rings_true_and_does_not_any_more(
    come_in: ComeIn, me: Participant, question: Question, theirs: Reply
) -> None:
    for _ in range(2):
        factories.resonance(factories.participant(me.board), theirs)
    page = come_in(me, question)
    button = post(page, theirs).get_by_role("button", name="Rings true for me")
    expect(button).to_have_attribute("aria-pressed", "false")
    expect(page.locator(".ring__for")).to_have_text("for 2")

    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button).to_be_focused()
    expect(page.locator(".ring__for")).to_have_text("for you and 2 others")
    expect(page.locator("[data-said]")).to_have_text("Rings true for you and 2 others.")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    expect(page.locator(".ring__for")).to_have_text("for 2")
    assert Resonance.objects.filter(participant=me).count() == 0


def test_without_javascript_a_press_leads_back_to_the_post(
    come_in: ComeIn, me: Participant, question: Question, theirs: Reply
) -> None:
    page = come_in(me, question, javascript=False)
    page.get_by_role("button", name="Rings true for me").click()

    expect(page.locator(".ring__for")).to_have_text("for you")
    assert page.url.endswith(f"#reply-{theirs.pk}")


def test_a_permanent_link_leads_into_a_folded_thread(
    come_in: ComeIn, me: Participant, heron: Participant, question: Question, theirs: Reply
) -> None:
    replies = [
        factories.comment(heron, theirs, f"Thought {n}.", said_at=factories.NOW + n * SECOND)
        for n in range(20)
    ]
    page = come_in(me, question)
    deep = replies[9]
    expect(post(page, deep)).to_be_hidden()
    expect(page.get_by_text("Show 15 more replies")).to_be_visible()
    page.goto(f"/b/cop/replies/{deep.pk}/")

    expect(post(page, deep)).to_be_visible()
    expect(post(page, deep)).to_be_focused()
    expect(post(page, deep)).to_be_in_viewport()


def test_a_link_is_copied_and_said_to_be(
    come_in: ComeIn, me: Participant, question: Question, theirs: Reply
) -> None:
    page = come_in(me, question)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    post(page, theirs).get_by_role("button", name="Copy the link to this post").click()

    expect(page.locator("[data-said]")).to_have_text("The link is copied.")
    assert page.evaluate("navigator.clipboard.readText()").endswith(f"/replies/{theirs.pk}/")


def test_the_button_walks_through_what_is_new(
    come_in: ComeIn, me: Participant, heron: Participant, question: Question, theirs: Reply
) -> None:
    page = come_in(me, question)
    clock.move_to(factories.NOW + 2 * factories.HOUR)
    for number in range(12):
        factories.comment(heron, theirs, f"Old {number}.", said_at=factories.NOW - factories.HOUR)
    late = factories.NOW + factories.HOUR
    for number in range(2):
        factories.comment(heron, theirs, f"New {number}.", said_at=late)
    page.reload()

    button = page.get_by_role("link", name="Next new one (2)")
    for _ in range(2):
        button.click()
        expect(page.locator(".reply--new:focus")).to_contain_text("New ")
    button.click()
    expect(page.locator("[data-said]")).to_have_text("That was the last new one.")
    button.click()
    expect(page.locator(".reply--new:focus")).to_contain_text("New ")


def test_whoever_has_not_answered_sees_nothing_arrive_and_keeps_draft_and_focus(
    come_in: ComeIn, me: Participant, heron: Participant, question: Question
) -> None:
    theirs_page, mine = come_in(heron, question), come_in(me, question)
    theirs_page.get_by_label("Your answer", exact=True).press_sequentially("Half an ans")
    answer = me.replies.get()
    factories.comment(me, answer, "Nobody but those who answered.")
    factories.resonance(factories.participant(me.board), answer)
    for page in (theirs_page, mine):
        page.evaluate(TICK)

    expect(mine.get_by_text("Nobody but those who answered.")).to_be_visible()
    expect(mine.locator(".ring__for")).to_have_text("for 1")
    expect(theirs_page.get_by_text("Nobody but those")).to_have_count(0)
    box = theirs_page.get_by_label("Your answer", exact=True)
    expect(box).to_have_value("Half an ans")
    expect(box).to_be_focused()


def test_a_search_leads_to_the_post(
    come_in: ComeIn, me: Participant, question: Question, theirs: Reply, screenshots: Path
) -> None:
    page = come_in(me, question, phone=True)
    page.goto("/b/cop/")
    page.get_by_label("Search what you may read").fill("hospital")
    page.get_by_role("button", name="Search").click()

    expect(page.locator("mark")).to_have_text("hospitals")
    assert_accessible(page)
    page.screenshot(path=screenshots / "talking-search.png")
    page.get_by_role("link", name="to the post").click()
    expect(post(page, theirs)).to_be_focused()


def test_two_hundred_answers_are_light(
    come_in: ComeIn, me: Participant, question: Question, screenshots: Path
) -> None:
    people = factories.many_participants(me.board, 200)
    for number, person in enumerate(people):
        factories.answer(person, question, f"Answer {number}. " + "A few words more. " * 12)
    page = come_in(me, question, phone=True)

    expect(page.get_by_text("200 posts")).to_be_visible()
    page.screenshot(path=screenshots / "talking-200.png")
    page.get_by_role("link", name="Newest first").click()
    expect(page.get_by_role("link", name="Newest first")).to_have_attribute("aria-current", "true")
    expect(page.locator("#others")).to_be_in_viewport()
    page.screenshot(path=screenshots / "talking-200-newest.png")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("is_phone", [True, False], ids=["phone", "desk"])
def test_it_looks_calm(
    come_in: ComeIn,
    me: Participant,
    heron: Participant,
    question: Question,
    theirs: Reply,
    screenshots: Path,
    is_phone: bool,
    scheme: Literal["light", "dark"],
) -> None:
    page = come_in(me, question, phone=is_phone)
    page.emulate_media(color_scheme=scheme)
    clock.move_to(factories.NOW + 2 * factories.HOUR)
    everything(me, heron, question, theirs)
    page.reload()
    name = f"talking-{'phone' if is_phone else 'desk'}-{scheme}"
    page.screenshot(path=screenshots / f"{name}.png", full_page=True)
    post(page, theirs).get_by_role("link", name="Quote").first.click()
    box = page.locator(f"#comment-{theirs.pk} textarea")
    expect(box).to_be_focused()
    box.press_sequentially("I think so too, @")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.screenshot(path=screenshots / f"{name}-writing.png")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert_accessible(page)


def everything(me: Participant, heron: Participant, question: Question, theirs: Reply) -> None:
    """A page with all of it."""
    board = me.board
    finch = factories.participant(board, pseudonym="Yellow Finch")
    staff = factories.facilitator(board)
    for person in (finch, *(factories.participant(board) for _ in range(3))):
        factories.resonance(person, theirs)
    factories.resonance(me, theirs)
    long = " ".join(["We met every second week and wrote down what we had learned."] * 40)
    for name, words in (("Brown Wren", long), ("Red Kite", "I hoped for less paper.")):
        factories.answer(factories.participant(board, pseudonym=name), question, words)
    factories.answer(finch, question, "To be asked at all.")
    said = factories.comment(finch, theirs, "Do you mean the old ward, @Green Heron?")
    factories.quote(said, theirs, "More talk 🦉 between the two hospitals.")
    factories.mention(said, heron, "@Green Heron")
    for number in range(9):
        factories.comment(heron, theirs, f"Thought number {number + 1}.")
    to_me = factories.comment(
        heron, theirs, "And you, @Grey Owl?", said_at=factories.NOW + factories.HOUR
    )
    factories.mention(to_me, me, "@Grey Owl")
    factories.comment(staff, theirs, "Thank you both. @Green Heron, which ward was it?")
