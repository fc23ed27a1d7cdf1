"""What was entered is corrected by staff until it is its author's again."""

import re

from django.test import Client
from django.urls import reverse

from participants.enums import Channel
from participants.models import Participant, Reply, ReplyVersion
from sessions.enums import Kind, Role
from sessions.models import Board, Question
from tests import factories
from tests.moderation.desk.on_behalf.entering import BY_MAIL, SAID_AT, address, enter
from tests.moderation.desk.trails import trail

NOW, HOUR, DAY = factories.NOW, factories.HOUR, factories.DAY


def test_a_correction_begins_with_what_was_entered_and_keeps_what_was_said_first(
    facilitator: Client, person: Participant, question: Question
) -> None:
    enter(facilitator, person, question, text="First.")
    page = facilitator.get(address(person, question)).content.decode()
    assert "what you enter becomes a correction" in page
    assert ">\nFirst.</textarea>" in page
    assert 'value="2021-03-29T10:15"' in page
    assert 'value="Mail to the project&#x27;s address"' in page

    enter(facilitator, person, question, text="Second.")

    versions = ReplyVersion.objects.order_by("number")
    assert [(version.text, version.entered_by_id is None) for version in versions] == [
        ("First.", False),
        ("Second.", False),
    ]
    assert Reply.objects.get().current_version == versions[1]


def test_each_kind_of_answer_begins_with_what_was_entered(
    board: Board, facilitator: Client, person: Participant
) -> None:
    question = factories.question(factories.stage(board), kind=Kind.SINGLE, options=["A", "B"])
    chosen = question.wording.items.get(text="B")
    enter(facilitator, person, question, choice=str(chosen.pk))

    page = facilitator.get(address(person, question)).content.decode()

    [checked] = re.findall(r'value="([^"]+)"[^>]* checked', page.split("provenance")[0])
    assert checked == str(chosen.pk)


def test_what_they_wrote_themselves_is_not_staffs_to_correct(
    board: Board, facilitator: Client, question: Question
) -> None:
    person = factories.participant(board)
    factories.answer(person, question, "My own words.", said_at=SAID_AT)
    page = facilitator.get(address(person, question)).content.decode()
    assert "it is theirs alone to correct" in page
    assert "My own words." not in page

    refused = facilitator.post(address(person, question), BY_MAIL | {"text": "Other words."})

    page = refused.content.decode()
    assert refused.status_code == 422
    assert "They wrote this answer themselves before that" in page
    assert "Other words." in page
    assert ReplyVersion.objects.count() == 1
    assert trail() == []


def test_what_they_said_before_they_wrote_themselves_is_kept_and_does_not_stand(
    board: Board, facilitator: Client, question: Question
) -> None:
    person = factories.participant(board)
    answer = factories.answer(person, question, "My own words.", said_at=SAID_AT + HOUR)

    assert enter(facilitator, person, question, text="By mail, before.") == 302

    answer.refresh_from_db()
    assert answer.current_version is not None
    assert answer.current_version.text == "My own words."
    assert answer.versions.count() == 2


def test_once_they_have_corrected_it_themselves_it_is_theirs_again(
    board: Board, facilitator: Client, question: Question
) -> None:
    person = factories.participant(board)
    enter(facilitator, person, question, text="By mail.")
    factories.version(Reply.objects.get(), "My own words.", said_at=SAID_AT + HOUR)

    later = {"provenance-said_at": "2021-03-29T12:00"}
    assert enter(facilitator, person, question, text="By mail again.", **later) == 422

    assert ReplyVersion.objects.count() == 2


def test_the_page_of_a_person_leads_to_what_staff_may_enter_and_correct(
    board: Board, facilitator: Client
) -> None:
    stage, person = factories.stage(board), factories.participant(board)
    moderator = factories.staff(board, Role.MODERATOR)
    own, entered, open_one, diary = (
        factories.question(stage, entries=entries) for entries in (1, 1, 1, 3)
    )
    factories.answer(person, own)
    factories.answer(person, entered, channel=Channel.EMAIL, entered_by=moderator)
    factories.answer(person, diary, entry=1)
    factories.answer(person, diary, entry=2, channel=Channel.PAPER, entered_by=moderator)

    page = facilitator.get(reverse("desk_person", args=["cop", person.pk])).content.decode()

    links = re.findall(r'href="([^"]*/answers/[^"]*)">([^<]+)', page)
    assert links == [
        (address(person, entered) + "?entry=1", "Correct what was entered"),
        (address(person, open_one), "Enter an answer"),
        (address(person, diary) + "?entry=2", "Correct entry 2"),
        (address(person, diary), "Enter an answer"),
    ]
