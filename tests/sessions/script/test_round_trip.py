"""What is imported comes back: the same meaning, and then the very same text."""

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.text.plain import clean
from sessions.actions.boards import create_board
from sessions.models import Board
from sessions.script.describing import script_of
from sessions.script.reading import read_script
from sessions.script.scalars import as_line
from sessions.script.shape import BoardScript
from sessions.script.writing import write_script
from tests import factories
from tests.factories import NOW
from tests.sessions.scripts import EVERY_FILE, EVERY_KIND, EXAMPLE, every_kind, script_text

AWKWARD = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t :#-?*&!|>'\"%@`{}[],"),
    max_size=40,
).filter(clean)
LINES = st.lists(AWKWARD, min_size=2, max_size=4, unique_by=lambda text: as_line(text).casefold())
TITLES = st.sampled_from(
    ["Hopes", "Yes", "1.0", "null", "a: b", "# no", "- list", "“Why?”", "2021-03-26"]
)
KEYS = st.lists(st.from_regex(r"[a-z]{1,6}", fullmatch=True), unique=True)
REVEALS = st.sampled_from(["always", "after_answer", "after_stage", "never", "on_reveal"])


def imported(script: BoardScript) -> Board:
    return create_board(script=script, owner=factories.user(), files=EVERY_FILE, now=NOW)


@pytest.mark.django_db
@pytest.mark.parametrize("text", [EXAMPLE.read_text(), EVERY_KIND], ids=["example", "kinds"])
def test_an_imported_script_comes_back_with_the_same_meaning_and_then_the_same_text(
    text: str,
) -> None:
    script = read_script(text, files=EVERY_FILE)
    first = script_of(imported(script))
    assert first == script
    written = write_script(first)
    second = script_of(imported(read_script(written, files=EVERY_FILE)))
    assert write_script(second) == written


def test_a_written_script_keeps_the_order_of_the_example() -> None:
    written = write_script(read_script(EXAMPLE.read_text()))
    before = yaml.load(EXAMPLE.read_text(), Loader=yaml.BaseLoader)
    after = yaml.load(written, Loader=yaml.BaseLoader)
    assert list(after) == list(before)
    assert list(after["board"]) == list(before["board"])
    assert list(after["board"]["consent"]) == list(before["board"]["consent"])
    assert list(after["stages"][0]) == list(before["stages"][0])
    assert list(after["stages"][0]["questions"][0]) == list(before["stages"][0]["questions"][0])


def test_markdown_of_several_lines_is_written_as_a_block() -> None:
    text = script_text("- key: why\n  kind: text\n  prompt: |\n    # Why?\n\n    - one\n    - two")
    assert "        prompt: |\n          # Why?\n\n          - one\n          - two\n" in (
        write_script(read_script(text))
    )


def test_a_key_that_the_text_would_not_make_is_written_with_it() -> None:
    text = script_text(
        "- {key: q, kind: single, prompt: x, options: [{key: a, text: One}, {key: two, text: Two}]}"
    )
    assert "          - {key: a, text: One}\n" in write_script(read_script(text))


@pytest.mark.django_db
def test_a_key_kept_from_an_earlier_wording_comes_back() -> None:
    board = imported(
        read_script(script_text("- {key: q, kind: single, prompt: x, options: [One, Two]}"))
    )
    item = board.stages.get().questions.get().wording.items.get(key="one")
    item.text = "The first"
    item.save()
    written = write_script(script_of(board))
    assert "          - {key: one, text: The first}\n          - Two\n" in written


@pytest.mark.django_db
def test_a_hidden_question_is_left_out_of_the_file() -> None:
    board = imported(every_kind())
    question = board.stages.get(key="first").questions.get(key="scale")
    question.hidden_at, question.hidden_by = NOW, board.staff.get().user
    question.save()
    keys = [question.key for question in script_of(board).stages[0].questions]
    assert keys == [
        "text",
        "file",
        "annotate",
        "single",
        "multiple",
        "grid",
        "ranking",
        "text-page",
    ]


@pytest.mark.django_db
def test_describing_a_board_asks_few_questions_of_the_database(
    django_assert_num_queries: Any,
) -> None:
    board = imported(every_kind())
    with django_assert_num_queries(19):
        script_of(board)


@st.composite
def questions(draw: st.DrawFn, key: str) -> dict[str, Any]:
    kind = draw(
        st.sampled_from(["text", "single", "multiple", "scale", "grid", "ranking", "text_page"])
    )
    question: dict[str, Any] = {"key": key, "kind": kind, "prompt": draw(AWKWARD)}
    if kind in ("single", "multiple", "ranking"):
        question["options"] = [
            {"text": text, "pinned": draw(st.booleans())} for text in draw(LINES)
        ]
    if kind == "grid":
        question["rows"] = [{"text": text, "pinned": draw(st.booleans())} for text in draw(LINES)]
    if kind == "grid" and draw(st.booleans()):
        question["columns"] = draw(LINES)
    elif kind in ("scale", "grid"):
        question["scale"] = {"from": -1, "to": 3, "low": draw(TITLES), "high": draw(TITLES)}
    if kind != "text_page":
        question |= {"required": draw(st.booleans()), "reveal": draw(REVEALS)}
    if draw(st.booleans()):
        question["note"] = draw(AWKWARD)
    return question


@st.composite
def scripts(draw: st.DrawFn) -> BoardScript:
    content = yaml.load(EVERY_KIND, Loader=yaml.BaseLoader)
    content["board"]["title"] = draw(TITLES)
    content["board"]["welcome"] = draw(AWKWARD)
    content["board"]["grace"] = draw(st.sampled_from(["3 days", "36 hours", "2 weeks", "0 days"]))
    content["stages"] = content["stages"][:1]
    content["stages"][0]["questions"] = [draw(questions(key)) for key in draw(KEYS)]
    return BoardScript.model_validate(content)


@settings(max_examples=60, deadline=None)
@given(script=scripts())
def test_any_script_reads_back_as_it_was_written(script: BoardScript) -> None:
    assert read_script(write_script(script), files=EVERY_FILE) == script


@pytest.mark.django_db
@settings(max_examples=10, deadline=None)
@given(script=scripts())
def test_any_board_describes_itself_as_the_script_that_made_it(script: BoardScript) -> None:
    assert script_of(imported(script)) == script
