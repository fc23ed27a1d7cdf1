"""How the structured part of an answer reads, kind by kind."""

import pytest

from moderation.kinds import KINDS, Cell
from participants.enums import Vote
from participants.models import Reply
from sessions.enums import Kind
from sessions.models import Question, QuestionItem
from tests import factories

pytestmark = pytest.mark.django_db

WANTED = ("Time to think", "Contacts made", "A clear goal")


@pytest.fixture
def board():
    return factories.board()


@pytest.fixture
def author(board):
    return factories.participant(board)


@pytest.fixture
def stage(board):
    return factories.stage(board)


def in_words(reply: Reply) -> str:
    version = reply.versions.get()
    return KINDS[Kind(reply.question.kind)].in_words(
        version.question_version, list(version.values.all())
    )


def cells(reply: Reply) -> list[Cell]:
    version = reply.versions.get()
    return KINDS[Kind(reply.question.kind)].cells(
        version.question_version, list(version.values.all())
    )


def test_every_kind_of_question_can_be_read():
    assert set(KINDS) == set(Kind)
    assert all(KINDS[kind].kind == kind for kind in Kind)


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.TEXT_PAGE])
def test_prose_reads_as_itself_and_has_no_values(stage, author, kind):
    reply = factories.answer(author, factories.question(stage, kind=kind), "What I think.")

    assert in_words(reply) == ""
    assert cells(reply) == []


def test_one_choice_reads_as_its_option(stage, author):
    question = factories.question(stage, kind=Kind.SINGLE, options=WANTED)
    reply = factories.answer(author, question, "")
    factories.value(reply, "contacts-made")

    assert in_words(reply) == "Contacts made"
    assert cells(reply) == [Cell(key="contacts-made", item="Contacts made")]


def test_several_choices_read_in_the_order_of_the_guide_with_own_words_last(stage, author):
    question = factories.question(stage, kind=Kind.MULTIPLE, options=WANTED)
    reply = factories.answer(author, question, "")
    factories.value(reply, text="the biscuits")
    factories.value(reply, "contacts-made")
    factories.value(reply, "time-to-think")

    assert in_words(reply) == "Time to think; Contacts made; other: the biscuits"
    assert cells(reply) == [
        Cell(key="time-to-think", item="Time to think"),
        Cell(key="contacts-made", item="Contacts made"),
        Cell(key="other", words="the biscuits"),
    ]


def test_a_point_on_a_scale_reads_with_what_its_ends_mean(stage, author):
    question = factories.question(stage, kind=Kind.SCALE)
    reply = factories.answer(author, question, "")
    factories.value(reply, number=5)

    assert in_words(reply) == "5 (1: low; 7: high)"
    assert cells(reply) == [Cell(number=5)]


def test_a_scale_without_named_ends_reads_as_its_point(stage, author):
    question = factories.question(stage, kind=Kind.SCALE)
    QuestionItem.objects.filter(version__question=question).delete()
    reply = factories.answer(author, question, "")
    factories.value(reply, number=2)

    assert in_words(reply) == "2"


def test_a_grid_reads_row_by_row_in_the_order_of_the_guide(stage, author):
    question = factories.question(
        stage, kind=Kind.GRID, rows=("The pace", "Never"), columns=("Never", "Often")
    )
    reply = factories.answer(author, question, "")
    factories.value(reply, "never", column="often")
    factories.value(reply, "the-pace", column="never")

    assert in_words(reply) == "The pace: Never; Never: Often"
    assert cells(reply) == [
        Cell(key="the-pace", item="The pace", words="Never"),
        Cell(key="never", item="Never", words="Often"),
    ]


def test_a_grid_on_a_scale_reads_with_what_its_ends_mean(stage, author):
    question = factories.question(stage, kind=Kind.GRID, rows=("The pace", "The people"))
    reply = factories.answer(author, question, "")
    factories.value(reply, "the-people", number=5)
    factories.value(reply, "the-pace", number=1)

    assert in_words(reply) == "The pace: 1; The people: 5 (1: low; 5: high)"
    assert cells(reply) == [
        Cell(key="the-pace", item="The pace", number=1),
        Cell(key="the-people", item="The people", number=5),
    ]


def test_a_ranking_reads_from_first_to_last(stage, author):
    question = factories.question(stage, kind=Kind.RANKING, options=WANTED)
    reply = factories.answer(author, question, "")
    for place, key in {3: "time-to-think", 1: "a-clear-goal", 2: "contacts-made"}.items():
        factories.value(reply, key, number=place)

    assert in_words(reply) == "1. A clear goal; 2. Contacts made; 3. Time to think"
    assert cells(reply) == [
        Cell(key="a-clear-goal", item="A clear goal", number=1),
        Cell(key="contacts-made", item="Contacts made", number=2),
        Cell(key="time-to-think", item="Time to think", number=3),
    ]


def test_votes_on_a_summary_read_by_the_heading_of_each_statement(stage, author):
    question = factories.question(stage, kind=Kind.SUMMARY, statements=("It was slow", "It helped"))
    QuestionItem.objects.filter(version__question=question, key="it-was-slow").update(
        heading="Pace"
    )
    reply = factories.answer(author, Question.objects.get(pk=question.pk), "You missed the food.")
    factories.value(reply, "it-helped", text=Vote.AGREE)
    factories.value(reply, "it-was-slow", text=Vote.PARTLY)

    assert in_words(reply) == "Pace: Partly; It helped: Agree"
    assert cells(reply) == [
        Cell(key="it-was-slow", item="It was slow", words="partly"),
        Cell(key="it-helped", item="It helped", words="agree"),
    ]
