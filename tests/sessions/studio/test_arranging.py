"""Questions and stages come, move, go and come back."""

import pytest

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from sessions.actions.errors import Refused
from sessions.enums import Kind, Opening
from sessions.models import Board, Question, Stage
from sessions.studio.actions.arranging import (
    add_question,
    duplicate_question,
    hide_question,
    move_by_one,
    move_question,
    put_back,
    remove_question,
    show_question,
)
from sessions.studio.actions.saving import held, publish, save_copy
from sessions.studio.actions.stages import add_stage, change_stage, move_stage, remove_stage
from sessions.studio.surroundings import Surroundings
from sessions.studio.typed import copy_of, typed_in
from tests import factories
from tests.factories import HOUR, NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def board() -> Board:
    return factories.board(launched=False)


@pytest.fixture
def author(board: Board) -> User:
    return factories.facilitator(board).user


def guide(board: Board) -> list[list[str]]:
    """The names of each stage's questions, as an author has them before them."""
    return [
        [question.key for question in stage.questions.in_guide().order_by("position")]
        for stage in board.stages.order_by("position")
    ]


def asked(stage: Stage, *keys: str) -> list[Question]:
    return [factories.question(stage, key=key) for key in keys]


def test_a_question_moves_past_its_neighbour_and_from_stage_to_stage(
    board: Board, author: User
) -> None:
    first, second = factories.stage(board), factories.stage(board)
    a, _b, c = asked(first, "a", "b", "c")
    asked(second, "d")

    assert move_by_one(question=a, up=False, by=author, now=NOW)
    assert guide(board) == [["b", "a", "c"], ["d"]]
    assert move_by_one(question=c, up=False, by=author, now=NOW)
    assert guide(board) == [["b", "a"], ["c", "d"]]
    c.refresh_from_db()
    assert move_by_one(question=c, up=True, by=author, now=NOW)
    assert guide(board) == [["b", "a", "c"], ["d"]]


def test_at_either_end_of_the_guide_there_is_nowhere_to_go(board: Board, author: User) -> None:
    (only,) = asked(factories.stage(board), "a")

    assert not move_by_one(question=only, up=True, by=author, now=NOW)
    assert not move_by_one(question=only, up=False, by=author, now=NOW)


def test_a_question_moves_before_any_other(board: Board, author: User) -> None:
    first, second = factories.stage(board), factories.stage(board)
    _a, b = asked(first, "a", "b")
    c, _d = asked(second, "c", "d")

    assert move_question(question=b, to=second, before=c, by=author, now=NOW)
    assert not move_question(question=b, to=second, before=c, by=author, now=NOW)
    assert guide(board) == [["a"], ["b", "c", "d"]]


def test_what_participants_have_met_stays_in_its_stage() -> None:
    board = factories.board()
    author = factories.facilitator(board).user
    first, second = factories.stage(board), factories.stage(board)
    a, _b = asked(first, "a", "b")

    assert move_by_one(question=a, up=False, by=author, now=NOW)
    with pytest.raises(Refused):
        move_question(question=a, to=second, before=None, by=author, now=NOW)

    assert guide(board) == [["b", "a"], []]


def test_what_is_published_does_not_come_into_a_stage_that_has_opened() -> None:
    board = factories.board()
    author = factories.facilitator(board).user
    first, later = factories.stage(board), factories.stage(board, released=False)
    asked(first, "a")
    b, c = asked(later, "b", "c")
    twin = duplicate_question(question=c, by=author, now=NOW)

    with pytest.raises(Refused, match="put to everyone at once"):
        move_by_one(question=b, up=True, by=author, now=NOW)

    assert guide(board) == [["a"], ["b", "c", twin.key]]
    assert move_question(question=twin, to=first, before=None, by=author, now=NOW)
    assert guide(board) == [["a", twin.key], ["b", "c"]]


