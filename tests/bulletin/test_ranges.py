"""Ranges of a text are counted in code points, and what they cover is gone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.text.ranges import replace_ranges


@pytest.mark.parametrize(
    ("text", "ranges", "shown"),
    [
        ("Ask Jane about it", [], "Ask Jane about it"),
        ("Ask Jane about it", [(4, 8, "[name]")], "Ask [name] about it"),
        ("😀😀Jane", [(2, 6, "[name]")], "😀😀[name]"),
        ("abcdef", [(4, 6, "Y"), (0, 2, "X")], "XcdY"),
        ("abcdef", [(1, 4, "X"), (2, 5, "Y")], "aXf"),
        ("abcdef", [(1, 5, "X"), (2, 3, "Y")], "aXf"),
        ("abc", [(1, 9, "X")], "aX"),
        ("abc", [(3, 9, "X")], "abc"),
        ("", [(0, 4, "X")], ""),
    ],
)
def test_a_range_is_replaced_and_the_rest_stays(text, ranges, shown):
    assert replace_ranges(text, ranges) == shown


@given(
    st.lists(st.integers(0, 30)).map(lambda starts: [(start, start + 3, "") for start in starts])
)
def test_what_no_range_covers_stays_in_its_order(ranges):
    text = "abcdefghijklmnopqrstuvwxyz"
    covered = {place for start, end, _ in ranges for place in range(start, end)}

    assert replace_ranges(text, ranges) == "".join(
        letter for place, letter in enumerate(text) if place not in covered
    )
