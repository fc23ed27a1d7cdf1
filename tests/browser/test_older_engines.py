"""Pages in an engine that does not know what a newer one does."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, Route, expect

from sessions.enums import Kind
from tests import factories
from tests.browser.desk_board import Running
from tests.browser.test_desk import as_participant

pytestmark = pytest.mark.django_db(transaction=True)


def _without_pairs_of_colours(route: Route) -> None:
    """As Safari 17.4 reads it: a function that it has never heard of."""
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text().replace("light-dark(", "unheard-of("))


def test_an_engine_without_pairs_of_colours_shows_what_is_a_button_and_what_is_chosen(
    running: Running, phone: Page
) -> None:
    which = factories.question(running.hopes.stage, kind=Kind.SINGLE, options=["Red", "Blue"])
    phone.route("**/*.css", _without_pairs_of_colours)
    phone.emulate_media(color_scheme="dark")
    as_participant(phone, running.person)
    phone.goto(reverse("question", args=["cop", which.pk]))
    phone.get_by_role("radio", name="Red").check()

    send = phone.get_by_role("button", name="Send my answer")
    expect(send).to_have_css("background-color", "rgb(31, 92, 87)")
    expect(send).to_have_css("color", "rgb(255, 253, 248)")
    chosen, other = phone.locator(".choice label").all()
    expect(chosen).to_have_css("background-color", "rgb(226, 237, 232)")
    expect(other).to_have_css("background-color", "rgb(255, 253, 248)")
    expect(other).to_have_css("border-top-style", "solid")
    expect(phone.locator("body")).to_have_css("color", "rgb(42, 37, 30)")
