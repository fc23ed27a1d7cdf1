"""A lost connection, a closed tab, another device, an ended sign-in: no word is lost, and nobody
else is shown one."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from bulletin import clock
from participants.models import Device, Draft, Participant, PersonalLink, Reply
from sessions.enums import Kind
from sessions.models import Board, Question, Stage
from tests import factories
from tests.browser.conftest import NewPage, assert_accessible
from tests.browser.device import (
    becomes_true,
    close_without_connection,
    has_shell,
    on_device,
    words_on_device,
)
from tests.browser.drafts import expect_draft

pytestmark = pytest.mark.django_db(transaction=True)

ComeIn = Callable[..., Page]
HERE = "Kept on this device. It goes up when you are back online."
LOOKS = "document.dispatchEvent(new Event('visibilitychange'))"


@pytest.fixture
def stage(transactional_db: None) -> Stage:
    clock.move_to(factories.NOW)
    board = factories.board(slug="cop", title="Communities of practice")
    return factories.stage(board, title="Hopes", closes_at=factories.NOW + factories.HOUR)


@pytest.fixture
def board(stage: Stage) -> Board:
    return stage.board


@pytest.fixture
def question(stage: Stage) -> Question:
    return factories.question(stage, prompt="What did you hope for?")


@pytest.fixture
def me(board: Board) -> Participant:
    return factories.participant(board, pseudonym="Green Heron")


@pytest.fixture
def come_in(new_page: NewPage) -> ComeIn:
    """A browser of its own for this person, standing on the page of this question."""

    def enter(
        person: Participant, question: Question, page: Page | None = None, **how: bool
    ) -> Page:
        page = page or new_page(**how)
        if person.devices.exists():
            by = factories.facilitator(person.board).user
            person.device_permissions.create(given_at=factories.NOW, given_by=by)
        page.goto(f"/i/{PersonalLink.objects.issue(person, now=factories.NOW)}/")
        page.get_by_role("button", name="Open my place").click()
        page.goto(address(question))
        return page

    return enter


def address(question: Question) -> str:
    return f"/b/{question.stage.board.slug}/questions/{question.pk}/"


def box(page: Page) -> Locator:
    return page.locator("#answer textarea[name=text]")


def shown(page: Page, words: str) -> Locator:
    """What is seen of it, beside what a screen reader is told."""
    return page.locator(":not(.visually-hidden)").get_by_text(words).first


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
    page = come_in(me, question)
    page.context.set_offline(True)
    box(page).press_sequentially("Waits.")
    expect(shown(page, HERE)).to_be_visible()
    close_without_connection(page)

    page.context.set_offline(False)
    other = page.context.new_page()
    other.goto("/b/cop/")

    expect_draft(me, "Waits.")
    expect(other.get_by_role("heading", name="What you were writing waits")).to_be_hidden()
    assert words_on_device(other) == []
    complaints.clear()


def test_what_waits_goes_up_from_a_browser_that_knows_no_time_zones(
    come_in: ComeIn, me: Participant, question: Question, complaints: list[str]
) -> None:
    page = come_in(me, question)
    page.context.set_offline(True)
    box(page).press_sequentially("Waits.")
    expect(shown(page, HERE)).to_be_visible()
    close_without_connection(page)

    page.context.set_offline(False)
    other = page.context.new_page()
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
    come_in: ComeIn, board: Board, me: Participant, question: Question, complaints: list[str]
) -> None:
    factories.answer(me, question, "Mine.")
    theirs = factories.answer(factories.participant(board), question, "Theirs.")
    page = come_in(me, question)
    page.locator(f"#reply-{theirs.pk}").get_by_role("link", name="Reply").click()
    page.context.set_offline(True)
    page.locator(f"#comment-{theirs.pk} textarea").press_sequentially("So did I")
    expect(shown(page, HERE)).to_be_visible()
    close_without_connection(page)

    page.context.set_offline(False)
    again = page.context.new_page()
    again.goto(address(question))
    expect_draft(me, "So did I")
    again.locator(f"#reply-{theirs.pk}").get_by_role("link", name="Reply").click()
    expect(again.locator(f"#comment-{theirs.pk} textarea")).to_have_value("So did I")
    complaints.clear()


def test_an_answer_begun_on_one_device_is_ended_on_another_and_the_first_is_told(
    come_in: ComeIn, me: Participant, question: Question
) -> None:
    one = come_in(me, question)
    box(one).press_sequentially("On the bus")
    expect(shown(one, "Draft saved")).to_be_visible()
    two = come_in(me, question, phone=True)
    expect(box(two)).to_have_value("On the bus")
    box(two).fill("On the bus and at home")
    expect_draft(me, "On the bus and at home")

    one.evaluate(LOOKS)

    expect(one.get_by_text("A newer draft of this was kept")).to_be_visible()
    expect(one.get_by_text("On the bus and at home")).to_be_visible()
    expect(box(one)).to_have_value("On the bus")
    one.get_by_role("link", name="Use the newer draft instead").click()
    expect(box(one)).to_have_value("On the bus and at home")
    one.reload()
    expect(box(one)).to_have_value("On the bus and at home")
    assert words_on_device(one) == []


def test_what_waited_here_never_overwrites_what_was_written_elsewhere(
    come_in: ComeIn, me: Participant, question: Question, complaints: list[str], screenshots: Path
) -> None:
    one = come_in(me, question, phone=True)
    one.context.set_offline(True)
    box(one).press_sequentially("In the tunnel.")
    expect(shown(one, HERE)).to_be_visible()
    two = come_in(me, question)
    box(two).press_sequentially("At the desk.")
    expect_draft(me, "At the desk.")

    one.context.set_offline(False)

    expect(one.get_by_text("A newer draft of this was kept")).to_be_visible()
    one.reload()
    expect(one.get_by_text("A newer draft of this was kept")).to_be_visible()
    expect(box(one)).to_have_value("In the tunnel.")
    one.screenshot(path=screenshots / "newer-elsewhere-phone.png", full_page=True)
    expect_draft(me, "At the desk.")
    one.get_by_role("button", name="Keep what I have here").click()
    expect(shown(one, "Draft saved")).to_be_visible()
    expect_draft(me, "In the tunnel.")
    complaints.clear()


def test_two_tabs_without_a_connection_keep_out_of_each_others_way(
    come_in: ComeIn, me: Participant, question: Question, complaints: list[str], screenshots: Path
) -> None:
    one = come_in(me, question, phone=True)
    two = one.context.new_page()
    two.goto(address(question))
    one.context.set_offline(True)
    box(one).press_sequentially("From the one.")
    expect(shown(one, HERE)).to_be_visible()
    box(two).press_sequentially("From the other.")
    expect(shown(two, HERE)).to_be_visible()
    for page in (one, two):
        close_without_connection(page)

    two.context.set_offline(False)
    again = two.context.new_page()
    again.goto(address(question))

    expect(box(again)).to_have_value("From the other.")
    expect_draft(me, "From the other.")
    waiting = again.get_by_role("region", name="What you were writing waits")
    expect(waiting.get_by_text("From the one.")).to_be_visible()
    again.screenshot(path=screenshots / "waits-phone.png", full_page=True)
    assert_accessible(again)
    waiting.get_by_role("button", name="Remove it from this device").click()
    expect(waiting).to_be_hidden()
    assert words_on_device(again) == []
    complaints.clear()


def test_a_stage_that_closes_meanwhile_leaves_the_words_and_a_way_to_staff(
    come_in: ComeIn, me: Participant, question: Question, screenshots: Path
) -> None:
    page = come_in(me, question, phone=True)
    box(page).press_sequentially("Almost don")
    clock.move_to(factories.NOW + 2 * factories.HOUR)
    box(page).press_sequentially("e.")
    page.get_by_role("button", name="Send my answer").click()

    expect(page.get_by_text("What you typed is kept as a draft; you can copy it.")).to_be_visible()
    expect(box(page)).to_have_value("Almost done.")
    page.screenshot(path=screenshots / "closed-meanwhile-phone.png", full_page=True)
    page.reload()
    expect(box(page)).to_have_value("Almost done.")
    assert words_on_device(page) == []
    page.get_by_role("link", name="Ask staff to enter it for you").click()
    expect(page.get_by_label("What can we help you with?")).to_be_visible()


def test_an_ended_sign_in_keeps_the_words_for_the_same_person_alone(
    come_in: ComeIn,
    board: Board,
    me: Participant,
    question: Question,
    screenshots: Path,
) -> None:
    page = come_in(me, question, phone=True)
    Device.objects.update(ended_at=factories.NOW)
    box(page).press_sequentially("Nobody else's")
    expect(shown(page, "You are signed out here.")).to_be_visible()
    page.screenshot(path=screenshots / "signed-out-phone.png", full_page=True)
    page.get_by_role("link", name="Come in again").click()

    come_in(factories.participant(board), question, page)
    expect(box(page)).to_have_value("")
    expect(page.get_by_text("Nobody else's")).to_have_count(0)
    assert len(words_on_device(page)) == 1
    assert not Draft.objects.exists()

    Device.objects.update(ended_at=factories.NOW)
    come_in(me, question, page)
    expect_draft(me, "Nobody else's")
    page.reload()
    expect(box(page)).to_have_value("Nobody else's")


def test_a_page_of_one_person_writes_nothing_in_the_name_of_the_next(
    come_in: ComeIn, board: Board, me: Participant, question: Question
) -> None:
    page = come_in(me, question)
    come_in(factories.participant(board), question, page.context.new_page())

    box(page).press_sequentially("Still mine")
    expect(shown(page, "You are signed out here.")).to_be_visible()
    page.get_by_role("button", name="Send my answer").click()
    page.wait_for_url("**/b/cop/")

    assert not Draft.objects.exists()
    assert not Reply.objects.exists()


def test_signing_out_leaves_nothing_of_the_person_on_the_device(
    come_in: ComeIn, me: Participant, question: Question, complaints: list[str], screenshots: Path
) -> None:
    page = come_in(me, question, phone=True)
    has_shell(page)
    page.route("**/draft/", lambda route: route.abort())
    box(page).press_sequentially("Unsent")
    expect(shown(page, HERE)).to_be_visible()
    assert len(words_on_device(page)) == 1
    sign_out = page.get_by_role("button", name="Sign out on this device")
    sign_out.click()
    expect(page.get_by_text("Something you were writing has not reached the board")).to_be_visible()
    page.screenshot(path=screenshots / "signing-out-phone.png")
    sign_out.click()
    expect(page.get_by_text("You are signed out on this device.")).to_be_visible()

    left = on_device(page)

    assert left == {"storage": {}, "session": {}, "files": [], "caches": {}, "workers": 0}
    complaints.clear()


def test_one_can_sign_out_where_the_store_of_the_device_never_answers(
    come_in: ComeIn, me: Participant, question: Question
) -> None:
    page = come_in(me, question)
    page.add_init_script("IDBFactory.prototype.open = () => ({});")
    page.goto(address(question))

    page.get_by_role("button", name="Sign out").click()

    expect(page.get_by_text("You are signed out on this device.")).to_be_visible(timeout=10_000)
    assert Device.objects.get().ended_at


def test_signing_out_waits_for_what_can_still_go_up(
    come_in: ComeIn, me: Participant, question: Question
) -> None:
    page = come_in(me, question)
    box(page).press_sequentially("At the last moment")
    page.get_by_role("button", name="Sign out on this device").click()

    expect(page.get_by_text("You are signed out on this device.")).to_be_visible()
    expect_draft(me, "At the last moment")
    assert words_on_device(page) == []


def test_whoever_stops_taking_part_leaves_nothing_on_the_device(
    come_in: ComeIn, me: Participant, question: Question, complaints: list[str]
) -> None:
    page = come_in(me, question)
    page.route("**/draft/", lambda route: route.abort())
    box(page).press_sequentially("Unsent")
    expect(shown(page, HERE)).to_be_visible()
    page.goto("/b/cop/withdrawal/")
    page.get_by_label("Remove my answers").check()
    page.get_by_label("Yes, I want to stop taking part.").check()
    page.get_by_role("button", name="Stop taking part").click()

    expect(page.get_by_role("heading", name="You no longer take part")).to_be_visible()
    becomes_true(page, "!JSON.stringify({...localStorage}).includes('Unsent')")
    complaints.clear()


def test_the_device_never_holds_anybody_elses_words(
    come_in: ComeIn, board: Board, me: Participant, question: Question
) -> None:
    theirs = factories.answer(
        factories.participant(board, pseudonym="Grey Owl"), question, "Zanzibarium"
    )
    factories.answer(me, question, "Mine.")
    page = come_in(me, question)
    has_shell(page)
    expect(page.get_by_text("Zanzibarium")).to_be_visible()
    page.locator(f"#reply-{theirs.pk}").get_by_role("link", name="Reply").click()
    page.locator(f"#comment-{theirs.pk} textarea").press_sequentially("I see")
    page.goto("/b/cop/")
    page.goto(address(question))
    expect(page.get_by_text("Zanzibarium")).to_be_visible()

    there = on_device(page)

    assert there["workers"] == 1
    kept = str(there)
    assert not any(word in kept for word in ("Zanzibarium", "Grey Owl", "Green Heron", "Mine."))
    assert {path.split("/")[1] for path in there["caches"]} == {"static", "offline"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_without_a_connection_a_page_says_so_and_goes_on_by_itself(
    come_in: ComeIn,
    me: Participant,
    question: Question,
    complaints: list[str],
    screenshots: Path,
    scheme: str,
) -> None:
    page = come_in(me, question, phone=True)
    has_shell(page)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.context.set_offline(True)
    box(page).press_sequentially("That research would find its way into practice.")
    expect(shown(page, HERE)).to_be_visible()
    page.goto("/b/cop/")

    expect(page.get_by_role("heading", name="There is no connection just now")).to_be_visible()
    expect(page.get_by_text("find its way into practice")).to_be_visible()
    for name, width in (("phone", 390), ("desk", 1280)):
        page.set_viewport_size({"width": width, "height": 844})
        page.screenshot(path=screenshots / f"offline-{name}-{scheme}.png", full_page=True)
    assert_accessible(page)
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="Communities of practice")).to_be_visible()
    complaints.clear()


def test_the_worker_of_another_version_takes_the_place_of_the_first_and_of_what_it_kept(
    come_in: ComeIn, me: Participant, question: Question
) -> None:
    page = come_in(me, question)
    has_shell(page)
    page.evaluate("caches.open('bulletin-shell-of-long-ago')")
    page.evaluate("navigator.serviceWorker.register('/worker.js?in=fr', {scope: '/'})")

    becomes_true(page, "caches.keys().then((names) => names.length === 1)")
    there = on_device(page)
    assert there["workers"] == 1
    assert 'lang="fr"' in there["caches"]["/offline/"]
