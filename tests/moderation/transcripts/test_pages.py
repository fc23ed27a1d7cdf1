"""The pages on which a transcript is asked for, watched and taken away."""

import json
import re
import time
from datetime import date

import pytest
from django.urls import reverse

from bulletin import clock
from bulletin.audit.models import Entry
from bulletin.celery import app
from moderation.enums import (
    TranscriptFormat,
    TranscriptNames,
    TranscriptPart,
    TranscriptState,
)
from moderation.models import Code, Transcript
from moderation.models.transcript import KEPT_FOR
from moderation.transcripts import tasks
from moderation.transcripts.forms import TranscriptForm
from moderation.transcripts.rules import names_for
from moderation.transcripts.selection import Selection, selection_of
from participants.actions.withdrawing import withdraw
from participants.enums import AnswersAfterWithdrawal
from sessions.enums import Role
from sessions.models import Board, Segment, StaffMember
from tests import factories
from tests.moderation.desk.conftest import signed_in

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
NAMES, FIRST = TranscriptNames.REAL_NAME, TranscriptNames.FIRST_NAME
PSEUDONYMS, FRESH = TranscriptNames.PSEUDONYM, TranscriptNames.ANONYMOUS


@pytest.fixture(autouse=True)
def _at_the_end_of_the_board(settings, tmp_path, monkeypatch):
    """Files go to a folder of the test; the worker is asked for nothing but what a test runs."""
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(app, "send_task", lambda name, kwargs: None)
    clock.move_to(factories.ENDS_AT)


@pytest.fixture
def at_desk(board, facilitator):
    staff: dict[Role, StaffMember] = {
        role: factories.staff(board, role) for role in Role if role != Role.FACILITATOR
    }
    staff[Role.FACILITATOR] = facilitator
    return lambda role: signed_in(staff[role].user)


@pytest.fixture
def pages(board):
    """The list's address, and one transcript's."""
    return (
        reverse("desk_transcripts", args=[board.slug]),
        lambda name, asked: reverse(name, args=[board.slug, asked.pk]),
    )


def ask(client, url, format="json", identity=PSEUDONYMS, **chosen):
    response = client.post(url, {"format": format, "identity": identity, **chosen})
    assert (response.status_code, response["Location"]) == (302, url)
    return Transcript.objects.latest("asked_at")


def fetch(client, url, method="get"):
    """What came, with its body read to the end, which closes the file."""
    response = getattr(client, method)(url)
    return response, b"".join(response)


def build(transcript):
    tasks.build(transcript=str(transcript.pk))


def test_a_facilitator_asks_watches_and_takes_the_file_away(lived, at_desk, pages):
    listed, of = pages
    client = at_desk(Role.FACILITATOR)
    asked = ask(client, listed)
    waiting = client.get(listed).content.decode()
    assert f'hx-get="{of("desk_transcript", asked)}" hx-trigger="every 2s"' in waiting
    assert "Waiting for the worker" in waiting
    assert f'href="{of("desk_transcript", asked)}"' in waiting

    build(asked)
    ready = client.get(of("desk_transcript", asked), headers=HTMX).content.decode()
    assert "hx-get" not in ready
    assert f'href="{of("desk_transcript_file", asked)}"' in ready

    response, body = fetch(client, of("desk_transcript_file", asked))
    told = json.loads(body)
    assert response["Content-Type"] == "application/json"
    assert (
        response["Content-Disposition"]
        == 'attachment; filename="practice-transcript-2021-04-01.json"'
    )
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert len(told["rows"]) == 9


