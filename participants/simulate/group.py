"""The virtual group lives: day after day, each doing what they would have done."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from participants.simulate.calendar import MAIL, ROUND, Happening, happenings
from participants.simulate.diary import Book
from participants.simulate.facilitator import Facilitator
from participants.simulate.letters import Letter, Letters
from participants.simulate.person import Person
from participants.simulate.sitting import sit_down
from participants.simulate.timekeeper import Timekeeper
from participants.simulate.visitor import Visitor
from sessions.models import Board

Say = Callable[[str], None]
Stop = Callable[[], bool]


@dataclass(slots=True)
class Group:
    """A board, its people, and what they need to live. `say` is told of each day, one line.

    `is_stopped` is asked between two visits, never within one: what somebody has begun to do
    is done and in their diary.
    """

    board: Board
    people: Sequence[Person]
    facilitator: Facilitator
    book: Book
    letters: Letters
    timekeeper: Timekeeper
    say: Say
    is_stopped: Stop
    _came: set[str] = field(default_factory=set)
    _before: Counter[str] = field(default_factory=Counter)

    def live(self, *, begins: datetime, ends: datetime) -> bool:
        """Everything up to `ends` has happened, and the clock stands there; False if stopped.

        Raises NotAnswering, Broken, NoWorker; the book is kept in any case.
        """
        self._before = self._done()
        zone, today = self.board.zone, begins.astimezone(self.board.zone).date()
        try:
            for one in happenings(self.people, zone=zone, begins=begins, ends=ends):
                if self.is_stopped():
                    return False
                if (day := one.at.astimezone(zone).date()) != today:
                    self._end_of(today)
                    today = day
                self._let_happen(one)
            self.timekeeper.reach(ends)
            self._post(ends)
            self._end_of(today)
        finally:
            self._keep_the_book()
        return True

    def _let_happen(self, one: Happening) -> None:
        if one.rank == MAIL:
            self.timekeeper.reach(one.at)
            self._post(one.at)
        elif one.rank == ROUND:
            self.timekeeper.reach(one.at)
            self.facilitator.make_the_round(self.people, self.timekeeper.now)
        elif self.people[one.number].comes_at(one.at):
            self.timekeeper.reach(one.at)
            self._visit(self.people[one.number], one.at)

    def _visit(self, person: Person, planned: datetime) -> None:
        visitor = Visitor.of(person, self.timekeeper.now, planned=planned)
        letters = self.letters.to(person.address)
        if sit_down(visitor, letters, lambda: self._post_for(person, planned)):
            self._came.add(person.key)

    def _post(self, at: datetime) -> None:
        """What is owed has been sent, and whoever got a letter may come because of it."""
        before = {person.key: len(self.letters.to(person.address)) for person in self.people}
        self.timekeeper.deliver()
        self.letters.fetch()
        for person in self.people:
            if len(self.letters.to(person.address)) > before[person.key]:
                person.called_at = at

    def _post_for(self, person: Person, at: datetime) -> Sequence[Letter]:
        self._post(at)
        return self.letters.to(person.address)

    def _end_of(self, day: date) -> None:
        done = self._done()
        new = done - self._before
        self._before = done
        self.say(
            f"{day:%a %d %b}: {len(self._came)} came, {new['answers']} answers, "
            f"{new['comments']} comments, {new['mails']} mails"
        )
        self._came.clear()
        self._keep_the_book()

    def _keep_the_book(self) -> None:
        self.book.lived_until = self.timekeeper.now.isoformat()
        self.book.save()

    def _done(self) -> Counter[str]:
        diaries = [person.diary for person in self.people]
        return Counter(
            answers=sum(len(one.answers) for one in diaries),
            comments=sum(one.comments for one in diaries),
            mails=self.letters.received,
        )
