"""A group lives: over HTTP, with a worker and mail, and the desk agrees with its diaries."""

import re
from collections import Counter
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from bulletin import clock
from moderation.participation import figures
from participants.models import Reply
from sessions.models import Board

from .conftest import EVERY, Simulate, draft

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]


def told(capsys: pytest.CaptureFixture[str]) -> dict[str, tuple[int, int]]:
    """The figures as the command printed them: what was lived, and what the desk shows."""
    lines = re.findall(r"^(\S.*?) {2,}(\d+) +(\d+)$", capsys.readouterr().out, re.MULTILINE)
    return {label: (int(lived), int(desk)) for label, lived, desk in lines}


def what_was_said(board: Board) -> Counter[tuple[str, str, str, str]]:
    said = Reply.objects.filter(board=board, participant__isnull=False)
    return Counter(
        said.values_list("participant__name", "question__key", "kind", "current_version__text")
    )


def test_a_draft_is_lived_through_and_the_figures_are_the_products(
    simulate: Simulate, capsys: pytest.CaptureFixture[str]
) -> None:
    board = draft()

    simulate(board.slug, "--participants", "12")

    shown = told(capsys)
    assert {lived == desk for lived, desk in shown.values()} == {True}
    now = clock.now()
    counted = figures(Board.objects.get(), now)
    assert dict(counted.lines()) | {one.title: one.answered for one in counted.stages} == {
        label: desk for label, (_lived, desk) in shown.items()
    }
    assert counted.on_roster == 12
    assert counted.wrote >= 6
    assert [one.answered > 0 for one in counted.stages] == [True, True]
    board.refresh_from_db()
    assert clock.now() >= board.ends_at
    assert board.stages.get(key="second").released_by == board.staff.get().user


def test_every_kind_of_question_is_answered_by_what_its_page_shows(simulate: Simulate) -> None:
    board = draft(EVERY)

    simulate(board.slug, "--participants", "8", "--seed", "3")

    answered = Reply.objects.answers().filter(board=board).values_list("question__kind", flat=True)
    assert {*answered} == {
        "text",
        "file",
        "annotate",
        "single",
        "multiple",
        "scale",
        "grid",
        "ranking",
        "summary",
    }
    diary = Counter(Reply.objects.answers().filter(question__key="text").values_list("participant"))
    assert 1 < max(diary.values()) <= 5


def test_the_same_seed_on_the_same_board_does_the_same(simulate: Simulate, site: str) -> None:
    begins, boards = clock.now(), [draft(), draft()]
    for board in boards:
        clock.move_to(begins)
        simulate(board.slug, "--participants", "6", "--seed", "7")
    one, other = map(what_was_said, boards)
    assert one.total() > 10
    assert one == other


def test_who_is_stopped_goes_on_from_there_even_if_the_clock_was_put_back_meanwhile(
    simulate: Simulate, capsys: pytest.CaptureFixture[str]
) -> None:
    board = draft()

    simulate(board.slug, "--participants", "6", "--days", "2")

    halfway = told(capsys)
    assert clock.now().astimezone(board.zone).date() == board.starts_on + timedelta(days=1)
    call_command("put_clock_back")
    simulate(board.slug, "--participants", "6")
    after = told(capsys)
    assert after["Answers"][0] > halfway["Answers"][0] > 0
    assert {lived == desk for lived, desk in after.values()} == {True}


def test_the_clock_is_left_in_the_days_to_come_and_can_be_put_back(
    simulate: Simulate, capsys: pytest.CaptureFixture[str]
) -> None:
    """To where it stood: a demo's clock does not show the real time."""
    board, before = draft(), clock.offset()
    simulate(board.slug, "--participants", "2", "--days", "1")
    simulate(board.slug, "--participants", "2", "--days", "1")
    said = capsys.readouterr().out
    assert said.count("manage.py put_clock_back puts it back.") == 2
    assert clock.offset() > before + timedelta(days=28)

    call_command("put_clock_back")

    assert f"The clock stands at {clock.now():%a %d %b %Y}" in capsys.readouterr().out
    assert abs(clock.offset() - before) < timedelta(seconds=1)
    with pytest.raises(CommandError, match="simulate has not moved"):
        call_command("put_clock_back")
