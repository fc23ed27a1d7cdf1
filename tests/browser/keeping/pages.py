"""The page of a question, with the box that is typed in."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, Route, expect

from participants.models import Reply
from sessions.models import Question
from tests.browser.device import close_without_connection

ComeIn = Callable[..., Page]
HERE = "Kept on this device, not sent. It is saved as a draft once you are back online."
TOLD = "A newer draft of this was kept"
LOOKS = "document.dispatchEvent(new Event('visibilitychange'))"


def address(question: Question) -> str:
    return f"/b/{question.stage.board.slug}/questions/{question.pk}/"


def box(page: Page) -> Locator:
    return page.locator("#answer textarea[name=text]")


def shown(page: Page, words: str) -> Locator:
    """What is seen of it, beside what a screen reader is told."""
    return page.locator(":not(.visually-hidden)").get_by_text(words).first


def reply_box(page: Page, post: Reply) -> Locator:
    return page.locator(f"#comment-{post.pk} textarea")


def open_box(page: Page, post: Reply) -> Locator:
    page.locator(f"#reply-{post.pk}").get_by_role("link", name="Reply").click()
    return reply_box(page, post)


def type_without_being_kept(page: Page, words: str) -> None:
    """The board hears of no draft from this page until it is unrouted."""
    page.route("**/draft/", lambda route: route.abort())
    box(page).press_sequentially(words)
    expect(shown(page, HERE)).to_be_visible()


def arrives_unheard(route: Route) -> None:
    """What is sent has arrived; that it has is lost."""
    if route.request.method == "POST":
        route.fetch()
        route.abort("connectionreset")
    else:
        route.continue_()


def leave_behind(page: Page, words: str) -> Page:
    """They are typed without a connection, and the window is closed: what opens next has one."""
    page.context.set_offline(True)
    box(page).press_sequentially(words)
    expect(shown(page, HERE)).to_be_visible()
    close_without_connection(page)
    page.context.set_offline(False)
    return page.context.new_page()
