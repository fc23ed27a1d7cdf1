"""Two ways to go through a page: with a mouse, and with a keyboard alone."""

from typing import Protocol

from playwright.sync_api import Locator, Page, expect

# More than any page of the example has places at which Tab stops.
_MOST_TABS = 400
_IS_FOCUSED = "one => one === document.activeElement"
_STANDS_BEFORE = """one => Boolean(
    document.activeElement.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_PRECEDING)"""
# The ring may be the element's own or that of the label around it.
_SHOWS_FOCUS = """one => {
    const box = one.getBoundingClientRect();
    const ringed = [one, one.closest("label, .choice")].some(
        (each) => each && getComputedStyle(each).outlineStyle !== "none");
    return ringed && box.bottom > 0 && box.top < innerHeight;
}"""


class Hand(Protocol):
    page: Page

    def press(self, element: Locator) -> None:
        """A link, a button or a heading that unfolds."""

    def choose(self, element: Locator) -> None:
        """A box to tick, or one of several."""

    def write(self, element: Locator, words: str) -> None:
        """The words after what is in the box; without any, the box is only gone to."""

    def open_box(self, post: Locator) -> None:
        """The box to write under this post, the first of its page."""


class Mouse:
    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, element: Locator) -> None:
        element.click()

    def choose(self, element: Locator) -> None:
        element.check()

    def write(self, element: Locator, words: str) -> None:
        element.click(position={"x": 24, "y": 16})
        self.page.keyboard.insert_text(words)

    def open_box(self, post: Locator) -> None:
        post.get_by_role("link", name="Write under it").first.click()


class Keyboard:
    """Every element is come to by Tab from where the focus is, forwards or backwards, and there
    the focus can be seen."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.emulate_media(reduced_motion="reduce")

    def press(self, element: Locator) -> None:
        self.reach(element)
        self.page.keyboard.press("Enter")

    def choose(self, element: Locator) -> None:
        """Of several that exclude each other Tab stops at one; the arrows lead to the others."""
        if element.get_attribute("type") == "checkbox":
            self.reach(element)
            self.page.keyboard.press("Space")
        elif not element.is_checked():
            name = element.get_attribute("name")
            chosen = self.page.locator(f"input[type=radio][name='{name}']:checked")
            self.reach(chosen)
            while not element.is_checked():
                self.page.keyboard.press("ArrowDown")
        expect(element).to_be_checked()

    def write(self, element: Locator, words: str) -> None:
        self.reach(element)
        self.page.keyboard.insert_text(words)

    def open_box(self, post: Locator) -> None:
        """By the desk's own keys."""
        self.page.keyboard.press("j")
        expect(post).to_be_focused()
        self.page.keyboard.press("r")

    def reach(self, element: Locator) -> None:
        expect(element).to_be_visible()
        wanted = element.element_handle()
        assert wanted is not None
        key = "Shift+Tab" if wanted.evaluate(_STANDS_BEFORE) else "Tab"
        for _time in range(_MOST_TABS):
            if wanted.evaluate(_IS_FOCUSED):
                break
            self.page.keyboard.press(key)
        assert wanted.evaluate(_IS_FOCUSED), f"Tab does not come to {element}"
        assert wanted.evaluate(_SHOWS_FOCUS), f"the focus cannot be seen on {element}"
