"""What other engines do otherwise than the one that the tests run in, or do not know."""

from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page, Route, expect

from sessions.enums import Kind
from tests import factories
from tests.browser.desk_board import Running
from tests.browser.test_desk import as_participant

pytestmark = pytest.mark.django_db(transaction=True)

# The worker's script, with stores that hold one page, asked for a page whose answer is this.
_ASKED_OF_WORKER = """async ([script, answer]) => {
    const heard = {};
    const self = {
        shell: { version: "1", page: "/offline/", files: [] },
        addEventListener: (name, listener) => (heard[name] = listener),
    };
    const caches = { match: async () => new Response("There is no connection.") };
    new Function("self", "caches", script)(self, caches);
    const preloadResponse = Promise.resolve(answer ? new Response(answer) : Response.error());
    let responded;
    const request = { method: "GET", mode: "navigate", url: "/b/cop/" };
    heard.fetch({ request, preloadResponse, respondWith: (given) => (responded = given) });
    return (await responded).text();
}"""


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


@pytest.mark.parametrize(
    ("answer", "shown"), [("", "There is no connection."), ("The board", "The board")]
)
def test_a_page_that_does_not_come_in_firefox_is_the_one_that_says_so(
    page: Page, answer: str, shown: str
) -> None:
    """There its preload is fulfilled with an answer of the type `error`, and not rejected."""
    script = Path(settings.BASE_DIR / "static/js/worker.js").read_text()
    assert page.evaluate(_ASKED_OF_WORKER, [script, answer]) == shown
