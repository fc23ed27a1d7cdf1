"""Working copies: nothing typed is lost, nothing is overwritten unseen (rule 11)."""

import pytest

from bulletin.audit.models import Entry
from sessions.actions.errors import Refused
from sessions.enums import Kind
from sessions.models import Board, Question, WorkingCopy
from sessions.preflight import missing_from
from sessions.studio.actions.arranging import add_question
from sessions.studio.actions.saving import Overtaken, discard_copy, publish, save_copy
from sessions.studio.typed import published_in, typed_in
from tests import factories
from tests.factories import NOW
from tests.sessions.studio.writing import around, as_it_is, by, put_out, save

pytestmark = pytest.mark.django_db


def test_before_launch_what_is_typed_simply_stands(draft: Board) -> None:
    question = factories.question(factories.stage(draft), prompt="Why?")
    version = question.wording.pk

    found = save(question, prompt="Why **not**?", required=False)

    now = as_it_is(question)
    assert found.faults == []
    assert (now.wording.pk, now.wording.number, now.required) == (version, 1, False)
    assert now.wording.prompt_html == "<p>Why <strong>not</strong>?</p>"
    assert not WorkingCopy.objects.exists()


def test_what_is_not_complete_is_kept_as_it_was_typed_and_the_wording_stays(draft: Board) -> None:
    stage = factories.stage(draft)
    question = factories.question(stage, kind=Kind.SINGLE, options=["Yes", "No"], prompt="Yes?")

    found = save(question, prompt="  No? ", options=[{"text": "Yes"}])

    now = as_it_is(question)
    assert [fault.path for fault in found.faults] == [("options",)]
    assert typed_in(now)["prompt"] == "  No? "
    assert now.wording.prompt == "Yes?"
    assert [item.text for item in now.wording.items.all()] == ["Yes", "No"]


def test_a_board_with_something_unfinished_cannot_be_launched(draft: Board) -> None:
    question = factories.question(factories.stage(draft), prompt="Why?", key="why")
    before = {str(one) for one in missing_from(draft, now=NOW)}

    save(question, prompt="")

    assert {str(one) for one in missing_from(draft, now=NOW)} - before == {
        "stages.0.questions.0: What was typed into “why” last is not finished."
    }


def test_what_was_kept_takes_effect_when_it_is_saved_again_and_nothing_is_wrong_any_more(
    draft: Board,
) -> None:
    stage = factories.stage(draft)
    first, second = factories.question(stage, key="why"), factories.question(stage, key="how")
    before = missing_from(draft, now=NOW)
    save(second, key="why", prompt="Why now?")
    save(first, key="what-for")

    assert save(second).faults == []

    assert (as_it_is(second).key, as_it_is(second).wording.prompt) == ("why", "Why now?")
    assert missing_from(draft, now=NOW) == before


def test_a_new_question_exists_for_its_authors_only_until_it_is_complete(draft: Board) -> None:
    stage = factories.stage(draft)
    question = add_question(stage=stage, kind=Kind.TEXT, by=factories.user(), now=NOW)
    assert as_it_is(question).current_version is None

    save(question, prompt="Why?")

    assert as_it_is(question).wording.prompt == "Why?"


def test_on_a_live_board_changes_wait_until_they_are_published(live: Board) -> None:
    question = factories.question(factories.stage(live), prompt="Why?")
    first = question.wording.pk

    save(question, prompt="Why not?", required=False)
    waiting = as_it_is(question)
    assert (waiting.wording.prompt, waiting.required) == ("Why?", True)

    assert put_out(question) == [question]

    now = as_it_is(question)
    assert (now.wording.prompt, now.wording.number, now.required) == ("Why not?", 2, False)
    assert now.versions.get(number=1).pk == first
    assert not WorkingCopy.objects.exists()
    assert [entry.action for entry in Entry.objects.all()] == ["question_published"]
    assert put_out(question) == []


def test_an_item_keeps_its_key_when_its_text_changes_on_a_live_board(live: Board) -> None:
    stage = factories.stage(live)
    question = factories.question(stage, kind=Kind.SINGLE, options=["Yes", "No"])
    first, second = typed_in(as_it_is(question))["options"]

    save(question, options=[{**first, "text": "Of course"}, second, {"text": "Perhaps"}])
    put_out(question)

    items = as_it_is(question).wording.items.order_by("position")
    assert [(item.key, item.text) for item in items] == [
        ("yes", "Of course"),
        ("no", "No"),
        ("perhaps", "Perhaps"),
    ]


def test_what_is_typed_back_waits_no_longer(live: Board) -> None:
    question = factories.question(factories.stage(live), prompt="Why?")
    save(question, prompt="Why not?")

    save(question, prompt="Why?")

    assert not WorkingCopy.objects.exists()


def test_what_waits_can_be_thrown_away(live: Board) -> None:
    question = factories.question(factories.stage(live), prompt="Why?")
    save(question, prompt="Why not?")

    assert discard_copy(question=question)
    assert not discard_copy(question=question)
    assert typed_in(as_it_is(question))["prompt"] == "Why?"


def test_a_question_that_was_never_published_is_not_thrown_away(live: Board) -> None:
    question = add_question(
        stage=factories.stage(live), kind=Kind.TEXT, by=factories.user(), now=NOW
    )

    assert not discard_copy(question=question)
    assert WorkingCopy.objects.exists()


