"""Pasted text as a draft of a guide: what each line becomes, and that none is lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.text.plain import clean
from sessions.enums import Kind
from sessions.studio.bringing.draft import Became, GuideDraft, QuestionDraft
from sessions.studio.bringing.lines import lines_of
from sessions.studio.bringing.reading import (
    LONGEST_GUIDE,
    LONGEST_PARAGRAPH,
    MOST_QUESTIONS,
    read_guide,
)

GUIDE = """\
Welcome to all of you.

# Stage 1: Hopes
There are no right answers.

1. What did you hope for?
   Think of the first day.
Note: ask for whom
and by when

Take your time.

2) How long have you been here?
- A month
- A year
- Other (please say)

Stage 2 - Looking ahead
[note] Be warm here.
(3) Which of these helped? Choose up to two.
a) Time
b) People
c) Nothing
Q4: How sure are you (1-7, 1 = not at all, 7 = completely)?
[?] Row of a table: North | South
"""


def became(text: str) -> list[str]:
    return [read.became.value for read in read_guide(text).reads]


def only(questions: str) -> QuestionDraft:
    (question,) = read_guide(f"# Stage\n{questions}").questions
    return question


def test_a_guide_is_understood_line_by_line() -> None:
    assert became(GUIDE) == [
        "welcome",
        "stage",
        "introduction",
        "question",
        "prompt",
        "note",
        "note",
        "prompt",
        "question",
        "option",
        "option",
        "other",
        "stage",
        "note",
        "question",
        "option",
        "option",
        "option",
        "question",
        "nothing",
    ]


def test_stages_hold_their_introductions_and_questions() -> None:
    draft = read_guide(GUIDE)

    assert [(stage.title, stage.introduction) for stage in draft.stages] == [
        ("Hopes", "There are no right answers."),
        ("Looking ahead", ""),
    ]
    hopes, _long, helped, sure = draft.questions
    prompt = "What did you hope for?\n\nThink of the first day.\n\nTake your time."
    assert (hopes.prompt, hopes.note) == (prompt, "ask for whom\n\nand by when")
    assert helped.note == "Be warm here."
    assert sure.prompt == "How sure are you (1-7, 1 = not at all, 7 = completely)?"
    assert draft.welcome == "Welcome to all of you."


def test_what_stands_under_a_question_says_its_kind() -> None:
    hopes, long, helped, sure = read_guide(GUIDE).questions

    assert hopes.kind is Kind.TEXT
    assert (long.kind, [option.text for option in long.options], long.other) == (
        Kind.SINGLE,
        ["A month", "A year"],
        True,
    )
    assert (helped.kind, helped.most) == (Kind.MULTIPLE, 2)
    assert (sure.kind, sure.ends) == (Kind.SCALE, (1, 7))
    assert sure.ends_in_words == ("not at all", "completely")


@pytest.mark.parametrize(
    "note",
    [
        "Note: ask on",
        "NOTE : ask on",
        "Notes: ask on",
        "[note] ask on",
        "[Note]: ask on",
        "[Note: ask on]",
        "Private note: ask on",
        "Moderator note: ask on",
        "Probe: ask on",
        "Remarque : ask on",
        "Note privée : ask on",
        "[Relance] ask on",
        "Notiz: ask on",
        "Anmerkung: ask on",
        "Hinweis: ask on",
        "Nota: ask on",
        "[nota privada] ask on",
    ],
)
def test_a_line_marked_as_a_note_is_private_in_four_languages(note: str) -> None:
    question = only(f"1. Why?\n{note}")

    assert (question.prompt, question.note) == ("Why?", "ask on")


@pytest.mark.parametrize(
    "heading",
    [
        "# Hopes",
        "## Hopes ##",
        "Stage 1: Hopes",
        "## Stage 1: Hopes",
        "Étape 2 : Hopes",
        "Teil 3: Hopes",
        "Tag 1 - Hopes",
        "Etapa 1. Hopes",
        "DAY 2 \N{EN DASH} Hopes",
    ],
)
def test_headings_begin_stages(heading: str) -> None:
    assert [stage.title for stage in read_guide(f"{heading}\n1. Why?").stages] == ["Hopes"]


def test_a_sentence_that_begins_with_a_day_is_no_stage() -> None:
    assert became("# First\nDay 1. Please write every evening, and say how you slept.") == [
        "stage",
        "introduction",
    ]


def test_a_heading_above_all_others_is_the_title() -> None:
    draft = read_guide("# Our guide\nWelcome.\n## One\n1. Why?\n## Two\n2. How?")

    assert (draft.title, draft.welcome) == ("Our guide", "Welcome.")
    assert [stage.title for stage in draft.stages] == ["One", "Two"]


def test_headings_within_a_stage_lead_to_their_questions() -> None:
    draft = read_guide(
        "# One\n## Hopes\n1. What for?\n2. And then?\n## Fears\nWhat worries you?\n# Two\n1. Why?"
    )

    assert [question.prompt for question in draft.questions] == [
        "**Hopes**\n\nWhat for?",
        "And then?",
        "**Fears**\n\nWhat worries you?",
        "Why?",
    ]


@pytest.mark.parametrize(
    "words",
    [
        "Choose all that apply.",
        "Select several.",
        "Tick as many as you like.",
        "Cochez toutes les réponses qui conviennent.",
        "Plusieurs réponses possibles.",
        "Mehrfachnennungen möglich.",
        "Mehrere Antworten sind möglich.",
        "Marque todas las que correspondan.",
        "Puede elegir varias respuestas.",
    ],
)
def test_several_choices_in_four_languages(words: str) -> None:
    assert only(f"1. Which? {words}\n- One\n- Two").kind is Kind.MULTIPLE


@pytest.mark.parametrize(
    ("words", "ends"),
    [
        ("How sure are you (1-7)?", (1, 7)),
        ("On a scale of 1 to 5, how sure?", (1, 5)),
        ("Auf einer Skala von 0 bis 10?", (0, 10)),
        ("Sur une échelle de 1 à 5 ?", (1, 5)),
        ("En una escala de 1 a 5?", (1, 5)),
    ],
)
def test_a_span_of_numbers_is_a_scale(words: str, ends: tuple[int, int]) -> None:
    question = only(f"1. {words}")

    assert (question.kind, question.ends) == (Kind.SCALE, ends)
    assert question.remarks == ["Say what the ends mean, as in: 1 = not at all, 7 = completely."]


@pytest.mark.parametrize("words", ["In 2019-2021?", "From 1 to 100?", "Think of (1) and (2)."])
def test_other_numbers_are_no_scale(words: str) -> None:
    assert only(f"1. {words}").kind is Kind.TEXT


@pytest.mark.parametrize(
    "options",
    [
        ["One alone"],
        ["Why?", "How?"],
        ["Yes", "yes"],
        ["x" * 201, "short"],
        [f"Option {number}" for number in range(51)],
    ],
)
def test_what_cannot_be_options_stays_a_list_in_the_question(options: list[str]) -> None:
    listed = "\n".join(f"- {option}" for option in options)
    question = only(f"1. Tell us.\n{listed}")

    assert (question.kind, question.prompt) == (Kind.TEXT, f"Tell us.\n\n{listed}")
    assert len(question.remarks) == 1


def test_bullets_without_a_question_are_questions_and_what_is_under_them_options() -> None:
    draft = read_guide("# One\n- Why?\n- Which?\n  - This\n  - That")

    assert [question.prompt for question in draft.questions] == ["Why?", "Which?"]
    assert [option.text for option in draft.questions[1].options] == ["This", "That"]


def test_a_note_that_no_question_follows_is_named_as_not_understood() -> None:
    draft = read_guide("# One\n1. Why?\n# Two\nNote: nobody is asked\n# Three\n1. How?")

    assert [read.text for read in draft.not_understood] == ["Note: nobody is asked"]
    assert [stage.title for stage in draft.stages if not stage.questions] == ["Two"]


def test_a_title_that_is_too_long_stands_whole_in_the_introduction() -> None:
    (stage,) = read_guide(f"# {'long ' * 60}end\n1. Why?").stages

    assert len(stage.title) == 200
    assert stage.introduction.endswith("long end")


def test_what_is_more_than_a_guide_can_hold_is_named_as_not_understood() -> None:
    many = read_guide("# One\n" + "1. Why?\n" * MOST_QUESTIONS + "- a\n2. More?\n- b\n# Two\nEnd")

    assert len(many.questions) == MOST_QUESTIONS
    assert [read.text for read in many.not_understood] == ["2. More?", "- b", "# Two", "End"]
    assert many.not_understood[0].why == "A guide has at most 500 questions."


def test_a_line_that_is_too_long_is_named_as_not_understood() -> None:
    long = "1. " + "x" * (LONGEST_PARAGRAPH - 3)
    draft = read_guide(f"{long}\n{long}x")

    assert [len(question.prompt) for question in draft.questions] == [LONGEST_PARAGRAPH - 3]
    assert [read.why for read in draft.not_understood] == [
        "This line is longer than 5000 characters. Break it into paragraphs."
    ]


MARKS = ("", "# ", "## ", "### ", "1. ", "2) ", "1.1 ", "- ", "  - ", "a) ", "Note: ", "[note] ")
STARTS = (*MARKS, "Stage 1: ", "Q3: ", "[?] ", "\t", "Other", "(1-7) ", "* ", "#", "1.", "-")


@st.composite
def texts(draw: st.DrawFn) -> str:
    lines = draw(st.lists(st.tuples(st.sampled_from(STARTS), st.text(max_size=20)), max_size=25))
    return draw(st.sampled_from(["\n", "\r\n", "\n\n"])).join(f"{a}{b}" for a, b in lines)


def words_of(draft: GuideDraft) -> str:
    """Everything that would stand on the board, and the names of what would not."""
    said = [draft.title, draft.welcome]
    for stage in draft.stages:
        said += [stage.title, stage.introduction]
        for question in stage.questions:
            said += [question.prompt, question.note, *(one.text for one in question.options)]
    left = (Became.NOTHING, Became.OTHER)
    return "\n".join([*said, *(read.text for read in draft.reads if read.became in left)])


@settings(max_examples=300)
@given(texts() | st.text(max_size=300))
def test_any_text_is_read_and_no_line_of_it_is_lost(text: str) -> None:
    draft = read_guide(text)

    lines = lines_of(text)
    assert [read.text for read in draft.reads] == [
        clean(line) for line in text.splitlines() if clean(line)
    ]
    kept = words_of(draft)
    assert [line for line in lines if line.said not in kept and _title(line.said) not in kept] == []


def _title(said: str) -> str:
    return said.partition(":")[2].strip() or said


@pytest.mark.parametrize(
    "text",
    [
        "# a" + " " * (LONGEST_GUIDE - 10) + "b",
        "1. scale" + " " * (LONGEST_GUIDE - 20) + "x",
        "1. choose" + "\t" * (LONGEST_GUIDE - 20),
        "- \n" * (LONGEST_GUIDE // 3),
        "1. Why?\n- a\n" * (LONGEST_GUIDE // 12),
        "#" * LONGEST_GUIDE,
        "1. (1" * (LONGEST_GUIDE // 5),
        "1. 1 = " * (LONGEST_GUIDE // 7),
    ],
    ids=lambda text: text[:9],
)
def test_the_longest_text_is_read_line_by_line(text: str) -> None:
    reads = read_guide(text).reads

    assert len(reads) == sum(bool(clean(line)) for line in text.splitlines())
