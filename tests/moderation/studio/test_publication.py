"""On a live board a button publishes what waits, and says first what follows (rule 11)."""

import pytest
from django.test import Client
from django.urls import reverse

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from sessions.enums import Kind, Role
from sessions.models import Board, Question, WorkingCopy
from sessions.studio.actions.arranging import add_question
from tests import factories
from tests.moderation.studio.conftest import at, opened

PAGE = "/desk/cop/guide/publication/"


def type_into(client: Client, question: Question, **changes: str) -> None:
    typed = opened(client, question) | changes
    assert client.post(at("desk_guide_saving", question), typed).status_code == 200


def tokens(client: Client) -> list[str]:
    page = client.get(PAGE).content.decode()
    return [part.partition('"')[0] for part in page.split('name="question" value="')[1:]]


@pytest.fixture
def answered(board: Board, question: Question) -> Question:
    """By two participants; what a tester said counts nowhere."""
    for tester in (False, False, True):
        factories.answer(factories.participant(board, tester=tester), question)
    return question


def test_the_page_says_what_changes_and_who_answered_the_old_wording(
    answered: Question, facilitator: Client
) -> None:
    type_into(facilitator, answered, prompt="What do you hope for?")

    page = facilitator.get(PAGE).content.decode()

    assert "What did you hope for?" in page
    assert "What do you hope for?" in page
    assert "2 people have answered the wording that is published now." in page
    assert "Nobody is told by e-mail." in page
    assert "Ask the 2 people who have answered it to answer again" in page
    assert 'name="again"' in page
    assert "checked" not in page.partition('name="again"')[2].partition(">")[0]


def test_the_page_says_who_has_a_new_question_left_to_do(
    board: Board, answered: Question, facilitator: Client
) -> None:
    stage = answered.stage
    by = factories.facilitator(board).user
    begun = add_question(stage=stage, kind=Kind.TEXT, by=by, now=factories.NOW)
    type_into(facilitator, begun, prompt="And now?")

    assert "2 people have it left to do at once" in facilitator.get(PAGE).content.decode()

    type_into(facilitator, begun, prompt="And now?", required="")
    assert "2 people can see it at once" in facilitator.get(PAGE).content.decode()


def test_a_new_question_is_counted_for_those_it_is_put_to(
    board: Board, answered: Question, facilitator: Client
) -> None:
    sector = factories.segment_set(board, "sector", "health", "social care")
    factories.participant(board, segments=[factories.segment(sector, "health")])
    begun = factories.question(answered.stage, published=False)

    type_into(facilitator, begun, prompt="And now?", segments="sector=health")

    page = facilitator.get(PAGE).content.decode()
    assert "1 person has it left to do at once" in page
    assert "contributed" not in page


def test_a_new_summary_is_said_to_be_for_contributors_only(
    board: Board, answered: Question, facilitator: Client
) -> None:
    begun = factories.question(factories.stage(board), kind=Kind.SUMMARY, published=False)

    type_into(facilitator, begun, prompt="Is it so?", of=answered.stage.key)

    assert "only those see it who contributed" in facilitator.get(PAGE).content.decode()


def test_the_page_says_what_becomes_required(
    board: Board, question: Question, facilitator: Client
) -> None:
    optional = factories.question(question.stage, required=False)
    type_into(facilitator, question, prompt="What do you hope for?")
    assert "required from now on" not in facilitator.get(PAGE).content.decode()

    type_into(facilitator, optional, required="on")

    assert facilitator.get(PAGE).content.decode().count("It is required from now on") == 1


def test_what_is_chosen_is_published_and_the_rest_waits(
    board: Board, question: Question, facilitator: Client
) -> None:
    other = factories.question(question.stage, prompt="Why?")
    type_into(facilitator, question, prompt="What do you hope for?")
    type_into(facilitator, other, prompt="Why not?")
    assert len(tokens(facilitator)) == 2
    first, _second = tokens(facilitator)

    page = facilitator.post(PAGE, {"question": [first]}, follow=True).content.decode()

    assert "1 question is published." in page
    assert [copy.question for copy in WorkingCopy.objects.all()] == [other]
    now = Question.objects.for_editing().get(pk=question.pk)
    assert (now.wording.number, now.wording.prompt) == (2, "What do you hope for?")


