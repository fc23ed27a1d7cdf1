"""A grid's rows stand on a scale of numbers, or have columns with names."""

import pytest

from sessions.actions.boards import create_board
from sessions.enums import ItemKind
from sessions.kinds.base import ItemDraft
from sessions.kinds.grid import MINUTES_A_ROW, MINUTES_TO_BEGIN, Grid, GridScript
from sessions.models import QuestionVersion
from sessions.script.describing import script_of
from sessions.script.shape import BoardScript
from sessions.script.writing import write_script
from tests import factories
from tests.sessions.scripts import script

ON_A_SCALE = """\
- key: grid
  kind: grid
  prompt: How was it?
  rows:
    - The pace
    - {key: people, text: The mix of people}
  scale: {from: 0, to: 4, low: Poor, high: Good}
  entries: 3
"""


def asked(board: BoardScript) -> GridScript:
    (question,) = board.stages[0].questions
    assert isinstance(question, GridScript)
    return question


def test_a_grid_on_a_scale_has_its_rows_and_the_ends_of_the_scale() -> None:
    grid = asked(script(ON_A_SCALE))

    assert Grid().settings(grid).to_json() == {"from": 0, "to": 4, "shuffle": False}
    assert Grid().items(grid) == [
        ItemDraft(ItemKind.ROW, "the-pace", "The pace"),
        ItemDraft(ItemKind.ROW, "people", "The mix of people"),
        ItemDraft(ItemKind.LOW_END, "low", "Poor"),
        ItemDraft(ItemKind.HIGH_END, "high", "Good"),
    ]


@pytest.mark.django_db
def test_a_grid_on_a_scale_comes_back_as_it_was_written() -> None:
    board = create_board(script=script(ON_A_SCALE), owner=factories.user(), now=factories.NOW)

    assert script_of(board) == script(ON_A_SCALE)
    written = write_script(script_of(board))
    assert "          - The pace\n          - {key: people, text: The mix of people}\n" in written
    assert "        scale: {from: 0, to: 4, low: Poor, high: Good}\n" in written
    assert "columns" not in written


def test_a_row_and_a_column_may_read_the_same() -> None:
    grid = asked(
        script("- {key: q, kind: grid, prompt: x, rows: [Never, Often], columns: [Never, Often]}")
    )

    assert [(draft.kind, draft.key) for draft in Grid().items(grid)] == [
        (ItemKind.ROW, "never"),
        (ItemKind.ROW, "often"),
        (ItemKind.COLUMN, "never"),
        (ItemKind.COLUMN, "often"),
    ]


@pytest.mark.django_db
def test_each_row_takes_its_time() -> None:
    board = create_board(script=script(ON_A_SCALE), owner=factories.user(), now=factories.NOW)
    version = QuestionVersion.objects.get(question__stage__board=board)

    assert Grid().minutes(version) == MINUTES_TO_BEGIN + 2 * MINUTES_A_ROW
