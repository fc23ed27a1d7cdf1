"""Answering, reading and replying, as people with browsers do it side by side."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from bulletin import clock
from participants.models import Draft, Participant, PersonalLink, Reply
from sessions.enums import Kind, ObserverSight, Reveal
from sessions.models import Board, Question, Stage
from tests import factories
from tests.browser.conftest import NewPage, assert_accessible
from tests.browser.drafts import expect_draft

pytestmark = pytest.mark.django_db(transaction=True)

ComeIn = Callable[..., Page]
TICK = 'document.body.dispatchEvent(new CustomEvent("board:tick"))'


@pytest.fixture
def stage(transactional_db: None) -> Stage:
    clock.move_to(factories.NOW)
    board = factories.board(
        slug="cop",
        title="Communities of practice: what have we learned?",
        observers=ObserverSight.PSEUDONYM,
    )
    return factories.stage(board, title="Hopes and first reflections")


@pytest.fixture
def board(stage: Stage) -> Board:
    return stage.board


@pytest.fixture
def question(stage: Stage) -> Question:
    return factories.question(
        stage,
        prompt="What did you hope it would make possible when you joined?",
        settings={"min_words": 20},
    )


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


def box(page: Page) -> str:
    return page.get_by_label("Your answer", exact=True).and_(page.locator("textarea")).input_value()


def write(page: Page, words: str) -> None:
    page.locator("textarea[name=text]").first.press_sequentially(words)


def send(page: Page) -> None:
    page.get_by_role("button", name="Send my answer").click()
    expect(page.get_by_text("Your answer has reached the board.")).to_be_visible()


def test_one_answers_and_the_other_sees_it_only_once_they_have_answered_too(
    come_in: ComeIn, board: Board, question: Question
) -> None:
    ada, ben = (
        factories.participant(board, pseudonym=name) for name in ("Green Heron", "Grey Owl")
    )
    adas, bens = come_in(ada, question), come_in(ben, question)
    write(bens, "I am still wri")

    write(adas, "That research would find its way into practice.")
    send(adas)
    bens.evaluate(TICK)
    bens.wait_for_timeout(500)

    expect(bens.get_by_text("find its way")).to_have_count(0)
    assert box(bens) == "I am still wri"
    expect(bens.locator("textarea[name=text]")).to_be_focused()

    write(bens, "ting.")
    send(bens)
    expect(bens.get_by_text("find its way")).to_be_visible()
    expect(adas.get_by_text("I am still writing.")).to_have_count(0)
    adas.evaluate(TICK)
    expect(adas.get_by_text("I am still writing.")).to_be_visible()


def test_what_arrives_leaves_a_half_written_reply_its_words_and_its_focus(
    come_in: ComeIn, board: Board, question: Question
) -> None:
    me, peer, third = (factories.participant(board) for _ in range(3))
    factories.answer(me, question, "Mine.")
    theirs = factories.answer(peer, question, "Theirs.")
    page = come_in(me, question)

    page.locator(f"#reply-{theirs.pk}").get_by_role("link", name="Reply").click()
    page.locator(f"#comment-{theirs.pk} textarea").press_sequentially("Why do y")
    factories.answer(third, question, "Just arrived.")
    factories.comment(third, theirs, "Under the same one.")
    page.evaluate(TICK)

    written = page.locator(".reply__body")
    expect(written.get_by_text("Just arrived.")).to_be_visible()
    expect(written.get_by_text("Under the same one.")).to_be_visible()
    expect(page.locator("[data-said]")).to_have_text("Something new has been written here.")
    reply = page.locator(f"#comment-{theirs.pk} textarea")
    expect(reply).to_have_value("Why do y")
    expect(reply).to_be_focused()

    reply.press_sequentially("ou think so?")
    page.get_by_role("button", name="Send my reply").click()
    expect(page.locator(f"#reply-{theirs.pk}").get_by_text("Why do you think so?")).to_be_visible()
    expect(page.get_by_text("Your reply has reached the board.")).to_be_visible()
    assert Reply.objects.filter(parent=theirs, participant=me).count() == 1


def test_an_open_explanation_stays_open_when_something_arrives(
    come_in: ComeIn, board: Board, stage: Stage
) -> None:
    asked = factories.question(stage, reveal=Reveal.ALWAYS)
    page = come_in(factories.participant(board), asked)
    page.get_by_text("More about this").click()

    factories.answer(factories.participant(board), asked, "Just arrived.")
    page.evaluate(TICK)

    expect(page.get_by_text("Just arrived.")).to_be_visible()
    expect(page.get_by_text("Participants know you as")).to_be_visible()


def test_nothing_is_asked_for_while_the_page_is_hidden_and_304_while_nothing_changes(
    come_in: ComeIn, board: Board, question: Question
) -> None:
    me = factories.participant(board)
    factories.answer(me, question)
    page = come_in(me, question)
    polls: list[int] = []
    page.on(
        "response",
        lambda answer: polls.append(answer.status) if "/replies/" in answer.url else None,
    )

    for _ in range(2):
        with page.expect_response("**/replies/"):
            page.evaluate(TICK)
    factories.answer(factories.participant(board), question, "New.")
    with page.expect_response("**/replies/"):
        page.evaluate(TICK)
    expect(page.get_by_text("New.")).to_be_visible()
    with page.expect_response("**/replies/"):
        page.evaluate(TICK)
    assert polls == [304, 304, 200, 304]

    page.evaluate("Object.defineProperty(document, 'hidden', {get: () => true})")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_timeout(300)
    assert len(polls) == 4


def test_what_is_typed_is_kept_by_itself_and_waits_on_another_device(
    come_in: ComeIn, board: Board, question: Question
) -> None:
    me = factories.participant(board)
    page = come_in(me, question)
    expect(page.get_by_role("button", name="Keep as draft")).to_be_hidden()

    write(page, "Half a thou")
    expect(page.get_by_text("Draft saved").first).to_be_visible()
    write(page, "ght, and gone")
    page.goto("about:blank")

    expect_draft(me, "Half a thought, and gone")
    page.goto(f"/b/{board.slug}/questions/{question.pk}/")
    assert box(page) == "Half a thought, and gone"


def test_two_windows_are_told_of_each_other(
    come_in: ComeIn, board: Board, question: Question, screenshots: Path
) -> None:
    me = factories.participant(board)
    one = come_in(me, question)
    two = one.context.new_page()
    two.goto(one.url)
    write(one, "From the first window.")
    expect(one.get_by_text("Draft saved").first).to_be_visible()

    write(two, "From the second.")
    expect(two.get_by_text("A newer draft of this was kept")).to_be_visible()
    expect(two.get_by_text("From the first window.")).to_be_visible()
    assert_presentable(two, screenshots, "two-windows")
    two.get_by_role("button", name="Keep what I have here").click()

    expect(two.get_by_text("Draft saved").first).to_be_visible()
    expect_draft(me, "From the second.")


def test_sending_while_a_draft_is_on_its_way_waits_for_it(
    come_in: ComeIn, board: Board, question: Question
) -> None:
    me = factories.participant(board)
    page = come_in(me, question)

    def slowly(route: Route) -> None:
        page.wait_for_timeout(400)
        route.continue_()

    page.route("**/draft/", slowly)

    write(page, "Quick")
    with page.expect_request("**/draft/"):
        pass
    write(page, " thinking.")
    send(page)

    assert Reply.objects.get().versions.get().text == "Quick thinking."
    assert not Draft.objects.exists()


def test_what_cannot_be_sent_is_said_and_stays_in_the_box(
    come_in: ComeIn, board: Board, question: Question, complaints: list[str]
) -> None:
    page = come_in(factories.participant(board), question)
    page.route("**/questions/**", lambda route: route.abort())

    write(page, "Into the void")
    with page.expect_event("console"):
        page.get_by_role("button", name="Send my answer").click()

    expect(page.get_by_text("That did not reach the board.")).to_be_visible()
    assert box(page) == "Into the void"
    complaints.clear()  # that the request failed was the point


def test_an_order_is_made_with_buttons_alone(come_in: ComeIn, board: Board, stage: Stage) -> None:
    asked = factories.question(stage, kind=Kind.RANKING, options=["People", "News", "Time"])
    page = come_in(factories.participant(board), asked)

    page.get_by_role("button", name="Move up: Time").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Move down: Time")).to_be_focused()
    send(page)

    expect(page.locator(".own-choices li")).to_have_text(["1. Time", "2. People", "3. News"])


def test_the_order_as_it_stands_can_be_meant(come_in: ComeIn, board: Board, stage: Stage) -> None:
    asked = factories.question(stage, kind=Kind.RANKING, options=["People", "News"])
    page = come_in(factories.participant(board), asked)

    page.get_by_role("button", name="The order is right as it stands").click()
    send(page)

    expect(page.locator(".own-choices li")).to_have_text(["1. People", "2. News"])


def test_an_answer_is_corrected_in_place(come_in: ComeIn, board: Board, question: Question) -> None:
    me = factories.participant(board)
    factories.answer(me, question, "Peace.")
    page = come_in(me, question)

    page.get_by_role("link", name="Correct").click()
    page.locator("textarea[name=text]").fill("Peace and quiet.")
    page.get_by_role("button", name="Send the correction").click()

    expect(page.get_by_text("Peace and quiet.")).to_be_visible()
    assert Reply.objects.get().versions.count() == 2


def test_the_whole_path_without_javascript(
    come_in: ComeIn, board: Board, question: Question
) -> None:
    me, peer = (factories.participant(board) for _ in range(2))
    theirs = factories.answer(peer, question, "That people would meet.")
    page = come_in(me, question, javascript=False)

    page.locator("textarea[name=text]").fill("Half a thou")
    page.get_by_role("button", name="Keep as draft").click()
    expect(page.get_by_text("Draft saved").first).to_be_visible()
    page.get_by_role("link", name="All questions").click()
    page.get_by_role("link", name="What did you hope").click()
    assert box(page) == "Half a thou"

    page.locator("textarea[name=text]").fill("\u200b")
    page.get_by_role("button", name="Send my answer").click()
    expect(page.get_by_text("Please write something here.")).to_be_visible()
    page.locator("textarea[name=text]").fill("Half a thought.")
    page.get_by_role("button", name="Send my answer").click()
    expect(page.get_by_text("That people would meet.")).to_be_visible()

    page.locator(f"#reply-{theirs.pk}").get_by_role("link", name="Reply").click()
    page.locator("textarea[name=text]").fill("So did I.")
    page.get_by_role("button", name="Send my reply").click()
    expect(page.locator(f"#reply-{theirs.pk}").get_by_text("So did I.")).to_be_visible()

    page.get_by_role("link", name="Correct").first.click()
    page.locator("textarea[name=text]").fill("A whole thought.")
    page.get_by_role("button", name="Send the correction").click()
    expect(page.get_by_text("A whole thought.")).to_be_visible()

    page.goto(f"/b/{board.slug}/withdrawal/")
    page.get_by_label("Remove my answers").check()
    page.get_by_label("Yes, I want to stop taking part.").check()
    page.get_by_role("button", name="Stop taking part").click()
    expect(page.get_by_role("heading", name="You no longer take part")).to_be_visible()


def assert_presentable(page: Page, screenshots: Path, name: str) -> None:
    """Nothing sticks out to the side, axe finds nothing by day or night; a picture is left."""
    for width, device in ((390, "phone"), (1280, "desk")):
        page.set_viewport_size({"width": width, "height": 844})
        content, window = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert content <= window
        page.screenshot(path=screenshots / f"{name}-{device}.png", full_page=True)
    assert_accessible(page)
    page.emulate_media(color_scheme="dark")
    assert_accessible(page)
    page.screenshot(path=screenshots / f"{name}-dark.png", full_page=True)
    page.emulate_media(color_scheme="light")


def talk(board: Board, question: Question, me: Participant) -> Reply:
    """A thread worth looking at: answers, a probe to me, a private one, a tombstone."""
    moderator = factories.facilitator(board)
    own = factories.answer(me, question, "That what we know would reach the wards.\n\nAnd soon.")
    asks = factories.probe(moderator, own, "By when, do you think?", needs_reply=True)
    factories.probe(moderator, own, "Shall I leave out the town?", private_to=me)
    theirs = factories.answer(
        factories.participant(board, pseudonym="Grey Owl"),
        question,
        "Time to think, see https://example.org/practice for what I mean.",
    )
    third = factories.participant(board, pseudonym="Quiet Otter")
    factories.comment(third, theirs, "That page is the one we used, too.")
    gone = factories.answer(third, question, "Gone.")
    Reply.objects.filter(pk=gone.pk).update(withdrawn_at=factories.NOW)
    return asks


def test_the_pages_look_as_they_should(
    come_in: ComeIn, board: Board, stage: Stage, question: Question, screenshots: Path
) -> None:
    me = factories.participant(board, pseudonym="Green Heron")
    scale = factories.question(stage, kind=Kind.SCALE, prompt="How confident are you?")
    single = factories.question(
        stage,
        kind=Kind.SINGLE,
        prompt="How long have you been part of it?",
        options=["Less than three months", "Three to six months", "More than a year"],
        settings={"other": True},
    )
    ranking = factories.question(
        stage,
        kind=Kind.RANKING,
        prompt="Put these in order.",
        options=["The right people from the start", "A clear end point", "More time for action"],
    )
    summary = factories.question(
        stage,
        kind=Kind.SUMMARY,
        prompt="This is what we heard. Does it ring true?",
        statements=["The way into practice is hard to find.", "There was more talk than action."],
        settings={"missed": "What did we miss?"},
    )
    page = come_in(me, question)
    assert_presentable(page, screenshots, "question")
    page.get_by_role("button", name="Send my answer").click()
    expect(page.get_by_text("Please write something here.")).to_be_visible()
    assert_presentable(page, screenshots, "refused")

    asks = talk(board, question, me)
    page.reload()
    page.locator(f"#reply-{asks.pk}").get_by_role("link", name="Reply").click()
    expect(page.locator(f"#comment-{asks.pk} textarea")).to_be_visible()
    assert_presentable(page, screenshots, "talk")

    for name, asked in [("scale", scale), ("ranking", ranking), ("summary", summary)]:
        page.goto(f"/b/{board.slug}/questions/{asked.pk}/")
        assert_presentable(page, screenshots, name)
    for key in ("three-to-six-months", "three-to-six-months", "more-than-a-year"):
        factories.value(factories.answer(factories.participant(board), single, ""), key)
    page.goto(f"/b/{board.slug}/questions/{single.pk}/")
    page.get_by_label("Three to six months").check()
    send(page)
    assert_presentable(page, screenshots, "distribution")
    page.goto(f"/b/{board.slug}/withdrawal/")
    assert_presentable(page, screenshots, "withdrawal")
