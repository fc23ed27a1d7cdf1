"""Each kind of closed question as its picture and as its table."""

import pytest

from bulletin.drawing.canvas import Frame
from participants.kinds.charts import Axis, Bar, Chart
from participants.kinds.pictures import NOTHING, Group, decimal, explained, picture_of
from participants.kinds.tables import Line, Table, tables_of
from tests.bulletin.drawing.reading import texts

FRAME = Frame("one", "How it is spread")
CHOICES = Chart(bars=(Bar("Yes", 3), Bar("No", 1)), out_of=4)
FEW = Chart(bars=(Bar("Yes", 0), Bar("No", 1)), out_of=1)
RANKED = Chart(bars=(Bar("Time", 2), Bar("News", 1)), out_of=3, means=(1.25, 2.5))
OTHERWISE = Chart(bars=(Bar("News", 1), Bar("Time", 0)), out_of=1, means=(1, None))
SCALE = Chart(
    bars=(Bar("1: low", 1), Bar("2", 0), Bar("3: high", 1)),
    out_of=2,
    axis=Axis((1, 2, 3), "low", "high", 2),
)
NOBODY = Chart(SCALE.bars, 0, axis=Axis((1, 2, 3), "low", "high", None))
VOTES = tuple(
    Chart((Bar("Agree", agree), Bar("Partly", 1), Bar("Disagree", 0), Bar("Cannot say", 0)),
          agree + 1, title=title, is_vote=True)
    for title, agree in (("Hopes", 2), ("Doubts", 0))
)  # fmt: skip
ROWS = (
    Chart((Bar("Never", 1), Bar("Often", 2)), 3, title="Pace", is_row=True),
    Chart((Bar("Never", 0), Bar("Often", 2)), 2, title="People", is_row=True),
)
POINTS = tuple(
    Chart(SCALE.bars, 2, title=title, axis=SCALE.axis, is_row=True) for title in ("Pace", "People")
)
KEPT = Group("north", (), "fewer than three")
NO_ROW = Chart((), 0, title="Pace", is_row=True, instead="fewer than three")
NO_VOTES = Chart((), 0, title="Hopes", is_vote=True, instead="kept back")


def drawn(*groups: Group) -> list[str]:
    return texts(picture_of(FRAME, groups))


def test_choices_are_drawn_as_bars_with_their_counts_of_all() -> None:
    assert drawn(Group("", (CHOICES,))) == ["3 of 4", "Yes", "1 of 4", "No"]
    assert tables_of([Group("", (CHOICES,))]) == [
        Table("", ("Answer", "How many"), (Line("Yes", ("3 of 4",)), Line("No", ("1 of 4",))))
    ]


def test_a_group_that_is_not_told_is_left_out_of_the_picture_and_says_why_in_the_table() -> None:
    groups = (Group("Everyone", (CHOICES,)), KEPT, Group("south", (FEW,)))

    assert "north" not in drawn(*groups)
    assert "south" in drawn(*groups)
    assert tables_of(groups) == [
        Table(
            "",
            ("Answer", "Everyone", "north", "south"),
            (
                Line("Yes", ("3 of 4", "fewer than three", "0 of 1")),
                Line("No", ("1 of 4", "fewer than three", "1 of 1")),
            ),
        )
    ]


def test_a_ranking_in_another_order_is_told_in_that_of_the_first_group() -> None:
    groups = (Group("Everyone", (RANKED,)), Group("health", (OTHERWISE,)))

    assert drawn(*groups) == [
        "Time", "Everyone", "2 of 3", "health", "0 of 1",
        "News", "Everyone", "1 of 3", "health", "1 of 1",
    ]  # fmt: skip
    (table,) = tables_of(groups)
    assert table.lines == (
        Line("Time", ("2 of 3; mean place 1.2", f"0 of 1; mean place {NOTHING}")),
        Line("News", ("1 of 3; mean place 2.5", "1 of 1; mean place 1")),
    )
    assert "mean place" in explained(RANKED)


def test_a_scale_is_drawn_as_columns_and_its_table_ends_with_the_median() -> None:
    assert "Median 2, of 2" in drawn(Group("", (SCALE,)))
    (table,) = tables_of([Group("a", (SCALE,)), KEPT, Group("b", (NOBODY,))])
    assert table.lines[-1] == Line("Median", ("2", "fewer than three", NOTHING))
    assert explained(SCALE) == "The triangle marks the median."


