"""What somebody said by e-mail, by telephone or on paper is entered by staff (rule 16)."""

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse

from bulletin.media.models import MediaFile
from participants.enums import Channel
from participants.gate.questions import revealed_questions
from participants.models import Participant, PersonalLink, Reply, ReplyVersion
from participants.simulate.enclosing import picture_called
from sessions.enums import Kind
from sessions.models import Board, Question
from tests import factories
from tests.moderation.desk.on_behalf.entering import BY_MAIL, SAID_AT, address, enter
from tests.moderation.desk.trails import details, trail

NOW, HOUR, DAY = factories.NOW, factories.HOUR, factories.DAY


def test_the_moment_it_was_said_counts_and_who_entered_it_is_kept(
    board: Board, facilitator: Client, person: Participant, question: Question
) -> None:
    assert enter(facilitator, person, question, text="By mail I say this.") == 302

    reply, version = Reply.objects.get(), ReplyVersion.objects.get()
    assert (reply.participant, reply.said_at, reply.late) == (person, SAID_AT, False)
    assert (version.text, version.channel, version.said_at) == (
        "By mail I say this.",
        Channel.EMAIL,
        SAID_AT,
    )
    assert version.entered_by == factories.facilitator(board)
    assert version.source == "Mail to the project's address"
    assert version.submitted_at >= NOW
    assert trail() == [("answer_entered", version.entered_by.user_id, person.pk)]
    assert details("answer_entered") == {
        "question": str(question.pk),
        "channel": "email",
        "said_at": "2021-03-29T09:15:00+00:00",
    }


def test_what_was_said_after_the_due_date_is_late(
    facilitator: Client, person: Participant, question: Question
) -> None:
    said_at = {"provenance-said_at": "2021-03-30T12:00"}

    assert enter(facilitator, person, question, text="Late.", **said_at) == 302

    assert Reply.objects.get().late


def test_it_opens_the_others_replies_as_if_they_had_written_it(
    board: Board, facilitator: Client, person: Participant
) -> None:
    question = factories.question(factories.stage(board))
    assert question not in revealed_questions(person, NOW)

    enter(facilitator, person, question, text="By mail I say this.")

    assert question in revealed_questions(person, NOW + HOUR)


def test_the_person_sees_it_marked(
    facilitator: Client, person: Participant, question: Question
) -> None:
    enter(facilitator, person, question, text="By mail I say this.")
    browser = Client()
    token = PersonalLink.objects.issue(person, now=NOW)
    browser.post(reverse("personal_link", args=[token]))

    page = browser.get(reverse("question", args=["cop", question.pk])).content.decode()

    assert "By mail I say this." in page
    assert "by e-mail" in page.lower()


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind != Kind.TEXT_PAGE])
def test_every_kind_of_question_can_be_entered(
    board: Board, facilitator: Client, person: Participant, kind: Kind
) -> None:
    options = ["A", "B"] if kind in {Kind.SINGLE, Kind.MULTIPLE, Kind.RANKING} else []
    stage = factories.stage(board)
    sums_up = [stage] if kind == Kind.SUMMARY else []
    if sums_up:
        factories.answer(person, factories.question(stage), said_at=NOW - 2 * DAY)
    statements = ["One"] if kind == Kind.SUMMARY else []
    rows = ["One", "Two"] if kind == Kind.GRID else []
    question = factories.question(
        stage, kind=kind, options=options, statements=statements, rows=rows, sums_up=sums_up
    )
    items = [str(item.pk) for item in question.wording.items.order_by("position")]
    typed: dict[Kind, dict[str, object]] = {
        Kind.TEXT: {"text": "Words."},
        Kind.FILE: {"upload": BytesIO(picture_called("paper.png"))},
        Kind.ANNOTATE: {"mark-0-across": "32.5", "mark-0-down": "60"},
        Kind.SINGLE: {"choice": items[0]} if items else {},
        Kind.MULTIPLE: {"choices": items},
        Kind.SCALE: {"point": "3"},
        Kind.GRID: {f"row-{pk}": "3" for pk in items},
        Kind.RANKING: {f"rank-{pk}": str(rank) for rank, pk in enumerate(items, start=1)},
        Kind.SUMMARY: {f"vote-{pk}": "agree" for pk in items},
    }

    response = facilitator.post(address(person, question), BY_MAIL | typed[kind])

    assert response.status_code == 302, response.content.decode()
    assert Reply.objects.filter(question=question, participant=person).exists()


def test_what_is_wrong_is_said_beside_its_box_and_nothing_typed_is_lost(
    facilitator: Client, person: Participant, question: Question
) -> None:
    form = {
        "text": "By mail I say this.",
        "provenance-said_at": "2021-03-30T18:00",
        "provenance-source": "A note",
    }

    response = facilitator.post(address(person, question), form)

    page = response.content.decode()
    assert response.status_code == 422
    assert "That lies in the future." in page
    assert "By mail I say this." in page
    assert 'value="A note"' in page
    assert not Reply.objects.exists()
    assert trail() == []


def test_a_picture_that_was_added_is_seen_before_anything_is_entered(
    board: Board, facilitator: Client, person: Participant
) -> None:
    question = factories.question(factories.stage(board), kind=Kind.FILE)
    sent = {"upload": BytesIO(picture_called("paper.png")), "add": "1"}

    page = facilitator.post(address(person, question), {"provenance-source": "A note"} | sent)

    file = MediaFile.objects.get()
    shown = page.content.decode()
    assert reverse("desk_small_file", args=["cop", file.pk]) in shown
    assert ('value="A note"' in shown, "field__error" in shown) == (True, False)
    small = facilitator.get(reverse("desk_small_file", args=["cop", file.pk]))
    assert b"WEBP" in b"".join(small)
    assert not Reply.objects.exists()

    facilitator.post(address(person, question), BY_MAIL | {"file": str(file.pk)})
    assert ReplyVersion.objects.get().values.get().file == file


def test_an_empty_answer_is_refused(
    facilitator: Client, person: Participant, question: Question
) -> None:
    assert enter(facilitator, person, question, text=" \u200b ") == 422
    assert not Reply.objects.exists()


def test_what_was_said_before_the_question_opened_was_no_answer_to_it(
    board: Board, facilitator: Client, person: Participant
) -> None:
    question = factories.question(factories.stage(board, opens_at=NOW - HOUR))

    response = facilitator.post(address(person, question), BY_MAIL | {"text": "Too early."})

    assert response.status_code == 422
    assert "took no answer from them at that moment" in response.content.decode()
    assert not Reply.objects.exists()


def test_what_was_said_in_time_can_be_entered_after_the_stage_has_closed(
    board: Board, facilitator: Client, person: Participant
) -> None:
    question = factories.question(factories.stage(board, closes_at=NOW - HOUR))

    assert enter(facilitator, person, question, text="In time.") == 302

    assert not Reply.objects.get().late


def test_nothing_is_entered_for_somebody_who_has_not_consented(
    board: Board, facilitator: Client, question: Question
) -> None:
    person = factories.participant(board, email="", consented=False)
    page = facilitator.get(address(person, question)).content.decode()
    assert "They have not consented yet" in page

    assert enter(facilitator, person, question, text="By mail I say this.") == 422

    assert not Reply.objects.exists()