def test_what_is_moved_on_a_live_board_leaves_a_trace() -> None:
    board = factories.board()
    author = factories.facilitator(board).user
    first = factories.stage(board, released=False)
    second = factories.stage(board, released=False)
    _a, b = asked(first, "a", "b")

    move_by_one(question=b, up=True, by=author, now=NOW)
    move_stage(stage=second, up=True, by=author, now=NOW)

    assert [(entry.action, entry.actor) for entry in Entry.objects.all()] == [
        ("stage_moved", author.pk),
        ("question_moved", author.pk),
    ]


def test_what_is_moved_before_the_launch_leaves_none(board: Board, author: User) -> None:
    first, second = factories.stage(board), factories.stage(board)
    _a, b = asked(first, "a", "b")

    move_by_one(question=b, up=True, by=author, now=NOW)
    move_stage(stage=second, up=True, by=author, now=NOW)

    assert not Entry.objects.exists()


def test_a_summary_stays_behind_what_it_sums_up(board: Board, author: User) -> None:
    first, second = factories.stage(board), factories.stage(board)
    summary = factories.question(
        second, kind=Kind.SUMMARY, statements=["It was good."], sums_up=[first]
    )

    with pytest.raises(Refused):
        move_question(question=summary, to=first, before=None, by=author, now=NOW)
    with pytest.raises(Refused):
        move_stage(stage=second, up=True, by=author, now=NOW)


def test_a_removed_question_is_put_back_where_and_as_it_was(board: Board, author: User) -> None:
    stage = factories.stage(board)
    _a, b, c = asked(stage, "a", "b", "c")

    assert remove_question(question=b, by=author, now=NOW)
    assert not remove_question(question=b, by=author, now=NOW)
    assert guide(board) == [["a", "c"]]
    move_by_one(question=c, up=True, by=author, now=NOW)

    assert put_back(question=b, by=author, now=NOW)
    assert not put_back(question=b, by=author, now=NOW)
    assert guide(board) == [["c", "a", "b"]]
    assert held(b).wording == b.wording
    assert [entry.action for entry in Entry.objects.all()] == [
        "question_put_back",
        "question_removed",
    ]


def test_what_is_put_back_where_people_are_by_now_waits_to_be_published() -> None:
    board = factories.board()
    author = factories.facilitator(board).user
    stage = factories.stage(board, opens_at=NOW + HOUR)
    question = factories.question(stage, kind=Kind.SINGLE, options=["Yes", "No"])
    before, later = typed_in(held(question)), NOW + 2 * HOUR
    remove_question(question=question, by=author, now=NOW)

    assert put_back(question=question, by=author, now=later)

    back = held(question)
    assert (back.current_version, typed_in(back)) == (None, before)
    around = Surroundings.of(board)
    assert publish(board=board, questions=[back], around=around, by=author, now=later) == [back]
    assert typed_in(held(question)) == before
    assert [version.number for version in question.versions.order_by("number")] == [1, 2]


def test_what_was_removed_meanwhile_is_said_to_be_gone(board: Board, author: User) -> None:
    stage = factories.stage(board)
    a, _b = asked(stage, "a", "b")
    remove_question(question=a, by=author, now=NOW)
    around = Surroundings.of(board)

    with pytest.raises(Refused, match="removed meanwhile"):
        move_by_one(question=a, up=False, by=author, now=NOW)
    with pytest.raises(Refused, match="removed meanwhile"):
        duplicate_question(question=a, by=author, now=NOW)
    with pytest.raises(Refused, match="removed meanwhile"):
        save_copy(question=a, script={}, seen=0, around=around, by=author, now=NOW)

    gone = factories.stage(board)
    Stage.objects.filter(pk=gone.pk).delete()
    with pytest.raises(Refused, match="removed meanwhile"):
        move_stage(stage=gone, up=True, by=author, now=NOW)


def test_what_was_typed_last_is_what_waits_once_it_is_put_back() -> None:
    board = factories.board()
    author = factories.facilitator(board).user
    question = factories.question(factories.stage(board, opens_at=NOW + HOUR))
    typed = typed_in(held(question)) | {"prompt": "And now?"}
    around = Surroundings.of(board)
    save_copy(question=question, script=typed, seen=0, around=around, by=author, now=NOW)
    remove_question(question=question, by=author, now=NOW)

    put_back(question=question, by=author, now=NOW + 2 * HOUR)

    back = held(question)
    assert copy_of(back) is not None
    assert (back.current_version, typed_in(back)) == (None, typed)


