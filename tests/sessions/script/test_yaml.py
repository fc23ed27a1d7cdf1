"""A script is YAML whose every scalar is text, and what is no YAML is said plainly."""

import pytest

from sessions.kinds.text import TextScript
from sessions.script.source import LONGEST_FILE
from tests.sessions.scripts import BOARD, faults, script, script_text


def test_options_that_look_like_truth_values_and_numbers_are_texts() -> None:
    options = "[Yes, No, 010, 1.50, null, 12:30]"
    (question,) = (
        script(f"- {{key: again, kind: single, prompt: Again, options: {options}}}")
        .stages[0]
        .questions
    )
    texts = [option.text for option in question.options]  # type: ignore[attr-defined]
    assert texts == ["Yes", "No", "010", "1.50", "null", "12:30"]


def test_a_key_without_a_value_counts_as_absent() -> None:
    (question,) = (
        script("- key: why\n  kind: text\n  prompt: Why\n  note:\n  min_words:").stages[0].questions
    )
    assert isinstance(question, TextScript)
    assert (question.note, question.min_words) == ("", None)


def test_text_is_normalised_and_keeps_its_lines() -> None:
    (question,) = (
        script("- key: why\n  kind: text\n  prompt: |\n\n    Cafe\u0301,\n    *or* not?\n\n\n")
        .stages[0]
        .questions
    )
    assert question.prompt == "Caf\u00e9,\n*or* not?"


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_ends_of_every_system_are_read(ending: str) -> None:
    assert faults(script_text().replace("\n", ending).encode()) == []


def test_a_byte_order_mark_is_read_over() -> None:
    assert faults(script_text().encode("utf-8-sig")) == []
    assert faults("\ufeff" + script_text()) == []


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_another_encoding_is_named_with_its_line(encoding: str) -> None:
    text = script_text().replace("title: First", "title: Für alle")
    line = 1 if encoding == "utf-16" else 17
    assert faults(text.encode(encoding)) == [
        f"{line}: This file is not saved as UTF-8. Save it again, with UTF-8 as its encoding."
    ]


QUOTES = "must be put in quotes."
MALFORMED = {
    "": (1, "This file is empty. Begin with: format: bulletin-script/1"),
    "# only a remark\n": (1, "This file is empty. Begin with: format: bulletin-script/1"),
    "format: a\nboard:\n\ttitle: x": (3, "This line is indented by a tab. Use blanks."),
    "board:\n  title: What helped: people?": (
        2,
        "A colon cannot stand here. Text that holds a colon and a blank must be put in quotes;"
        " or this line is indented differently from its neighbours.",
    ),
    "a: *everyone*": (1, f"Text that begins with a sign such as *, @ or ` {QUOTES}"),
    "a: *everyone": (1, f"Text that begins with * {QUOTES}"),
    "a: &all x": (1, f"Text that begins with & {QUOTES}"),
    'a: "C:\\Work"': (
        1,
        "In double quotes a backslash has a meaning of its own: write it twice.",
    ),
    "a:\n  - !Important": (2, f"Text that begins with ! {QUOTES}"),
    "a: !!python/object/apply:os.system [ls]": (1, f"Text that begins with ! {QUOTES}"),
    "a: @home": (1, f"Text that begins with a sign such as *, @ or ` {QUOTES}"),
    "a: b\nc: 'never closed\nd: e": (
        2,
        "The quotation mark opened on this line is never closed.",
    ),
    "a: {b: c\nd: e": (
        1,
        "The bracket opened on this line is not closed, or lacks a comma. Inside brackets,"
        " text that holds a question mark, a comma or a bracket must be put in quotes.",
    ),
    'a: "C:\\Users"': (
        1,
        "In double quotes a backslash has a meaning of its own: write it twice.",
    ),
    "a: b\nc d\ne: f": (
        3,
        "This line lacks a colon after its key, or the text above it lacks quotes.",
    ),
    "a:\n  - b\n c: d": (
        3,
        "This line does not fit the lines before it: it is indented differently, or text"
        " follows a closing quotation mark.",
    ),
    "a: b\n---\nc: d": (2, "A second script begins here (---); a file holds one."),
    "a: b\nc: \x07": (2, "There is an unreadable character on this line. Type it anew."),
    "[" * 5000: (1, "This is nested too deeply for a script."),
    "a: " + "b" * LONGEST_FILE: (1, "This file is too long to be a script."),
}


@pytest.mark.parametrize("text", MALFORMED, ids=lambda text: repr(text[:30]))
def test_what_is_no_yaml_is_said_plainly_with_its_line(text: str) -> None:
    line, message = MALFORMED[text]
    assert faults(text) == [f"{line}: {message}"]


def test_a_file_of_nested_aliases_is_refused_before_it_grows() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
    )
    assert faults(bomb) == [f"1: Text that begins with & {QUOTES}"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("just words", "This must be a block of lines, each with a key and a colon."),
        ("- a\n- b", "This must be a block of lines, each with a key and a colon."),
    ],
)
def test_a_file_that_is_no_mapping_is_said_to_lack_keys(text: str, message: str) -> None:
    assert faults(text) == [f"1: {message}"]


def test_a_key_said_twice_is_named_with_both_lines() -> None:
    text = BOARD.replace("  language: en-GB\n", "  language: en-GB\n  title: Another\n")
    assert faults(text + "      []") == [
        "6: board.title: This key is here a second time; the first is on line 3."
    ]


def test_words_that_would_be_lost_behind_a_hash_are_pointed_out() -> None:
    text = script_text("- key: why\n  kind: text\n  prompt: What about item #3 of the list?")
    assert faults(text) == [
        "23: stages.first.questions.why.prompt: “#3 of the list?” is read as a remark and would be"
        " lost. Put the whole text in quotes; if it is a remark, put a blank after the #."
    ]
    assert faults(text.replace("#3", "# 3")) == []
