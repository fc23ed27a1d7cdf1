"""A real browser against the real site, and what it complains of fails the test."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from time import monotonic, sleep

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.signals import request_finished, request_started
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Page,
    Response,
    ViewportSize,
    expect,
    sync_playwright,
)
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from bulletin import clock
from tests import factories
from tests.browser.chromium import NoBrowser, quickest
from tests.browser.desk_board import Running, running_board

# Playwright's loop runs in this thread, and Django takes that for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# A machine with more to do than this one test may show a page late; it must show it.
expect.set_options(timeout=20_000)

NewPage = Callable[..., Page]

_QUIET = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_PHONE = ViewportSize(width=390, height=844)
_DESK = ViewportSize(width=1280, height=900)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    try:
        path = quickest()
    except NoBrowser as reason:
        pytest.fail(str(reason), pytrace=False)
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*_QUIET, *as_root])
        yield browser
        browser.close()


@pytest.fixture
def site(live_server: LiveServer, settings: Settings) -> str:
    """The address of the site, served by threads of this process."""
    settings.PUBLIC_URL = live_server.url
    settings.CSRF_TRUSTED_ORIGINS = [live_server.url]
    return str(live_server.url)


@pytest.fixture
def quiet(site: str) -> Iterator[None]:
    """At the end nothing is under way: a page tells of what was read on it as it goes, and what
    still waits for the database stands in the way of emptying it."""
    under_way: list[object] = []

    def begun(**_: object) -> None:
        under_way.append(None)

    def done(**_: object) -> None:
        del under_way[:1]

    request_started.connect(begun)
    request_finished.connect(done)
    yield
    until = monotonic() + 5
    while under_way and monotonic() < until:
        sleep(0.02)
    request_started.disconnect(begun)
    request_finished.disconnect(done)


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What the browser complains of; anything left here at the end fails the test.

    Errors in scripts, violations of the content policy, files of ours that are not there,
    answers of 500.
    """
    found: list[str] = []
    yield found
    assert found == []


@pytest.fixture
def new_page(browser: Browser, site: str, quiet: None, complaints: list[str]) -> Iterator[NewPage]:
    """Makes a page in a browser of its own, as one more person would have it.

    `new_page(phone=True, javascript=False, timezone="Europe/London")`.
    """
    with ExitStack() as stack:

        def make(*, phone: bool = False, javascript: bool = True, timezone: str = "UTC") -> Page:
            context = browser.new_context(
                base_url=site,
                viewport=_PHONE if phone else _DESK,
                has_touch=phone,
                java_script_enabled=javascript,
                timezone_id=timezone,
                locale="en-GB",
            )
            stack.callback(context.close)
            page = context.new_page()
            _listen(page, complaints)
            return page

        yield make


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """One person's page, on a desk."""
    return new_page()


@pytest.fixture
def phone(new_page: NewPage) -> Page:
    """One person's page, on a telephone."""
    return new_page(phone=True)


def _listen(page: Page, complaints: list[str]) -> None:
    def on_console(message: ConsoleMessage) -> None:
        # An answer of 4xx is a test's own business; Chromium reports each as an error.
        expected = "the server responded with a status of 4" in message.text
        if message.type in {"error", "warning"} and not expected:
            complaints.append(f"{page.url}: {message.text}")

    def on_response(response: Response) -> None:
        missing = response.status >= 400 and "/static/" in response.url
        if missing or response.status >= 500:
            complaints.append(f"{response.url}: {response.status}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    page.on("response", on_response)


def assert_accessible(page: Page) -> None:
    """axe finds nothing on the page as it stands that somebody would stumble over.

    It fetches no style sheets of its own: it looks for imported ones in the wrong folder, and
    would only learn whether a page is locked to one orientation, which no sheet of ours names.
    A page within the page is looked through too, so it is waited for. What is well it may leave
    uncounted: that takes a quarter of its time.
    """
    page.wait_for_load_state()
    results = Axe().run(page, options={"preload": False, "resultTypes": ["violations"]})
    assert results.violations_count == 0, results.generate_report()


@pytest.fixture
def screenshots() -> Path:
    """Where a test may leave a picture of what it saw."""
    folder = Path(os.environ.get("BULLETIN_SCREENSHOTS", "var/screenshots"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def running() -> Iterator[Running]:
    """The desk's board at noon of its Tuesday; a test's own file may put more on it."""
    clock.move_to(factories.NOW)
    factories.swept()
    yield running_board()
    clock.reset()