def test_a_summary_is_not_put_back_before_what_it_sums_up(board: Board, author: User) -> None:
    first, second = factories.stage(board), factories.stage(board)
    summary = factories.question(
        second, kind=Kind.SUMMARY, statements=["It was good."], sums_up=[first]
    )
    remove_question(question=summary, by=author, now=NOW)
    move_stage(stage=second, up=True, by=author, now=NOW)

    with pytest.raises(Refused, match="sums up"):
        put_back(question=summary, by=author, now=NOW)

    assert guide(board) == [[], []]


def test_what_participants_have_met_is_hidden_instead_with_the_reason() -> None:
    board = factories.board()
    author = factories.facilitator(board).user
    (question,) = asked(factories.stage(board), "a")

    with pytest.raises(Refused):
        remove_question(question=question, by=author, now=NOW)
    assert hide_question(question=question, why="It was asked twice.", by=author, now=NOW)
    assert not hide_question(question=question, why="Again.", by=author, now=NOW)
    assert held(question).hidden_why == "It was asked twice."

    assert show_question(question=question, by=author, now=NOW)
    assert not show_question(question=question, by=author, now=NOW)
    assert held(question).hidden_at is None


def test_what_is_still_to_be_filled_in_is_not_shown_again_in_a_released_stage() -> None:
    stage = factories.stage(factories.board())
    question = factories.question(stage, prompt="What of [FILL IN: this]?", hidden=True)
    by = factories.facilitator(stage.board).user

    with pytest.raises(Refused, match="filled in: this"):
        show_question(question=question, by=by, now=NOW)

    stage.released_at = stage.released_by = None
    stage.save()
    assert show_question(question=question, by=by, now=NOW)


def test_a_second_one_stands_behind_the_first(board: Board, author: User) -> None:
    stage = factories.stage(board)
    question = factories.question(
        stage, key="a", kind=Kind.SINGLE, options=["Yes", "No"], prompt="Well?"
    )
    asked(stage, "b")

    twin = duplicate_question(question=question, by=author, now=NOW)

    assert guide(board) == [["a", twin.key, "b"]]
    second = held(twin)
    assert second.wording.prompt == "Well?"
    assert [item.text for item in second.wording.items.all()] == ["Yes", "No"]


def test_a_new_question_is_the_stages_last_under_a_name_of_its_own(
    board: Board, author: User
) -> None:
    stage = factories.stage(board)
    asked(stage, "question-2")

    made = add_question(stage=stage, kind=Kind.TEXT_PAGE, by=author, now=NOW)

    assert guide(board) == [["question-2", made.key]]
    assert typed_in(held(made)) == {"key": made.key, "kind": "text_page"}


def test_a_stage_is_added_named_moved_and_removed(board: Board, author: User) -> None:
    factories.stage(board, title="First")
    made = add_stage(board=board, title="First", introduction="*Hello*", by=author, now=NOW)
    assert (made.key, made.introduction_html) == ("first", "<p><em>Hello</em></p>")

    seen = {"title": "First", "introduction": "*Hello*"}
    texts = {"title": "Second", "introduction": ""}
    assert change_stage(stage=made, texts=texts, seen=seen, by=author, now=NOW)
    assert not change_stage(stage=made, texts=texts, seen=texts, by=author, now=NOW)
    assert move_stage(stage=made, up=True, by=author, now=NOW)
    assert not move_stage(stage=made, up=True, by=author, now=NOW)
    assert [stage.title for stage in board.stages.all()] == ["Second", "First"]

    remove_stage(stage=made, by=author, now=NOW)
    assert [stage.title for stage in board.stages.all()] == ["First"]


def test_a_stage_with_a_question_is_not_removed(board: Board, author: User) -> None:
    stage = factories.stage(board)
    (question,) = asked(stage, "a")

    with pytest.raises(Refused):
        remove_stage(stage=stage, by=author, now=NOW)

    remove_question(question=question, by=author, now=NOW)
    remove_stage(stage=stage, by=author, now=NOW)
    assert not board.stages.exists()