def test_asking_and_taking_away_stand_in_the_trail(board, lived, at_desk, pages, facilitator):
    listed, of = pages
    client = at_desk(Role.FACILITATOR)
    asked = ask(client, listed, identity=NAMES)
    build(asked)
    fetch(client, of("desk_transcript_file", asked), "head")
    fetch(client, of("desk_transcript_file", asked))

    entries = Entry.objects.filter(board=board.pk, subject=asked.pk).order_by("pk")
    assert [(entry.action, entry.actor, entry.details["identity"]) for entry in entries] == [
        ("transcript_asked_for", facilitator.user_id, "real_name"),
        ("transcript_downloaded", facilitator.user_id, "real_name"),
    ]


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.FACILITATOR, 200),
        (Role.MODERATOR, 200),
        (Role.OBSERVER, 403),
        (Role.RECRUITER, 403),
    ],
)
def test_observers_and_recruiters_export_nothing(lived, at_desk, pages, role, status):
    listed, of = pages
    asked = ask(at_desk(Role.FACILITATOR), listed)
    build(asked)
    client = at_desk(role)

    assert client.get(listed).status_code == status
    assert client.get(of("desk_transcript", asked), headers=HTMX).status_code == status
    assert fetch(client, of("desk_transcript_file", asked))[0].status_code == status
    cancelled = client.post(of("desk_transcript_cancellation", asked)).status_code
    assert cancelled == (302 if status == 200 else 403)
    if status == 403:
        assert client.post(listed, {"format": "csv", "identity": PSEUDONYMS}).status_code == 403
        assert Transcript.objects.count() == 1


@pytest.mark.parametrize(
    ("chosen", "facilitators", "moderators"),
    [
        (PSEUDONYMS, [PSEUDONYMS, NAMES, FIRST, FRESH], [PSEUDONYMS, FRESH]),
        (FIRST, [FIRST, NAMES, PSEUDONYMS, FRESH], [FIRST, PSEUDONYMS, FRESH]),
        (NAMES, [NAMES, FIRST, PSEUDONYMS, FRESH], [FIRST, PSEUDONYMS, FRESH]),
    ],
)
def test_real_names_are_for_facilitators_and_the_board_says_what_comes_first(
    board, facilitator, moderator, chosen, facilitators, moderators
):
    Board.objects.filter(pk=board.pk).update(identity_exports=chosen)
    board.refresh_from_db()
    facilitator.board = moderator.board = board

    assert names_for(facilitator) == facilitators
    assert names_for(moderator) == moderators


def test_a_moderator_neither_asks_for_real_names_nor_finds_such_a_file(lived, at_desk, pages):
    listed, of = pages
    named = ask(at_desk(Role.FACILITATOR), listed, identity=NAMES)
    build(named)
    client = at_desk(Role.MODERATOR)

    response = client.post(listed, {"format": "csv", "identity": NAMES})

    assert response.status_code == 422
    assert "not one of the available choices" in response.content.decode()
    assert str(named.pk) not in client.get(listed).content.decode()
    assert client.get(of("desk_transcript", named), headers=HTMX).status_code == 404
    assert client.get(of("desk_transcript_file", named)).status_code == 404


def test_a_choice_that_is_missing_is_asked_for_and_the_other_is_kept(lived, at_desk, pages):
    response = at_desk(Role.FACILITATOR).post(pages[0], {"format": "json"})

    page = response.content.decode()
    assert response.status_code == 422
    assert "This field is required." in page
    assert re.search(r'value="json"[^>]* checked', page)
    assert Transcript.objects.count() == 0


def test_another_boards_transcript_is_not_found(lived, at_desk, pages):
    asked = ask(at_desk(Role.FACILITATOR), pages[0])
    elsewhere = factories.board(slug="elsewhere")
    client = signed_in(factories.facilitator(elsewhere).user)

    assert client.get(pages[1]("desk_transcript_file", asked)).status_code == 404
    url = reverse("desk_transcript_file", args=["elsewhere", asked.pk])
    assert client.get(url).status_code == 404


def test_without_javascript_looking_again_leads_back_to_the_page(lived, at_desk, pages):
    listed, of = pages
    client = at_desk(Role.FACILITATOR)
    asked = ask(client, listed)

    response = client.get(of("desk_transcript", asked))

    assert (response.status_code, response["Location"]) == (302, listed)


def test_a_file_whose_time_is_over_is_not_there_also_before_the_sweep(lived, at_desk, pages):
    listed, of = pages
    client = at_desk(Role.FACILITATOR)
    asked = ask(client, listed)
    build(asked)
    assert fetch(client, of("desk_transcript_file", asked))[0].status_code == 200

    clock.move_to(factories.ENDS_AT + KEPT_FOR + factories.HOUR)
    client = at_desk(Role.FACILITATOR)  # signed in afresh
    response = client.get(of("desk_transcript_file", asked), follow=True)

    assert "This file is not there any more." in response.content.decode()
    assert of("desk_transcript_file", asked) not in response.content.decode()


