"""Figures in a real browser: as facilitator and as observer, on a desk and on a telephone."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from bulletin import clock
from participants.models import Participant
from sessions.enums import ItemKind, Kind, Role
from sessions.models import Question
from tests import factories
from tests.browser.conftest import NewPage, assert_accessible
from tests.browser.desk_board import Running, running_board
from tests.browser.test_desk import sign_in

pytestmark = pytest.mark.django_db(transaction=True)

OPTIONS = ["The right people from the start", "A clear end point", "More time for action"]


@pytest.fixture
def running() -> Iterator[Running]:
    clock.move_to(factories.NOW)
    factories.swept()
    running = running_board()
    _answered(running)
    yield running
    clock.reset()


def _answered(running: Running) -> None:
    """Each closed kind, answered by five people of one sector and two of the other."""
    health, local = running.board.segment_sets.get().segments.all()
    people = [
        factories.participant(running.board, segments=[health if number < 5 else local])
        for number in range(7)
    ]
    stage = running.first
    scale = factories.question(stage, kind=Kind.SCALE, prompt="How confident are you?")
    ranking = factories.question(
        stage, kind=Kind.RANKING, prompt="Put these in order.", options=OPTIONS
    )
    summary = factories.question(
        stage, kind=Kind.SUMMARY, prompt="Does it ring true?", statements=["Hopes", "Doing"]
    )
    grid = factories.question(
        stage, kind=Kind.GRID, prompt="How often?", rows=OPTIONS, columns=["Never", "Often"]
    )
    single = stage.questions.get(kind=Kind.SINGLE)
    for number, person in enumerate(people):
        _answers(person, number, scale, ranking, summary, single)
        often = factories.answer(person, grid, "")
        for place, row in enumerate(grid.wording.items.filter(kind=ItemKind.ROW)):
            factories.value(often, row.key, column="often" if number > place + 1 else "never")


def _answers(
    person: Participant,
    number: int,
    scale: Question,
    ranking: Question,
    summary: Question,
    single: Question,
) -> None:
    factories.value(factories.answer(person, scale, ""), number=3 + number % 4)
    ranked = factories.answer(person, ranking, "")
    for place, item in enumerate(ranking.wording.items.all()):
        factories.value(ranked, item.key, number=(place + number) % 3 + 1)
    voted = factories.answer(person, summary, "")
    factories.value(voted, "hopes", text="agree")
    factories.value(voted, "doing", text=["agree", "partly", "disagree", "cannot_say"][number % 4])
    options = list(single.wording.items.all())
    factories.value(factories.answer(person, single, ""), options[number % 3].key)


@pytest.mark.parametrize(("phone", "scheme"), [(False, "light"), (True, "dark")])
@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.OBSERVER])
def test_every_page_of_figures_is_accessible_and_fits_its_window(
    running: Running,
    new_page: NewPage,
    screenshots: Path,
    role: Role,
    phone: bool,
    scheme: Literal["light", "dark"],
) -> None:
    page = new_page(phone=phone)
    page.emulate_media(color_scheme=scheme)
    sign_in(page, running, role)
    charts = reverse("desk_charts", args=["cop"])
    pages = {"charts": charts, "charts-by": f"{charts}?by=sector"}
    if role == Role.FACILITATOR:
        pages["statement"] = reverse("desk_participation_statement", args=["cop"])

    for name, address in pages.items():
        page.goto(address)
        for closed in page.locator("details").all():
            closed.evaluate("one => one.open = true")
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        width = "390" if phone else "1280"
        page.screenshot(
            path=screenshots / f"figures-{name}-{role}-{width}-{scheme}.png", full_page=True
        )


def test_an_observer_compares_by_sector_and_reads_nothing_of_two_people(
    running: Running, new_page: NewPage
) -> None:
    page = new_page(javascript=False)
    sign_in(page, running, Role.OBSERVER)
    page.goto(reverse("desk_everything", args=["cop"]))

    page.get_by_role("link", name="In figures").click()
    page.get_by_role("link", name="sector").click()

    expect(page.get_by_text("local authority: fewer than three.").first).to_be_visible()
    scale = page.get_by_role("region", name="As a table: How confident are you?")
    told = scale.locator("tbody tr").last.locator("td").all_inner_texts()
    # Two people of the second sector are the difference: so the first is kept back with it.
    assert told == ["4", "kept back", "fewer than three"]


def test_a_picture_and_the_statement_are_taken_away_by_keyboard_alone(
    running: Running, page: Page, tmp_path: Path
) -> None:
    sign_in(page, running)
    page.goto(reverse("desk_charts", args=["cop"]) + "?by=sector")

    saved = _saved(page.get_by_role("link", name="Save the picture").first, tmp_path)
    assert "health" in saved

    page.goto(reverse("desk_participation_statement", args=["cop"]))
    assert "Invited" in _saved(page.get_by_role("link", name="Save the picture"), tmp_path)
    page.get_by_text("As text to copy").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("The statement as text")).to_be_focused()
    page.keyboard.press("Control+a")
    assert "were invited to the board" in page.evaluate(
        "(one => one.value.slice(one.selectionStart, one.selectionEnd))(document.activeElement)"
    )


def _saved(link: Locator, folder: Path) -> list[str | None]:
    """What is written on the file behind this link."""
    link.focus()
    with link.page.expect_download() as waiting:
        link.page.keyboard.press("Enter")
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return [one.text for one in ElementTree.parse(path).iter()]
