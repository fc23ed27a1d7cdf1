"""Statements are written beside what is collected, and become a summary."""

import re

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from moderation.models import Passage, Statement
from participants.actions.withdrawing import withdraw
from participants.enums import AnswersAfterWithdrawal
from participants.models import Reply
from sessions.enums import Kind
from sessions.models import Board, Question, Stage
from sessions.studio.actions.arranging import remove_question
from tests import factories
from tests.factories import NOW
from tests.moderation.collecting.conftest import read, url
from tests.sessions.studio.writing import put_out, save


def section(page: str, heading: str) -> str:
    """The page from this heading to the next one of its rank."""
    return re.split(r"<h2\b", page.partition(f">{heading}</h2>")[2])[0]


LOOSE, STATEMENTS, SUMMARY = "Under no statement yet", "Statements", "In a summary"


def test_where_nothing_is_collected_it_says_how(board: Board, facilitator: Client) -> None:
    page = read(facilitator, "desk_collected")

    assert "Nothing is collected yet." in page
    assert "Make a summary of them" not in page


def test_a_passage_is_shown_in_its_words_with_whose_it_is_and_its_state(
    answer: Reply, facilitator: Client
) -> None:
    factories.passage(answer, 16, 24)
    factories.conceal(answer)

    loose = section(read(facilitator, "desk_collected"), LOOSE)

    assert "<p>Ask Jane</p>" in loose
    assert "What did you hope for?" in loose
    assert answer.participant
    assert answer.participant.pseudonym in loose
    assert ">concealed<" in loose


def test_an_answer_of_files_or_marks_is_shown_with_them(
    question: Question, facilitator: Client
) -> None:
    stage = question.stage
    files = factories.question(stage, kind=Kind.FILE)
    marks = factories.question(stage, kind=Kind.ANNOTATE, marks=["Good"])
    sent, marked = (
        factories.answer(factories.participant(stage.board), asked, "") for asked in (files, marks)
    )
    factories.file_in(sent, "Our kitchen")
    factories.mark(marked, 250, 500, "The door", kind="good")
    for answer in (sent, marked):
        factories.statement(stage.board, f"Of {answer.pk}.", factories.passage(answer))

    page = read(facilitator, "desk_collected")

    assert "It is no longer there." not in page
    for words in ("Our kitchen", "The door"):
        assert words in page


def test_of_what_was_withdrawn_nothing_is_shown(answer: Reply, facilitator: Client) -> None:
    factories.passage(answer, 16, 24)
    assert answer.participant
    withdraw(
        participant=answer.participant, answers=AnswersAfterWithdrawal.REMOVE, now=NOW, by=None
    )

    page = read(facilitator, "desk_collected")

    assert "It is no longer there." in page
    assert "Ask Jane" not in page


def test_a_statement_is_added_and_what_stands_against_it_is_said(
    board: Board, facilitator: Client
) -> None:
    response = facilitator.post(url("desk_statements"), {"text": "We lack time."})
    statement = Statement.objects.get()
    assert response.headers["Location"].endswith(f"#statement-{statement.pk}")

    for text, why in (("we lack time.", "says just this"), (" ", "field__error")):
        wrong = facilitator.post(url("desk_statements"), {"text": text})
        assert wrong.status_code == 422
        assert why in wrong.content.decode()
    assert Statement.objects.count() == 1


def test_a_passage_is_moved_from_one_statement_to_others(
    answer: Reply, facilitator: Client
) -> None:
    passage = factories.passage(answer)
    one, two = (factories.statement(answer.board, text) for text in ("One.", "Two."))
    place = url("desk_passage_place", passage.pk)

    facilitator.post(place, {"under": str(one.pk)})
    assert set(passage.statements.all()) == {one}
    page = read(facilitator, "desk_collected")
    assert "Every passage stands under a statement." in section(page, LOOSE)

    facilitator.post(place, {"under": str(two.pk), "out_of": str(one.pk), "too": ""})
    assert set(passage.statements.all()) == {one, two}
    facilitator.post(place, {"under": str(two.pk), "out_of": str(one.pk)})
    assert set(passage.statements.all()) == {two}
    also = facilitator.post(place, {"under": "", "out_of": str(two.pk), "too": ""}, follow=True)
    assert "Choose a statement." in also.content.decode()
    assert set(passage.statements.all()) == {two}
    facilitator.post(place, {"under": "", "out_of": str(two.pk)})
    assert set(passage.statements.all()) == set()

    nothing = facilitator.post(place, {"under": ""}, follow=True)
    assert "Choose a statement." in nothing.content.decode()

    facilitator.post(url("desk_statement_removal", two.pk))
    gone = facilitator.post(place, {"under": str(two.pk)}, follow=True).content.decode()
    assert "This statement was removed meanwhile." in gone
    assert not passage.statements.exists()


def test_a_passage_is_let_go(answer: Reply, facilitator: Client) -> None:
    passage = factories.passage(answer)

    page = facilitator.post(url("desk_passage_removal", passage.pk), follow=True)

    assert "It is collected no more." in page.content.decode()
    assert not Passage.objects.exists()


