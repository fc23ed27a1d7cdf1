"""The entries of a diary are entered one by one, and a daily one's once their day has come."""

from django.test import Client
from django.urls import reverse

from participants.models import Participant, Reply
from sessions.enums import Every
from sessions.models import Board
from tests import factories
from tests.moderation.desk.on_behalf.entering import BY_MAIL, address, enter

NOW, HOUR, DAY = factories.NOW, factories.HOUR, factories.DAY


def test_an_entry_of_a_diary_is_corrected_by_its_number(
    board: Board, facilitator: Client, person: Participant
) -> None:
    question = factories.question(factories.stage(board), entries=3)
    for words in ("Monday.", "Tuesday."):
        enter(facilitator, person, question, text=words)
    first = address(person, question) + "?entry=1"
    assert "Monday." in facilitator.get(first).content.decode()

    facilitator.post(first, BY_MAIL | {"text": "Monday, rather."})

    standing = Reply.objects.order_by("entry").values_list("current_version__text", flat=True)
    assert list(standing) == ["Monday, rather.", "Tuesday."]


def test_each_entry_of_a_diary_can_be_entered(
    board: Board, facilitator: Client, person: Participant
) -> None:
    question = factories.question(factories.stage(board), entries=2)

    for words in ("Monday.", "Tuesday."):
        enter(facilitator, person, question, text=words)

    assert list(Reply.objects.order_by("entry").values_list("entry", flat=True)) == [1, 2]


def test_a_day_of_a_daily_diary_is_entered_once_it_has_come(
    board: Board, facilitator: Client, person: Participant
) -> None:
    question = factories.question(factories.stage(board), entries=10, every=Every.DAY)
    page = facilitator.get(address(person, question)).content.decode()
    assert "Day 1 of 10, Friday 26 March" in page
    ahead = address(person, question) + "?entry=6"

    refused = facilitator.post(ahead, BY_MAIL | {"text": "Tomorrow."})
    assert "The question took no answer from them at that moment." in refused.content.decode()
    for _ in range(2):
        enter(facilitator, person, question, text="As I remember it.")

    assert list(Reply.objects.order_by("entry").values_list("entry", flat=True)) == [1, 2]


def test_an_entry_is_offered_to_be_entered_while_a_day_of_the_diary_waits(
    board: Board, facilitator: Client, person: Participant
) -> None:
    diary = factories.question(factories.stage(board), entries=10, every=Every.DAY)
    page = reverse("desk_person", args=["cop", person.pk])
    for entry in range(1, 5):
        factories.answer(person, diary, entry=entry)
    assert "Enter an answer" in facilitator.get(page).content.decode()

    factories.answer(person, diary, entry=5)

    assert "Enter an answer" not in facilitator.get(page).content.decode()
