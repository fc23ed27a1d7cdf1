"""Somebody on one visit: who they are, when it is, and the chance that is theirs for it."""

from dataclasses import dataclass
from datetime import datetime
from random import Random

from participants.simulate.browser import Browser
from participants.simulate.diary import Diary
from participants.simulate.habits import Habits
from participants.simulate.person import Person
from participants.simulate.sheets import Sheet
from participants.simulate.words import Pen, words_in


@dataclass(frozen=True, slots=True)
class Visitor:
    person: Person
    now: datetime
    chance: Random
    pen: Pen

    @classmethod
    def of(cls, person: Person, now: datetime, *, planned: datetime) -> "Visitor":
        """What they do hangs on when they meant to come: they may be some seconds late."""
        chance = person.chance("visit", planned)
        return cls(person, now, chance, Pen(person.habits.style, chance))

    @property
    def diary(self) -> Diary:
        return self.person.diary

    @property
    def habits(self) -> Habits:
        return self.person.habits

    @property
    def browser(self) -> Browser:
        return self.person.browser

    def feels_like(self, share: float) -> bool:
        return self.chance.random() < share

    def note_words(self, where: str, sheet: Sheet, said: dict[str, list[str]]) -> None:
        """What stands in the boxes for prose is what they have said there by now."""
        prose = [said[box.name][0] for box in sheet.asks if box.kind == "textarea"]
        self.diary.words[where] = sum(words_in(text) for text in prose)
