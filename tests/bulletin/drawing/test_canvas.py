"""What every drawing has in common: in a page no colour, in a file all of them."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from bulletin.drawing.bars import Bar, Row, draw_bars
from bulletin.drawing.canvas import PAINTS, WIDTH, Frame, in_lines
from bulletin.drawing.shares import Row as Statement
from bulletin.drawing.shares import Split, draw_shares
from tests.bulletin.drawing.reading import FILE, PAGE, elements, texts

VOTES = ["Agree", "Partly", "Disagree", "Cannot say"]
STYLES = Path(settings.BASE_DIR) / "static/css/components/picture.css"


def votes(frame: Frame) -> str:
    return draw_shares(frame, VOTES, [Statement("Hopes", (Split((3, 2, 1, 1), "of 7"),))])


def test_in_a_page_a_shape_has_a_class_and_no_colour() -> None:
    svg = votes(PAGE)

    assert "style" not in svg
    assert set(re.findall(r'(?:fill|stroke)="([^"]*)"', svg)) == {
        "url(#one-hatched)",
        "url(#one-crossed)",
    }


def test_in_a_file_it_has_its_colours_and_says_what_a_page_says_around_it() -> None:
    svg = votes(FILE)

    assert "class=" not in svg
    assert "style" not in svg
    assert texts(svg)[0] == "What do you say?"
    assert texts(svg)[-1] == "Answered by 3."
    assert elements(svg)[0].tag == "{http://www.w3.org/2000/svg}svg"


def test_a_page_has_no_heading_and_no_notes_of_its_own() -> None:
    frame = Frame("one", "Title", heading="Heading", notes=("Note",))

    assert texts(draw_bars(frame, [Row("Yes", (Bar(0.5, "1 of 2"),))])) == ["1 of 2", "Yes"]


def test_it_is_one_picture_to_a_screen_reader_named_by_its_title() -> None:
    root, title, *_rest = elements(votes(PAGE))

    assert (root.get("role"), root.get("aria-labelledby")) == ("img", "one-title")
    assert (title.get("id"), title.text) == ("one-title", "How it is spread")


def test_every_paint_has_its_colours_in_the_stylesheet() -> None:
    named = set(re.findall(r"\.picture__([a-z]+)", STYLES.read_text()))

    # Paper is behind a file alone: a page has its own.
    assert named == set(PAINTS) - {"paper"}


@pytest.mark.parametrize("words", ["<b>&\"'", "a\x00b\x0bc", "صبر", "e\u0301🏓"])
def test_any_words_leave_a_drawing_that_can_be_read(words: str) -> None:
    for frame in (PAGE, Frame("one", words, words, (words,), is_file=True)):
        svg = draw_bars(frame, [Row(words, (Bar(0.5, "1 of 2"),))])

        assert re.sub(r"[\x00\x0b]", "", words) in texts(svg)


def test_words_are_broken_into_lines_that_fit() -> None:
    lines = in_lines("one two three four five six seven", 90, 14, most=9)

    assert lines == ["one two", "three four", "five six", "seven"]


def test_a_word_too_long_for_a_line_is_cut_and_too_many_lines_end_in_dots() -> None:
    lines = in_lines("x" * 60, WIDTH / 3, 14, most=2)

    assert ("".join(lines)[:-1], lines[-1][-1], len(lines)) == (
        "x" * (len("".join(lines)) - 1),
        "…",
        2,
    )


def test_wide_letters_take_more_room() -> None:
    assert len(in_lines("漢字 " * 20, 200, 14, most=20)) > len(
        in_lines("ab " * 20, 200, 14, most=20)
    )