@pytest.mark.parametrize("answers", AnswersAfterWithdrawal)
def test_a_file_begun_before_words_were_removed_is_not_there_any_more(
    lived, at_desk, pages, facilitator, answers
):
    listed, of = pages
    client = at_desk(Role.FACILITATOR)
    asked = ask(client, listed)
    build(asked)
    address = of("desk_transcript_file", asked)
    assert b"Contacts, and time." in fetch(client, address)[1]
    clock.move_to(factories.ENDS_AT + factories.HOUR)
    client = at_desk(Role.FACILITATOR)  # signed in afresh
    withdraw(participant=lived.ann, answers=answers, now=clock.now(), by=facilitator.user)
    removed = answers == AnswersAfterWithdrawal.REMOVE

    told = client.get(address, follow=True)
    shown = client.get(listed).content.decode()
    tasks.sweep()

    asked.refresh_from_db()
    assert ("removed or redacted" in str(b"".join(told))) is removed
    assert (address in shown) is not removed
    assert (asked.state == TranscriptState.REMOVED, asked.file == "") == (removed, removed)
    clock.move_to(factories.ENDS_AT + 2 * factories.HOUR)
    client = at_desk(Role.FACILITATOR)  # signed in afresh
    again = ask(client, listed)
    build(again)
    response, body = fetch(client, of("desk_transcript_file", again))
    assert (response.status_code, b"Contacts, and time." in body) == (200, not removed)


def test_a_failure_is_told_with_its_reason(lived, at_desk, pages):
    listed, _of = pages
    client = at_desk(Role.FACILITATOR)
    asked = ask(client, listed)
    Transcript.objects.filter(pk=asked.pk).update(
        failed_at=factories.ENDS_AT, failed_why="The file could not be written."
    )

    page = client.get(listed).content.decode()

    assert "The file could not be written." in page
    assert "hx-get" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_much_of_the_database_for_one_transcript_as_for_three(
    lived, at_desk, pages, count, django_assert_num_queries
):
    client = at_desk(Role.FACILITATOR)
    for _ in range(count):
        ask(client, pages[0])
    client.get(pages[0])

    with django_assert_num_queries(14):
        client.get(pages[0])


def test_the_real_worker_builds_what_was_asked_for(
    transactional_db, worker, settings, tmp_path, monkeypatch, board, facilitator, hopes
):
    monkeypatch.undo()
    settings.MEDIA_ROOT = tmp_path
    factories.answer(factories.participant(board), hopes, "In time.")
    asked = ask(signed_in(facilitator.user), reverse("desk_transcripts", args=[board.slug]))

    for _ in range(100):
        asked.refresh_from_db()
        if not asked.is_under_way:
            break
        time.sleep(0.1)

    with asked.file.open() as file:
        assert json.loads(file.read())["rows"][0]["words"] == "In time."


def test_what_was_chosen_is_kept_and_told_in_plain_words_on_the_card(board, lived, at_desk, pages):
    listed, of = pages
    Code.objects.create(board=board, name="Trust")
    segment = Segment.objects.get(value="health")
    client = at_desk(Role.MODERATOR)
    asked = ask(
        client,
        listed,
        identity=FRESH,
        by="person",
        segments=[segment.pk],
        codes=["Trust"],
        kinds=["answer"],
        left_out=["probes"],
        since="2021-03-26",
        until="2021-03-31",
    )

    assert selection_of(asked) == Selection(
        by="person",
        segments={"sector": ["health"]},
        codes=["Trust"],
        kinds=["answer"],
        parts=[part for part in TranscriptPart if part != TranscriptPart.PROBES],
        since=date(2021, 3, 26),
        until=date(2021, 3, 31),
    )
    card = client.get(of("desk_transcript", asked), headers=HTMX).content.decode()
    assert "<strong>Anonymised.</strong> People appear under labels made for this" in card
    assert "only reading makes text anonymous" in card
    assert "It is arranged by person" in card
    assert "who are “health”." in card
    assert "It holds only what was said on 31 March 2021 or before." in card
    assert "Left out are probes." in card


