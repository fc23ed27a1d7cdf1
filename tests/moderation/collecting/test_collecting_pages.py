"""A reply is collected where it is read, whole or in part."""

from collections.abc import Callable

import pytest
from django.test import Client

from moderation.models import Passage
from participants.models import Reply
from sessions.enums import Kind, Role
from sessions.models import Board, Question
from tests import factories
from tests.moderation.collecting.conftest import read, url

HTMX = {"HX-Request": "true"}


def ranges() -> list[tuple[int, int] | None]:
    return [passage.range for passage in Passage.objects.order_by("made_at", "pk")]


def test_a_press_beside_a_reply_collects_all_of_it_and_twice_says_so(
    answer: Reply, facilitator: Client
) -> None:
    sent = {"version": str(answer.current_version_id), "words": "", "before": ""}
    for said in ("Collected.", "It is collected already."):
        page = facilitator.post(url("desk_passages", answer.pk), sent, follow=True)
        assert said in page.content.decode()
        assert page.redirect_chain[0][0].endswith(f"#reply-{answer.pk}")

    assert ranges() == [None]
    assert "1 passage collected" in read(facilitator, "desk_question", answer.question_id)


def test_words_that_are_chosen_in_it_are_collected_alone(
    answer: Reply, facilitator: Client
) -> None:
    response = facilitator.post(
        url("desk_passages", answer.pk), {"words": "to think", "before": "27"}, headers=HTMX
    )

    assert ranges() == [(36, 44)]
    fragment = response.content.decode()
    assert fragment.strip().startswith('<div class="collecting"')
    assert "Collected." in fragment
    assert "1 passage collected" in fragment


def test_words_that_stand_nowhere_are_not_collected(answer: Reply, facilitator: Client) -> None:
    sent = {"words": "No such words"}
    beside = facilitator.post(url("desk_passages", answer.pk), sent, headers=HTMX)
    page = facilitator.post(url("desk_passages", answer.pk), {**sent, "some": ""})

    assert "These words do not stand in this reply." in beside.content.decode()
    assert page.status_code == 422
    assert "These words do not stand in this reply." in page.content.decode()
    assert "No such words</textarea>" in page.content.decode()
    assert ranges() == []


def test_words_are_typed_on_a_page_of_their_own(answer: Reply, facilitator: Client) -> None:
    page = read(facilitator, "desk_passages", answer.pk)
    assert "Ask Jane about time to think.</textarea>" in page

    nothing = facilitator.post(url("desk_passages", answer.pk), {"words": " ", "some": ""})
    assert (nothing.status_code, ranges()) == (422, [])

    facilitator.post(url("desk_passages", answer.pk), {"words": "Ask Jane", "some": ""})
    facilitator.post(url("desk_passages", answer.pk), {"words": "Ask Jane", "whole": ""})
    assert set(ranges()) == {(16, 24), None}


def test_what_was_read_is_collected_though_it_was_corrected_meanwhile(
    answer: Reply, facilitator: Client
) -> None:
    read_version = answer.current_version
    assert read_version
    factories.version(answer, "Nothing at all.")

    facilitator.post(
        url("desk_passages", answer.pk), {"version": str(read_version.pk), "words": "Ask Jane"}
    )

    assert Passage.objects.get().version == read_version
    assert "of an earlier wording" in read(facilitator, "desk_collected")
    other = factories.answer(factories.participant(answer.board), answer.question)
    strange = {"version": str(other.current_version_id)}
    assert facilitator.post(url("desk_passages", answer.pk), strange).status_code == 404


def test_a_closed_answer_is_collected_with_what_was_chosen(
    board: Board, question: Question, facilitator: Client
) -> None:
    closed = factories.question(
        question.stage, kind=Kind.SINGLE, options=["Much", "Little"], prompt="How much time?"
    )
    answer = factories.answer(factories.participant(board), closed, "")
    factories.value(answer, "much")

    facilitator.post(url("desk_passages", answer.pk))

    page = read(facilitator, "desk_collected")
    assert '<p class="choices-made">Much</p>' in page
    assert "How much time?" in page


def test_what_says_nothing_for_the_group_is_not_collected(
    board: Board, question: Question, facilitator: Client
) -> None:
    """A tester's words, staff's, and what is left of a withdrawn reply."""
    tester = factories.answer(factories.participant(board, tester=True), question)
    gone = factories.answer(factories.participant(board), question)
    Reply.objects.filter(pk=gone.pk).update(withdrawn_at=factories.NOW)
    probe = factories.probe(factories.facilitator(board), tester)

    for reply in (tester, gone, probe):
        assert facilitator.post(url("desk_passages", reply.pk)).status_code == 404
    assert ">Collect<" not in read(facilitator, "desk_question", question.pk)


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.OBSERVER])
def test_only_who_writes_the_guide_has_the_button(
    role: Role, answer: Reply, at_desk: Callable[[Role], Client]
) -> None:
    answer.board.consent_versions.update(observers="pseudonym")
    factories.passage(answer)
    page = read(at_desk(role), "desk_question", answer.question_id)

    assert "Ask Jane" in page
    assert ">Collect<" not in page
    assert ("1 passage collected" in page) == (role == Role.MODERATOR)
