"""Who may fetch a file of an answer: whoever may read that answer now, and its author."""

import pytest
from django.urls import reverse

from bulletin.media.models import MediaFile
from participants.actions.redacting import redact_phrase
from participants.gate.files import files_for, files_for_staff
from participants.models import Participant, Reply
from sessions.enums import Kind, ObserverSight, Reveal, Role
from sessions.models import Board, Question
from tests import factories
from tests.participants.visits import address, browser_of, text_of, unmasked

NOW = factories.NOW
pytestmark = pytest.mark.django_db


@pytest.fixture
def question(board: Board) -> Question:
    return factories.question(factories.stage(board), kind=Kind.FILE)


@pytest.fixture
def author(board: Board) -> Participant:
    return factories.participant(board)


@pytest.fixture
def reader(board: Board, question: Question) -> Participant:
    """Somebody who has answered, too, so that others' answers are open to them."""
    reader = factories.participant(board)
    factories.answer(reader, question)
    return reader


@pytest.fixture
def answer(author: Participant, question: Question) -> Reply:
    return factories.answer(author, question, "")


@pytest.fixture
def file(answer: Reply) -> MediaFile:
    return factories.file_in(answer, "The harbour")


def statuses(person: Participant, file: MediaFile) -> set[int]:
    """Of the file and of the small picture of it."""
    browser = browser_of(person)
    found = set()
    for name in ("file", "small_file"):
        response = browser.get(reverse(name, args=["cop", file.pk]))
        b"".join(response)
        found.add(response.status_code)
    return found


def test_a_picture_is_seen_with_the_answer_and_opens_large(author, reader, question, file):
    page = text_of(browser_of(reader).get(address(question)))

    assert 'alt="The harbour"' in page
    assert f'href="{reverse("file", args=["cop", file.pk])}"' in page
    assert statuses(reader, file) == {200}
    assert statuses(author, file) == {200}


def test_it_is_hidden_as_the_answer_is_until_one_has_answered(board, question, file):
    newcomer = factories.participant(board)

    assert statuses(newcomer, file) == {404}
    assert str(file.pk) not in text_of(browser_of(newcomer).get(address(question)))
    factories.answer(newcomer, question)
    assert statuses(newcomer, file) == {200}


@pytest.mark.parametrize("kind", [Kind.FILE, Kind.ANNOTATE])
def test_a_page_tells_nothing_of_pictures_and_marks_that_are_hidden(board, author, kind):
    asked = factories.question(factories.stage(board), kind=kind)
    newcomer = browser_of(factories.participant(board))
    polled = reverse("replies", args=["cop", asked.pk])

    def seen() -> tuple[str, str]:
        fragment = newcomer.get(polled, headers={"hx-request": "true"})
        return unmasked(newcomer.get(address(asked))), fragment["ETag"]

    before = seen()
    answer = factories.answer(author, asked, "")
    factories.file_in(answer, "The harbour")
    if kind == Kind.ANNOTATE:
        factories.mark(answer, 500, 500, "The light")

    assert seen() == before


@pytest.mark.parametrize("state", [factories.conceal, factories.hold, factories.reject])
def test_what_staff_take_out_of_view_takes_its_pictures_along(author, reader, answer, file, state):
    state(answer)

    assert statuses(reader, file) == {404}
    assert statuses(author, file) == {200}


def test_with_the_reveal_it_closes_again(reader, question, file):
    assert statuses(reader, file) == {200}
    question.reveal = Reveal.NEVER
    question.save()

    assert statuses(reader, file) == {404}


def test_what_was_taken_out_by_a_correction_is_for_its_author_and_staff(
    board, author, reader, answer, file
):
    factories.version(answer, "Without it.")

    assert statuses(reader, file) == {404}
    assert statuses(author, file) == {200}
    assert file in files_for_staff(factories.staff(board, Role.MODERATOR))
    assert file not in files_for_staff(factories.staff(board, Role.OBSERVER))


def test_what_is_only_begun_is_for_its_author_alone(board, author, reader, question):
    begun = factories.upload(author, question)

    assert statuses(author, begun) == {200}
    assert statuses(reader, begun) == {404}
    for role in Role:
        assert begun not in files_for_staff(factories.staff(board, role))


def test_what_staff_begin_to_enter_is_for_whoever_enters_it(board, author, question):
    moderator = factories.staff(board, Role.MODERATOR)
    begun = factories.upload(author, question, by=moderator)

    assert begun in files_for_staff(moderator)
    assert begun not in files_for_staff(factories.facilitator(board))
    assert begun not in files_for(author, NOW)


def test_staff_see_it_where_their_role_reads_the_answer(board, file):
    for role in (Role.FACILITATOR, Role.MODERATOR):
        assert file in files_for_staff(factories.staff(board, role))
    assert file not in files_for_staff(factories.staff(board, Role.RECRUITER))


def test_an_observer_sees_the_pictures_of_what_they_may_read():
    board = factories.board(slug="watched", observers=ObserverSight.PSEUDONYM)
    question = factories.question(factories.stage(board), kind=Kind.FILE)
    file = factories.file_in(factories.answer(factories.participant(board), question, ""))
    observer = factories.staff(board, Role.OBSERVER)
    assert file in files_for_staff(observer)

    question.reveal = Reveal.NEVER
    question.save()

    assert file not in files_for_staff(observer)
    assert file in files_for_staff(factories.facilitator(board))


def test_people_of_another_board_are_shown_nothing(file):
    other = factories.board(slug="other")

    assert file not in files_for(factories.participant(other), NOW)
    assert file not in files_for_staff(factories.facilitator(other))


def test_once_withdrawn_it_is_gone_for_everyone(author, reader, answer, file):
    answer.withdrawn_at = NOW
    answer.save()

    assert statuses(reader, file) == {404}
    assert file not in files_for_staff(factories.facilitator(answer.board))


def test_what_a_picture_is_said_to_show_can_be_found_and_hidden(board, answer, file):
    redact_phrase(
        reply=answer,
        phrase="harbour",
        replacement="[a place]",
        by=factories.facilitator(board).user,
        now=NOW,
    )

    value = file.values.get()
    assert (value.text, value.original) == ("The [a place]", "The harbour")
