"""What a photograph is of: who looks, at which address, and what they do there first."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet
from playwright.sync_api import Page, Route

from bulletin import clock
from moderation.examples.demo import FACILITATOR, HAS_ANSWERED, HAS_NOT_ANSWERED
from sessions.models import Board

# How the addresses of boards begin that only the photographs need.
PLANTED = "photographed-"


@dataclass(frozen=True)
class Visitor:
    """Nobody in particular without an e-mail address; a participant where there is a board."""

    email: str = ""
    board: str = ""


@dataclass(frozen=True)
class Shot:
    name: str
    who: Visitor
    address: str
    act: Callable[[Page], None] | None = None


def running_board() -> Board:
    """The demo's, on which people answer now."""
    return _of_the_demo().get(ends_at__gt=clock.now())


def finished_board() -> Board:
    return _of_the_demo().get(ends_at__lte=clock.now())


def _of_the_demo() -> QuerySet[Board]:
    """Those that have begun, without those that were planted."""
    launched = Board.objects.filter(launched_at__isnull=False)
    return launched.exclude(slug__startswith=PLANTED)


STRANGER = Visitor()
AT_THE_DESK = Visitor(FACILITATOR)


def member(board: Board) -> Visitor:
    """One who has answered, with more to do."""
    return Visitor(HAS_ANSWERED, board.slug)


def newcomer(board: Board) -> Visitor:
    return Visitor(HAS_NOT_ANSWERED, board.slug)


def send_as_it_is(page: Page) -> None:
    """The page's form goes as it stands, whatever the browser would say of it first."""
    sends = "button.button:visible:not(.button--second, [type=button])"
    form = page.locator("main form[method=post]").filter(has=page.locator(sends)).first
    form.evaluate("form => { form.noValidate = true; }")
    form.locator(sends).first.click(timeout=5000)
    page.wait_for_load_state("networkidle")


def sent_with(**fields: str) -> Callable[[Page], None]:
    """The same, once these fields hold these words."""

    def act(page: Page) -> None:
        for name, words in fields.items():
            page.locator(f"main [name={name}]").first.fill(words)
        send_as_it_is(page)

    return act


def answered_with(html: Callable[[], str]) -> Callable[[Page], None]:
    """The address shows what the server would say if all was not well."""

    def act(page: Page) -> None:
        def fulfil(route: Route) -> None:
            route.fulfill(body=html(), content_type="text/html; charset=utf-8")

        page.route(page.url, fulfil, times=1)
        page.goto(page.url)

    return act
