"""The people of a board in a real browser: the grid, one person's page, and what is put right."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import ViewportSize, expect

from bulletin import clock
from bulletin.outbox.models import Notice
from participants.enums import Channel
from participants.models import Participant, ReplyVersion, Skip
from sessions.enums import Role
from tests import factories
from tests.browser.conftest import NewPage, assert_accessible
from tests.browser.desk_board import Running, running_board
from tests.browser.hands import Keyboard
from tests.browser.test_desk import sign_in

pytestmark = pytest.mark.django_db(transaction=True)

NOW = factories.NOW
# A4 across, in CSS pixels.
WITHIN_THE_MARGINS: ViewportSize = {"width": 1054, "height": 725}


@pytest.fixture
def running() -> Iterator[Running]:
    clock.move_to(NOW)
    factories.swept()
    running = running_board()
    silent = running.board.participants.filter(replies=None, email__gt="").earliest("name")
    Skip.objects.create(participant=silent, question=running.hopes, skipped_at=NOW)
    yield running
    clock.reset()


def of(name: str, person: Participant) -> str:
    return reverse(name, args=["cop", person.pk])


def pages_of(running: Running) -> dict[str, str]:
    person = running.person
    names = ("absence", "inability", "address", "name")
    return {
        "grid": reverse("desk_people", args=["cop"]),
        "nobody": reverse("desk_people", args=["cop"]) + "?standing=away",
        "person": of("desk_person", person),
        **{name: of(f"desk_{name}", person) for name in names},
    }


@pytest.mark.parametrize("phone", [False, True])
def test_every_page_is_accessible_and_fits_its_window(
    running: Running, new_page: NewPage, screenshots: Path, phone: bool
) -> None:
    page = new_page(phone=phone)
    sign_in(page, running)

    for name, address in pages_of(running).items():
        page.goto(address)
        width = "390" if phone else "1280"
        page.screenshot(path=screenshots / f"people-{name}-{width}.png", full_page=True)
        for deed in page.locator("details").all():
            deed.evaluate("one => one.open = true")
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name


def test_a_moderator_finds_who_is_behind_by_keyboard_and_sorts_by_a_question(
    running: Running, new_page: NewPage
) -> None:
    page = new_page()
    sign_in(page, running, Role.MODERATOR)
    page.goto(reverse("desk_people", args=["cop"]))

    page.get_by_label("Who", exact=True).focus()
    page.keyboard.type("Behind")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("4 of 8 people")
    page.locator("thead").get_by_role("link", name="1.1").focus()
    page.keyboard.press("Enter")

    expect(page.locator("th[aria-sort=ascending]")).to_contain_text("1.1")
    expect(page.get_by_role("status")).to_have_text("4 of 8 people")
    expect(page.locator("tbody th").first).to_contain_text("Tall Birch")


@pytest.mark.parametrize("phone", [False, True])
def test_what_can_be_done_is_reached_by_keyboard_past_all_they_answered(
    running: Running, new_page: NewPage, screenshots: Path, phone: bool
) -> None:
    page = new_page(phone=phone)
    sign_in(page, running)
    page.goto(of("desk_person", running.person))
    leads = page.get_by_role("link", name="What you can do")

    Keyboard(page).reach(leads)
    page.screenshot(path=screenshots / f"people-jump-{'390' if phone else '1280'}.png")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    first = page.get_by_role("region", name="What you can do").locator("summary, a").first
    expect(first).to_be_focused()


def test_the_sheet_is_downloaded_and_the_button_prints(running: Running, new_page: NewPage) -> None:
    page = new_page()
    sign_in(page, running)
    page.add_init_script("window.print = () => { window.printed = true }")
    page.goto(reverse("desk_people", args=["cop"]))

    page.get_by_role("button", name="Print").click()
    assert page.evaluate("window.printed")
    with page.expect_download() as download:
        page.get_by_role("link", name="Spreadsheet").click()

    assert download.value.suggested_filename == "cop-participation.csv"


def test_on_paper_sixty_questions_are_one_sheet_without_what_is_for_the_screen(
    running: Running, new_page: NewPage, screenshots: Path
) -> None:
    for stage in running.board.stages.all():
        for _ in range(18):
            factories.question(stage)
    for _ in range(12):
        factories.participant(running.board)
    page = new_page()
    sign_in(page, running)
    page.goto(reverse("desk_people", args=["cop"]) + "?stage=all")

    sheet = page.pdf(path=screenshots / "people-grid.pdf", prefer_css_page_size=True)
    page.emulate_media(media="print")
    page.set_viewport_size(WITHIN_THE_MARGINS)
    right = page.locator(".table--people").evaluate("one => one.getBoundingClientRect().right")

    assert right <= WITHIN_THE_MARGINS["width"]
    assert sheet.count(b"/Type /Page\n") + sheet.count(b"/Type /Page ") == 1
    assert b"/MediaBox [0 0 841" in sheet
    expect(page.get_by_role("button", name="Print")).to_be_hidden()
    expect(page.locator("thead")).to_have_css("display", "table-header-group")


def test_a_facilitator_notes_an_absence_and_ends_it_without_javascript(
    running: Running, new_page: NewPage
) -> None:
    page = new_page(phone=True, javascript=False)
    sign_in(page, running)
    page.goto(of("desk_person", running.person))

    page.get_by_role("link", name="Note that they are away").click()
    page.get_by_label("They are back on").fill("2021-04-01")
    page.get_by_role("button", name="Note that they are away").click()
    expect(page.get_by_text("away until 1 April", exact=True)).to_be_visible()
    expect(page.get_by_text("noted that Green Heron is away until 1 April 2021")).to_be_visible()

    page.get_by_text("They are back", exact=True).click()
    page.get_by_role("button", name="Note that they are back").click()
    expect(page.get_by_text("They are noted as back.")).to_be_visible()


def test_a_recruiter_corrects_an_address_and_reads_before_what_will_follow(
    running: Running, new_page: NewPage
) -> None:
    page = new_page()
    sign_in(page, running, Role.RECRUITER)
    page.goto(of("desk_person", running.person))

    page.get_by_role("link", name="Correct their address").click()
    expect(page.get_by_text("since a stranger may hold them")).to_be_visible()
    page.get_by_label("Their address").fill("corrected@example.org")
    page.keyboard.press("Enter")

    expect(page.get_by_text("Their address is corrected")).to_be_visible()
    expect(page.get_by_text("Invitation: on its way")).to_be_visible()
    running.person.refresh_from_db()
    assert running.person.email == "corrected@example.org"


def test_a_facilitator_sends_a_fresh_link_once(running: Running, new_page: NewPage) -> None:
    page = new_page(phone=True)
    sign_in(page, running)
    page.goto(of("desk_person", running.person))

    page.get_by_text("Send a fresh link", exact=True).click()
    expect(page.get_by_text("It leaves within a minute.")).to_be_visible()
    page.get_by_role("button", name="Send it to their address").click()

    expect(page.get_by_text("A fresh link is on its way to them.")).to_be_visible()
    expect(page.get_by_text("Send a fresh link", exact=True)).to_have_count(0)
    assert Notice.objects.filter(recipient=running.person.pk).count() == 1


def test_a_moderator_corrects_what_was_entered_by_keyboard(
    running: Running, new_page: NewPage
) -> None:
    page = new_page()
    sign_in(page, running, Role.MODERATOR)
    by_telephone = running.board.participants.get(pseudonym="Tall Birch")
    page.goto(of("desk_person", by_telephone))

    page.get_by_role("link", name="Correct what was entered").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("By telephone")).to_be_checked()
    page.get_by_label("Your answer").focus()
    page.keyboard.press("ControlOrMeta+End")
    page.keyboard.type(" So they said.")
    where = page.get_by_label("Where can it be looked up?")
    where.fill("A call on Monday")
    where.press("Enter")

    expect(page.get_by_text("marked as entered by you")).to_be_visible()
    latest = ReplyVersion.objects.filter(reply__participant=by_telephone).latest("number")
    assert latest.text.endswith("in my week. So they said.")
    assert latest.channel == Channel.TELEPHONE


def test_the_list_of_what_happened_is_narrowed_by_kind(running: Running, new_page: NewPage) -> None:
    page = new_page(phone=True)
    sign_in(page, running)
    page.goto(of("desk_person", running.person))
    facts = page.get_by_role("region", name="What happened")
    expect(facts.get_by_text("Put on the roster")).to_be_visible()

    facts.get_by_role("link", name="Answers and reading").click()

    expect(facts.get_by_text("Corrected their answer to").first).to_be_visible()
    expect(facts.get_by_text("Put on the roster")).to_have_count(0)
