"""One visit to the board, by nothing but what its pages show."""

from collections.abc import Sequence

from participants.simulate.answering import answer_what_is_left
from participants.simulate.browser import Page
from participants.simulate.coming import PostArrives, agree, come_in
from participants.simulate.letters import Letter
from participants.simulate.reading import read_others, reply_to_staff
from participants.simulate.sheets import Sheet, filled
from participants.simulate.visitor import Visitor


def sit_down(visitor: Visitor, letters: Sequence[Letter], post_arrives: PostArrives) -> bool:
    """They have come and gone, and their diary says what they did; False for who got not in."""
    page = come_in(visitor, letters, post_arrives)
    if page is None:
        return False
    board = agree(visitor, page)
    if board is None:
        return True
    if visitor.person.wants_to_leave:
        _leave(visitor, board)
        return True
    if visitor.habits.writes:
        _write(visitor, board)
    read_others(visitor, visitor.browser.open(visitor.diary.home))
    return True


def _write(visitor: Visitor, board: Page) -> None:
    given = len(visitor.diary.answers)
    reply_to_staff(visitor, board)
    answer_what_is_left(visitor, board)
    visitor.diary.sittings += len(visitor.diary.answers) > given


def _leave(visitor: Visitor, board: Page) -> None:
    """By the way that the page about the board shows."""
    about = board.leads_to('.top__links a[href$="/about/"]')
    away = visitor.browser.open(about).leads_to('a[href$="/withdrawal/"]') if about else ""
    sheet = visitor.browser.open(away).sheet("form.section") if away else None
    if sheet is None:
        return
    said = filled(sheet, pen=visitor.pen, chance=visitor.chance)
    receipt = visitor.browser.send(sheet, sheet.pressed(said))
    if receipt.status == 200 and receipt.sheet("form.section") is None:
        visitor.diary.withdrew = True
        if _are_removed(sheet, said):
            visitor.diary.words.clear()


def _are_removed(sheet: Sheet, said: dict[str, list[str]]) -> bool:
    """Whether their words go with them: as they chose, or as the board says before the form."""
    if sheet.box("answers"):
        return said["answers"] == ["remove"]
    notice = sheet.element.parent.first(".notice") if sheet.element.parent else None
    return notice is not None and "removed" in notice.text
