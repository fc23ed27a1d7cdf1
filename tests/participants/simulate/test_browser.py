"""A browser without a screen behaves as one: cookies, redirects, forms, and what htmx adds."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from participants.simulate.browser import TELEPHONES, Broken, Browser, NotAnswering

FORM = """<form method="post" action="/taken/" hx-post="/live/">
<input name="words" value="ü &amp; é"></form>"""
SCRIPTS, PLAIN = TELEPHONES[0], TELEPHONES[-1]


class Site(BaseHTTPRequestHandler):
    """Notes what it is asked, and answers by the path."""

    asked: ClassVar[list[tuple[str, str, str, str, str]]] = []

    def log_message(self, format: str, *args: object) -> None:
        """Nothing of this is worth reading."""

    def do_POST(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length).decode()
        cookie, htmx = self.headers.get("Cookie", ""), self.headers.get("HX-Request", "")
        self.asked.append((self.command, self.path, body, cookie, htmx))
        known = {"/taken/": 302, "/i/a-secret-of-theirs/": 500}
        self.send_response(known.get(self.path, 200))
        if self.path == "/taken/":
            self.send_header("Location", "/after/?page=2")
        if self.path == "/live/":
            self.send_header("HX-Redirect", "/elsewhere/")
        if self.path == "/in/":
            self.send_header("Set-Cookie", "one=1; Path=/; HttpOnly")
            self.send_header("Set-Cookie", "two=2; Path=/")
        if self.path == "/out/":
            self.send_header("Set-Cookie", "one=; Max-Age=0; Path=/")
        self.end_headers()
        self.wfile.write(FORM.encode())


@pytest.fixture
def address() -> Iterator[str]:
    Site.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_cookies_are_kept_until_they_are_taken_back(address: str) -> None:
    browser = Browser(address, PLAIN)
    for path in ("/in/", "/out/", "/here/"):
        browser.open(path)
    assert [cookie for _how, _path, _body, cookie, _htmx in Site.asked] == [
        "",
        "one=1; two=2",
        "two=2",
    ]


def test_a_form_is_sent_the_plain_way_and_its_redirect_is_followed(address: str) -> None:
    browser = Browser(address, PLAIN)
    sheet = browser.open("/form/").sheet("form")
    assert sheet is not None
    page = browser.send(sheet, sheet.as_it_stands("keep"))
    assert page.path == "/after/?page=2"
    assert [(how, path, body, htmx) for how, path, body, _cookie, htmx in Site.asked[1:]] == [
        ("POST", "/taken/", "words=%C3%BC+%26+%C3%A9&keep=1", ""),
        ("GET", "/after/?page=2", "", ""),
    ]


def test_a_form_is_sent_with_htmx_where_the_telephone_has_scripts(address: str) -> None:
    browser = Browser(address, SCRIPTS)
    sheet = browser.open("/form/").sheet("form")
    assert sheet is not None
    assert browser.send(sheet, sheet.as_it_stands()).path == "/elsewhere/"
    assert [(path, htmx) for _how, path, _body, _cookie, htmx in Site.asked[1:]] == [
        ("/live/", "true"),
        ("/elsewhere/", ""),
    ]


def test_a_failure_of_the_site_is_named_without_anybodys_link(address: str) -> None:
    with pytest.raises(Broken, match=r"^GET /i/…/ answered 500$"):
        Browser(address, PLAIN).open("/i/a-secret-of-theirs/")


def test_where_nobody_answers_that_is_said() -> None:
    with pytest.raises(NotAnswering, match=r"^http://127\.0\.0\.1:9 does not answer: "):
        Browser("http://127.0.0.1:9", PLAIN).open("/")
