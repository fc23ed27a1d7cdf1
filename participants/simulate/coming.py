"""Coming in: by the link in a letter, past the code that a new device needs, and agreeing."""

from collections.abc import Callable, Sequence

from participants.simulate.browser import TELEPHONES, Browser, Page, path_of
from participants.simulate.habits import Part
from participants.simulate.letters import Letter
from participants.simulate.sheets import Sheet
from participants.simulate.visitor import Visitor

PostArrives = Callable[[], Sequence[Letter]]


def come_in(visitor: Visitor, letters: Sequence[Letter], post_arrives: PostArrives) -> Page | None:
    """Their board, or what stands before it; None for whoever has no way in yet.

    `post_arrives` waits for what they have just asked for, and gives all their letters.
    """
    diary = visitor.diary
    another = _another_device(visitor)
    if diary.home and another is None:
        return visitor.browser.open(diary.home)
    link = next((letter.link for letter in reversed(letters) if letter.link), diary.link)
    if not link:
        return None
    browser = another or visitor.browser
    page = _past_the_door(browser, link, post_arrives)
    if page is not None:
        visitor.person.use(browser)
        diary.came = True
        diary.home = page.leads_to("a.top__home") or page.path
    return page


def _another_device(visitor: Visitor) -> Browser | None:
    """Once, when they have settled in: the telephone at home, the computer at work."""
    diary, old = visitor.diary, visitor.browser
    if not visitor.habits.has_second_device or diary.sittings != 1 or diary.devices:
        return None
    diary.devices = 1
    return Browser(old.site, visitor.chance.choice(TELEPHONES), {}, old.lives_at)


def _past_the_door(browser: Browser, link: str, post_arrives: PostArrives) -> Page | None:
    page = browser.open(path_of(link))
    door = page.sheet("main form")
    if door is None:
        return page if page.status == 200 else None
    page = browser.send(door, door.as_it_stands())
    waits = page.sheet("main form")
    if waits is not None and waits.box("code"):
        code = next((letter.code for letter in reversed(post_arrives()) if letter.code), "")
        page = browser.send(waits, waits.pressed(waits.saying(code=code)))
    return page if page.first("a.top__home") and page.status == 200 else None


def agree(visitor: Visitor, page: Page) -> Page | None:
    """The board, once they have agreed to what is asked; None for whoever does not."""
    sheet = _information(page)
    if sheet is None:
        return page if page.status == 200 else None
    if visitor.habits.part == Part.DECLINES:
        visitor.browser.send(sheet, sheet.as_it_stands("decline"))
        visitor.diary.declined = True
        return None
    for hesitates in (True, False):
        page = visitor.browser.send(sheet, sheet.pressed(_agreed(visitor, sheet, hesitates)))
        sheet = _information(page)
        if sheet is None:
            visitor.diary.consented = True
            return page
    return None


def _agreed(visitor: Visitor, sheet: Sheet, hesitates: bool) -> dict[str, list[str]]:
    """Yes to each statement; who hesitates says no to some, and is told what is needed."""
    said = {}
    for box in sheet.asks:
        values = [value for _words, value in box.offers]
        no = hesitates and visitor.feels_like(0.2)
        said[box.name] = values[1] if no and len(values) > 1 else values[0]
    return sheet.saying(**said)


def _information(page: Page) -> Sheet | None:
    """The form in which one agrees to take part, where the page is that."""
    sheet = page.sheet("section.section form.stack")
    return sheet if sheet and sheet.has_button("agree") else None
