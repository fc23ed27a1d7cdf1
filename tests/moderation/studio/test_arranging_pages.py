"""Questions and stages are moved, doubled, removed and put back with buttons of the guide."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from participants.models import Reply
from sessions.enums import Kind, Opening
from sessions.models import Board, Question, Stage
from tests import factories
from tests.moderation.studio.conftest import at

GUIDE = "/desk/cop/guide/"


@pytest.fixture
def stage(draft: Board) -> Stage:
    return factories.stage(draft)


def keys(board: Board) -> list[list[str]]:
    return [
        [question.key for question in stage.questions.in_guide().order_by("position")]
        for stage in board.stages.order_by("position")
    ]


def stage_at(name: str, stage: Stage) -> str:
    return reverse(name, args=["cop", stage.pk])


def opened(client: Client, stage: Stage) -> dict[str, str]:
    """What the stage's form holds as a browser would send it back."""
    sections = client.get(GUIDE).context["sections"]
    (form,) = [section.form for section in sections if section.stage == stage]
    return {name: str(form[name].value() or "") for name in form.fields}


def test_a_question_is_moved_with_two_buttons(
    draft: Board, stage: Stage, facilitator: Client
) -> None:
    _a, b = (factories.question(stage, key=key) for key in "ab")

    response = facilitator.post(at("desk_guide_place", b), {"up": ""})
    assert response.headers["Location"] == f"{GUIDE}#question-{b.pk}"
    assert keys(draft) == [["b", "a"]]

    facilitator.post(at("desk_guide_place", b), {"down": ""})
    assert keys(draft) == [["a", "b"]]


def test_a_question_is_moved_to_where_it_was_dropped(
    draft: Board, stage: Stage, facilitator: Client
) -> None:
    a, b = (factories.question(stage, key=key) for key in "ab")
    other = factories.stage(draft)
    c = factories.question(other, key="c")

    for question, to, before, then in [
        (b, other, c.pk, [["a"], ["b", "c"]]),
        (a, other, "", [[], ["b", "c", "a"]]),
        (c, stage, "no id", [["c"], ["b", "a"]]),
    ]:
        facilitator.post(at("desk_guide_place", question), {"stage": to.pk, "before": before})
        assert keys(draft) == then


def test_a_question_is_not_dropped_on_another_board(
    draft: Board, stage: Stage, facilitator: Client
) -> None:
    question = factories.question(stage, key="a")
    elsewhere = factories.stage(factories.board(slug="elsewhere"))

    for there in (str(elsewhere.pk), "no id"):
        response = facilitator.post(at("desk_guide_place", question), {"stage": there})
        assert response.status_code == 404
    assert keys(draft) == [["a"]]


def test_why_a_question_cannot_move_is_said(
    draft: Board, stage: Stage, facilitator: Client
) -> None:
    summary = factories.question(
        factories.stage(draft), kind=Kind.SUMMARY, statements=["It was good."], sums_up=[stage]
    )

    page = facilitator.post(at("desk_guide_place", summary), {"up": ""}, follow=True)

    assert "A summary stays behind the stages that it sums up." in page.content.decode()


def test_a_removed_question_is_put_back_with_the_button_of_the_message(
    draft: Board, stage: Stage, facilitator: Client
) -> None:
    factories.question(stage, key="a")
    question = factories.question(stage, key="b", prompt="What did you hope for?")

    page = facilitator.post(at("desk_guide_removal", question), follow=True).content.decode()

    assert keys(draft) == [["a"]]
    notice = page.partition("guide-undo")[2].partition("</div></div>")[0]
    assert "“What did you hope for?” is removed" in notice
    assert at("desk_guide_return", question) in notice

    facilitator.post(at("desk_guide_return", question))
    assert keys(draft) == [["a", "b"]]
    assert "Put it back" not in facilitator.get(GUIDE).content.decode()


def test_what_a_tester_answered_before_the_launch_is_not_removed(
    draft: Board, stage: Stage, facilitator: Client
) -> None:
    question = factories.question(stage)
    factories.answer(factories.participant(draft, tester=True), question)

    facilitator.post(at("desk_guide_removal", question))

    assert len(keys(draft)[0]) == 1
    page = facilitator.get(GUIDE).content.decode()
    assert at("desk_guide_removal", question) not in page
    assert at("desk_guide_hiding", question) in page


def test_what_a_note_or_a_prepared_question_hangs_on_is_not_removed(
    draft: Board, stage: Stage, facilitator: Client
) -> None:
    question = factories.question(stage)
    factories.prepared_probe(draft, question=question)

    page = facilitator.post(at("desk_guide_removal", question), follow=True).content.decode()

    assert "it can be hidden" in page
    assert len(keys(draft)[0]) == 1


def test_what_participants_have_met_is_hidden_with_a_reason_and_shown_again(
    board: Board, question: Question, facilitator: Client
) -> None:
    answer = factories.answer(factories.participant(board), question)
    address = at("desk_guide_hiding", question)
    assert facilitator.get(address).status_code == 200
    assert facilitator.post(address, {"why": " "}).status_code == 422

    page = facilitator.post(address, {"why": "It was asked twice."}, follow=True)

    assert "It was asked twice." in page.content.decode()
    question.refresh_from_db()
    assert (question.hidden_at is not None, question.hidden_why) == (True, "It was asked twice.")
    facilitator.post(at("desk_guide_showing", question))
    question.refresh_from_db()
    assert (question.hidden_at, question.hidden_why) == (None, "")
    assert Reply.objects.get() == answer


