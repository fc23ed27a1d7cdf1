"""People's browsers: let in over HTTP by their own links, each with its cookies."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from django.core.cache import cache
from django.urls import reverse

from bulletin import clock
from bulletin.services.ports import LOOPBACK
from participants.models import Participant, PersonalLink

_HIDDEN_FIELD = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
_USUAL_HEADERS = {
    "Host": "localhost",
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Accept": "text/html,application/xhtml+xml",
    "Accept-Language": "en-GB,en;q=0.7",
    "Accept-Encoding": "gzip, deflate, br",
    "Connection": "keep-alive",
}


@dataclass(frozen=True)
class Request:
    """What a browser sends, and the status that must come back."""

    method: str
    path: str
    headers: Mapping[str, str]
    fields: Mapping[str, str] = field(default_factory=dict)
    status: int = 200

    @property
    def body(self) -> str:
        return urlencode(self.fields)

    @property
    def content_type(self) -> str:
        return "application/x-www-form-urlencoded" if self.fields else ""

    @property
    def all_headers(self) -> dict[str, str]:
        return _USUAL_HEADERS | dict(self.headers)

    def on_the_wire(self) -> dict[str, object]:
        """As `tests.bench.load` takes it."""
        headers = self.all_headers
        if self.fields:
            headers |= {"Content-Type": self.content_type, "Content-Length": str(len(self.body))}
        lines = [f"{self.method} {self.path} HTTP/1.1"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        return {"text": "\r\n".join([*lines, "", self.body]), "status": self.status}


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: str

    def hidden_fields(self) -> dict[str, str]:
        """What the page's forms send along unseen, the CSRF token among it."""
        return dict(_HIDDEN_FIELD.findall(self.body))


@dataclass
class Browser:
    """One person's cookies."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def request(self, path: str, *, status: int = 200, **headers: str) -> Request:
        """A GET; `HX_Request` stands for the header `HX-Request`."""
        own = {name.replace("_", "-"): value for name, value in headers.items()}
        return Request("GET", path, self._cookie | own, status=status)

    def form(self, path: str, fields: Mapping[str, str], *, status: int = 200) -> Request:
        """A POST, as the form on that page sends it."""
        return Request("POST", path, self._cookie, fields, status)

    @property
    def _cookie(self) -> dict[str, str]:
        kept = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"Cookie": kept} if kept else {}

    def send(self, request: Request) -> Answer:
        """The answer, whose cookies are kept from now on."""
        connection = HTTPConnection(LOOPBACK, self.port)
        headers = request.all_headers | {"Content-Type": request.content_type}
        connection.request(request.method, request.path, request.body or None, headers)
        response = connection.getresponse()
        answer = Answer(response.status, dict(response.getheaders()), response.read().decode())
        connection.close()
        self._remember(response)
        return answer

    def _remember(self, response: HTTPResponse) -> None:
        for line in response.headers.get_all("Set-Cookie") or ():
            kept = SimpleCookie(line)
            self.cookies |= {name: morsel.value for name, morsel in kept.items()}


def let_in(person: Participant, port: int) -> Browser:
    """The person's browser, after the button behind their personal link."""
    cache.clear()  # so many people from one address are more than the limits allow
    browser = Browser(port)
    token = PersonalLink.objects.issue(person, now=clock.now())
    path = reverse("personal_link", args=[token])
    door = browser.send(browser.request(path))
    entered = browser.send(browser.form(path, door.hidden_fields()))
    assert entered.status == 302, entered.body
    return browser
