"""The data sheet says what the board is set to, and names what is missing."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from bulletin.audit.models import Entry
from bulletin.privacy.enums import Destroyable
from moderation.models import Transcript
from moderation.rights import sheet
from sessions.enums import ContactPurpose, ObserverSight, Role
from sessions.models import Board, Contact
from tests import factories

pytestmark = pytest.mark.django_db
NOW = factories.NOW
PAGE = "/desk/cop/data-sheet/"


def test_a_bare_board_has_gaps_and_says_so(board: Board, facilitator: Client) -> None:
    page = facilitator.get(PAGE).content.decode()

    for gap in (
        "does not say who answers for the data",
        "No contact for data protection is named",
        "No ethics reference is given",
        "does not say what it is for",
        "No date is set on which names, addresses and answers are destroyed",
    ):
        assert gap in page, gap


def test_what_is_set_stands_there(
    board: Board, at_desk: Callable[[Role], Client], settings: Settings
) -> None:
    settings.EMAIL_HOST = "smtp.example.org"
    Board.objects.filter(pk=board.pk).update(
        controller="The Institute", ethics_reference="E-12", purpose="p", purpose_html="<p>Why</p>"
    )
    Contact.objects.create(
        board=board,
        position=0,
        purpose=ContactPurpose.DATA_PROTECTION,
        name="The officer",
        email="dpo@example.org",
    )
    factories.segment_set(board, "sector", "health")
    board.consent_versions.update(observers=ObserverSight.PSEUDONYM)
    people = [factories.participant(board) for _ in range(3)]
    people[0].withdrawn_at, people[0].withdrawn_answers = NOW, "remove"
    people[1].erased_at = NOW
    for person in people:
        person.save()
    asked = Transcript.objects.create(
        board=board, format="docx", identity="real_name", asked_at=NOW
    )
    Entry.objects.record(
        "transcript_downloaded", now=NOW, actor=None, board=board.pk, subject=asked
    )

    page = at_desk(Role.MODERATOR).get(PAGE).content.decode()

    for words in (
        "The Institute",
        "The officer, dpo@example.org",
        "E-12",
        "<p>Why</p>",
        "Segments of each person: sector",
        "<td>The observer</td><td>Observer</td>",
        "by the consent in force: Replies under pseudonyms.",
        "Mail is handed to smtp.example.org.",
        "<td>Real names</td><td>1</td>",
        "Withdrew: 1, of whom 1 had their words removed",
        "Erased: 1",
    ):
        assert words in page, words


def test_it_names_no_participant(board: Board, facilitator: Client) -> None:
    person = factories.participant(board, name="Zebulon Quist", email="zeb@example.net")

    page = facilitator.get(PAGE).content.decode()

    assert [one for one in (person.name, person.email, person.pseudonym) if one in page] == []


def test_every_date_that_it_knows_is_one_of_the_boards(board: Board) -> None:
    assert [name for name in sheet.DATES if not hasattr(board, name)] == []


def test_it_says_what_is_destroyed_and_when(board: Board, facilitator: Client) -> None:
    Board.objects.update(destroy_key_on=NOW.date(), destroy_contacts_on=date(2021, 4, 28))
    factories.destruction(board, Destroyable.KEY)

    page = facilitator.get(PAGE).content.decode()

    assert "The names behind the pseudonyms: destroyed on" in page
    assert "The addresses: to be destroyed on 28 April 2021" in page
    assert "No date is set on which" not in page


def test_it_asks_the_same_for_one_as_for_three(
    board: Board, facilitator: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    facilitator.get(PAGE)
    for _ in range(3):
        factories.participant(board)
        Transcript.objects.create(board=board, format="docx", identity="real_name", asked_at=NOW)
        with django_assert_num_queries(QUERIES):
            facilitator.get(PAGE)


# A savepoint and its end; session, user, member with board; and what the sheet tells.
QUERIES = 24


def test_it_is_one_click_from_the_transcripts(board: Board, facilitator: Client) -> None:
    page = facilitator.get(reverse("desk_transcripts", args=["cop"])).content.decode()

    assert PAGE in page
