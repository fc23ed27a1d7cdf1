"""An error on a board: in the language of whoever is let in there, and with the way back."""

import uuid

import pytest
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from participants.enums import AnswersAfterWithdrawal
from participants.models import Participant
from sessions.models import Board
from tests import factories
from tests.participants.entry.doors import come_in, words
from tests.participants.visits import unmasked

SPANISH = '<html lang="es"'


@pytest.fixture
def spanish(board: Board) -> Participant:
    return factories.participant(board, language="es")


def absent_reply(board: Board) -> str:
    return reverse("reply", args=[board.slug, uuid.uuid4()])


def headers_of(response: HttpResponseBase) -> dict[str, str]:
    return {name: value for name, value in response.headers.items() if name != "X-Request-ID"}


def test_what_is_not_there_is_said_in_the_readers_language_and_leads_back(
    board: Board, spanish: Participant
) -> None:
    client = come_in(spanish)

    for address in (f"/b/{board.slug}/nothing/", absent_reply(board)):
        response = client.get(address)
        page = words(response)

        assert response.status_code == 404
        assert SPANISH in page
        assert f'<a class="back" href="/b/{board.slug}/">' in page
        assert "Aquí no hay nada" in page
        assert response.headers["Content-Language"] == "es"
        assert response.headers["Cache-Control"] == "private, no-store"


def test_what_is_hidden_is_answered_like_what_was_never_there(
    board: Board, spanish: Participant
) -> None:
    question = factories.question(factories.stage(board))
    hidden = factories.answer(factories.participant(board), question)
    client = come_in(spanish)

    theirs = client.get(reverse("reply", args=[board.slug, hidden.pk]))
    nobodys = client.get(absent_reply(board))

    assert theirs.status_code == nobodys.status_code == 404
    assert unmasked(theirs) == unmasked(nobodys)
    assert headers_of(theirs) == headers_of(nobodys)


def test_strangers_are_told_nothing_of_a_board(board: Board) -> None:
    here, nowhere = (words(Client().get(f"/b/{one}/nothing/")) for one in (board.slug, "nowhere"))

    assert "There is nothing here" in here
    assert board.title not in here
    assert 'class="back"' not in here
    assert here.count("nowhere") == nowhere.count("nowhere") == 0


def test_a_place_on_one_board_says_nothing_of_another(board: Board, spanish: Participant) -> None:
    other = factories.board(title="Elsewhere")

    page = words(come_in(spanish).get(f"/b/{other.slug}/nothing/"))

    assert "Elsewhere" not in page
    assert 'class="back"' not in page


def test_a_closed_place_is_answered_in_its_persons_language(
    board: Board, spanish: Participant
) -> None:
    client = come_in(spanish)
    Participant.objects.filter(pk=spanish.pk).update(
        withdrawn_at=factories.NOW, withdrawn_answers=AnswersAfterWithdrawal.KEEP
    )

    page = words(client.get(f"/b/{board.slug}/nothing/"))

    assert SPANISH in page
    assert 'class="back"' not in page


def test_a_form_that_could_not_be_checked_is_answered_in_the_readers_language(
    board: Board, spanish: Participant
) -> None:
    client = come_in(spanish)
    client.handler.enforce_csrf_checks = True

    response = client.post(reverse("language", args=[board.slug]), {"language": "de"})

    assert response.status_code == 403
    assert SPANISH in words(response)


def test_a_form_that_is_too_large_is_answered_in_the_readers_language(
    board: Board, spanish: Participant, settings: Settings
) -> None:
    client = come_in(spanish)
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 1

    response = client.post(reverse("language", args=[board.slug]), {"language": "de", "more": ""})

    assert response.status_code == 400
    assert SPANISH in words(response)
