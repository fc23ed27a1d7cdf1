"""A browser as far as the server can tell: cookies, forms with their tokens, TLS."""

import re
import ssl
from dataclasses import dataclass, field
from html import unescape
from http.client import HTTPConnection, HTTPMessage
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from tests.deploy.network import Host

SITE = "board.example.org"
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_HIDDEN = re.compile(r'<input type="hidden" name="(version|entry|seen)" value="([^"]*)"')


@dataclass(frozen=True)
class Page:
    status: int
    headers: HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return unescape(self.body.decode(errors="replace"))

    @property
    def leads_to(self) -> str:
        """The path of the address to which it redirects."""
        return urlsplit(self.headers["Location"]).path

    @property
    def fields(self) -> dict[str, str]:
        """The hidden fields of its forms."""
        html = self.body.decode(errors="replace")
        token = _TOKEN.search(html)
        found = {name: unescape(value) for name, value in _HIDDEN.findall(html)}
        return found | ({"csrfmiddlewaretoken": token[1]} if token else {})


@dataclass
class Visitor:
    """One person's browser on `host`, which comes in by nginx at `door`."""

    host: Host
    door: Host
    certificate: Path
    cookies: dict[str, str] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)
    says: dict[str, str] = field(default_factory=dict)
    """Headers that it sends with everything it asks for."""

    def get(self, path: str, **headers: str) -> Page:
        """The page, asked for over TLS; redirects are not followed."""
        return self._ask(self._secure(), "GET", path, None, headers)

    def post(self, path: str, /, **values: str) -> Page:
        """What a form sends, with the hidden fields of the last page that had any."""
        return self._ask(self._secure(), "POST", path, self.fields | values, {})

    def send(self, path: str, body: bytes) -> Page:
        """A body of any kind."""
        return self._talk(self._secure(), "POST", path, body, {})

    def ask(self, server: Host, path: str, *, port: int = 8000, **headers: str) -> Page:
        """The page, asked of one web process as nginx would ask it, or of another server."""
        return self._ask(self._straight_to(server, port), "GET", path, None, headers)

    def tell(self, web: Host, path: str, /, **values: str) -> Page:
        """What a form sends, sent to one web process as nginx would send it."""
        return self._ask(self._straight_to(web, 8000), "POST", path, self.fields | values, {})

    def _secure(self) -> HTTPConnection:
        """A connection whose certificate has been found to be the site's own."""
        context = ssl.create_default_context(cafile=str(self.certificate))
        connection = HTTPConnection(SITE)
        plain = self.host.connect(self.door.address, 8443)
        connection.sock = context.wrap_socket(plain, server_hostname=SITE)
        return connection

    def _straight_to(self, server: Host, port: int) -> HTTPConnection:
        connection = HTTPConnection(SITE)
        connection.sock = self.host.connect(server.address, port)
        return connection

    def _ask(
        self,
        connection: HTTPConnection,
        method: str,
        path: str,
        values: dict[str, str] | None,
        headers: dict[str, str],
    ) -> Page:
        body = urlencode(values).encode() if values is not None else None
        if body is not None:
            headers = headers | {
                "Content-Type": "application/x-www-form-urlencoded",
                "Referer": f"https://{SITE}/",
            }
        page = self._talk(connection, method, path, body, headers)
        if "csrfmiddlewaretoken" in page.fields:
            self.fields = page.fields
        return page

    def _talk(
        self,
        connection: HTTPConnection,
        method: str,
        path: str,
        body: bytes | None,
        headers: dict[str, str],
    ) -> Page:
        straight = not isinstance(connection.sock, ssl.SSLSocket)
        sent = {"Host": SITE, "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if straight:
            sent |= {"X-Forwarded-Proto": "https", "X-Forwarded-For": self.host.address}
        renamed = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body=body, headers=sent | self.says | renamed)
        response = connection.getresponse()
        page = Page(response.status, response.headers, response.read())
        connection.close()
        for line in response.headers.get_all("Set-Cookie") or []:
            self.cookies |= {name: one.value for name, one in SimpleCookie(line).items()}
        return page