@pytest.mark.parametrize("launched", [True, False])
def test_who_saves_over_something_unseen_is_told_and_keeps_nothing(launched: bool) -> None:
    board = factories.board(launched=launched)
    question = factories.question(factories.stage(board), prompt="Why?")
    opened = as_it_is(question)
    save(question, prompt="Why not?")

    with pytest.raises(Overtaken) as overtaken:
        save_copy(
            question=question,
            script={**typed_in(opened), "prompt": "What for?"},
            seen=opened.revision,
            around=around(question),
            by=by(question),
            now=NOW,
        )

    assert typed_in(overtaken.value.question)["prompt"] == "Why not?"
    assert typed_in(as_it_is(question))["prompt"] == "Why not?"


def test_what_was_changed_since_it_was_read_is_not_published(live: Board) -> None:
    question = factories.question(factories.stage(live), prompt="Why?")
    save(question, prompt="Why not?")
    read = as_it_is(question)
    save(question, prompt="What for?")

    with pytest.raises(Refused):
        publish(board=live, questions=[read], around=around(question), by=by(question), now=NOW)

    assert as_it_is(question).wording.prompt == "Why?"


def test_of_two_under_one_name_the_second_is_refused(live: Board) -> None:
    stage = factories.stage(live)
    first, second = (factories.question(stage, published=False) for _ in range(2))
    for question in (first, second):
        save(question, key="why", prompt="Why?")

    with pytest.raises(Refused, match="Another question has this name"):
        publish(
            board=live,
            questions=[as_it_is(first), as_it_is(second)],
            around=around(first),
            by=by(first),
            now=NOW,
        )

    assert not Question.objects.filter(key="why").exists()


def test_what_was_named_since_the_page_was_read_keeps_its_name(live: Board) -> None:
    stage = factories.stage(live)
    first, second = (factories.question(stage, published=False) for _ in range(2))
    for question in (first, second):
        save(question, key="why", prompt="Why?")
    read_before = around(second)
    put_out(first)

    with pytest.raises(Refused, match="Another question has this name"):
        publish(
            board=live,
            questions=[as_it_is(second)],
            around=read_before,
            by=by(second),
            now=NOW,
        )


def test_before_launch_a_name_taken_since_the_page_was_read_is_not_taken_twice(
    draft: Board,
) -> None:
    stage = factories.stage(draft)
    first, second = factories.question(stage), factories.question(stage)
    read_before = around(second)
    save(first, key="why")

    found = save_copy(
        question=second,
        script={**typed_in(as_it_is(second)), "key": "why"},
        seen=0,
        around=read_before,
        by=by(second),
        now=NOW,
    )[1]

    assert [fault.path for fault in found.faults] == [("key",)]


def test_nothing_is_published_where_one_is_unfinished(live: Board) -> None:
    stage = factories.stage(live)
    done, undone = factories.question(stage, prompt="One?"), factories.question(stage)
    save(done, prompt="One or two?")
    save(undone, prompt="")

    with pytest.raises(Refused):
        publish(
            board=live,
            questions=[as_it_is(done), as_it_is(undone)],
            around=around(done),
            by=by(done),
            now=NOW,
        )

    assert as_it_is(done).wording.prompt == "One?"


@pytest.mark.parametrize("released", [True, False])
def test_what_is_still_to_be_filled_in_is_not_published_into_a_released_stage(
    live: Board, released: bool
) -> None:
    question = factories.question(factories.stage(live, released=released), prompt="Why?")

    found = save(question, prompt="What of [FILL IN LATER: what they said]?")

    said = ["Something is still to be filled in: what they said."] if released else []
    assert [fault.message for fault in found.faults] == said


def test_a_note_for_staff_may_leave_something_to_be_filled_in(live: Board) -> None:
    question = factories.question(factories.stage(live))

    assert save(question, note="[FILL IN: whom to thank]").faults == []


def test_what_a_question_refers_to_must_be_there(draft: Board) -> None:
    factories.segment_set(draft, "topic", "costs", allows_several=True)
    first, second = factories.stage(draft), factories.stage(draft)
    factories.question(first, key="why")
    question = factories.question(
        second, kind=Kind.SUMMARY, statements=["It was good."], sums_up=[first]
    )

    found = save(
        question, key="why", within="topic", segments={"topic": ["quality"]}, of=[second.key]
    )

    assert [fault.path for fault in found.faults] == [
        ("key",),
        ("within",),
        ("segments",),
        ("of",),
    ]


def test_what_was_published_reads_back_as_it_was_typed(draft: Board) -> None:
    stage = factories.stage(draft)
    question = add_question(stage=stage, kind=Kind.MULTIPLE, by=factories.user(), now=NOW)
    typed = {
        "prompt": "Which?",
        "options": [{"text": "One"}, {"text": "Two", "key": "second"}],
        "max_choices": "2",
    }

    save(question, **typed)

    assert published_in(as_it_is(question)) == {
        "key": question.key,
        "kind": "multiple",
        "prompt": "Which?",
        "options": [
            {"key": None, "text": "One", "pinned": False, "exclusive": False},
            {"key": "second", "text": "Two", "pinned": False, "exclusive": False},
        ],
        "min_choices": 1,
        "max_choices": 2,
        "other": False,
        "shuffle": False,
        "required": True,
        "reveal": "after_answer",
        "segments": {},
    }
