"""The same box in two windows or on two devices: neither takes the words of the other away."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from participants.models import Draft, Participant, Reply
from sessions.models import Question
from tests.browser.conftest import assert_accessible
from tests.browser.device import becomes_true, close_without_connection, words_on_device
from tests.browser.drafts import expect_draft
from tests.browser.keeping.pages import (
    HERE,
    LOOKS,
    TOLD,
    ComeIn,
    address,
    box,
    open_box,
    reply_box,
    shown,
    type_without_being_kept,
)

pytestmark = pytest.mark.django_db(transaction=True)


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

    expect(one.get_by_text(TOLD)).to_be_visible()
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

    expect(one.get_by_text(TOLD)).to_be_visible()
    one.reload()
    expect(one.get_by_text(TOLD)).to_be_visible()
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


def test_what_is_typed_in_one_window_is_left_to_it_by_the_others(
    come_in: ComeIn, me: Participant, question: Question, complaints: list[str]
) -> None:
    one = come_in(me, question)
    type_without_being_kept(one, "From the one")

    two = one.context.new_page()
    two.goto(address(question))
    other = one.context.new_page()
    other.goto("/b/cop/")
    for page in (two, other):
        page.wait_for_timeout(1000)
        expect(page.get_by_role("region", name="What you were writing waits")).to_be_hidden()
    expect(box(two)).to_have_value("")
    assert not Draft.objects.exists()

    one.unroute("**/draft/")
    box(one).press_sequentially(", and on.")
    expect(shown(one, "Draft saved")).to_be_visible()
    expect(one.get_by_text(TOLD)).to_be_hidden()
    expect_draft(me, "From the one, and on.")
    complaints.clear()


def test_what_a_window_leaves_behind_goes_up_from_one_that_stood_beside_it(
    come_in: ComeIn, me: Participant, question: Question, complaints: list[str]
) -> None:
    one = come_in(me, question)
    type_without_being_kept(one, "From the one")
    two = one.context.new_page()
    two.goto("/b/cop/")
    two.wait_for_timeout(1000)
    assert len(words_on_device(two)) == 1

    close_without_connection(one)

    expect_draft(me, "From the one")
    becomes_true(two, "!JSON.stringify({...localStorage}).includes('From the one')")
    complaints.clear()


def test_a_reply_sent_over_what_another_window_kept_asks_first(
    come_in: ComeIn, me: Participant, question: Question, theirs: Reply, screenshots: Path
) -> None:
    one = come_in(me, question, phone=True)
    two = one.context.new_page()
    two.goto(address(question))
    short = open_box(one, theirs)
    open_box(two, theirs).press_sequentially("A long thought, on the bus.")
    expect_draft(me, "A long thought, on the bus.")

    short.fill("Short.")
    one.get_by_role("button", name="Send my reply").click()

    expect(one.get_by_text(TOLD).first).to_be_visible()
    expect(one.get_by_role("blockquote").get_by_text("on the bus.")).to_be_visible()
    expect(reply_box(one, theirs)).to_have_value("Short.")
    one.screenshot(path=screenshots / "reply-over-newer-phone.png", full_page=True)
    assert_accessible(one)
    one.get_by_role("button", name="Send my reply").click()
    expect(one.get_by_text("Your reply has reached the board.")).to_be_visible()
    assert not Draft.objects.exists()
