"""An option leads into a segment, from the editor to the stage that is then there, and staff
correct it: by mouse and by keyboard."""

from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from sessions.enums import Kind
from tests import factories
from tests.browser.conftest import NewPage, assert_accessible
from tests.browser.desk_board import Running
from tests.browser.hands import Keyboard, Mouse
from tests.browser.test_desk import as_participant, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("phone", [False, True])
def test_an_option_leads_to_a_stage_until_staff_say_otherwise(
    running: Running, new_page: NewPage, screenshots: Path, phone: bool
) -> None:
    width = "390" if phone else "1280"
    board, now = running.board, factories.NOW
    councils = board.segment_sets.get().segments.get(value="local authority")
    asked = factories.question(
        board.stages.get(position=2),
        kind=Kind.SINGLE,
        prompt="Where do you work?",
        options=["In a hospital", "In a council"],
    )
    stage = factories.stage(
        board, title="For councils", opens_at=now - factories.HOUR, segments=[councils]
    )
    factories.question(stage, prompt="What does your council do?")
    page, reader = new_page(phone=phone), as_participant(new_page(phone=phone), running.person)
    sign_in(page, running)
    staff, hand = (Keyboard(one) if phone else Mouse(one) for one in (page, reader))

    page.goto(reverse("desk_guide_question", args=["cop", asked.pk]))
    for number, value in enumerate(("sector: health", "sector: local authority"), start=1):
        leads = page.get_by_label(f"The segment that this leads to Options {number}", exact=True)
        leads.select_option(label=value)
    expect(page.locator("[data-autosave-status]")).to_contain_text("Kept")
    page.screenshot(path=screenshots / f"routing-editor-{width}.png", full_page=True)
    assert_accessible(page)
    staff.press(page.get_by_role("button", name="Save and close"))
    expect(page.get_by_text("In a council → local authority")).to_be_visible()
    page.goto(reverse("desk_guide_publication", args=["cop"]))
    staff.press(page.get_by_role("button", name="Publish what is chosen"))
    expect(page.get_by_text("1 question is published.")).to_be_visible()

    reader.goto(reverse("board", args=["cop"]))
    expect(reader.get_by_text("For councils")).to_have_count(0)
    hand.press(reader.get_by_role("link", name="Where do you work?"))
    council = reader.get_by_role("radio", name="In a council")
    if phone:
        council.focus()
        reader.keyboard.press("Space")
    else:
        hand.choose(council)
    expect(council).to_be_checked()
    hand.press(reader.get_by_role("button", name="Send my answer"))
    expect(reader.get_by_text("Your answer has reached the board.")).to_be_visible()
    reader.goto(reverse("board", args=["cop"]))
    expect(reader.get_by_role("heading", name="For councils")).to_be_visible()
    reader.screenshot(path=screenshots / f"routing-board-{width}.png", full_page=True)
    assert_accessible(reader)

    page.goto(reverse("desk_segments", args=["cop"]))
    expect(page.get_by_text("“In a council” under: Where do you work?")).to_be_visible()
    page.screenshot(path=screenshots / f"routing-segments-{width}.png", full_page=True)
    assert_accessible(page)
    page.goto(reverse("desk_person", args=["cop", running.person.pk]))
    staff.press(page.get_by_role("link", name="Change their segments"))
    page.locator("select[name=segment-sector]").select_option(label="health")
    page.screenshot(path=screenshots / f"routing-person-{width}.png", full_page=True)
    assert_accessible(page)
    staff.press(page.get_by_role("button", name="Save what they hold"))
    expect(page.get_by_text("They hold these segments now.")).to_be_visible()
    reader.reload()
    expect(reader.get_by_role("heading", name="What the group said")).to_be_visible()
    expect(reader.get_by_text("For councils")).to_have_count(0)
