"""Transcripts in a real browser: asked for with mouse and keys, watched, cancelled, opened."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from bulletin import clock
from bulletin.accounts.models import SignInLink
from bulletin.celery import app
from moderation.enums import TranscriptFormat, TranscriptNames, TranscriptState
from moderation.models import Code, Transcript
from moderation.transcripts import tasks
from moderation.transcripts.selection import selection_of
from moderation.transcripts.writing import write_file
from participants.enums import ReplyKind
from sessions.enums import Role
from tests import factories
from tests.browser.conftest import NewPage, assert_accessible
from tests.browser.desk_board import Running, running_board

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def running(
    settings: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Running]:
    """The worker builds what a test tells it to, and nothing else."""
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    monkeypatch.setattr(app, "send_task", lambda name, kwargs: None)
    clock.move_to(factories.NOW)
    factories.swept()
    board = running_board()
    Code.objects.create(board=board.board, name="Trust in others", position=1)
    Code.objects.create(board=board.board, name="Time", position=2)
    yield board
    clock.reset()


def at_transcripts(page: Page, running: Running, role: Role = Role.FACILITATOR) -> None:
    token = SignInLink.objects.issue(running.staff[role].user, now=clock.now())
    page.goto(reverse("sign_in_link", args=[token]))
    page.get_by_role("button").last.click()
    page.goto(reverse("desk_transcripts", args=["cop"]))


@pytest.mark.parametrize("phone", [False, True])
def test_the_page_is_accessible_and_fits_its_window(
    running: Running, new_page: NewPage, screenshots: Path, phone: bool
) -> None:
    for format, names in (
        (TranscriptFormat.DOCX, TranscriptNames.ANONYMOUS),
        (TranscriptFormat.CSV, TranscriptNames.PSEUDONYM),
    ):
        Transcript.objects.create(
            board=running.board,
            format=format,
            identity=names,
            asked_at=factories.NOW,
            asked_by=running.staff[Role.FACILITATOR].user,
        )
    tasks.build(transcript=str(Transcript.objects.get(format=TranscriptFormat.CSV).pk))
    page = new_page(phone=phone)
    at_transcripts(page, running)
    page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")

    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    width = "390" if phone else "1280"
    page.screenshot(path=screenshots / f"transcripts-{width}.png", full_page=True)


def test_somebody_asks_watches_and_cancels_with_the_keyboard_alone(
    running: Running, new_page: NewPage
) -> None:
    page = new_page()
    at_transcripts(page, running, Role.MODERATOR)
    page.get_by_role("radio", name="Workbook (XLSX)").focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Document (DOCX)")).to_be_checked()
    page.get_by_role("radio", name="Anonymised: fresh labels").focus()
    page.keyboard.press("Space")
    page.get_by_text("Only a part of it").focus()
    page.keyboard.press("Enter")
    page.get_by_role("checkbox", name="Answer").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Write the transcript").focus()
    page.keyboard.press("Enter")

    card = page.locator(".transcript")
    expect(card.get_by_text("Waiting for the worker")).to_be_visible()
    expect(card.get_by_text("only reading makes text anonymous")).to_be_visible()
    asked = Transcript.objects.get()
    assert (asked.format, asked.identity) == (TranscriptFormat.DOCX, TranscriptNames.ANONYMOUS)
    assert selection_of(asked).kinds == [ReplyKind.ANSWER]

    cancel = card.get_by_role("button", name="Cancel")
    cancel.focus()
    for _time in range(2):
        with page.expect_response("**/transcripts/*/"):
            pass
    expect(cancel).to_be_focused()
    page.keyboard.press("Enter")
    expect(card.get_by_text("Cancelled by")).to_be_visible()
    asked.refresh_from_db()
    assert asked.state == TranscriptState.CANCELLED


def test_the_card_tells_by_itself_when_the_file_is_there(
    running: Running, new_page: NewPage
) -> None:
    page = new_page()
    at_transcripts(page, running)
    page.get_by_role("button", name="Write the transcript").click()
    card = page.locator(".transcript")
    expect(card.get_by_role("button", name="Cancel")).to_be_visible()

    tasks.build(transcript=str(Transcript.objects.get().pk))

    expect(card.get_by_role("link", name="Download")).to_be_visible()
    expect(card.get_by_role("button", name="Cancel")).to_have_count(0)


def test_without_javascript_everything_can_be_asked_for_and_cancelled(
    running: Running, new_page: NewPage
) -> None:
    page = new_page(phone=True, javascript=False)
    at_transcripts(page, running)
    page.get_by_label("By person").check()
    page.get_by_text("Only a part of it").click()
    page.get_by_label("Trust in others").check()
    page.get_by_label("Only what was said up to").fill("2021-03-31")
    page.get_by_label("Only what was said from").fill("2021-04-01")
    page.get_by_role("button", name="Write the transcript").click()
    expect(page.get_by_text("This is before the first day.")).to_be_visible()
    expect(page.get_by_label("Trust in others")).to_be_checked()

    page.get_by_label("Only what was said from").fill("2021-03-30")
    page.get_by_role("button", name="Write the transcript").click()
    page.get_by_role("button", name="Cancel").click()

    expect(page.get_by_text("The transcript is cancelled.")).to_be_visible()
    expect(page.get_by_text("It holds only replies coded with “Trust in others”.")).to_be_visible()


@pytest.mark.parametrize("phone", [False, True])
def test_a_page_opens_from_the_disk_is_accessible_and_asks_for_nothing(
    running: Running, new_page: NewPage, tmp_path: Path, screenshots: Path, phone: bool
) -> None:
    path = tmp_path / "transcript.html"
    transcript = Transcript(
        board=running.board,
        format=TranscriptFormat.HTML,
        identity=TranscriptNames.PSEUDONYM,
        asked_at=factories.ENDS_AT,
    )
    write_file(transcript, path)
    page = new_page(phone=phone)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(path.as_uri())

    assert page.title() == f"Transcript · {running.board.title}"
    assert asked == [path.as_uri()]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    width = "390" if phone else "1280"
    page.screenshot(path=screenshots / f"transcript-html-{width}.png", full_page=True)
    assert_accessible(page)
