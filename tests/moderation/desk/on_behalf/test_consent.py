"""Consent that was given by another way is recorded with how and when (rule 12)."""

import pytest
from django.test import Client
from django.urls import reverse

from participants.models import Consent, Participant
from sessions.models import Board, Question
from tests import factories
from tests.moderation.desk.on_behalf.entering import BY_MAIL, SAID_AT, enter
from tests.moderation.desk.trails import trail

NOW, HOUR, DAY = factories.NOW, factories.HOUR, factories.DAY


def test_consent_is_recorded_with_how_and_when_it_was_given(
    board: Board, facilitator: Client, question: Question
) -> None:
    person = factories.participant(board, email="", consented=False)
    consent_page = reverse("desk_consent", args=["cop", person.pk])
    answers = {"statement-take-part": "yes", "statement-quoted": "no"}

    for _time in range(2):
        assert facilitator.post(consent_page, BY_MAIL | answers).status_code == 302

    consent, by = Consent.objects.get(), factories.facilitator(board).user
    assert (consent.given_at, consent.channel, consent.entered_by) == (SAID_AT, "email", by)
    assert consent.source == "Mail to the project's address"
    agreed = {answer.statement.key: answer.agreed for answer in consent.answers.all()}
    assert agreed == {"take-part": True, "quoted": False}
    assert trail() == [("consent_entered", by.pk, consent.pk)]
    assert enter(facilitator, person, question, text="Now it can be entered.") == 302


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ({"statement-take-part": "no", "statement-quoted": "yes"}, "needs your yes here"),
        ({"statement-take-part": "yes"}, "Please answer yes or no."),
        (
            {"statement-take-part": "yes", "statement-quoted": "no", "provenance-channel": "web"},
            "Select a valid choice.",
        ),
    ],
)
def test_a_consent_that_is_none_is_refused(
    board: Board, facilitator: Client, form: dict[str, str], message: str
) -> None:
    person = factories.participant(board, consented=False)

    response = facilitator.post(reverse("desk_consent", args=["cop", person.pk]), BY_MAIL | form)

    assert response.status_code == 422
    assert message in response.content.decode()
    assert not Consent.objects.exists()


AGREED = {"statement-take-part": "yes", "statement-quoted": "no"}


@pytest.mark.parametrize(
    ("said_at", "message"),
    [
        ("2021-03-25T08:59", "was published after that"),
        ("2021-03-30T18:00", "That lies in the future."),
    ],
)
def test_nobody_agreed_before_there_was_something_to_agree_to_nor_will_have(
    board: Board, facilitator: Client, said_at: str, message: str
) -> None:
    person = factories.participant(board, consented=False)
    form = BY_MAIL | AGREED | {"provenance-said_at": said_at}

    response = facilitator.post(reverse("desk_consent", args=["cop", person.pk]), form)

    page = response.content.decode()
    assert response.status_code == 422
    assert message in page
    assert f'value="{said_at}"' in page
    assert not Consent.objects.exists()


def test_consent_counts_from_the_minute_in_which_it_was_published(
    board: Board, facilitator: Client
) -> None:
    board.consent_versions.update(published_at=factories.LAUNCHED_AT.replace(second=40))
    person = factories.participant(board, consented=False)
    form = BY_MAIL | AGREED | {"provenance-said_at": "2021-03-25T09:00"}

    response = facilitator.post(reverse("desk_consent", args=["cop", person.pk]), form)

    assert response.status_code == 302


@pytest.mark.parametrize(
    "gone",
    [{"withdrawn_at": NOW, "withdrawn_answers": "keep"}, {"deactivated_at": NOW}],
)
def test_no_consent_is_recorded_for_somebody_who_holds_no_place_any_more(
    board: Board, facilitator: Client, gone: dict[str, object]
) -> None:
    person = factories.participant(board, consented=False)
    Participant.objects.filter(pk=person.pk).update(**gone)

    page = facilitator.post(reverse("desk_consent", args=["cop", person.pk]), BY_MAIL | AGREED)

    assert page.status_code == 422
    assert "They hold no place on this board any more." in page.content.decode()
    assert not Consent.objects.exists()


def test_a_board_without_information_has_nothing_to_consent_to(
    facilitator: Client, board: Board
) -> None:
    board.consent_versions.all().delete()
    person = factories.participant(board, consented=False)

    page = facilitator.get(reverse("desk_consent", args=["cop", person.pk])).content.decode()

    assert "nothing to consent to" in page
