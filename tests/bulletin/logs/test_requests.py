"""A request leaves one line, and what fails in it leaves nothing of what people said."""

import re
import smtplib
import uuid
from importlib import import_module

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from pytest_django import Settings

from bulletin.accounts.models import User
from bulletin.web.access import public

from .conftest import Written

ADDRESS = "member-01@example.org"
WORDS = "I told nobody but you"
TOKEN = "hYx0-Secret_Token12345"
SECRETS = (ADDRESS, "member-01", WORDS, "told", TOKEN, "192.0.2.17")


@public
def twice(request: HttpRequest, token: str) -> HttpResponse:
    """The second user of an address is refused by PostgreSQL, which quotes the address."""
    User.objects.create_user(ADDRESS, name=WORDS)
    User.objects.create_user(ADDRESS, name=WORDS)
    return HttpResponse()


@public
def whole_row(request: HttpRequest) -> HttpResponse:
    """PostgreSQL quotes the row that it refuses."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE said (words text, CONSTRAINT few CHECK (false))")
        cursor.execute("INSERT INTO said VALUES (%s)", [f"{WORDS} {ADDRESS}"])
    return HttpResponse()


@public
def wrong(request: HttpRequest) -> HttpResponse:
    """What was said is in the locals, in the error's arguments, and in that of its cause."""
    said = {ADDRESS: WORDS}
    try:
        int(said[ADDRESS])
    except ValueError as error:
        raise KeyError(f"{ADDRESS} {WORDS}") from error
    return HttpResponse()


@public
def refused(request: HttpRequest) -> HttpResponse:
    raise smtplib.SMTPRecipientsRefused({ADDRESS: (550, f"<{ADDRESS}> {WORDS}".encode())})


@public
def misspelt(request: HttpRequest) -> HttpResponse:
    return HttpResponse(nothing_of_the_kind)  # type: ignore[name-defined]  # noqa: F821


@public
def attribute(request: HttpRequest) -> HttpResponse:
    return HttpResponse(getattr(request, WORDS))


@public
def module(request: HttpRequest) -> HttpResponse:
    return HttpResponse(import_module(WORDS))


urlpatterns = [
    path("", include("bulletin.web.urls")),
    path("", include("participants.urls")),
    path("accounts/link/<str:token>/", twice, name="twice"),
    path("whole-row/", whole_row, name="whole_row"),
    path("wrong/", wrong, name="wrong"),
    path("refused/", refused, name="refused"),
    path("misspelt/", misspelt, name="misspelt"),
    path("attribute/", attribute, name="attribute"),
    path("module/", module, name="module"),
]
handler400 = "bulletin.web.errors.bad_request"
handler404 = "bulletin.web.errors.not_found"
handler500 = "bulletin.web.errors.server_error"

pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


@pytest.fixture
def somebody() -> Client:
    """Asks from elsewhere; a failure is answered as in production."""
    return Client(REMOTE_ADDR="192.0.2.17", raise_request_exception=False)


def names_nobody(written: Written) -> bool:
    return not any(secret.lower() in written.text.lower() for secret in SECRETS)


def test_a_request_leaves_one_line(somebody: Client, written: Written) -> None:
    response = somebody.get("/healthz", {"email": ADDRESS, "said": WORDS})

    [line] = written.lines
    assert re.fullmatch(r"[0-9a-f]{32}", line["request_id"])
    assert response.headers["X-Request-ID"] == line["request_id"]
    assert line.pop("ms") >= 0
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", line.pop("time"))
    assert line == {
        "level": "info",
        "logger": "bulletin.web.requests",
        "event": "request",
        "method": "GET",
        "route": "healthz",
        "status": 200,
        "request_id": response.headers["X-Request-ID"],
    }


