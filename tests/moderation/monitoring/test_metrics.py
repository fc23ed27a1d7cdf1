"""What a monitor reads: numbers from the database, for whoever has the token."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from bulletin import clock
from bulletin.health.models import Look
from bulletin.outbox.enums import Reason
from bulletin.outbox.models import Mail
from moderation.enums import TranscriptFormat
from moderation.models import Transcript
from moderation.monitoring.metrics import as_text, metrics
from sessions.enums import Identity
from sessions.models import Board
from tests import factories
from tests.factories import DAY, NOW

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
TOKEN = "a-token-of-the-monitor"


def numbers() -> dict[str, str]:
    lines = as_text(metrics(now=NOW)).splitlines()
    return dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#"))


def test_a_new_installation_counts_nothing() -> None:
    assert numbers() == {
        'bulletin_alarm{alarm="sweeps"}': "1",
        'bulletin_alarm{alarm="stuck"}': "0",
        'bulletin_alarm{alarm="given_up"}': "0",
        "bulletin_sweep_age_seconds": "+Inf",
        "bulletin_watch_age_seconds": "+Inf",
        "bulletin_notices_planned": "0",
        "bulletin_mails_sent": "0",
        'bulletin_notices_waiting{how="due"}': "0",
        'bulletin_notices_waiting{how="overdue"}': "0",
        'bulletin_notices_waiting{how="held"}': "0",
        "bulletin_notices_oldest_due_seconds": "0",
        "bulletin_mails_failed": "0",
        "bulletin_mails_bounced": "0",
        "bulletin_mails_given_up": "0",
        "bulletin_transcripts_waiting": "0",
        'bulletin_boards{state="running"}': "0",
        'bulletin_boards{state="paused"}': "0",
        'bulletin_boards{state="grace"}': "0",
        'bulletin_boards{state="draft"}': "0",
        'bulletin_boards{state="ended"}': "0",
        'bulletin_boards{state="archived"}': "0",
        "bulletin_replies_written": "0",
    }


@pytest.fixture
def lived() -> Board:
    """One of everything that is counted, and one of each that is not."""
    board = factories.board()
    factories.pause(factories.board())
    factories.board(launched=False)
    factories.board(ends_at=NOW - MINUTE)
    factories.board(ends_at=NOW - 9 * DAY)
    _work_behind_it(board)
    question = factories.question(factories.stage(board))
    for ago in (MINUTE, 59 * MINUTE, 61 * MINUTE):
        factories.answer(factories.participant(board), question, said_at=NOW - ago)
    return board


def _work_behind_it(board: Board) -> None:
    Look.objects.record()
    Look.objects.update(ended_at=F("ended_at") - 2 * MINUTE)
    for ago in (MINUTE, 61 * MINUTE):
        run = factories.swept(ago=ago, sent=3)
        type(run).objects.filter(pk=run.pk).update(planned=5)
    factories.notice(due_at=NOW - 2 * MINUTE)
    factories.notice(due_at=NOW - 20 * MINUTE)
    factories.notice(due_at=NOW + MINUTE)
    factories.notice(due_at=NOW - 40 * MINUTE, held_why="paused")
    factories.notice(due_at=NOW - 40 * MINUTE, sent_at=NOW)
    for ago in (MINUTE, 2 * 60 * MINUTE, 25 * 60 * MINUTE):
        failed = factories.mail(failed_at=NOW - ago)
        factories.notice(mail=failed, dropped_at=NOW - ago, dropped_why=Reason.NOT_DELIVERED)
    Mail.objects.filter(pk=failed.pk).update(bounced_at=NOW - MINUTE)
    Transcript.objects.create(
        board=board,
        format=TranscriptFormat.CSV,
        identity=Identity.PSEUDONYM,
        asked_at=NOW,
        asked_by=factories.facilitator(board).user,
    )


def test_what_there_is_is_counted(lived: Board) -> None:
    found = numbers()

    assert 60 <= float(found.pop("bulletin_sweep_age_seconds")) <= 70
    assert 120 <= float(found.pop("bulletin_watch_age_seconds")) <= 130
    assert found == {
        'bulletin_alarm{alarm="sweeps"}': "0",
        'bulletin_alarm{alarm="stuck"}': "1",
        'bulletin_alarm{alarm="given_up"}': "0",
        "bulletin_notices_planned": "5",
        "bulletin_mails_sent": "3",
        'bulletin_notices_waiting{how="due"}': "2",
        'bulletin_notices_waiting{how="overdue"}': "1",
        'bulletin_notices_waiting{how="held"}': "1",
        "bulletin_notices_oldest_due_seconds": "1200",
        "bulletin_mails_failed": "1",
        "bulletin_mails_bounced": "1",
        "bulletin_mails_given_up": "2",
        "bulletin_transcripts_waiting": "1",
        'bulletin_boards{state="running"}': "1",
        'bulletin_boards{state="paused"}': "1",
        'bulletin_boards{state="grace"}': "1",
        'bulletin_boards{state="draft"}': "1",
        'bulletin_boards{state="ended"}': "1",
        'bulletin_boards{state="archived"}': "0",
        "bulletin_replies_written": "2",
    }


def test_a_handful_of_queries_however_much_there_is(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    """Alarms; the sweep's age and its last hour; the watch's age; notices; failed, bounced, given
    up; transcripts; boards; replies."""
    factories.swept()
    for _ in range(2):
        factories.board()
        with django_assert_num_queries(11):
            metrics(now=NOW)


def test_prometheus_can_read_it() -> None:
    lines = as_text(metrics(now=NOW)).splitlines()

    assert lines[:5] == [
        "# HELP bulletin_alarm Whether this alarm stands.",
        "# TYPE bulletin_alarm gauge",
        'bulletin_alarm{alarm="sweeps"} 1',
        'bulletin_alarm{alarm="stuck"} 0',
        'bulletin_alarm{alarm="given_up"} 0',
    ]
    names = [line.split()[2] for line in lines if line.startswith("# TYPE")]
    assert len(names) == len(set(names))


def test_it_names_nobody_and_no_board(lived: Board) -> None:
    text = as_text(metrics(now=NOW))

    assert not any(word in text for word in (lived.slug, lived.title, "example.org", "Member"))


@pytest.mark.parametrize("given", ["", TOKEN, f"Basic {TOKEN}", f"Bearer {TOKEN}x", "Bearer "])
def test_without_the_token_there_is_no_such_page(
    client: Client, settings: Settings, given: str
) -> None:
    settings.METRICS_TOKEN = TOKEN

    refused = client.get("/metrics", headers={"Authorization": given})

    assert refused.status_code == 404
    assert "There is nothing here" in refused.content.decode()
    assert "bulletin_" not in refused.content.decode()


@pytest.mark.parametrize("given", ["", "Bearer ", "Bearer None"])
def test_where_no_token_is_set_nobody_reads_it(
    client: Client, settings: Settings, given: str
) -> None:
    assert settings.METRICS_TOKEN == ""

    assert client.get("/metrics", headers={"Authorization": given}).status_code == 404


def test_with_the_token_it_is_read(client: Client, settings: Settings) -> None:
    settings.METRICS_TOKEN = TOKEN
    clock.move_to(NOW)

    page = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})

    assert page.status_code == 200
    assert page.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert "no-store" in page.headers["Cache-Control"]
    assert page.content.decode() == as_text(metrics(now=NOW))
