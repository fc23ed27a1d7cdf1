"""What leaves the product or names somebody asks for a sign-in of the last minutes (rule 10)."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from bulletin import clock
from bulletin.accounts.factors import FRESH_FOR
from bulletin.audit.models import Entry
from bulletin.celery import app
from moderation.models import Transcript
from moderation.transcripts import tasks
from participants.models import Participant, PersonalLink
from sessions.enums import Role
from sessions.models import Board, StaffMember
from tests import factories
from tests.authenticator import SECRET, code_for
from tests.moderation.desk.conftest import signed_in

NOW = factories.NOW
MOMENT = timedelta(minutes=1)
TRANSCRIPTS = "/desk/cop/transcripts/"
CHOSEN = {"format": "json", "identity": "pseudonym"}


@pytest.fixture
def person(board: Board) -> Participant:
    return factories.participant(board, name="Quincy Surname", email="quincy@example.org")


@pytest.fixture
def facilitator(staff: dict[Role, StaffMember]) -> Client:
    """Signed in at noon, with an authenticator app at hand."""
    user = staff[Role.FACILITATOR].user
    TOTP.activate(user, SECRET)
    return signed_in(user)


@pytest.fixture
def _later(facilitator: Client) -> None:
    clock.move_to(NOW + FRESH_FOR + MOMENT)


@pytest.fixture
def _files(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files go to a folder of the test, written by the test itself."""
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(app, "send_task", lambda name, kwargs: None)


def code() -> dict[str, str]:
    return {"again": "go on", "again-code": code_for()}


def of(name: str, person: Participant) -> str:
    return reverse(name, args=["cop", person.pk])


def test_within_the_first_minutes_nobody_is_asked(facilitator: Client, person: Participant) -> None:
    clock.move_to(NOW + FRESH_FOR - MOMENT)

    page = facilitator.post(of("desk_identity", person))

    assert page.status_code == 200
    assert "Quincy Surname" in page.content.decode()


@pytest.mark.usefixtures("_later")
def test_later_a_name_is_shown_only_after_a_code(facilitator: Client, person: Participant) -> None:
    asked = facilitator.post(of("desk_identity", person))
    assert (asked.status_code, "Is it you?" in asked.content.decode()) == (403, True)
    assert "Quincy" not in asked.content.decode()
    assert not Entry.objects.filter(action="identity_viewed").exists()

    page = facilitator.post(of("desk_identity", person), code())

    assert page.status_code == 200
    assert "quincy@example.org" in page.content.decode()
    assert Entry.objects.filter(action="identity_viewed").count() == 1
    assert facilitator.post(of("desk_identity", person)).status_code == 200


@pytest.mark.usefixtures("_later")
def test_a_wrong_code_is_said_beside_its_field_and_shows_nothing(
    facilitator: Client, person: Participant
) -> None:
    wrong = {"again": "go on", "again-code": "000000x"}

    page = facilitator.post(of("desk_identity", person), wrong)

    assert page.status_code == 422
    assert "Incorrect code" in page.content.decode()
    assert "Quincy" not in page.content.decode()
    assert facilitator.post(of("desk_identity", person)).status_code == 403


@pytest.mark.usefixtures("_later")
def test_no_link_is_made_before_the_code(facilitator: Client, person: Participant) -> None:
    assert facilitator.post(of("desk_link", person)).status_code == 403
    assert not PersonalLink.objects.exists()

    facilitator.post(of("desk_link", person), code())

    assert PersonalLink.objects.count() == 1


@pytest.mark.usefixtures("_later", "_files")
def test_what_was_chosen_for_a_transcript_survives_being_asked(facilitator: Client) -> None:
    asked = facilitator.post(TRANSCRIPTS, CHOSEN)
    page = asked.content.decode()
    assert asked.status_code == 403
    assert not Transcript.objects.exists()
    kept = dict(asked.context["typed"])
    assert kept == CHOSEN
    assert all(f'<input type="hidden" name="{name}" value="{kept[name]}">' in page for name in kept)

    done = facilitator.post(TRANSCRIPTS, kept | code())

    assert done.status_code == 302
    transcript = Transcript.objects.get()
    assert (transcript.format, transcript.identity) == ("json", "pseudonym")


@pytest.mark.usefixtures("_later")
def test_looking_at_the_list_of_transcripts_asks_nothing(facilitator: Client) -> None:
    assert facilitator.get(TRANSCRIPTS).status_code == 200


@pytest.mark.usefixtures("_files")
def test_a_stale_sign_in_fetches_no_file_even_with_the_right_role(facilitator: Client) -> None:
    facilitator.post(TRANSCRIPTS, CHOSEN)
    transcript = Transcript.objects.get()
    tasks.build(transcript=str(transcript.pk))
    file = reverse("desk_transcript_file", args=["cop", transcript.pk])
    fetched = facilitator.get(file)
    words = b"".join(fetched)
    assert (fetched.status_code, b'"board"' in words) == (200, True)

    clock.move_to(NOW + FRESH_FOR + MOMENT)
    refused = facilitator.get(file)
    assert (refused.status_code, b'"board"' in refused.content) == (403, False)
    assert Entry.objects.filter(action="transcript_downloaded").count() == 1

    back = facilitator.post(file, code() | {"again": "look"})
    assert back.headers["Location"] == reverse("desk_transcript", args=["cop", transcript.pk])
    assert b"".join(facilitator.get(file)) == words


@pytest.mark.usefixtures("_later")
def test_a_role_that_may_not_is_not_asked_who_they_are(
    at_desk: Callable[[Role], Client], person: Participant
) -> None:
    observer = at_desk(Role.OBSERVER)
    clock.move_to(NOW + 3 * FRESH_FOR)

    page = observer.post(of("desk_identity", person))

    assert (page.status_code, "Is it you?" in page.content.decode()) == (403, False)


def test_without_a_factor_of_their_own_they_are_led_to_sign_in_again(
    at_desk: Callable[[Role], Client], person: Participant
) -> None:
    client = at_desk(Role.FACILITATOR)
    clock.move_to(NOW + FRESH_FOR + MOMENT)

    page = client.post(of("desk_link", person)).content.decode()

    assert "Sign out and in again" in page
    assert f'value="/accounts/sign-in/?next=%2Fdesk%2Fcop%2Fpeople%2F{person.pk}%2F"' in page
    answer = client.post(of("desk_link", person), {"again": "go on", "again-code": "123456"})
    assert answer.status_code == 422
    assert not PersonalLink.objects.exists()


@pytest.mark.parametrize("name", ["mfa_activate_totp", "mfa_add_webauthn"])
def test_nobody_sets_a_factor_up_in_a_browser_found_open(
    at_desk: Callable[[Role], Client], name: str
) -> None:
    client = at_desk(Role.FACILITATOR)
    assert client.get(reverse(name)).status_code == 200
    clock.move_to(NOW + FRESH_FOR + MOMENT)

    assert client.get(reverse(name)).status_code == 403
    assert client.post(reverse(name), {"code": "123456"}).status_code == 403
    assert not Authenticator.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_setting_a_factor_up_is_no_fresh_sign_in(
    at_desk: Callable[[Role], Client], person: Participant
) -> None:
    client = at_desk(Role.FACILITATOR)
    clock.move_to(NOW + FRESH_FOR - MOMENT)
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    assert client.post(reverse("mfa_activate_totp"), {"code": code_for(secret)}).status_code == 302
    assert client.post(of("desk_link", person)).status_code == 200

    clock.move_to(NOW + FRESH_FOR + MOMENT)

    assert client.post(of("desk_link", person)).status_code == 403