@pytest.mark.parametrize(
    ("address", "classes", "particulars"),
    [
        (
            f"/accounts/link/{TOKEN}/",
            ["django.db.utils.IntegrityError", "psycopg.errors.UniqueViolation"],
            {
                "state": "23505",
                "table": "accounts_user",
                "constraint": "user_email_is_unique_whatever_its_case",
            },
        ),
        (
            "/whole-row/",
            ["django.db.utils.IntegrityError", "psycopg.errors.CheckViolation"],
            {"state": "23514", "table": "said", "constraint": "few"},
        ),
        ("/wrong/", ["KeyError", "ValueError"], {}),
        ("/refused/", ["smtplib.SMTPRecipientsRefused"], {}),
        ("/attribute/", ["AttributeError"], {}),
        ("/module/", ["ModuleNotFoundError"], {}),
    ],
)
def test_a_failure_tells_what_and_where_and_nothing_of_what_was_said(
    somebody: Client,
    written: Written,
    address: str,
    classes: list[str],
    particulars: dict[str, str],
) -> None:
    response = somebody.post(address, {"words": WORDS, "email": ADDRESS})

    assert response.status_code == 500
    [failure] = written.by("django.request")
    [access] = written.by("bulletin.web.requests")
    assert names_nobody(written)
    assert failure["request_id"] == access["request_id"] == response.headers["X-Request-ID"]
    assert (access["method"], access["status"]) == ("POST", 500)
    assert [error["class"] for error in failure["error"]] == classes
    last = failure["error"][-1]
    assert {name: last[name] for name in last if name not in ("class", "at")} == particulars
    assert any(
        re.fullmatch(r"tests/bulletin/logs/test_requests\.py:\d+ \w+", place)
        for error in failure["error"]
        for place in error["at"]
    )


def test_an_error_of_the_code_alone_keeps_its_words(somebody: Client, written: Written) -> None:
    somebody.get("/misspelt/")

    [failure] = written.by("django.request")
    assert failure["event"] == "Internal Server Error: misspelt"
    assert failure["error"][0]["words"] == "name 'nothing_of_the_kind' is not defined"


def test_a_page_that_is_not_there_is_not_named(somebody: Client, written: Written) -> None:
    somebody.get(f"/nowhere/{TOKEN}/{ADDRESS}/")

    assert names_nobody(written)
    [line] = written.lines
    assert (line["route"], line["status"]) == (None, 404)


def test_what_a_stranger_calls_our_host_is_not_repeated(somebody: Client, written: Written) -> None:
    assert somebody.get("/", headers={"Host": "member-01.example.org"}).status_code == 400

    assert names_nobody(written)
    assert [line["event"] for line in written.by("django.security.DisallowedHost")] == [
        "A suspicious request: DisallowedHost."
    ]


def test_the_page_of_an_error_shows_the_number_to_quote(somebody: Client, written: Written) -> None:
    response = somebody.get("/wrong/")

    number = response.headers["X-Request-ID"]
    assert f"<code>{number}</code>" in response.content.decode()
    assert {line["request_id"] for line in written.lines} == {number}


def test_nobody_chooses_the_number_of_a_request(somebody: Client) -> None:
    chosen = uuid.uuid4().hex

    assert somebody.get("/healthz", headers={"X-Request-ID": chosen}).headers["X-Request-ID"] != (
        chosen
    )


def test_the_number_that_our_proxy_gave_is_kept(somebody: Client, settings: Settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    given = uuid.uuid4().hex

    assert somebody.get("/healthz", headers={"X-Request-ID": given}).headers["X-Request-ID"] == (
        given
    )


@pytest.mark.parametrize("given", ["", "1", WORDS, "A" * 32, "a" * 33, f"{'a' * 32}\n"])
def test_a_number_that_no_proxy_of_ours_gives_is_not_kept(
    given: str, somebody: Client, settings: Settings
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    number = somebody.get("/healthz", headers={"X-Request-ID": given}).headers["X-Request-ID"]

    assert number != given
    assert re.fullmatch(r"[0-9a-f]{32}", number)


def test_one_request_is_not_taken_for_another(somebody: Client, written: Written) -> None:
    first, second = somebody.get("/wrong/"), somebody.get("/healthz")

    numbers = [line["request_id"] for line in written.lines]
    assert first.headers["X-Request-ID"] != second.headers["X-Request-ID"]
    assert numbers == [first.headers["X-Request-ID"]] * 2 + [second.headers["X-Request-ID"]]
