"""Forty people, ten days, twelve questions a day: about 7,500 replies, and every page answers."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from bulletin import clock
from participants.models import Reply
from participants.simulate import answering, reading
from participants.simulate.assembling import (
    Wishes,
    assembled,
    begins_at,
    book_of,
    letters_on,
    signed_in,
)
from participants.simulate.figures import compared, counted
from participants.simulate.group import Group
from participants.simulate.habits import Part
from participants.simulate.person import Person
from participants.simulate.timekeeper import Timekeeper
from sessions.models import Board

from .figures import record, say, stopwatch
from .guides import Guide, members, roster
from .installing import Home, home

PEOPLE = 40
GUIDE = Guide(
    "Ten full days", date(2026, 6, 1), days=10, opens_on=tuple(range(1, 11)), questions=12
)

pytestmark = [pytest.mark.timeout(3600), pytest.mark.usefixtures("elsewhere")]


def talkative(people: list[Person]) -> list[Person]:
    """Everybody comes every day, answers everything, and has something to say to others."""
    for person in people:
        person.habits = replace(
            person.habits, part=Part.KEEN, comments=0.9, corrects=0.05, drafts=0.02
        )
    return people


def live_through(board: Board, there: Home) -> tuple[Group, dict[str, int]]:
    wishes = Wishes(PEOPLE, there.site, "1", there.letters)
    book = book_of(board, seed=wishes.seed)
    facilitator = signed_in(board, book, wishes.site)
    timekeeper = Timekeeper(patience=120.0, ask=there.live.broker.ask_for_a_sweep)
    begins = begins_at(board, book, clock.now())
    timekeeper.reach(begins)
    facilitator.launch()
    people = talkative(assembled(board, book, wishes))
    letters = letters_on(board, there.letters)
    group = Group(board, people, facilitator, book, letters, timekeeper, say, lambda: False)
    assert group.live(begins=begins, ends=board.ends_at)
    return group, dict(facilitator.figures())


def a_walk(group: Group) -> tuple[int, float]:
    """Every fourth of them opens the board and each question once more: pages, seconds each."""
    pages = 0
    with stopwatch() as took:
        for person in group.people[::4]:
            board = person.browser.open(person.diary.home)
            links = [link["href"] for link in board.all(".stage__question a")]
            statuses = {person.browser.open(path).status for path in links}
            assert (board.status, statuses) == (200, {200})
            pages += 1 + len(links)
    return pages, took[0] / pages


def test_a_board_of_forty_people_and_a_hundred_and_twenty_questions(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "_TIRED_AFTER", (60, 60))
    monkeypatch.setattr(reading, "_MOST_PAGES", 6)
    with home(tmp_path, workers=1, beats=1) as there, there.live.inside():
        settings.PLACE = there.live.place
        clock.move_to(GUIDE.opens_at(0) - timedelta(days=2))
        slug = there.board(GUIDE, roster(members(PEOPLE)))
        board = Board.objects.get(slug=slug)
        with stopwatch() as took:
            group, desk = live_through(board, there)
        own = counted(group.people, group.book.staff, group.letters)
        assert compared(own, desk) == [(label, number, number) for label, number in own.items()]
        said = Reply.objects.filter(board=board).count()
        assert said > 6500
        pages, seconds = a_walk(group)
        record(
            "40 people, ten days, 120 questions",
            {
                "seconds": took[0],
                "replies": said,
                "answers": own["Answers"],
                "comments": own["Comments by participants"],
                "pages opened once more": pages,
                "milliseconds a page": round(1000 * seconds, 1),
            },
        )
