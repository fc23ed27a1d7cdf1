"""The days of a diary that wait for an entry, and the one that comes next."""

from dataclasses import dataclass
from datetime import date

from participants.board.asked import Asked
from participants.board.boxes import AnswerBox
from participants.days import begins_before
from participants.gate.openness import until_for


@dataclass(frozen=True, slots=True)
class DayOfDiary:
    entry: int
    day: date


def other_days(asked: Asked, box: AnswerBox | None) -> list[DayOfDiary]:
    """The days of a diary that wait for an entry, but for the one in the box."""
    if asked.days is None or (box and box.shut):
        return []
    others = [entry for entry in asked.wanted if box is None or entry != box.entry]
    return [DayOfDiary(entry, asked.days.day_of(entry)) for entry in others]


def day_ahead(asked: Asked) -> DayOfDiary | None:
    """The day of a diary that comes next, if its stage still takes this person's answers by
    then."""
    if asked.days is None or asked.days.next is None:
        return None
    stage, ahead = asked.question.stage, asked.days.next
    day = asked.days.day_of(ahead)
    more_time = asked.participant.extensions.filter(stage=stage).values_list("until", flat=True)
    until = until_for(stage, more_time.first())
    return DayOfDiary(ahead, day) if begins_before(day, stage, until) else None
