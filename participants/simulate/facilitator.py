"""The one who runs the board: launches it, releases its stages, asks, enters what was mailed."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from random import Random

from participants.simulate.browser import DESK, Browser, Page
from participants.simulate.diary import Staff
from participants.simulate.habits import Part
from participants.simulate.markup import Element
from participants.simulate.person import Person
from participants.simulate.sheets import Sheet, filled
from participants.simulate.words import Pen, Style, words_in

_BY_MAIL = "email"
_SOURCE = "Mail to the project's address"
_AHEAD = timedelta(hours=26)
_MOST_ENTRIES = 60
_MOST_TRIES = 5


class NotReady(Exception):
    """The board cannot be launched; each argument is one thing that is missing."""


class Facilitator:
    """Works on one board's desk, by what it shows. To be signed in first.

    `way_in` gives a new one-time link each time.
    """

    def __init__(self, site: str, staff: Staff, *, seed: str, way_in: Callable[[], str]) -> None:
        self._browser = Browser(site, DESK)
        self._staff = staff
        self._seed = seed
        self._way_in = way_in
        self._board = ""

    def sign_in(self, slug: str) -> None:
        """Raises NotReady where the board is not on their desk."""
        self._board = self._come_in().leads_to(f'main a[href$="/{slug}/"]')
        if not self._board:
            raise NotReady("its facilitator cannot sign in to the desk")

    def _come_in(self) -> Page:
        page = self._browser.open(self._way_in())
        sheet = page.sheet("main form")
        return self._browser.send(sheet, sheet.as_it_stands()) if sheet else page

    def launch(self) -> None:
        """It is launched, if it was not. Raises NotReady where the desk offers no launch."""
        way = self._browser.open(self._board).leads_to('a.deed[href$="/launch/"]')
        if not way:
            return
        sheet = self._browser.open(way).sheet("main form.actions")
        if sheet is None:
            raise NotReady("the desk does not launch it")
        self._browser.send(sheet, sheet.as_it_stands())

    def make_the_round(self, people: Iterable[Person], now: datetime) -> None:
        """Once a day: what is to open soon is released, who needs a hand is given one."""
        self._release(now)
        for person in people:
            if person.habits.part == Part.BY_MAIL:
                self._enter_for(person, now)
            elif not person.address and person.habits.writes:
                self._hand_a_link_to(person)
        self._speak(self._chance("speaks", now.date()))

    def figures(self) -> Mapping[str, int]:
        """What the desk says of who took part: by its words, and answers by a stage's title."""
        transcripts = self._browser.open(self._board).leads_to('.tabs a[href$="/transcripts/"]')
        way = self._browser.open(transcripts).leads_to('.places a[href$="/participation/"]')
        rows = self._browser.open(way).all("main table tbody:first-of-type tr")
        return {head.text: _number(cell.text) for head, cell in map(_head_and_cell, rows)}

    def _chance(self, *about: object) -> Random:
        return Random(":".join(map(str, (self._seed, *about))))  # noqa: S311 - no secret

    # The stages

    def _release(self, now: datetime) -> None:
        """What opens before tomorrow's round, and the next of those that wait for a hand."""
        page = self._browser.open(self._board)
        soon = [
            one for one in page.all('form[action$="/release/"]') if _opens_by(one, now + _AHEAD)
        ]
        by_hand = [one for one in page.all('form[action$="/opening/"]') if _opens_at(one) is None]
        for form in [*soon, *by_hand[:1]]:
            sheet = Sheet.of(form, page.path)
            self._browser.send(sheet, sheet.as_it_stands())

    # People who need a hand

    def _page_of(self, person: Person) -> Page:
        people = self._browser.open(self._board).leads_to('.tabs a[href$="/people/"]')
        way = self._browser.open(people).leads_to(f'a[href$="/{person.key}/"]')
        return self._browser.open(way)

    def _hand_a_link_to(self, person: Person) -> None:
        """Once: it is copied here, after a fresh sign-in, and given to them some other way."""
        if person.diary.link or person.diary.came:
            return
        self._come_in()
        page = self._page_of(person)
        sheet = page.sheet('form[action$="/link/"]')
        shown = self._browser.send(sheet, sheet.as_it_stands()) if sheet else page
        link = shown.first("input#link")
        person.diary.link = link["value"] if link else ""

    def _enter_for(self, person: Person, now: datetime) -> None:
        """What they have sent by mail since: their consent first, then answer by answer."""
        chance = person.chance("mails", now.date())
        page = self._page_of(person)
        if not person.diary.consented:
            way = page.leads_to('a.deed[href$="/consent/"]')
            person.diary.consented = bool(way) and self._write_down(person, way, chance) is not None
            page = self._page_of(person)
        stages = self._stages_by_question() if _unentered(page, person) else {}
        for _entry in range(_MOST_ENTRIES):
            way = next(iter(_unentered(page, person)), "")
            if not way:
                return
            self._enter_one(person, way, stages, chance)
            page = self._page_of(person)

    def _enter_one(
        self, person: Person, way: str, stages: Mapping[str, str], chance: Random
    ) -> None:
        """Their answer; a question that takes none any more is not tried again."""
        said = self._write_down(person, way, chance)
        if said is None:
            person.diary.refused.append(way)
            return
        person.diary.by = _BY_MAIL
        person.diary.answers[way] = stages.get(_identity_in(way), "")
        person.diary.words[way] = said

    def _write_down(self, person: Person, way: str, chance: Random) -> int | None:
        """How many words of prose went in; None where it was refused each time."""
        page, pen = self._browser.open(way), Pen(person.habits.style, chance)
        for tries in range(_MOST_TRIES):
            sheet = page.sheet("main form.narrow")
            if sheet is None:
                return None
            given = {"provenance-channel": _BY_MAIL, "provenance-source": _SOURCE}
            given |= {box.name: "yes" for box in sheet.asks if ("Yes", "yes") in box.offers}
            said = filled(sheet, pen=pen, chance=chance, tries=tries, given=given)
            page = self._browser.send(sheet, sheet.pressed(said))
            if page.status == 200:
                prose = (said[box.name][0] for box in sheet.asks if box.kind == "textarea")
                return sum(words_in(text) for text in prose)
        return None

    def _stages_by_question(self) -> dict[str, str]:
        """Each question's id with the title of its stage."""
        way = self._browser.open(self._board).leads_to('.tabs a[href$="/everything/"]')
        return {
            _identity_in(link["href"]): title.text
            for section in self._browser.open(way).all("main section")
            if (title := section.first("h2"))
            for link in section.all("li a")
        }

    # A word of their own

    def _speak(self, chance: Random) -> None:
        """Under one reply of the day: a comment, or a question to its author."""
        way = self._browser.open(self._board).leads_to('.tabs a[href$="/everything/"]')
        said_under = [
            line.first("a")
            for line in self._browser.open(way).all("li.index__line")
            if len(line.all(".index__counts span")) > 1
        ]
        questions = [link["href"] for link in said_under if link]
        if not questions:
            return
        page = self._browser.open(chance.choice(questions))
        posts = page.all('article.reply a.deed[href*="/replies/"]')
        if posts:
            self._write_under(chance.choice(posts)["href"], chance)

    def _write_under(self, way: str, chance: Random) -> None:
        page = self._browser.open(way)
        sheet = page.sheet("form#write")
        if sheet is None:
            return
        given = {"text": Pen(Style.PLAIN, chance).probe()}
        said = filled(sheet, pen=Pen(Style.PLAIN, chance), chance=chance, given=given)
        after = self._browser.send(sheet, sheet.pressed(said))
        if after.status == 200 and after.first("form#write") is None:
            is_comment = said["manner"] == ["comment"]
            self._staff.comments += is_comment
            self._staff.probes += not is_comment


def _number(words: str) -> int:
    """None have answered in a stage of which the page says that it has not opened."""
    digits = words.replace(",", "")
    return int(digits) if digits.isdecimal() else 0


def _head_and_cell(row: Element) -> tuple[Element, Element]:
    head, cell = row.first("th"), row.first("td")
    assert head is not None
    assert cell is not None
    return head, cell


def _opens_at(form: Element) -> datetime | None:
    """The date at which the stage opens that the form stands under; None where it has none."""
    stage = form.around("li.timeline__stage")
    dates = stage.first(".stage-dates div") if stage else None
    opens = dates.first("time") if dates else None
    return datetime.fromisoformat(opens["datetime"]) if opens else None


def _opens_by(form: Element, latest: datetime) -> bool:
    opens = _opens_at(form)
    return opens is None or opens < latest


def _unentered(page: Page, person: Person) -> list[str]:
    """Where an answer of theirs can be entered still; one that is there could be corrected."""
    ways = [link["href"] for link in page.all('li.index__line a[href*="/answers/"][href$="/"]')]
    done = {*person.diary.answers, *person.diary.refused}
    return [way for way in ways if way not in done]


def _identity_in(way: str) -> str:
    return way.rstrip("/").rpartition("/")[2]
