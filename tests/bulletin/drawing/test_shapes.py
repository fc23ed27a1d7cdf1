"""Bars, columns, shares and a flow are as long as their numbers."""

import pytest

from bulletin.drawing.bars import Bar, Row, draw_bars
from bulletin.drawing.canvas import WIDTH
from bulletin.drawing.cells import HEIGHT, INSET, Line, draw_cells
from bulletin.drawing.cells import Row as GridRow
from bulletin.drawing.columns import HIGHEST, Panel, Scale, draw_columns
from bulletin.drawing.flow import Step, draw_flow
from bulletin.drawing.shares import Row as Statement
from bulletin.drawing.shares import Split, draw_shares
from tests.bulletin.drawing.reading import PAGE, boxes, elements, texts

SCALE = Scale((1, 2, 3), "low", "high")


def heights(svg: str) -> list[float]:
    return [
        float(one.get("height", ""))
        for one in elements(svg)
        if one.get("class") == "picture__bar" and one.tag == "rect"
    ]


def test_a_bar_is_as_long_as_its_share() -> None:
    rows = [Row("Yes", (Bar(0.75, "3 of 4"),)), Row("No", (Bar(0, "0 of 4"),))]

    svg = draw_bars(PAGE, rows)

    assert boxes(svg, "bar") == [WIDTH * 0.75]
    assert boxes(svg, "track") == [WIDTH, WIDTH]
    assert texts(svg) == ["3 of 4", "Yes", "0 of 4", "No"]


def test_groups_stand_beside_one_another_each_with_its_name_at_its_bar() -> None:
    bars = (Bar(0.5, "2 of 4", "Everyone"), Bar(1, "1 of 1", "health"))

    svg = draw_bars(PAGE, [Row("Yes", bars)])

    assert texts(svg) == ["Yes", "Everyone", "2 of 4", "health", "1 of 1"]
    everyone, health = boxes(svg, "bar")
    assert health == 2 * everyone


def test_the_commonest_point_has_the_highest_column_and_the_median_a_mark() -> None:
    svg = draw_columns(PAGE, SCALE, [Panel((1, 0, 3), 3, "Median 3, of 4")])

    assert heights(svg) == [HIGHEST / 3, HIGHEST]
    assert texts(svg) == ["Median 3, of 4", "1", "1", "0", "2", "3", "3", "low", "high"]
    (mark,) = [one for one in elements(svg) if one.get("class") == "picture__bar" and one.get("d")]
    assert mark.get("d", "").startswith(f"M{WIDTH * 5 / 6:.1f} ")


def test_a_median_between_two_points_is_marked_between_them() -> None:
    svg = draw_columns(PAGE, SCALE, [Panel((1, 1, 0), 1.5, "Median 1.5, of 2")])

    assert f"M{WIDTH / 3:.1f} " in svg


def test_where_nobody_chose_there_is_no_column_and_no_mark() -> None:
    svg = draw_columns(PAGE, SCALE, [Panel((0, 0, 0), None, "Nobody")])

    assert "picture__bar" not in svg


def test_columns_of_groups_of_any_size_are_shares_of_their_own_group() -> None:
    panels = [Panel((4, 4, 0), 1.5, "of 8", "Everyone"), Panel((1, 1, 0), 1.5, "of 2", "health")]

    assert len(set(heights(draw_columns(PAGE, SCALE, panels)))) == 1


def test_votes_share_one_bar_and_differ_by_texture() -> None:
    votes = ["Agree", "Partly", "Disagree", "Cannot say"]

    svg = draw_shares(PAGE, votes, [Statement("Hopes", (Split((2, 1, 1, 0), "of 4"),))])

    assert texts(svg) == [*votes, "Hopes", "of 4", "2", "1", "1"]
    legend = 14.0
    assert boxes(svg, "bar")[0] == legend
    half, (partly, crossed) = boxes(svg, "bar")[1], (boxes(svg, "pale")[1], boxes(svg, "empty")[2])
    assert (half / 2, half / 2) == (partly, crossed)


def test_a_cell_is_filled_as_far_as_its_share_of_its_row_goes_beside_the_greatest() -> None:
    rows = [GridRow("Pace", (Line((1, 0, 3), "of 4"),))]

    svg = draw_cells(PAGE, ["Never", "At times", "Often"], rows)

    assert texts(svg) == ["Never", "At times", "Often", "Pace", "of 4", "1", "0", "3"]
    assert boxes(svg, "track") == [WIDTH / 3] * 3
    assert heights(svg) == pytest.approx([HEIGHT / 3, HEIGHT], abs=0.1)


def test_the_median_of_a_row_on_a_scale_is_marked_beneath_its_cells() -> None:
    rows = [GridRow("Pace", (Line((1, 0, 3), "Median 3, of 4", 2.0),))]

    svg = draw_cells(PAGE, ["1", "2", "3"], rows, low="low", high="high")

    assert texts(svg)[:5] == ["1", "2", "3", "low", "high"]
    assert f"M{WIDTH * 5 / 6:.1f} " in svg


def test_groups_have_cells_of_their_own_in_each_row() -> None:
    lines = (Line((4, 4), "of 8", whose="Everyone"), Line((0, 0), "of 0", whose="health"))

    svg = draw_cells(PAGE, ["No", "Yes"], [GridRow("Pace", lines)])

    assert texts(svg)[2:] == ["Pace", "Everyone", "of 8", "4", "4", "health", "of 0", "0", "0"]
    assert boxes(svg, "bar") == [WIDTH / 2 - 2 * INSET] * 2


def test_a_flow_is_filled_as_far_as_its_numbers_go_and_says_who_left() -> None:
    steps = [Step("Invited", 20), Step("Came", 15, ("5 never signed in",)), Step("Wrote", 0)]

    svg = draw_flow(PAGE, steps)

    assert texts(svg) == ["Invited", "20", "5 never signed in", "Came", "15", "Wrote", "0"]
    assert boxes(svg, "pale") == [WIDTH, WIDTH * 0.75]


def test_a_flow_of_nobody_is_drawn_empty() -> None:
    assert boxes(draw_flow(PAGE, [Step("Invited", 0), Step("Came", 0)]), "pale") == []
