"""A workbook of people brought, mended and imported, and some written to, in a browser."""

from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, expect

from bulletin.outbox.models import Notice
from tests.browser.conftest import NewPage, assert_accessible
from tests.browser.desk_board import Running
from tests.browser.hands import Hand, Keyboard, Mouse
from tests.browser.test_desk import sign_in
from tests.lists import workbook

pytestmark = pytest.mark.django_db(transaction=True)

PEOPLE = [
    ["Project list", "", "", "", ""],
    ["Participant", "Mail", "Where", "On reserve", "Remarks"],
    ["Member 21", "member-21@example.org", "health", "", "rings on Mondays"],
    ["Member 22", "member-22.example.org", "helth", "", ""],
    ["", "member-23@example.org", "health", "", "who is this?"],
    ["Member 24", "member-24@example.org", "local authority", "x", ""],
    ["Member 25", "member-25@example.org", "local authority", "", ""],
]


def pick(hand: Hand, select: Locator, label: str) -> None:
    """One of a list, by its first words where there is only a keyboard."""
    if isinstance(hand, Keyboard):
        hand.reach(select)
        hand.page.keyboard.type(label)
    else:
        select.select_option(label=label)


def retype(hand: Hand, box: Locator, words: str) -> None:
    hand.write(box, "")
    hand.page.keyboard.press("ControlOrMeta+A")
    hand.page.keyboard.insert_text(words)


@pytest.mark.parametrize("phone", [False, True])
def test_a_list_is_brought_mended_and_imported_and_some_of_it_written_to(
    running: Running, new_page: NewPage, screenshots: Path, tmp_path: Path, phone: bool
) -> None:
    file = tmp_path / "people.xlsx"
    file.write_bytes(workbook(PEOPLE, hidden=[7], sheets=["People", "Old"]))
    page = new_page(phone=phone)
    hand: Hand = Keyboard(page) if phone else Mouse(page)

    def look(name: str) -> None:
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        width = "390" if phone else "1280"
        page.screenshot(path=screenshots / f"roster-{name}-{width}.png", full_page=True)

    sign_in(page, running)
    page.goto(reverse("desk_people", args=["cop"]))
    hand.press(page.get_by_role("link", name="Add many"))
    expect(page.get_by_role("heading", name="Add many people")).to_be_visible()
    look("bring")
    page.get_by_label("Your list as a file").set_input_files(file)
    hand.press(page.get_by_role("button", name="See what was understood"))

    expect(page.get_by_role("heading", name="3 places to mend")).to_be_visible()
    expect(page.get_by_label("Where", exact=True)).to_have_value("sector")
    expect(page.get_by_label("Remarks", exact=True)).to_have_value("")
    expect(page.get_by_text("hidden in the workbook: rows 7")).to_be_visible()
    look("faults")
    retype(hand, page.get_by_label("Row 4, Mail"), "member-22@example.org")
    retype(hand, page.get_by_label("Row 4, Where"), "health")
    hand.choose(page.get_by_label("Leave row 5 out"))
    hand.press(page.get_by_role("button", name="Look at it again"))

    expect(page.get_by_text("3 people are new")).to_be_visible()
    expect(page.get_by_text("The board runs: 2 people are invited by e-mail.")).to_be_visible()
    look("understood")
    hand.press(page.get_by_role("button", name="Put them on the roster"))

    expect(page.get_by_text("3 people were added.")).to_be_visible()
    expect(page.get_by_role("status").last).to_contain_text("10 of 10 people")
    pick(hand, page.get_by_label("Who", exact=True), "Never came")
    hand.press(page.get_by_role("button", name="Show", exact=True))
    expect(page.get_by_text("6 of 10 people")).to_be_visible()
    look("people")
    new = running.board.participants.filter(name__in=["Member 21", "Member 22"])
    for person in new:
        hand.choose(page.get_by_label(f"Choose {person.pseudonym}"))
    pick(hand, page.get_by_label("With those ticked"), "Send a fresh link, or the invitation again")
    hand.press(page.get_by_role("button", name="Go on"))

    expect(page.get_by_text("For 2 people.")).to_be_visible()
    look("many")
    hand.press(page.get_by_role("button", name="Send a fresh link, or the invitation again"))

    expect(page.get_by_text("Done for 2 people.")).to_be_visible()
    expect(page.get_by_text("6 of 10 people")).to_be_visible()
    invited = Notice.objects.filter(kind="invitation").values_list("recipient", flat=True)
    assert set(invited) >= {person.pk for person in new}
    for name in ("reserve", "voices", "late_joiners"):
        page.goto(reverse(f"desk_{name}", args=["cop"]))
        look(name)
    page.goto(reverse("desk_replacement", args=["cop", running.person.pk]))
    look("replacement")
