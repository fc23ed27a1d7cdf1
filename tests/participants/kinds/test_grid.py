"""Every row of a grid takes one point of its scale, or one of its columns."""

from typing import Any

import pytest

from participants.kinds import KINDS
from participants.kinds.base import AnswerForm
from participants.kinds.charts import Axis, Bar, Given
from participants.kinds.content import AnswerContent, ValueContent, carried_over
from participants.kinds.grid import GridForm
from sessions.enums import ItemKind, Kind
from sessions.models import QuestionItem, QuestionVersion
from tests.participants.kinds.asking import filled, someone, tally, wording

pytestmark = pytest.mark.django_db

GRID = KINDS[Kind.GRID]
ROWS = ["Pace", "People"]
COLUMNS = ["Never", "Often"]


def on_a_scale(**fields: Any) -> QuestionVersion:
    return wording(Kind.GRID, rows=ROWS, **fields)


def in_columns(**fields: Any) -> QuestionVersion:
    return wording(Kind.GRID, **{"rows": ROWS, "columns": COLUMNS} | fields)


def row(version: QuestionVersion, key: str) -> QuestionItem:
    return version.items.get(kind=ItemKind.ROW, key=key)


def column(version: QuestionVersion, key: str) -> QuestionItem:
    return version.items.get(kind=ItemKind.COLUMN, key=key)


def told(version: QuestionVersion, **columns: str) -> AnswerContent:
    """An answer in columns, by the keys of rows and columns."""
    return AnswerContent(
        "",
        tuple(
            ValueContent(row(version, key), column=column(version, chosen))
            for key, chosen in columns.items()
        ),
    )


def test_a_point_is_chosen_in_each_row() -> None:
    version = on_a_scale()

    form = filled(version, row_people="1", row_pace="5")

    assert form.is_valid()
    assert form.content() == AnswerContent(
        "",
        (
            ValueContent(row(version, "pace"), number=5),
            ValueContent(row(version, "people"), number=1),
        ),
    )


def test_a_column_is_chosen_in_each_row() -> None:
    version = in_columns()
    never, often = (str(column(version, key).pk) for key in ("never", "often"))

    form = filled(version, row_pace=often, row_people=never)

    assert form.is_valid()
    assert form.content() == told(version, pace="often", people="never")


def test_a_row_without_a_choice_has_its_error_beside_it() -> None:
    version = on_a_scale()

    assert filled(version, row_people="1").errors == {
        f"row-{row(version, 'pace').pk}": ["Please choose one in this row."]
    }


@pytest.mark.parametrize("point", ["0", "6", "2.5", "often"])
def test_a_point_beside_the_scale_is_refused(point: str) -> None:
    version = on_a_scale()

    form = filled(version, row_pace=point, row_people="1")

    assert list(form.errors) == [f"row-{row(version, 'pace').pk}"]


def test_a_row_is_no_column() -> None:
    version = in_columns()
    pace = str(row(version, "pace").pk)

    assert len(filled(version, row_pace=pace, row_people=pace).errors) == 2


def headings(form: AnswerForm) -> list[tuple[str, str]]:
    assert isinstance(form, GridForm)
    return [(head.label, head.means) for head in form.heads]


def test_its_columns_are_headed_by_their_words_or_by_points_with_those_of_the_ends() -> None:
    assert headings(filled(in_columns())) == [("Never", ""), ("Often", "")]
    assert headings(filled(on_a_scale(settings={"from": 0, "to": 2}))) == [
        ("0", "low"),
        ("1", ""),
        ("2", "high"),
    ]


def test_rows_are_shuffled_for_each_person_and_a_pinned_one_keeps_its_place() -> None:
    rows = ["a", "b", "c", "d", "e", "f", "g"]
    version = in_columns(rows=rows, settings={"shuffle": True})
    version.items.filter(kind=ItemKind.ROW, key="c").update(pinned=True)

    orders = [[box.label for box in GRID.form(version, someone(version))] for _person in range(6)]

    assert len(set(map(tuple, orders))) > 3
    assert {order[2] for order in orders} == {"c"}
    assert sorted(orders[0]) == rows


