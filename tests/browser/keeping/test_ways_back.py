"""A stage that closed, an ended sign-in, another person, no connection: there is a way back to the
words, for the one who wrote them alone."""

from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from bulletin import clock
from participants.models import Device, Draft, Participant, Reply
from sessions.models import Board, Question
from tests import factories
from tests.browser.conftest import assert_accessible
from tests.browser.device import (
    becomes_true,
    has_shell,
    on_device,
    words_on_device,
)
from tests.browser.drafts import expect_draft
from tests.browser.keeping.pages import HERE, ComeIn, address, box, shown

pytestmark = pytest.mark.django_db(transaction=True)


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


def test_a_board_that_is_paused_meanwhile_leaves_the_words_until_it_goes_on(
    come_in: ComeIn, board: Board, me: Participant, question: Question
) -> None:
    page = come_in(me, question, phone=True)
    box(page).press_sequentially("Almost don")
    pause = factories.pause(board)
    box(page).press_sequentially("e.")
    page.get_by_role("button", name="Send my answer").click()

    expect(page.get_by_text("Back on Monday.").first).to_be_visible()
    expect(box(page)).to_have_value("Almost done.")
    expect_draft(me, "Almost done.")
    pause.delete()
    page.reload()
    page.get_by_role("button", name="Send my answer").click()
    expect(page.get_by_text("Your answer has reached the board.")).to_be_visible()
    assert words_on_device(page) == []


def test_whoever_sends_after_their_sign_in_was_lost_finds_the_words_on_coming_in_again(
    come_in: ComeIn, me: Participant, question: Question
) -> None:
    page = come_in(me, question, phone=True)
    box(page).press_sequentially("At the last moment")
    Session.objects.all().delete()
    page.get_by_role("button", name="Send my answer").click()
    page.wait_for_url("**/b/cop/")
    assert not Reply.objects.exists()

    come_in(me, question, page)
    expect(box(page)).to_have_value("At the last moment")
    expect_draft(me, "At the last moment")
    expect(shown(page, "Draft saved")).to_be_visible()
    assert words_on_device(page) == []
