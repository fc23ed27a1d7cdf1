"""The people of a board in a real browser: the grid, one person's page, and what is put right."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import reverse

from bulletin import clock
from participants.models import Participant, Skip
from tests import factories
from tests.browser.conftest import NewPage, assert_accessible
from tests.browser.desk_board import Running, running_board
from tests.browser.test_desk import sign_in

pytestmark = pytest.mark.django_db(transaction=True)

NOW = factories.NOW


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
        for deed in page.locator("details").all():
            deed.evaluate("one => one.open = true")
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        page.goto(address)
        width = "390" if phone else "1280"
        page.screenshot(path=screenshots / f"people-{name}-{width}.png", full_page=True)
