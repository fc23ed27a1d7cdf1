"""Who was typing into a question that somebody removed is told so, and loses nothing (rule 17)."""

import re
from html import unescape

from django.test import Client

from sessions.models import Board, Question, WorkingCopy
from sessions.studio.actions.arranging import put_back, remove_question
from sessions.studio.typed import typed_in
from tests import factories
from tests.factories import HOUR, NOW
from tests.moderation.studio.conftest import at, form_in, opened, revision
from tests.sessions.studio.writing import as_it_is, save

HTMX = {"HX-Request": "true"}


def removed_while_typed(client: Client, question: Question) -> dict[str, str]:
    """What somebody sends who had it open as it was removed."""
    typed = opened(client, question) | {"prompt": "What do you “hope” for?"}
    by = factories.facilitator(question.stage.board).user
    remove_question(question=question, by=by, now=NOW)
    return typed


def sent_back(html: str) -> dict[str, str]:
    form = html.partition("/return/")[2].partition("</form>")[0]
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form)
    return {name: unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def test_saving_what_was_removed_says_so_and_offers_to_put_it_back_with_what_was_typed(
    draft: Board, question: Question, facilitator: Client
) -> None:
    typed = removed_while_typed(facilitator, question)

    for headers in ({}, HTMX):
        response = facilitator.post(at("desk_guide_question", question), typed, headers=headers)
        page = response.content.decode()
        assert response.status_code == 409
        assert "was removed from" in page
        assert "What do you “hope” for?" in page
    facilitator.post(at("desk_guide_return", question), sent_back(page))

    assert typed_in(as_it_is(question))["prompt"] == "What do you “hope” for?"


def test_what_somebody_saved_since_is_not_overwritten_unseen(
    draft: Board, question: Question, facilitator: Client
) -> None:
    typed = removed_while_typed(facilitator, question)
    page = facilitator.post(at("desk_guide_question", question), typed).content.decode()
    put_back(question=question, by=factories.facilitator(draft).user, now=NOW)
    save(question, prompt="What did you fear?")

    response = facilitator.post(at("desk_guide_return", question), sent_back(page))

    both = response.content.decode()
    assert response.status_code == 409
    assert typed_in(as_it_is(question))["prompt"] == "What did you fear?"
    for words in ("What did you fear?", "What do you “hope” for?"):
        assert words in both

    over = form_in(both) | {"over": str(revision(question))}
    facilitator.post(at("desk_guide_question", question), over)
    assert typed_in(as_it_is(question))["prompt"] == "What do you “hope” for?"


def test_what_is_sent_back_without_what_was_seen_changes_nothing(
    draft: Board, question: Question, facilitator: Client
) -> None:
    typed = removed_while_typed(facilitator, question) | {"seen": "x"}

    response = facilitator.post(at("desk_guide_return", question), typed)

    assert response.status_code == 422
    assert not Question.objects.in_guide().exists()


def test_what_is_being_typed_is_not_lost_either(
    draft: Board, question: Question, facilitator: Client
) -> None:
    typed = removed_while_typed(facilitator, question)

    response = facilitator.post(at("desk_guide_saving", question), typed)

    assert response.status_code == 409
    assert "This question was removed meanwhile." in response.content.decode()


def test_its_address_says_that_it_was_removed(
    draft: Board, question: Question, facilitator: Client
) -> None:
    removed_while_typed(facilitator, question)

    response = facilitator.get(at("desk_guide_question", question))

    assert response.status_code == 404
    assert "“What did you hope for?” was removed" in response.content.decode()


def test_on_a_live_board_what_is_put_back_is_said_to_wait(
    board: Board, facilitator: Client
) -> None:
    stage = factories.stage(board, opens_at=NOW + HOUR)
    question = factories.question(stage, prompt="What did you hope for?")
    typed = removed_while_typed(facilitator, question)
    page = facilitator.post(at("desk_guide_question", question), typed).content.decode()

    back = facilitator.post(at("desk_guide_return", question), sent_back(page), follow=True)

    words = "The question is back in its place, and waits to be published."
    assert words in back.content.decode()
    assert WorkingCopy.objects.get().question == question
