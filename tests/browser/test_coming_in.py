"""Coming in where the link fails, to several boards at once, and after the terms have changed."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bulletin import clock
from participants.models import EntryCode, Participant, PersonalLink
from sessions.models import Board
from tests import factories
from tests.browser.conftest import NewPage, assert_accessible
from tests.browser.hands import Keyboard
from tests.participants.entry.doors import code_for

pytestmark = pytest.mark.django_db(transaction=True)

ADDRESS = "member-01@example.org"


@pytest.fixture
def boards(transactional_db: None) -> list[Board]:
    """Two, under one address; on the first something is left to do."""
    clock.move_to(factories.NOW)
    made = [
        factories.board(slug="cop", title="Communities of practice: what have we learned?"),
        factories.board(slug="carers", title="Carers in the evening"),
    ]
    factories.question(factories.stage(made[0], title="Hopes"), prompt="What did you hope for?")
    made[0].contacts.create(
        position=1, purpose="support", name="Technical help", email="support@example.org"
    )
    return made


def people(boards: list[Board]) -> list[Participant]:
    return [factories.participant(board, email=ADDRESS) for board in boards]


def test_a_dead_link_leads_back_to_all_ones_boards_by_keyboard(
    phone: Page, boards: list[Board], screenshots: Path
) -> None:
    people(boards)
    hand = Keyboard(phone)
    phone.goto("/i/cut-of/")
    expect(phone.get_by_role("heading", name="This link leads nowhere any more")).to_be_visible()
    assert_accessible(phone)

    hand.write(phone.get_by_label("Your e-mail address"), ADDRESS)
    hand.press(phone.get_by_role("button", name="Send me a code"))
    expect(phone.get_by_label("The six digits from the mail")).to_be_visible()
    hand.write(phone.get_by_label("The six digits from the mail"), sent_code())
    hand.press(phone.get_by_role("button", name="Continue"))

    expect(phone.get_by_role("heading", name="My boards")).to_be_visible()
    look(phone, "/", screenshots / "my-boards-390")
    board = phone.get_by_role("link", name="what have we learned")
    expect(board).to_contain_text("1 question left to answer")
    hand.press(board)
    expect(phone.get_by_role("link", name="Begin")).to_be_visible()
    hand.press(phone.get_by_role("link", name="My boards"))
    hand.press(phone.get_by_role("link", name="Carers in the evening"))
    expect(phone.get_by_role("heading", name="Carers in the evening")).to_be_visible()


def sent_code() -> str:
    return code_for(EntryCode.objects.get().participant)


def test_a_board_s_own_address_takes_the_address(page: Page, boards: list[Board]) -> None:
    person = people(boards)[0]
    page.goto("/b/cop/")
    page.get_by_label("Your e-mail address").fill(person.email)
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_label("The six digits from the mail")).to_be_visible()
    page.get_by_label("The six digits from the mail").fill(code_for(person))
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="Communities of practice")).to_be_visible()


def test_terms_asked_again_say_what_changed_and_a_draft_survives(
    new_page: NewPage, boards: list[Board], screenshots: Path
) -> None:
    page = new_page(phone=True, javascript=False)
    person = people(boards)[0]
    page.goto(f"/i/{PersonalLink.objects.issue(person, now=factories.NOW)}/")
    page.get_by_role("button", name="Open my place").click()
    page.get_by_role("link", name="Begin").click()
    page.get_by_label("Your answer").fill("That we would meet")
    page.get_by_role("button", name="Keep as draft").click()
    newer = factories.consent_version(boards[0], published_at=factories.NOW)
    newer.statements.filter(key="quoted").update(text="I may be quoted without my name.")

    page.reload()

    expect(page.get_by_role("heading", name="The information has changed")).to_be_visible()
    expect(page.get_by_text("Since you agreed: 1 statement was reworded.")).to_be_visible()
    page.screenshot(path=screenshots / "asked-again-390.png", full_page=True)
    for yes in page.get_by_label("Yes").all():
        yes.check()
    page.get_by_role("button", name="Take part", exact=True).click()
    page.get_by_role("link", name="Begin").click()
    expect(page.get_by_label("Your answer")).to_have_value("That we would meet")


STATES: dict[str, dict[str, object]] = {
    "not-begun": {"launched_at": None, "launched_by_id": None},
    "ended": {"ends_at": factories.NOW - factories.HOUR},
    "archived": {"archive_removed_at": factories.NOW},
}


@pytest.mark.parametrize("width", [390, 1280])
def test_every_way_of_not_coming_in_is_a_calm_page(
    new_page: NewPage, boards: list[Board], screenshots: Path, width: int
) -> None:
    person = people(boards)[0]
    page = new_page(phone=width == 390)
    page.goto(f"/i/{PersonalLink.objects.issue(person, now=factories.NOW)}/")
    page.get_by_role("button", name="Open my place").click()
    expect(page.get_by_role("link", name="Begin")).to_be_visible()
    as_it_was = Board.objects.get(slug="cop")
    for state, fields in STATES.items():
        Board.objects.filter(slug="cop").update(**fields)
        look(page, "/b/cop/", screenshots / f"state-{state}-{width}")
        as_it_was.save()
    for path in ("/i/never/", "/b/nowhere/", "/enter/", "/enter/code/"):
        look(page, path, screenshots / f"door{path.replace('/', '-')}{width}")


def look(page: Page, path: str, picture: Path) -> None:
    """Nothing sticks out, axe finds nothing, and there is a picture, by day and by night."""
    page.goto(path)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        content, window = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert content <= window
        assert_accessible(page)
        page.screenshot(path=f"{picture}-{scheme}.png", full_page=True)
