"""Ranges of a text are counted in code points, and what they cover is gone."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.text.ranges import above, beneath, merged, occurrences, replace_ranges


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


@pytest.mark.parametrize(
    ("text", "phrase", "found"),
    [
        ("Ask Jane, or Jane.", "Jane", [(4, 8), (13, 17)]),
        ("Janet asks Jane's Jane", "Jane", [(11, 15), (18, 22)]),
        ("Ask Jané", "Jan", []),
        ("Ask X\u0331 and X", "X", [(11, 12)]),
        ("👩\u200d⚕️ and 👩", "👩", [(9, 10)]),
        ("👍🏽 and 👍", "👍", [(7, 8)]),
        ("a-a-a-a", "a-a", [(0, 7)]),
        ("Jane Jane", "Jane", [(0, 4), (5, 9)]),
        ("שלום דנה, דנה", "דנה", [(5, 8), (10, 13)]),
        ("नमस्ते राम और रामायण", "राम", [(7, 10)]),
        ("Ask Jane", "", []),
        ("Ask Jane", "jane", []),
        ("", "Jane", []),
    ],
)
def test_a_phrase_stands_where_it_is_whole(text, phrase, found):
    assert occurrences(text, phrase) == found


def test_a_part_of_a_longer_word_is_found_where_that_is_asked_for():
    assert occurrences("Janet, Jane", "Jane", in_longer=True) == [(0, 4), (7, 11)]
    assert occurrences("x\u0331", "x", in_longer=True) == []


ODD = st.text(alphabet="aAé \u0331\u200d👩👍🏽אب-\n", max_size=14)
PHRASE = st.text(alphabet="aAé \u0331\u200d👩👍🏽אب-", min_size=1, max_size=3)


def _word(character):
    return unicodedata.category(character)[0] in "LNM"


def _slowly(text, phrase, in_longer):
    """Each code point that an occurrence covers, found by trying every place."""
    covered = set()
    for start in range(len(text) - len(phrase) + 1):
        end = start + len(phrase)
        if text[start:end] != phrase:
            continue
        edges = [text[place - 1 : place + 1] for place in (start, end) if 0 < place < len(text)]
        cut = any(
            "\u200d" in edge or edge[1] == "🏽" or unicodedata.combining(edge[1]) for edge in edges
        )
        longer = any(_word(edge[0]) and _word(edge[1]) for edge in edges)
        if not cut and (in_longer or not longer):
            covered |= set(range(start, end))
    return covered


@given(ODD, PHRASE, st.booleans())
def test_every_whole_occurrence_is_covered_and_nothing_else(text, phrase, in_longer):
    found = occurrences(text, phrase, in_longer=in_longer)

    covered = [place for start, end in found for place in range(start, end)]
    assert sorted(set(covered)) == covered
    assert set(covered) == _slowly(text, phrase, in_longer)


RANGES = st.lists(st.tuples(st.integers(0, 25), st.integers(1, 4))).map(
    lambda pairs: merged((start, min(start + length, 26)) for start, length in pairs)
)


@given(RANGES, st.lists(st.text("[]", max_size=3)), st.integers(0, 40), st.integers(1, 8))
def test_what_is_shown_is_found_again_in_the_original(ranges, words, start, length):
    """Letters stand for themselves; a replacement stands for all that it replaces."""
    text = "abcdefghijklmnopqrstuvwxyz"
    replaced = [
        (one, other, words[number] if number < len(words) else "[]")
        for number, (one, other) in enumerate(ranges)
    ]
    owners = []
    for place in range(26):
        layer = next((one for one in replaced if one[0] <= place < one[1]), None)
        if layer is None:
            owners.append((place, place + 1))
        elif place == layer[0]:
            owners += [(layer[0], layer[1])] * len(layer[2])
    assert len(owners) == len(replace_ranges(text, replaced))
    covered = owners[start : start + length]
    if not covered:
        return

    found = beneath((start, start + len(covered)), replaced)

    whole = (covered[0][0], covered[-1][1])
    hidden = {(one, other) for one, other, _words in replaced}
    assert found == (None if set(covered) <= hidden and len(set(covered)) == 1 else whole)


@given(RANGES, st.lists(st.text("[]", max_size=3)), st.integers(0, 25), st.integers(1, 8))
def test_what_was_submitted_is_found_again_in_what_is_shown(ranges, words, start, length):
    """Letters stand for themselves; a replacement is shown for any of what it replaces."""
    text = "abcdefghijklmnopqrstuvwxyz"
    replaced = [
        (one, other, words[number] if number < len(words) else "[]")
        for number, (one, other) in enumerate(ranges)
    ]
    end = min(start + length, 26)
    touched = [one for one in replaced if one[0] < end and start < one[1]]
    widened = (
        min([start, *(one[0] for one in touched)]),
        max([end, *(one[1] for one in touched)]),
    )
    moved = [(one - widened[0], other - widened[0], reads) for one, other, reads in touched]

    begin, finish = above((start, end), replaced)

    shown = replace_ranges(text, replaced)
    assert shown[begin:finish] == replace_ranges(text[slice(*widened)], moved)
