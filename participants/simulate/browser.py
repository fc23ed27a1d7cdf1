"""A browser without a screen: cookies, redirects, forms, and what htmx would send."""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin, urlsplit

from bulletin.logs.masking import masked
from participants.simulate.enclosing import CONTENT_TYPE, enclosed
from participants.simulate.markup import Element, read
from participants.simulate.sheets import Pairs, Sheet

_SECONDS = 60.0
_MOST_REDIRECTS = 5
_REDIRECTS = {301, 302, 303, 307, 308}
_URLENCODED = "application/x-www-form-urlencoded"
_LOOPBACK = {"localhost", "127.0.0.1"}


class NotAnswering(Exception):
    """Nothing answers at the site's address."""


class Broken(Exception):
    """The site answered with a failure of its own."""


@dataclass(frozen=True, slots=True)
class Telephone:
    """What somebody holds in their hand. Without scripts, forms are sent the plain way."""

    agent: str
    scripts: bool


@dataclass(frozen=True, slots=True)
class Page:
    """What came back; `path` is its address on the site. A part of a page keeps the whole's."""

    path: str
    status: int
    root: Element

    def all(self, selector: str) -> list[Element]:
        return self.root.all(selector)

    def first(self, selector: str) -> Element | None:
        return self.root.first(selector)

    def sheet(self, selector: str) -> Sheet | None:
        """The form that the selector means, to be filled in."""
        found = self.first(selector)
        return Sheet.of(found, self.path) if found else None

    def leads_to(self, selector: str) -> str:
        """Where the link goes that the selector means; empty where the page has none."""
        found = self.first(selector)
        return path_of(found["href"], self.path) if found else ""


def path_of(address: str, here: str = "/") -> str:
    """The path and query of an address that stood on the page `here` or in a letter."""
    parts = urlsplit(urljoin(here, address))
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


@dataclass(slots=True)
class Browser:
    """One person's browser; `site` is `http://host:port`, `cookies` are kept by name.

    `lives_at` is an address of this machine's own network from which it calls, so that a
    limit on one caller does not meet a whole group; where there is none, all call from one.
    """

    site: str
    telephone: Telephone
    cookies: dict[str, str] = field(default_factory=dict)
    lives_at: str = ""

    def open(self, path: str) -> Page:
        """Raises NotAnswering, and Broken for an answer of 500 and above."""
        return self._ask("GET", path, path)

    def peek(self, path: str, here: str) -> Page:
        """A part of the page `here`, as htmx asks for it."""
        return self._ask("GET", path, here, headers=self._as_htmx(here))

    def send(self, sheet: Sheet, pairs: Pairs) -> Page:
        """The page, or the part of it, that comes after the form was sent."""
        headers = {"Content-Type": _URLENCODED, "Origin": self.site}
        body = urlencode(pairs).encode()
        if sheet.file_boxes:
            headers["Content-Type"] = CONTENT_TYPE
            body = enclosed(pairs, sheet.file_boxes)
        headers["Referer"] = self.site + sheet.page
        if self.telephone.scripts and sheet.live_action:
            headers |= self._as_htmx(sheet.page)
            return self._ask("POST", sheet.live_action, sheet.page, headers, body)
        return self._ask("POST", sheet.action, sheet.action, headers, body)

    def post(self, path: str, here: str, pairs: Pairs) -> Page:
        """What a script of the page `here` sends by itself."""
        headers = {"Content-Type": _URLENCODED, "Origin": self.site}
        return self._ask("POST", path, here, headers, urlencode(pairs).encode())

    def _as_htmx(self, here: str) -> dict[str, str]:
        return {"HX-Request": "true", "HX-Current-URL": self.site + here}

    def _ask(
        self,
        method: str,
        path: str,
        shown_at: str,
        headers: dict[str, str] | None = None,
        body: bytes | None = None,
    ) -> Page:
        status, answered, html = self._exchange(method, path, headers or {}, body)
        for _again in range(_MOST_REDIRECTS):
            target = answered.get("hx-redirect") or (
                answered.get("location") if status in _REDIRECTS else None
            )
            if target is None:
                return Page(shown_at, status, read(html))
            path = shown_at = path_of(target, path)
            status, answered, html = self._exchange("GET", path, {}, None)
        raise Broken(f"{masked(path)} redirects without end")

    def _exchange(
        self, method: str, path: str, headers: dict[str, str], body: bytes | None
    ) -> tuple[int, dict[str, str], str]:
        headers = {"User-Agent": self.telephone.agent, "Connection": "close", **headers}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={text}" for name, text in self.cookies.items())
        connection = self._connection()
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            html = response.read().decode()
        except (OSError, HTTPException) as error:
            reason = getattr(error, "strerror", None) or type(error).__name__
            raise NotAnswering(f"{self.site} does not answer: {reason}") from error
        finally:
            connection.close()
        if response.status >= 500:
            raise Broken(f"{method} {masked(path)} answered {response.status}")
        self._keep(response.headers.get_all("Set-Cookie", ()))
        return response.status, {n.lower(): v for n, v in response.headers.items()}, html

    def _connection(self) -> HTTPConnection:
        parts = urlsplit(self.site)
        if parts.scheme == "https":
            return HTTPSConnection(parts.netloc, timeout=_SECONDS)
        return HTTPConnection(parts.netloc, timeout=_SECONDS, source_address=self._source())

    def _source(self) -> tuple[str, int] | None:
        near = sys.platform == "linux" and urlsplit(self.site).hostname in _LOOPBACK
        return (self.lives_at, 0) if near and self.lives_at else None

    def _keep(self, set_cookies: Iterable[str]) -> None:
        for line in set_cookies:
            for name, morsel in SimpleCookie(line).items():
                if morsel["max-age"] == "0":
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = morsel.value


TELEPHONES: Sequence[Telephone] = (
    Telephone(
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 "
        "(KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
        scripts=True,
    ),
    Telephone(
        "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) "
        "Chrome/130.0.0.0 Mobile Safari/537.36",
        scripts=True,
    ),
    Telephone(
        "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", scripts=True
    ),
    Telephone("Mozilla/5.0 (Android 9; Mobile; rv:68.0) Gecko/68.0 Firefox/68.0", scripts=False),
)
DESK = TELEPHONES[2]
