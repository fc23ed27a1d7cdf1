"""Pages that belong to no part, and the errors in the product's voice."""

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest
from django.test import Client, RequestFactory

from bulletin.web import errors


@pytest.mark.django_db
def test_home_says_what_this_is_and_leads_staff_and_participants_in(client: Client) -> None:
    response = client.get("/")
    page = response.content.decode()
    assert response.status_code == 200
    assert "focus groups" in page
    assert 'href="/desk/"' in page
    assert 'href="/enter/"' in page


def test_health_is_plain_and_asks_nothing_of_the_database(client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert response.headers["Content-Type"] == "text/plain"


@pytest.mark.parametrize("path", ["/healthz", "/nowhere/", "/static/css/base.css"])
@pytest.mark.django_db
def test_whatever_is_sent_says_that_all_comes_from_us_and_nothing_is_inline(
    client: Client, path: str
) -> None:
    response = client.get(path)
    response.close()  # a file that is sent is open until then
    policy = response.headers["Content-Security-Policy"].split("; ")
    named = dict(each.split(" ", 1) for each in policy)
    assert named["default-src"] == "'none'"
    assert set(named.values()) == {"'none'", "'self'"}
    assert named.keys() >= {"script-src", "style-src", "form-action", "base-uri", "frame-ancestors"}


def test_robots_are_kept_out(client: Client) -> None:
    assert client.get("/robots.txt").content == b"User-agent: *\nDisallow: /\n"


def test_the_old_place_of_the_icon_leads_to_the_mark(client: Client) -> None:
    assert client.get("/favicon.ico").headers["Location"] == "/static/mark.svg"


def test_what_is_not_there_says_nothing_of_what_is(client: Client) -> None:
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert response.headers["Cache-Control"] == "no-store"
    assert "There is nothing here" in response.content.decode()


@pytest.fixture
def request_(rf: RequestFactory) -> HttpRequest:
    return rf.get("/")


def test_each_error_has_its_page_and_no_cache_keeps_it(request_: HttpRequest) -> None:
    pages = {
        (400, "could not be read"): errors.bad_request(request_, BadRequest()),
        (403, "not for this account"): errors.forbidden(request_, PermissionDenied()),
        (403, "Please send that once more"): errors.csrf_failure(request_),
    }
    for (status, words), response in pages.items():
        assert response.status_code == status
        assert words in response.content.decode()
        assert response.headers["Cache-Control"] == "no-store"


def test_a_failure_has_a_page_that_needs_nothing(request_: HttpRequest) -> None:
    response = errors.server_error(request_)
    page = response.content.decode()
    assert response.status_code == 500
    assert "Something went wrong here" in page
    assert "<script" not in page


def test_a_form_without_its_token_is_refused_in_plain_words() -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post("/enter/", {"email": "member-01@example.org"})
    assert response.status_code == 403
    assert "Please send that once more" in response.content.decode()