def test_the_form_explains_what_each_kind_of_name_makes_of_the_file(lived, at_desk, pages):
    page = at_desk(Role.FACILITATOR).get(pages[0]).content.decode()

    assert [
        standing in page
        for standing in (
            "<strong>Identified: real names</strong>",
            "<strong>Identified: first names</strong>",
            "<strong>Pseudonymised: pseudonyms</strong>",
            "<strong>Anonymised: fresh labels</strong>",
        )
    ] == [True] * 4


def test_the_instructions_alone_can_be_asked_for(lived, at_desk, pages):
    listed, of = pages
    client = at_desk(Role.MODERATOR)
    asked = ask(client, listed, content="guide", kinds=["answer"])
    build(asked)

    told = json.loads(fetch(client, of("desk_transcript_file", asked))[1])
    assert (told["rows"], len(told["guide"])) == ([], 1)
    assert "It holds no replies." in client.get(listed).content.decode()


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"since": "2021-04-02", "until": "2021-04-01"}, "This is before the first day."),
        ({"since": "yesterday"}, "Enter a valid date."),
        ({"kinds": ["probe"], "left_out": ["probes"]}, "You ask for probes alone, and leave"),
        ({"codes": ["Unheard of"]}, "is not one of the available choices"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_what_was_typed_is_kept(
    board, lived, at_desk, pages, wrong, message
):
    Code.objects.create(board=board, name="Trust")
    typed = {"format": "docx", "identity": FRESH, "by": "time", "until": "2021-04-01"} | wrong

    response = at_desk(Role.FACILITATOR).post(pages[0], typed)

    page = " ".join(response.content.decode().split())
    assert response.status_code == 422
    assert message in page
    assert '<details class="ask__limits" open>' in page
    for kept in ('value="docx"', f'value="{FRESH}"', 'value="time"'):
        assert re.search(rf"{kept}[^>]* checked", page)
    assert f'value="{typed["until"]}"' in page
    assert Transcript.objects.count() == 0


def test_a_list_without_a_choice_is_not_asked_for(board, facilitator):
    facilitator.board = board

    assert {"segments", "codes"} & set(TranscriptForm(facilitator).fields) == set()


def test_a_transcript_under_way_can_be_cancelled_and_says_by_whom(
    lived, at_desk, pages, facilitator
):
    listed, of = pages
    client = at_desk(Role.MODERATOR)
    asked = ask(client, listed)
    address = of("desk_transcript_cancellation", asked)
    assert f'action="{address}"' in client.get(listed).content.decode()
    assert client.get(address).status_code == 405

    told = client.post(address, follow=True).content.decode()
    again = client.post(address, follow=True).content.decode()
    build(asked)

    asked.refresh_from_db()
    assert asked.state == TranscriptState.CANCELLED
    assert "The transcript is cancelled." in told
    assert "Cancelled by The moderator," in told
    assert address not in told
    assert "There was nothing to cancel any more." in again
    assert client.get(of("desk_transcript_file", asked)).status_code == 302


def test_a_transcript_of_others_names_is_nobody_elses_to_cancel(lived, at_desk, pages):
    listed, of = pages
    named = ask(at_desk(Role.FACILITATOR), listed, identity=NAMES)

    assert (
        at_desk(Role.MODERATOR).post(of("desk_transcript_cancellation", named)).status_code == 404
    )
    named.refresh_from_db()
    assert named.state == TranscriptState.WAITING


@pytest.mark.parametrize("format", TranscriptFormat)
def test_each_format_is_saved_never_shown_under_a_name_that_says_of_what(
    lived, at_desk, pages, format
):
    listed, of = pages
    client = at_desk(Role.FACILITATOR)
    asked = ask(client, listed, format=format)
    build(asked)

    response, body = fetch(client, of("desk_transcript_file", asked))

    suffix = {"csv": "zip", "files": "zip"}.get(format, format)
    assert response["Content-Disposition"] == (
        f'attachment; filename="practice-transcript-2021-04-01.{suffix}"'
    )
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    asked.refresh_from_db()
    assert len(body) == asked.size
