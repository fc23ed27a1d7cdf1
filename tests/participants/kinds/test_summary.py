import pytest

from participants.kinds import KINDS
from participants.kinds.charts import Bar, Given
from participants.kinds.content import AnswerContent, ValueContent
from sessions.enums import Kind
from sessions.models import QuestionVersion
from tests.participants.kinds.asking import filled, item, tally, wording

pytestmark = pytest.mark.django_db


def summary() -> QuestionVersion:
    return wording(
        Kind.SUMMARY, statements=["Hopes", "Doubts"], settings={"missed": "What did we miss?"}
    )


def test_every_statement_gets_a_vote_and_what_was_missed_is_prose() -> None:
    version = summary()

    form = filled(version, vote_hopes="agree", vote_doubts="cannot_say", missed=" The garden. ")

    assert form.is_valid()
    assert form.content() == AnswerContent(
        text="The garden.",
        values=(
            ValueContent(item=item(version, "hopes"), text="agree"),
            ValueContent(item=item(version, "doubts"), text="cannot_say"),
        ),
    )


def test_a_statement_left_out_is_named() -> None:
    version = summary()

    form = filled(version, vote_hopes="partly")

    assert form.errors == {
        f"vote-{item(version, 'doubts').pk}": ["Please say whether this rings true to you."]
    }


def test_a_vote_that_is_none_of_the_four_is_refused() -> None:
    assert not filled(summary(), vote_hopes="perhaps", vote_doubts="agree").is_valid()


@pytest.mark.parametrize("missed", ["", "\u200b", "  "])
def test_nothing_need_have_been_missed(missed: str) -> None:
    form = filled(summary(), vote_hopes="agree", vote_doubts="disagree", missed=missed)

    assert form.is_valid()
    assert form.content().text == ""


def test_without_the_question_there_is_no_box_for_what_was_missed() -> None:
    version = wording(Kind.SUMMARY, statements=["Hopes"])

    form = filled(version, vote_hopes="agree")

    assert form.is_valid()
    assert form.content().text == ""
    assert "missed" not in form.fields


def test_an_answer_goes_back_into_its_boxes() -> None:
    version = summary()
    content = AnswerContent("The garden.", (ValueContent(item(version, "hopes"), text="partly"),))

    assert KINDS[Kind.SUMMARY].fields_from(version, content) == {
        f"vote-{item(version, 'hopes').pk}": ["partly"],
        "missed": ["The garden."],
    }


def test_votes_are_counted_by_statement() -> None:
    answers = [
        [Given("hopes", None, "agree"), Given("doubts", None, "disagree")],
        [Given("hopes", None, "agree"), Given("doubts", None, "partly")],
        [Given("hopes", None, "cannot_say"), Given("doubts", None, "partly")],
    ]

    hopes, doubts = KINDS[Kind.SUMMARY].charts(summary(), tally(answers))

    assert hopes.title == "Hopes"
    assert hopes.bars == (
        Bar("Agree", 2),
        Bar("Partly", 0),
        Bar("Disagree", 0),
        Bar("Cannot say", 1),
    )
    assert (doubts.title, doubts.bars[1], doubts.out_of) == ("Doubts", Bar("Partly", 2), 3)


def test_ones_own_votes_read_as_lines() -> None:
    version = summary()
    content = AnswerContent("", (ValueContent(item(version, "hopes"), text="cannot_say"),))

    assert KINDS[Kind.SUMMARY].lines(content) == ["Hopes: Cannot say"]
