"""Reading what others wrote, and saying a word or two under it."""

from participants.simulate.answering import correct
from participants.simulate.browser import Page
from participants.simulate.markup import Element
from participants.simulate.visitor import Visitor

_MOST_PAGES = 3
_NOT_TO_REPLY_TO = {"reply--own", "reply--gone"}


def reply_to_staff(visitor: Visitor, board: Page) -> None:
    """What staff have asked and the board reminds of is answered."""
    for link in board.all('.notice a[href*="/replies/"]'):
        page = visitor.browser.open(link["href"])
        asked = link["href"].rstrip("/").rpartition("/")[2]
        post = page.first(f"#reply-{asked}")
        if post is not None:
            _say_under(visitor, page, post, visitor.pen.reply())


def read_others(visitor: Visitor, board: Page) -> None:
    """The news first, then what the board offers to read."""
    news = [link["href"] for one in board.all(".stage__new") if (link := one.around("a"))]
    offered = board.leads_to(".card--now a.button--second")
    for path in dict.fromkeys([*news[:_MOST_PAGES], *filter(None, [offered])]):
        _read(visitor, visitor.browser.open(path))


def _read(visitor: Visitor, page: Page) -> None:
    _leave_it_open(visitor, page)
    if not visitor.habits.writes:
        return
    if visitor.feels_like(visitor.habits.corrects):
        correct(visitor, page)
    posts = [one for one in page.all("article.reply") if not one.classes & _NOT_TO_REPLY_TO]
    if posts and visitor.feels_like(visitor.habits.comments):
        _say_under(visitor, page, visitor.chance.choice(posts), visitor.pen.comment())


def _leave_it_open(visitor: Visitor, page: Page) -> None:
    """A page that stays open asks for news by itself."""
    live = page.first("[data-polls]")
    if live is not None and visitor.browser.telephone.scripts:
        visitor.browser.peek(live["hx-get"], page.path)


def _say_under(visitor: Visitor, page: Page, post: Element, text: str) -> None:
    links = (one for one in post.all("footer a[hx-get]") if one.around("article") == post)
    link = next(links, None)
    if link is None:
        return
    if visitor.browser.telephone.scripts:
        form = visitor.browser.peek(link["hx-get"], page.path)
    else:
        form = visitor.browser.open(link["href"])
    sheet = form.sheet("form.comment")
    if sheet is None:
        return
    said = sheet.saying(text=text)
    page = visitor.browser.send(sheet, sheet.pressed(said))
    if page.status == 200 and page.first("form.comment") is None:
        visitor.diary.comments += 1
        visitor.note_words(f"{sheet.action} {visitor.diary.comments}", sheet, said)
