"""Somebody is given everything that is held about them, and nothing of others."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from bulletin.audit.models import Entry
from participants.enums import Vote
from participants.models import AnswerValue, Participant, Thanks
from sessions.models import Board
from tests import factories
from tests.factories import NOW
from tests.moderation.erasing.life import EMAIL, NAME, PSEUDONYM, SAID, life_on

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def copy_for(desk: Client, person: Participant) -> str:
    answer = desk.post(reverse("desk_copy_for_person", args=["cop", person.pk]))
    assert "attachment" in answer.headers["Content-Disposition"]
    return answer.content.decode()


def test_it_holds_all_that_they_said_and_what_is_known_of_them(
    board: Board, facilitator: Client
) -> None:
    life = life_on(board)
    factories.version(life.answer, "A second thought.")

    told = copy_for(facilitator, life.person)

    for words in (
        NAME,
        PSEUDONYM,
        EMAIL,
        "First, Quornbury had",
        "A second thought.",
        "Yes",
        f"Help! {SAID}",
        f"I would rather not say: Not {SAID}",
        "I take part.",
        "01.webp",
        "health",
        "Agreed",
        "What rings true for you",
        "Something said to: ",
    ):
        assert words in told, words
    assert told.count("<h3>") > 8
    assert [one.details for one in Entry.objects.filter(action="copy_made")] == [{}]


def test_it_holds_what_they_say_of_the_report_and_what_staff_decided_on_them(
    board: Board, facilitator: Client
) -> None:
    by = factories.facilitator(board).user
    person = factories.participant(
        board, deactivated_at=NOW, deactivated_by=by, deactivated_why="Moved away."
    )
    Thanks.objects.create(
        participant=person, shares=3, reason="Came twice.", decided_at=NOW, decided_by=by,
        sent_at=NOW, sent_by=by,
    )  # fmt: skip
    factories.answer(
        person, factories.question(factories.stage(board)),
        rejected_at=NOW, rejected_by=by, rejected_why="Names a client.",
    )  # fmt: skip
    factories.findings(board)
    factories.verdict(person, Vote.PARTLY, "The third point is not ours.")

    told = copy_for(facilitator, person)

    for words in (
        "Moved away.",
        "<dd>3</dd>",
        "Came twice.",
        "Thanks sent",
        "Names a client.",
        "Partly",
        "The third point is not ours.",
    ):
        assert words in told, words


def test_it_holds_nothing_that_others_wrote(board: Board, facilitator: Client) -> None:
    stage = factories.stage(board)
    question = factories.question(stage)
    person, peer = factories.participant(board), factories.participant(board)
    answer = factories.answer(person, question, "Mine.")
    others = [
        factories.comment(peer, answer, "PEERSWORDS"),
        factories.probe(factories.facilitator(board), answer, "STAFFSWORDS", private_to=person),
        factories.answer(peer, question, "PEERSANSWER"),
    ]
    factories.comment(person, others[2], "To a peer.")
    factories.note(factories.facilitator(board), answer, "NOTEDWORDS")

    told = copy_for(facilitator, person)

    assert "Mine." in told
    assert "To a peer." in told
    assert re.findall("[A-Z]{8,}", told) == []
    assert peer.name not in told


def test_what_they_chose_is_told_in_words(board: Board, facilitator: Client) -> None:
    life = life_on(board)
    values = AnswerValue.objects.filter(version__reply__participant=life.person)
    assert values.count() > 3

    told = copy_for(facilitator, life.person)

    assert "Yes<br>Other:" in told