def test_a_stage_that_a_summary_sums_up_is_not_removed(board: Board, author: User) -> None:
    first, second = factories.stage(board), factories.stage(board)
    summary = factories.question(
        second, kind=Kind.SUMMARY, statements=["It was good."], sums_up=[first]
    )

    with pytest.raises(Refused, match="sums it up"):
        remove_stage(stage=first, by=author, now=NOW)
    remove_question(question=summary, by=author, now=NOW)
    with pytest.raises(Refused, match="sums it up"):
        remove_stage(stage=first, by=author, now=NOW)

    assert list(summary.sums_up.all()) == [first]


def test_a_stage_that_another_waits_for_is_not_removed(board: Board, author: User) -> None:
    factories.stage(board)
    second = factories.stage(board)
    factories.stage(board, opening=Opening.AFTER_PREVIOUS)

    with pytest.raises(Refused, match="when this one is finished"):
        remove_stage(stage=second, by=author, now=NOW)

    assert board.stages.count() == 3


def test_what_a_stage_waits_for_keeps_its_place(board: Board, author: User) -> None:
    first, second = factories.stage(board), factories.stage(board)
    factories.stage(board, opening=Opening.AFTER_PREVIOUS)

    with pytest.raises(Refused):
        move_stage(stage=second, up=True, by=author, now=NOW)
    with pytest.raises(Refused):
        move_stage(stage=first, up=False, by=author, now=NOW)

    assert list(board.stages.all())[:2] == [first, second]


def test_a_stage_that_has_opened_keeps_its_place() -> None:
    board = factories.board()
    author = factories.facilitator(board).user
    first = factories.stage(board)
    second = factories.stage(board, released=False)

    with pytest.raises(Refused):
        move_stage(stage=second, up=True, by=author, now=NOW)

    assert list(board.stages.all()) == [first, second]


def test_a_stage_that_waits_for_the_one_before_keeps_its_place(board: Board, author: User) -> None:
    factories.stage(board)
    second = factories.stage(board, opening=Opening.AFTER_PREVIOUS)

    with pytest.raises(Refused):
        move_stage(stage=second, up=True, by=author, now=NOW)


@pytest.mark.parametrize("released", [True, False])
def test_what_is_still_to_be_filled_in_is_not_moved_into_a_released_stage(released: bool) -> None:
    board = factories.board()
    author = factories.facilitator(board).user
    draft = factories.stage(board, opens_at=NOW + HOUR, released=False)
    to = factories.stage(board, opens_at=NOW + HOUR, released=released)
    question = factories.question(draft, prompt="What of [FILL IN LATER: this]?")

    if released:
        with pytest.raises(Refused, match="filled in: this"):
            move_question(question=question, to=to, before=None, by=author, now=NOW)
    else:
        assert move_question(question=question, to=to, before=None, by=author, now=NOW)


def test_what_is_put_back_unfinished_into_a_released_stage_waits_to_be_published() -> None:
    board = factories.board()
    author = factories.facilitator(board).user
    stage = factories.stage(board, opens_at=NOW + HOUR, released=False)
    question = factories.question(stage, prompt="What of [FILL IN LATER: this]?")
    remove_question(question=question, by=author, now=NOW)
    stage.released_at, stage.released_by = NOW, author
    stage.save()

    put_back(question=question, by=author, now=NOW)

    assert held(question).current_version is None


@pytest.mark.parametrize("released", [True, False])
def test_what_a_stage_is_called_is_filled_in_once_it_is_released(released: bool) -> None:
    stage = factories.stage(factories.board(), opens_at=NOW + HOUR, released=released)
    author = factories.facilitator(stage.board).user
    seen = {"title": stage.title, "introduction": ""}
    texts = seen | {"title": "[FILL IN: a title]"}

    if released:
        with pytest.raises(Refused, match="filled in: a title"):
            change_stage(stage=stage, texts=texts, seen=seen, by=author, now=NOW)
    else:
        assert change_stage(stage=stage, texts=texts, seen=seen, by=author, now=NOW)
