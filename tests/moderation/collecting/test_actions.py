"""Passages are collected, statements are made of them, and a summary is made of these."""

import pytest

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from moderation.collecting.actions.passages import collect_passage, let_go, put_under, take_out
from moderation.collecting.actions.statements import (
    add_statement,
    move_statement,
    put_back,
    remove_statement,
    reword_statement,
)
from moderation.collecting.actions.summing_up import make_summary
from moderation.models import Passage, Statement
from participants.actions.piloting import clear_testers
from participants.models import Reply
from sessions.actions.errors import Refused
from sessions.enums import Kind
from sessions.kinds.summary import MOST_STATEMENTS
from sessions.models import Board, Question, Stage, WorkingCopy
from sessions.studio.actions.arranging import remove_question
from sessions.studio.actions.texts import TextsOvertaken
from tests import factories
from tests.factories import NOW
from tests.sessions.studio.writing import put_out, save


@pytest.fixture
def by(board: Board) -> User:
    return factories.facilitator(board).user


def trail() -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("action", flat=True))


def texts(board: Board) -> list[str]:
    waiting = Statement.objects.filter(board=board).waiting().order_by("position")
    return list(waiting.values_list("text", flat=True))


# Passages


def test_the_same_passage_is_collected_once(answer: Reply, by: User) -> None:
    version = answer.current_version
    assert version
    for place in (None, (0, 4)):
        first, is_new = collect_passage(version=version, place=place, by=by, now=NOW)
        again, is_new_again = collect_passage(version=version, place=place, by=by, now=NOW)
        assert (again, is_new, is_new_again) == (first, True, False)

    assert trail() == ["passage_collected"] * 2


def test_a_passage_is_let_go_with_its_place_under_statements(answer: Reply, by: User) -> None:
    passage = factories.passage(answer)
    statement = factories.statement(answer.board, "One.", passage)

    assert let_go(passage=passage, by=by, now=NOW)
    assert not let_go(passage=passage, by=by, now=NOW)

    assert not statement.passages.exists()
    assert trail() == ["passage_let_go"]


def test_a_passage_stands_under_one_statement_or_several(answer: Reply) -> None:
    passage = factories.passage(answer)
    one, two = (factories.statement(answer.board, text) for text in ("One.", "Two."))

    assert put_under(passage=passage, statement=one)
    assert not put_under(passage=passage, statement=one)
    assert put_under(passage=passage, statement=two)
    assert set(passage.statements.all()) == {one, two}

    assert put_under(passage=passage, statement=two, out_of=one)
    assert set(passage.statements.all()) == {two}
    assert not put_under(passage=passage, statement=two, out_of=two)
    assert take_out(passage=passage, of=two)
    assert not take_out(passage=passage, of=two)
    assert Passage.objects.get() == passage


def test_what_was_let_go_meanwhile_is_put_under_nothing(answer: Reply, by: User) -> None:
    passage = factories.passage(answer)
    statement = factories.statement(answer.board, "One.")
    let_go(passage=Passage.objects.get(), by=by, now=NOW)

    with pytest.raises(Refused, match="let go meanwhile"):
        put_under(passage=passage, statement=statement)

    assert not statement.passages.exists()


def test_what_testers_wrote_takes_its_passages_along_when_it_is_cleared(
    board: Board, question: Question, by: User
) -> None:
    answer = factories.answer(factories.participant(board, tester=True), question)
    statement = factories.statement(board, "One.", factories.passage(answer))

    clear_testers(board=board, by=by, now=NOW)

    assert not Passage.objects.exists()
    assert Statement.objects.get() == statement


# Statements


def test_statements_are_added_ordered_removed_and_put_back(board: Board, by: User) -> None:
    one, two, three = (
        add_statement(board=board, text=text, by=by, now=NOW) for text in ("One.", "Two.", "Three.")
    )
    assert move_statement(statement=three, up=True)
    assert not move_statement(statement=one, up=True)
    assert texts(board) == ["One.", "Three.", "Two."]

    assert remove_statement(statement=one, by=by, now=NOW)
    assert not remove_statement(statement=one, by=by, now=NOW)
    assert texts(board) == ["Three.", "Two."]
    assert move_statement(statement=two, up=True)

    assert put_back(statement=one, by=by, now=NOW)
    assert not put_back(statement=one, by=by, now=NOW)
    assert texts(board) == ["One.", "Two.", "Three."]
    assert trail() == ["statement_added"] * 3 + ["statement_removed", "statement_put_back"]


