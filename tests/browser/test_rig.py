"""The browser's rig: what it promises to every test beside it."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import path
from pytest_django import Settings

from bulletin.web.access import public
from tests.browser.conftest import NewPage, assert_accessible

_PAGE = "<!doctype html><html lang=en><title>One</title><main><h1>One</h1>{}</main></html>"


@public
def good(request: HttpRequest) -> HttpResponse:
    return HttpResponse(_PAGE.format("<p>Two</p>"))


@public
def inline(request: HttpRequest) -> HttpResponse:
    return HttpResponse(_PAGE.format("<script>1</script>"))


@public
def blind(request: HttpRequest) -> HttpResponse:
    return HttpResponse(_PAGE.format("<input>"))


urlpatterns = [path("good/", good), path("inline/", inline), path("blind/", blind)]


@pytest.fixture(autouse=True)
def _own_pages(settings: Settings) -> None:
    settings.ROOT_URLCONF = __name__


def test_a_page_is_read_by_a_real_browser(new_page: NewPage) -> None:
    page = new_page(phone=True)
    page.goto("/good/")
    assert page.get_by_role("heading").inner_text() == "One"
    assert page.viewport_size == {"width": 390, "height": 844}
    assert_accessible(page)


def test_a_script_in_the_page_is_complained_of(new_page: NewPage, complaints: list[str]) -> None:
    new_page().goto("/inline/")
    assert ["script-src" in complaint for complaint in complaints] == [True]
    complaints.clear()


def test_a_box_without_a_label_is_found(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/blind/")
    with pytest.raises(AssertionError, match="label"):
        assert_accessible(page)
