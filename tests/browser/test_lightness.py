"""A first visit costs little, over a slow line as over a fast one, and asks nobody else."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.test.testcases import LiveServerThread
from django.urls import reverse
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pytest_django import Settings

from bulletin.web.templatetags import web
from tests.browser.desk_board import Running
from tests.browser.test_desk import as_participant

pytestmark = pytest.mark.django_db(transaction=True)

# A question holds its box, and words for whatever may become of it.
MOST_BYTES = {"board": 100_000, "question": 115_000, "sign-in": 100_000}
_PHONE = ViewportSize(width=390, height=844)


def _forget_addresses() -> None:
    """What was rendered before with the addresses of other static files."""
    for remembered in (web._kept, web.icon):
        remembered.cache_clear()


class _Straight(WSGIHandler):
    """Nothing stands before the application, which sends static files itself."""

    def __init__(self, application: WSGIHandler) -> None:
        self.application = application

    def __call__(self, environ: Any, start_response: Any) -> Any:
        return self.application(environ, start_response)


@pytest.fixture
def installed(settings: Settings, tmp_path: Path) -> Iterator[str]:
    """The address of the site with its static files as an installation sends them."""
    settings.STATIC_ROOT = tmp_path
    settings.WHITENOISE_USE_FINDERS = False
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "bulletin.web.statics.StaticStorage"}
    }
    call_command("collectstatic", "--noinput", verbosity=0)
    _forget_addresses()
    server = LiveServerThread("localhost", static_handler=_Straight)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    address = f"http://localhost:{server.port}"
    settings.PUBLIC_URL = address
    settings.CSRF_TRUSTED_ORIGINS = [address]
    yield address
    server.terminate()
    _forget_addresses()


@dataclass
class Line:
    """What went over it: bytes with their headers, and who was asked."""

    bytes: int = 0
    hosts: set[str] = field(default_factory=set)


def first_visit(page: Page, address: str) -> Line:
    """The page is opened with an empty cache, and everything that it asks for has come."""
    line = Line()
    session = page.context.new_cdp_session(page)

    def asked(event: dict[str, Any]) -> None:
        line.hosts.add(urlsplit(event["request"]["url"]).netloc)

    def came(event: dict[str, Any]) -> None:
        line.bytes += round(event["encodedDataLength"])

    session.send("Network.enable")
    session.send("Network.clearBrowserCache")
    session.on("Network.requestWillBeSent", asked)
    session.on("Network.loadingFinished", came)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    session.detach()
    return line


@pytest.fixture
def visitor(browser: Browser, installed: str) -> Iterator[Page]:
    context = browser.new_context(
        base_url=installed, viewport=_PHONE, has_touch=True, service_workers="block"
    )
    yield context.new_page()
    context.close()


def test_a_first_visit_moves_little_and_asks_nobody_else(
    running: Running, visitor: Page, installed: str
) -> None:
    as_participant(visitor, running.person)
    expect(visitor.get_by_role("heading", level=1)).to_be_visible()
    pages = {
        "board": reverse("board", args=["cop"]),
        "question": reverse("question", args=["cop", running.hopes.pk]),
        "sign-in": reverse("account_login"),
    }
    lines = {name: first_visit(visitor, address) for name, address in pages.items()}

    assert all(line.hosts == {urlsplit(installed).netloc} for line in lines.values())
    moved = {name: line.bytes for name, line in lines.items()}
    assert min(moved.values()) > 20_000, f"Nothing was measured: {moved}"
    assert {name: size for name, size in moved.items() if size >= MOST_BYTES[name]} == {}