def test_no_statement_says_what_another_says(board: Board, by: User) -> None:
    factories.statement(board, "One.")
    two = factories.statement(board, "Two.")

    with pytest.raises(Refused, match="says just this"):
        add_statement(board=board, text="ONE.", by=by, now=NOW)
    with pytest.raises(Refused, match="says just this"):
        reword_statement(statement=two, text="one.", seen="Two.", by=by, now=NOW)


def test_no_more_statements_wait_than_a_summary_takes(board: Board, by: User) -> None:
    for number in range(MOST_STATEMENTS):
        factories.statement(board, f"Statement {number}.")

    with pytest.raises(Refused, match="30 statements at most"):
        add_statement(board=board, text="One more.", by=by, now=NOW)


def test_a_reworded_statement_keeps_its_passages_and_is_not_overwritten_unseen(
    answer: Reply, by: User
) -> None:
    passage = factories.passage(answer)
    statement = factories.statement(answer.board, "One.", passage)

    assert reword_statement(statement=statement, text="Two.", seen="One.", by=by, now=NOW)
    with pytest.raises(TextsOvertaken) as overtaken:
        reword_statement(statement=statement, text="Three.", seen="One.", by=by, now=NOW)
    assert overtaken.value.now == {"text": "Two."}
    assert not reword_statement(statement=statement, text="Two.", seen="Two.", by=by, now=NOW)

    statement.refresh_from_db()
    assert (statement.text, list(statement.passages.all())) == ("Two.", [passage])


# A summary


def test_statements_become_a_summary_in_a_working_copy(
    answer: Reply, ahead: Stage, by: User
) -> None:
    board = answer.board
    factories.statement(board, "We lack time.", factories.passage(answer))
    factories.statement(board, "We need a room.")
    factories.statement(board, "Gone.", removed_at=NOW, removed_by=by)

    question = make_summary(stage=ahead, by=by, now=NOW)

    assert (question.stage, question.kind, question.current_version) == (ahead, Kind.SUMMARY, None)
    script = WorkingCopy.objects.get(question=question).script
    assert script == {
        "key": question.key,
        "kind": "summary",
        "prompt": "This is what we heard. Does it ring true?",
        "missed": "What did we miss?",
        "of": [answer.question.stage.key],
        "statements": [
            {"key": "we-lack-time", "text": "We lack time."},
            {"key": "we-need-a-room", "text": "We need a room."},
        ],
    }
    assert texts(board) == []
    assert trail() == ["summary_made"]
    with pytest.raises(Refused, match="No statement waits"):
        make_summary(stage=ahead, by=by, now=NOW)


def test_a_summary_sums_up_the_stages_that_its_passages_come_from(
    answer: Reply, ahead: Stage, by: User
) -> None:
    board = answer.board
    last = factories.stage(board)
    factories.statement(board, "One.")
    assert WorkingCopy.objects.get(question=make_summary(stage=last, by=by, now=NOW)).script[
        "of"
    ] == [ahead.key]

    later = factories.answer(factories.participant(board), factories.question(last))
    factories.statement(board, "Two.", factories.passage(answer), factories.passage(later))
    assert WorkingCopy.objects.get(question=make_summary(stage=last, by=by, now=NOW)).script[
        "of"
    ] == [answer.question.stage.key]


def test_the_first_stage_sums_up_nothing(question: Question, by: User) -> None:
    factories.statement(question.stage.board)

    with pytest.raises(Refused, match="choose a later one"):
        make_summary(stage=question.stage, by=by, now=NOW)


def test_a_statement_reworded_in_the_guide_keeps_its_item(
    answer: Reply, ahead: Stage, by: User
) -> None:
    statement = factories.statement(answer.board, "We lack time.", factories.passage(answer))
    question = make_summary(stage=ahead, by=by, now=NOW)
    put_out(question)
    save(question, statements=[{"key": "we-lack-time", "text": "Time is what we lack."}])
    put_out(question)

    statement.refresh_from_db()
    item = Question.objects.get(pk=question.pk).wording.items.get()
    assert (item.key, item.text) == (statement.key, "Time is what we lack.")
    assert statement.passages.count() == 1


def test_what_a_summary_puts_to_the_vote_is_changed_in_the_guide(
    question: Question, ahead: Stage, by: User
) -> None:
    statement = factories.statement(ahead.board)
    made = make_summary(stage=ahead, by=by, now=NOW)

    with pytest.raises(Refused, match="It waits no more"):
        reword_statement(statement=statement, text="Two.", seen=statement.text, by=by, now=NOW)
    with pytest.raises(Refused, match="It waits no more"):
        remove_statement(statement=statement, by=by, now=NOW)
    with pytest.raises(Refused, match="It waits no more"):
        move_statement(statement=statement, up=True)

    remove_question(question=made, by=by, now=NOW)
    assert texts(ahead.board) == [statement.text]