def test_of_two_who_reword_a_statement_the_second_is_shown_both(
    board: Board, facilitator: Client
) -> None:
    statement = factories.statement(board, "One.")
    address = url("desk_statement", statement.pk)
    mine = {"text": "Mine.", "seen-text": "One."}
    Statement.objects.update(text="Theirs.")

    overtaken = facilitator.post(address, mine)

    assert overtaken.status_code == 422
    page = overtaken.content.decode()
    assert "Now it reads: “Theirs.”" in page
    assert "Mine.</textarea>" in page
    assert Statement.objects.get().text == "Theirs."
    facilitator.post(address, {**mine, "seen-text": "Theirs."})
    assert Statement.objects.get().text == "Mine."


def test_a_statement_is_moved_removed_and_put_back_with_buttons(
    answer: Reply, facilitator: Client
) -> None:
    board = answer.board
    factories.statement(board, "One.", factories.passage(answer))
    two = factories.statement(board, "Two.")
    facilitator.post(url("desk_statement_place", two.pk), {"up": ""})
    statements = section(read(facilitator, "desk_collected"), STATEMENTS)
    assert statements.index("Two.") < statements.index("One.")

    one = Statement.objects.get(text="One.")
    page = facilitator.post(url("desk_statement_removal", one.pk), follow=True).content.decode()
    assert "“One.” is removed." in page
    assert "Ask Jane" in section(page, LOOSE)

    facilitator.post(url("desk_statement_return", one.pk))
    assert "Ask Jane" in section(read(facilitator, "desk_collected"), STATEMENTS)


def test_the_next_stage_that_has_not_opened_is_chosen_for_the_summary(
    answer: Reply, facilitator: Client
) -> None:
    board = answer.board
    factories.statement(board)
    assert "A summary stands in a stage behind" in read(facilitator, "desk_collected")
    factories.stage(board, title="Open by now")
    ahead = factories.stage(board, title="Ahead", opens_at=NOW + factories.DAY)
    factories.stage(board, title="Further", opens_at=NOW + 2 * factories.DAY)

    page = read(facilitator, "desk_collected")

    options = re.findall(r'<option value="[^"]+"( selected)?>(.*?)</option>', page)
    assert options == [("", "Open by now"), (" selected", "Ahead"), ("", "Further")]
    made = facilitator.post(url("desk_summary"), {"stage": str(ahead.pk)})
    question = Question.objects.get(kind="summary")
    assert made.headers["Location"] == url("desk_guide_question", question.pk)
    again = facilitator.post(url("desk_summary"), {"stage": str(ahead.pk)}, follow=True)
    assert "No statement waits for a summary." in again.content.decode()
    wrong = facilitator.post(url("desk_summary"), {"stage": "none"}, follow=True)
    assert "Choose a stage that has another before it." in wrong.content.decode()


def in_a_summary(answer: Reply, ahead: Stage, facilitator: Client) -> Question:
    passages = [factories.passage(answer), factories.passage(answer, 16, 24)]
    factories.statement(answer.board, "We lack time.", passages[0])
    factories.statement(answer.board, "We ask Jane.", passages[1])
    facilitator.post(url("desk_summary"), {"stage": str(ahead.pk)})
    return Question.objects.get(kind="summary")


def test_what_is_dropped_from_a_summary_leaves_its_passages_collected(
    answer: Reply, ahead: Stage, facilitator: Client
) -> None:
    question = in_a_summary(answer, ahead, facilitator)
    page = read(facilitator, "desk_collected")
    assert "<p>Ask Jane</p>" in section(page, SUMMARY)
    put_out(question)

    save(question, statements=[{"key": "we-lack-time", "text": "Time is short."}])
    assert "<p>Ask Jane</p>" in section(read(facilitator, "desk_collected"), SUMMARY)
    put_out(question)

    page = read(facilitator, "desk_collected")
    assert "<p>Ask Jane</p>" in section(page, LOOSE)
    assert "Time is short." in section(page, SUMMARY)
    assert "We lack time." not in page


def test_the_statements_of_a_summary_that_is_removed_wait_again(
    answer: Reply, ahead: Stage, facilitator: Client
) -> None:
    question = in_a_summary(answer, ahead, facilitator)

    remove_question(question=question, by=factories.facilitator(answer.board).user, now=NOW)

    page = read(facilitator, "desk_collected")
    assert "<p>Ask Jane</p>" in section(page, STATEMENTS)
    assert SUMMARY not in page


def test_moderators_read_what_is_collected_and_change_nothing(
    answer: Reply, moderator: Client
) -> None:
    factories.passage(answer)
    factories.statement(answer.board, "One.")

    page = read(moderator, "desk_collected")

    assert "Ask Jane" in page
    assert "One." in page
    shown = page.partition("<main")[2].partition("</main>")[0]
    assert re.findall(r'<form class="(?!offer")', shown) == []
    assert shown.count("<form") == shown.count('<form class="offer"')


def test_the_page_asks_the_same_queries_for_one_as_for_nine_passages(
    answer: Reply,
    ahead: Stage,
    facilitator: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    in_a_summary(answer, ahead, facilitator)
    for wanted in (1, 3):
        while Statement.objects.waiting().count() < wanted:
            number = Statement.objects.count()
            said = factories.answer(factories.participant(answer.board), answer.question)
            passages = [factories.passage(said, start, start + 1) for start in range(3)]
            factories.statement(answer.board, f"Statement {number}.", *passages)
            factories.passage(said)
        with django_assert_num_queries(QUERIES):
            read(facilitator, "desk_collected")


# A savepoint and its end; session, user, member with board; the stages; passages, hidden words,
# items and values; statements, items, what stands under them; the pause; alarms.
QUERIES = 14