def test_columns_are_never_shuffled() -> None:
    columns = ["a", "b", "c", "d", "e", "f", "g"]
    version = in_columns(columns=columns, settings={"shuffle": True})

    assert [label for label, _means in headings(filled(version))] == columns


def test_an_answer_goes_back_into_its_boxes() -> None:
    version = in_columns()

    assert GRID.fields_from(version, told(version, pace="often", people="never")) == {
        f"row-{row(version, 'pace').pk}": [str(column(version, "often").pk)],
        f"row-{row(version, 'people').pk}": [str(column(version, "never").pk)],
    }
    scale = on_a_scale()
    content = AnswerContent("", (ValueContent(row(scale, "pace"), number=4),))
    assert GRID.fields_from(scale, content) == {f"row-{row(scale, 'pace').pk}": ["4"]}


def test_an_answer_to_an_earlier_wording_finds_the_rows_and_columns_that_there_still_are() -> None:
    old, new = in_columns(), in_columns(rows=["People", "Food"], columns=["Rarely", "Never"])
    content = told(old, pace="often", people="never")

    assert GRID.fields_from(new, content) == {
        f"row-{row(new, 'people').pk}": [str(column(new, "never").pk)]
    }
    assert GRID.fields_from(new, told(old, people="often")) == {}
    assert GRID.fields_from(on_a_scale(), content) == {}


def test_a_draft_for_an_earlier_wording_finds_its_rows_and_columns_again() -> None:
    old, new = in_columns(), in_columns(rows=["People", "Pace"], columns=["Often", "Never"])
    typed = {f"row-{row(old, 'pace').pk}": [str(column(old, "often").pk)]}

    assert carried_over(typed, old, new) == {
        f"row-{row(new, 'pace').pk}": [str(column(new, "often").pk)]
    }


def test_a_row_and_a_column_of_one_key_are_two_things() -> None:
    version = in_columns(rows=["Never", "Often"])
    content = told(version, never="often", often="often")

    assert GRID.fields_from(version, content) == {
        f"row-{row(version, 'never').pk}": [str(column(version, "often").pk)],
        f"row-{row(version, 'often').pk}": [str(column(version, "often").pk)],
    }


def test_an_answer_reads_row_by_row() -> None:
    version = in_columns()
    scale = on_a_scale()

    assert GRID.lines(told(version, pace="often", people="never")) == [
        "Pace: Often",
        "People: Never",
    ]
    point = AnswerContent("", (ValueContent(row(scale, "pace"), number=4),))
    assert GRID.lines(point) == ["Pace: 4"]


def test_columns_are_counted_row_by_row() -> None:
    answers = [
        [Given("pace", None, "", "often"), Given("people", None, "", "never")],
        [Given("pace", None, "", "often"), Given("people", None, "", "often")],
        [Given("people", None, "", "often"), Given("gone", None, "", "often")],
    ]

    pace, people = GRID.charts(in_columns(), tally(answers))

    assert (pace.title, pace.bars, pace.out_of) == ("Pace", (Bar("Never", 0), Bar("Often", 2)), 2)
    assert (people.bars, people.out_of) == ((Bar("Never", 1), Bar("Often", 2)), 3)
    assert (pace.is_row, pace.axis) == (True, None)


def test_points_are_counted_row_by_row_with_their_median() -> None:
    version = on_a_scale(settings={"from": 1, "to": 3})
    answers = [
        [Given("pace", point, ""), Given("people", 1, "")] for point in (1, 2, 9)
    ]  # 9 was given to an earlier wording with more points

    pace, people = GRID.charts(version, tally(answers))

    assert (pace.bars, pace.out_of) == ((Bar("1: low", 1), Bar("2", 1), Bar("3: high", 0)), 2)
    assert (pace.axis, people.axis) == (
        Axis((1, 2, 3), "low", "high", 1.5),
        Axis((1, 2, 3), "low", "high", 1),
    )