def test_a_grid_is_drawn_row_by_row_and_its_table_says_how_many_each_row_counts() -> None:
    assert drawn(Group("", ROWS)) == [
        "Never", "Often", "Pace", "of 3", "1", "2", "People", "of 2", "0", "2",
    ]  # fmt: skip
    assert tables_of([Group("", ROWS)]) == [
        Table(
            "",
            ("Row", "Never", "Often", "Answers"),
            (Line("Pace", ("1", "2", "3")), Line("People", ("0", "2", "2"))),
        )
    ]
    assert explained(ROWS[0]) == ""


def test_a_grid_on_a_scale_has_a_median_in_each_row() -> None:
    assert drawn(Group("", POINTS))[:7] == [
        "1", "2", "3", "low", "high", "Pace", "Median 2, of 2",
    ]  # fmt: skip
    (table,) = tables_of([Group("", POINTS)])
    assert table.heads == ("Row", "1: low", "2", "3: high", "Median", "Answers")
    assert table.lines[0] == Line("Pace", ("1", "0", "1", "2", "2"))
    assert explained(POINTS[0]) == "The triangle marks the median."


def test_rows_of_groups_have_a_table_for_each_row() -> None:
    groups = (Group("Everyone", POINTS), KEPT, Group("south", POINTS))

    assert drawn(*groups).count("Median 2, of 2") == 4
    pace, people = tables_of(groups)
    assert (pace.caption, people.caption, pace.heads[0]) == ("Pace", "People", "Who")
    assert pace.lines == (
        Line("Everyone", ("1", "0", "1", "2", "2")),
        Line("north", ("fewer than three", *[NOTHING] * 4)),
        Line("south", ("1", "0", "1", "2", "2")),
    )


def test_a_row_that_is_not_told_keeps_its_place_and_says_why() -> None:
    groups = (Group("Everyone", ROWS), Group("south", (NO_ROW, ROWS[1])))

    assert drawn(*groups) == [
        "Never", "Often",
        "Pace", "Everyone", "of 3", "1", "2", "south", "fewer than three",
        "People", "Everyone", "of 2", "0", "2", "south", "of 2", "0", "2",
    ]  # fmt: skip
    pace, people = tables_of(groups)
    assert pace.lines[1] == Line("south", ("fewer than three", *[NOTHING] * 2))
    assert people.lines[1] == Line("south", ("0", "2", "2"))


def test_a_statement_that_is_not_told_keeps_its_place_and_says_why() -> None:
    groups = (Group("Everyone", VOTES), Group("south", (NO_VOTES, VOTES[1])))

    assert "kept back" in drawn(*groups)
    hopes, doubts = tables_of(groups)
    assert hopes.lines[1] == Line("south", ("kept back", *[NOTHING] * 4))
    assert doubts.lines[1] == Line("south", ("0", "1", "0", "0", "1"))


def test_votes_are_drawn_statement_by_statement() -> None:
    assert drawn(Group("", VOTES))[4:] == ["Hopes", "of 3", "2", "1", "Doubts", "of 1", "1"]
    assert tables_of([Group("", VOTES)]) == [
        Table(
            "",
            ("Statement", "Agree", "Partly", "Disagree", "Cannot say", "Votes"),
            (
                Line("Hopes", ("2", "1", "0", "0", "3")),
                Line("Doubts", ("0", "1", "0", "0", "1")),
            ),
        )
    ]


def test_votes_of_groups_have_a_table_for_each_statement() -> None:
    hopes, doubts = tables_of([Group("Everyone", VOTES), KEPT])

    assert (hopes.caption, doubts.caption, hopes.heads[0]) == ("Hopes", "Doubts", "Who")
    assert hopes.lines == (
        Line("Everyone", ("2", "1", "0", "0", "3")),
        Line("north", ("fewer than three", *[NOTHING] * 4)),
    )


@pytest.mark.parametrize(
    ("number", "words"), [(4, "4"), (4.5, "4.5"), (1.96, "2"), (2.64, "2.6"), (None, NOTHING)]
)
def test_a_number_has_a_decimal_at_most(number: float | None, words: str) -> None:
    assert decimal(number) == words


def test_nothing_needs_explaining_in_plain_bars() -> None:
    assert explained(CHOICES) == ""
