"""Who may fetch a file: whoever is shown what it hangs on, now."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from bulletin.media.models import MediaFile
from participants.gate.files import files_for, files_for_staff
from sessions.enums import Kind, Role
from sessions.models import Board, Question
from tests import factories
from tests.participants.visits import browser_of, unmasked

NOW = factories.NOW
pytestmark = pytest.mark.django_db


@pytest.fixture
def question(board: Board) -> Question:
    return factories.question(factories.stage(board))


@pytest.fixture
def file(board: Board, question: Question) -> MediaFile:
    file = factories.picture(board, "harbour")
    factories.stimulus(question, file)
    return file


def may_fetch(board: Board, file: MediaFile) -> bool:
    return files_for(factories.participant(board), NOW).filter(pk=file.pk).exists()


def test_whoever_is_shown_a_question_may_look_at_what_it_has(board, file):
    assert may_fetch(board, file)


def test_nobody_may_before_its_stage_opens(board, question, file):
    question.stage.opens_at = NOW + factories.HOUR
    question.stage.save()

    assert not may_fetch(board, file)


def test_nobody_may_once_it_is_hidden(board, question, file):
    question.hidden_at = NOW
    question.hidden_by = factories.facilitator(board).user
    question.save()

    assert not may_fetch(board, file)


def test_nobody_may_fetch_what_an_earlier_wording_had(board, question, file):
    question.wording.stimuli.all().delete()

    assert not may_fetch(board, file)


def test_a_segments_question_shows_others_nothing(board, question, file):
    of = factories.segment_set(board, "sector", "health", "care")
    question.segments.add(factories.segment(of, "health"))

    assert not may_fetch(board, file)


def test_a_file_that_hangs_on_nothing_is_for_staff_alone(board):
    file = factories.picture(board, "waiting")

    assert not may_fetch(board, file)
    assert file in files_for_staff(factories.facilitator(board))
    assert file in files_for_staff(factories.staff(board, Role.MODERATOR))
    assert file not in files_for_staff(factories.staff(board, Role.OBSERVER))


def test_the_picture_of_an_option_is_shown_with_its_question(board):
    question = factories.question(
        factories.stage(board), kind=Kind.SINGLE, options=["One", "Another"]
    )
    file = factories.picture(board, "one")
    question.wording.items.filter(text="One").update(picture=file)

    assert may_fetch(board, file)


def test_people_of_another_board_are_shown_nothing(board, file):
    other = factories.board(slug="other")
    factories.question(factories.stage(other))

    assert not may_fetch(other, file)
    assert file not in files_for_staff(factories.facilitator(other))


def test_staff_look_at_what_their_role_reads(board, file):
    for role in (Role.FACILITATOR, Role.MODERATOR, Role.OBSERVER):
        assert file in files_for_staff(factories.staff(board, role))
    assert file not in files_for_staff(factories.staff(board, Role.RECRUITER))


@pytest.mark.parametrize("name", ["file", "small_file"])
def test_a_browser_keeps_it_and_asks_each_time_whether_it_still_may(board, question, file, name):
    client = browser_of(factories.participant(board))
    address = reverse(name, args=["cop", file.pk])

    first = client.get(address)
    assert (first.status_code, first["Content-Type"]) == (200, "image/webp")
    assert first["Cache-Control"] == "private, no-cache"
    assert first["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert b"WEBP" in b"".join(first)
    assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 304

    question.wording.stimuli.all().delete()
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert again.status_code == 404


@pytest.mark.parametrize("name", ["file", "small_file"])
def test_neither_it_nor_its_small_picture_is_there_once_its_question_is_hidden(
    board, question, file, name
):
    client = browser_of(factories.participant(board))
    address = reverse(name, args=["cop", file.pk])
    assert b"WEBP" in b"".join(client.get(address))
    question.hidden_at, question.hidden_by = NOW, factories.facilitator(board).user
    question.save()

    gone, absent = client.get(address), client.get(reverse(name, args=["cop", uuid4()]))
    assert gone.status_code == absent.status_code == 404
    assert unmasked(gone) == unmasked(absent)


def test_a_stranger_is_told_nothing(board, file):
    assert Client().get(reverse("file", args=["cop", file.pk])).status_code == 404