def test_all_are_published_with_one_press(
    board: Board, question: Question, facilitator: Client
) -> None:
    others = [factories.question(question.stage) for _ in range(3)]
    for one in (question, *others):
        type_into(facilitator, one, prompt=f"Anew {one.key}?")

    facilitator.post(PAGE, {"question": tokens(facilitator)})

    assert not WorkingCopy.objects.exists()


def test_what_changed_while_it_was_read_is_not_published(
    question: Question, facilitator: Client
) -> None:
    type_into(facilitator, question, prompt="What do you hope for?")
    read = tokens(facilitator)
    type_into(facilitator, question, prompt="What was hoped for?")

    response = facilitator.post(PAGE, {"question": read})

    assert response.status_code == 422
    assert "Something was changed while you read this" in response.content.decode()
    assert WorkingCopy.objects.exists()


def test_what_is_not_finished_cannot_be_chosen(question: Question, facilitator: Client) -> None:
    type_into(facilitator, question, prompt="")

    page = facilitator.get(PAGE).content.decode()

    assert "It is not finished, and waits:" in page
    assert "Question: This is missing. Add it." in page
    assert tokens(facilitator) == []
    assert facilitator.post(PAGE).status_code == 422


def test_what_waits_can_be_thrown_away_with_a_button(
    question: Question, facilitator: Client
) -> None:
    type_into(facilitator, question, prompt="What do you hope for?")
    guide = facilitator.get("/desk/cop/guide/").content.decode()
    assert "1 question waits to be published." in guide
    assert at("desk_guide_discarding", question) in guide

    facilitator.post(at("desk_guide_discarding", question))

    assert "What do you hope for?" not in facilitator.get("/desk/cop/guide/").content.decode()
    assert not WorkingCopy.objects.exists()


def test_where_nothing_waits_the_page_says_so(question: Question, facilitator: Client) -> None:
    assert "Nothing waits" in facilitator.get(PAGE).content.decode()


def test_a_participant_reads_the_new_wording_once_it_is_published(
    board: Board, answered: Question, facilitator: Client
) -> None:
    type_into(facilitator, answered, prompt="What do you hope for?")
    said = reverse("desk_question", args=["cop", answered.pk])
    assert "What did you hope for?" in facilitator.get(said).content.decode()

    facilitator.post(PAGE, {"question": tokens(facilitator)})

    assert "What do you hope for?" in facilitator.get(said).content.decode()
    assert Role.FACILITATOR in board.staff.values_list("role", flat=True)


def test_who_answered_is_asked_again_where_that_is_chosen(
    answered: Question, facilitator: Client
) -> None:
    type_into(facilitator, answered, prompt="What do you hope for?")
    chosen = tokens(facilitator)

    page = facilitator.post(PAGE, {"question": chosen, "again": chosen}, follow=True)

    assert page.status_code == 200
    assert Question.objects.get(pk=answered.pk).asked_again_from == 2
    assert [entry.action for entry in Entry.objects.filter(subject=answered.pk)] == [
        "question_asked_again",
        "question_published",
    ]


def test_nobody_is_asked_again_without_that(answered: Question, facilitator: Client) -> None:
    type_into(facilitator, answered, prompt="What do you hope for?")

    facilitator.post(PAGE, {"question": tokens(facilitator)})

    assert Question.objects.get(pk=answered.pk).asked_again_from is None


def test_where_nobody_could_answer_again_it_is_not_offered(
    board: Board, question: Question, facilitator: Client
) -> None:
    shut = factories.question(factories.stage(board, closes_at=factories.NOW))
    gone = factories.participant(board, deactivated_at=factories.NOW, deactivated_by=user_of(board))
    factories.answer(factories.participant(board), shut)
    factories.answer(gone, question)
    for one in (shut, question):
        type_into(facilitator, one, prompt="What do you hope for?")

    page = facilitator.get(PAGE).content.decode()

    assert page.count('name="question"') == 2
    assert 'name="again"' not in page


def user_of(board: Board) -> User:
    return factories.facilitator(board).user
