"""Trying a board out in a real browser: from the desk to the answer, and back to the beginning."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from participants.models import Participant, Pilot, Reply
from tests import factories
from tests.browser.conftest import NewPage, assert_accessible
from tests.browser.desk_board import Running
from tests.browser.test_desk import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


def testers_page(page: Page) -> None:
    page.goto(reverse("desk_testers", args=["cop"]))


def answer_as_a_tester(page: Page, running: Running) -> None:
    """Through the personal link that the page shows, consent included."""
    testers_page(page)
    page.get_by_role("button", name="Try it myself").click()
    link = page.get_by_label("Your personal link").input_value()
    page.goto(link)
    page.get_by_role("button", name="Open my place").click()
    tester = Participant.objects.get(board=running.board, tester=True)
    factories.consent(tester)
    question = (
        running.board.stages.filter(released_at__isnull=False).latest("opens_at").questions.get()
    )
    page.goto(reverse("question", args=["cop", question.pk]))
    page.locator("textarea[name=text]").first.fill("Does this work?")
    page.get_by_role("button", name="Send my answer").click()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_facilitator_tries_the_board_out_and_clears_what_they_wrote(
    running: Running, new_page: NewPage, javascript: bool
) -> None:
    before = Reply.objects.count()
    page = new_page(javascript=javascript)
    sign_in(page, running)
    answer_as_a_tester(page, running)
    expect(page.get_by_text("Does this work?").first).to_be_visible()
    assert Reply.objects.count() == before + 1

    testers_page(page)
    page.get_by_role("link", name="Clear what testers wrote").click()
    expect(page.get_by_text("1 post of testers is removed")).to_be_visible()
    page.get_by_role("button", name="Clear what testers wrote").click()

    expect(page.get_by_text("They can begin anew.")).to_be_visible()
    expect(page.get_by_text("Piloted with 1 tester on 30 March 2021")).to_be_visible()
    assert (Reply.objects.count(), Pilot.objects.count()) == (before, 1)


@pytest.mark.parametrize("phone", [False, True])
def test_every_page_is_accessible_and_fits_its_window(
    running: Running, new_page: NewPage, phone: bool
) -> None:
    factories.participant(running.board, tester=True)
    page = new_page(phone=phone)
    sign_in(page, running)

    for address in (
        reverse("desk_testers", args=["cop"]),
        reverse("desk_testers_clearing", args=["cop"]),
        reverse("desk_tester", args=["cop", running.person.pk]),
    ):
        page.goto(address)
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