def test_a_question_is_doubled_and_the_second_one_opened(
    draft: Board, stage: Stage, facilitator: Client
) -> None:
    question = factories.question(stage, prompt="Why?")

    response = facilitator.post(at("desk_guide_twin", question))

    twin = stage.questions.latest("position")
    assert response.headers["Location"].startswith(at("desk_guide_question", twin))
    assert twin.wording.prompt == "Why?"


def test_a_stage_is_added_named_moved_and_removed(
    draft: Board, stage: Stage, facilitator: Client
) -> None:
    add = reverse("desk_guide_stages", args=["cop"])
    assert facilitator.post(add, {"title": ""}).status_code == 422
    facilitator.post(add, {"title": "Looking back", "introduction": "Take *your* time."})
    made = draft.stages.get(title="Looking back")
    assert "<p>Take <em>your</em> time.</p>" in facilitator.get(GUIDE).content.decode()

    assert facilitator.post(stage_at("desk_guide_stage", made), {"title": ""}).status_code == 422
    typed = opened(facilitator, made) | {"title": "Looking ahead"}
    facilitator.post(stage_at("desk_guide_stage", made), typed)
    facilitator.post(stage_at("desk_guide_stage_place", made), {"up": ""})
    assert [one.title for one in draft.stages.all()] == ["Looking ahead", stage.title]

    facilitator.post(stage_at("desk_guide_stage_removal", made))
    assert [one.title for one in draft.stages.all()] == [stage.title]


def test_two_who_change_title_and_introduction_both_keep_theirs(
    draft: Board, stage: Stage, facilitator: Client
) -> None:
    Stage.objects.filter(pk=stage.pk).update(introduction="Take your time.\n\nThere is no hurry.\n")
    address = stage_at("desk_guide_stage", stage)
    first, second = opened(facilitator, stage), opened(facilitator, stage)

    facilitator.post(address, first | {"introduction": "Be brief."})
    assert facilitator.post(address, second | {"title": "Hopes"}).status_code == 302

    stage.refresh_from_db()
    assert (stage.title, stage.introduction) == ("Hopes", "Be brief.")


def test_the_second_to_change_an_introduction_is_shown_both_and_loses_nothing(
    draft: Board, stage: Stage, facilitator: Client
) -> None:
    address = stage_at("desk_guide_stage", stage)
    first, second = opened(facilitator, stage), opened(facilitator, stage)
    facilitator.post(address, first | {"introduction": "Be brief."})

    response = facilitator.post(address, second | {"introduction": "Take your time."})

    page = response.content.decode()
    assert response.status_code == 422
    assert "Now it reads: “Be brief.”" in page
    assert "Take your time.</textarea>" in page
    stage.refresh_from_db()
    assert stage.introduction == "Be brief."

    form = response.context["wrong_stage"]
    again = {name: str(form[name].value() or "") for name in form.fields}
    assert facilitator.post(address, again).status_code == 302
    stage.refresh_from_db()
    assert stage.introduction == "Take your time."


def test_on_a_live_board_the_form_of_a_stage_says_that_it_stands_at_once(
    board: Board, question: Question, facilitator: Client
) -> None:
    words = "The board is live: this stands as soon as you save it."
    assert words in facilitator.get(GUIDE).content.decode()

    Board.objects.filter(pk=board.pk).update(launched_at=None, launched_by=None)
    assert words not in facilitator.get(GUIDE).content.decode()


def test_a_stage_that_holds_questions_has_no_button_to_remove_it(
    draft: Board, facilitator: Client
) -> None:
    stage = factories.stage(draft, released=False)
    factories.question(stage)

    page = facilitator.get(GUIDE).content.decode()
    facilitator.post(stage_at("desk_guide_stage_removal", stage))

    assert stage_at("desk_guide_stage_removal", stage) not in page
    assert draft.stages.exists()


def places(html: str, stage: Stage) -> list[str]:
    """Which of the buttons that move or remove it a stage has."""
    part = html.partition(f'id="stage-{stage.pk}"')[2].partition("</section>")[0]
    moves = stage_at("desk_guide_stage_place", stage)
    names = re.findall(rf'formaction="{moves}" name="(up|down)"', part)
    return [*names, *(["remove"] if stage_at("desk_guide_stage_removal", stage) in part else [])]


def test_a_stage_is_offered_only_what_would_not_be_refused(
    draft: Board, facilitator: Client
) -> None:
    first, second, third = (factories.stage(draft) for _ in range(3))
    waiting = factories.stage(draft, opening=Opening.AFTER_PREVIOUS)
    last = factories.stage(draft)
    factories.question(last, kind=Kind.SUMMARY, statements=["So."], sums_up=[first])
    stages = [first, second, third, waiting, last]

    page = facilitator.get(GUIDE).content.decode()

    assert [places(page, stage) for stage in stages] == [
        ["down"],
        ["up", "remove"],
        [],
        ["remove"],
        [],
    ]


def test_on_a_live_board_what_has_opened_is_offered_nothing(
    board: Board, facilitator: Client
) -> None:
    first = factories.stage(board)
    second, third = (factories.stage(board, released=False) for _ in range(2))

    page = facilitator.get(GUIDE).content.decode()

    assert [places(page, stage) for stage in (first, second, third)] == [
        [],
        ["down", "remove"],
        ["up", "remove"],
    ]


def test_what_is_still_to_be_filled_in_is_refused_beside_its_field_once_people_read_it(
    board: Board, facilitator: Client
) -> None:
    stage = factories.stage(board)
    typed = opened(facilitator, stage) | {"introduction": "[FILL IN: what they said]"}

    response = facilitator.post(stage_at("desk_guide_stage", stage), typed)

    assert response.status_code == 422
    assert list(response.context["wrong_stage"].errors) == ["introduction"]
    assert "Something is still to be filled in: what they said." in response.content.decode()
    stage.refresh_from_db()
    assert stage.introduction == ""
