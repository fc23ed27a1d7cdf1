"""Answering: from one thing left to do to the next, with drafts, second thoughts and retries."""

from datetime import datetime, timedelta

from participants.simulate.browser import Page
from participants.simulate.habits import Part
from participants.simulate.sheets import Sheet, filled
from participants.simulate.visitor import Visitor

# Somebody whose answer is refused so often leaves the question alone.
_MOST_TRIES = 5
_TIRED_AFTER = (4, 40)
_SOON = timedelta(hours=30)
_TYPES_SLOWLY = 0.3


def answer_what_is_left(visitor: Visitor, board: Page) -> None:
    """They go on until nothing is left, they put something off, or they tire."""
    if visitor.habits.part == Part.LAST_MINUTE and not _is_pressing(board, visitor.now):
        return
    way = board.leads_to(".card--now a.button")
    for _each in range(visitor.chance.randint(*_TIRED_AFTER)):
        if not way:
            return
        page = _answer(visitor, visitor.browser.open(way))
        following = page.leads_to(".question__way a.button")
        if following == way and not has_arrived(page):
            return
        way = following


def _is_pressing(board: Page, now: datetime) -> bool:
    due = [datetime.fromisoformat(one["datetime"]) for one in board.all(".card--now time")]
    return any(one - now < _SOON for one in due)


def _answer(visitor: Visitor, page: Page) -> Page:
    """The page after it; what is put off is where it leads on to."""
    sheet = page.sheet("#answer form")
    if sheet is None or not sheet.asks:
        return page
    if _puts_it_off(visitor, sheet):
        prose = [box.name for box in sheet.asks if box.kind == "textarea"]
        begun = sheet.saying(**{name: visitor.pen.half_a_thought() for name in prose})
        visitor.diary.drafts += 1
        return visitor.browser.send(sheet, sheet.pressed(begun, "keep"))
    for tries in range(_MOST_TRIES):
        said = filled(sheet, pen=visitor.pen, chance=visitor.chance, tries=tries)
        _autosave(visitor, sheet, said)
        page = send_answer(visitor, sheet, said)
        sheet = page.sheet("#answer form")
        if sheet is None or has_arrived(page):
            break
    return page


def _puts_it_off(visitor: Visitor, sheet: Sheet) -> bool:
    """Only with prose to think about, and never the same twice."""
    empty = any(box.kind == "textarea" and not "".join(box.holds).strip() for box in sheet.asks)
    return empty and sheet.has_button("keep") and visitor.feels_like(visitor.habits.drafts)


def _autosave(visitor: Visitor, sheet: Sheet, said: dict[str, list[str]]) -> None:
    """What the page's script keeps while they type; the form learns when it was kept."""
    where = sheet.element["data-autosave"]
    if where and visitor.browser.telephone.scripts and visitor.feels_like(_TYPES_SLOWLY):
        kept = visitor.browser.post(where, sheet.page, sheet.pressed(said))
        seen = kept.first("[data-seen-now]")
        if kept.status == 200 and seen is not None:
            said["seen"] = [seen["data-seen-now"]]


def send_answer(visitor: Visitor, sheet: Sheet, said: dict[str, list[str]]) -> Page:
    """The page after it; the diary has the answer where the page says that it has arrived."""
    page = visitor.browser.send(sheet, sheet.pressed(said))
    if has_arrived(page):
        stage = page.first(".question__place")
        where = f"{sheet.action} {said.get('entry', [''])[0]}"
        visitor.diary.answers[where] = stage.text if stage else ""
        visitor.note_words(where, sheet, said)
    return page


def has_arrived(page: Page) -> bool:
    return page.first("#answer .notice--good") is not None


def correct(visitor: Visitor, page: Page) -> None:
    """A sentence is added to what they had written here."""
    link = page.leads_to('.reply--own a[href*="correct="]')
    sheet = visitor.browser.open(link).sheet("#answer form") if link else None
    box = next((one for one in sheet.asks if one.kind == "textarea"), None) if sheet else None
    if sheet is None or box is None:
        return
    said = sheet.saying(**{box.name: f"{box.holds[0]}\n{visitor.pen.afterthought()}".strip()})
    visitor.diary.corrections += has_arrived(send_answer(visitor, sheet, said))
