"""Example people for a board that has too few: on its roster as a spreadsheet would bring them."""

import csv
import io
import re
from datetime import datetime
from random import Random

from participants.models import Participant
from participants.roster import import_roster
from sessions.models import Board

_NUMBER = re.compile(r"Member (\d+)")
_ELSEWHERE = ("Europe/Paris", "America/New_York", "Asia/Kolkata", "Australia/Sydney")


def people_of(board: Board) -> list[Participant]:
    """Everybody whom figures speak of, in an order that does not change."""
    people = Participant.objects.filter(board=board, erased_at=None).counted()
    return sorted(people, key=lambda person: (person.name, person.email, str(person.pk)))


def fill_up(board: Board, wanted: int, *, chance: Random, now: datetime) -> int:
    """The board has `wanted` people; how many were added. Every tenth has no address."""
    there = people_of(board)
    numbers = (_NUMBER.fullmatch(person.name) for person in there)
    latest = max((int(found[1]) for found in numbers if found), default=0)
    added = range(latest + 1, latest + 1 + wanted - len(there))
    if added:
        import_roster(board=board, data=_spreadsheet(board, added, chance), now=now)
    return len(added)


def _spreadsheet(board: Board, numbers: range, chance: Random) -> bytes:
    sets = list(board.segment_sets.prefetch_related("segments"))
    lines = io.StringIO()
    writer = csv.writer(lines)
    writer.writerow(["name", "email", "timezone", *(one.key for one in sets)])
    for number in numbers:
        address = "" if number % 10 == 0 else f"member{number:02}@example.org"
        zone = chance.choice(_ELSEWHERE) if number % 6 == 0 else board.timezone
        segments = [chance.choice([s.value for s in one.segments.all()]) for one in sets]
        writer.writerow([f"Member {number:02}", address, zone, *segments])
    return lines.getvalue().encode()
