"""The main pages, as people of the demo's running board and its facilitator see them. One more
page is one more line in `pages`."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from bulletin import clock
from bulletin.services.console import say
from moderation.examples.demo import FACILITATOR, HAS_ANSWERED, HAS_NOT_ANSWERED
from participants.management.commands.sign_in_link import participant_address, staff_address
from participants.models import Reply
from sessions.models import Board, Question
from tests.browser.chromium import find_or_install

SIZES = {"phone": ViewportSize(width=390, height=844), "desk": ViewportSize(width=1280, height=900)}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
Who = Literal["stranger", "newcomer", "member", "facilitator"]


@dataclass(frozen=True)
class Shot:
    name: str
    who: Who
    address: str


def pages(board: Board) -> Iterator[Shot]:
    """What is photographed, each by the name of its picture."""
    yield Shot("home", "stranger", reverse("home"))
    yield Shot("sign-in", "stranger", reverse("account_login"))
    yield Shot("lost-link", "stranger", reverse("lost_link"))
    yield Shot("absent", "stranger", "/nothing/here/")
    yield Shot("consent", "newcomer", reverse("consent", args=[board.slug]))
    yield Shot("board", "member", reverse("board", args=[board.slug]))
    yield Shot("about", "member", reverse("about", args=[board.slug]))
    yield Shot("help", "member", reverse("call_for_help", args=[board.slug]))
    yield Shot("withdrawal", "member", reverse("withdrawal", args=[board.slug]))
    for name, question in questions(board):
        yield Shot(name, "member", reverse("question", args=[board.slug, question.pk]))
    yield Shot("desk", "facilitator", reverse("desk"))
    for name in ("board", "everything", "people", "guide", "charts", "launch", "timetable"):
        yield Shot(f"desk-{name}", "facilitator", reverse(f"desk_{name}", args=[board.slug]))
    for name in ("staff", "audit", "transcripts", "guide_texts", "guide_look"):
        yield Shot(f"desk-{name}", "facilitator", reverse(f"desk_{name}", args=[board.slug]))


def questions(board: Board) -> Iterator[tuple[str, Question]]:
    """One of each kind that is open: answered, and still to be answered, where there is one."""
    member = board.participants.get(email=HAS_ANSWERED)
    answered = set(
        Reply.objects.answers().filter(participant=member).values_list("question", flat=True)
    )
    seen: set[str] = set()
    opened = Question.objects.in_guide().filter(
        stage__board=board, stage__opens_at__lte=clock.now()
    )
    for question in opened.order_by("stage__position", "position"):
        name = f"question-{question.kind}" + ("" if question.pk in answered else "-new")
        if name not in seen:
            seen.add(name)
            yield name, question


@contextmanager
def spoken(board: Board, language: str) -> Iterator[None]:
    """The board and its people have this language meanwhile."""
    people = dict(board.participants.values_list("pk", "language"))
    board.participants.update(language=language)
    Board.objects.filter(pk=board.pk).update(language=language)
    try:
        yield
    finally:
        Board.objects.filter(pk=board.pk).update(language=board.language)
        for pk, was in people.items():
            board.participants.filter(pk=pk).update(language=was)


def opened(browser: Browser, board: Board, who: Who, language: str, size: str) -> Page:
    """This person's page, signed in."""
    context = browser.new_context(
        viewport=SIZES[size], has_touch=size == "phone", locale=language, reduced_motion="reduce"
    )
    page = context.new_page()
    if who != "stranger":
        page.goto(way_in(board, who))
        page.get_by_role("main").get_by_role("button").last.click()
        page.wait_for_load_state()
    return page


def as_root() -> list[str]:
    """Chromium's sandbox is not for root."""
    return ["--no-sandbox"] if os.geteuid() == 0 else []


def running_board() -> Board:
    """The demo's, on which people answer now."""
    return Board.objects.get(launched_at__isnull=False, ends_at__gt=clock.now())


def way_in(board: Board, who: Who) -> str:
    if who == "facilitator":
        return staff_address(FACILITATOR, now=clock.now())
    address = HAS_ANSWERED if who == "member" else HAS_NOT_ANSWERED
    return participant_address(address, board.slug, now=clock.now())


def photograph(folder: Path, language: str, wanted: str) -> None:
    board = running_board()
    shots = [shot for shot in pages(board) if wanted in shot.name]
    with ExitStack() as stack:
        stack.enter_context(spoken(board, language))
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=find_or_install(), args=as_root())
        for size in SIZES:
            for who in dict.fromkeys(shot.who for shot in shots):
                page = opened(browser, board, who, language, size)
                for shot in (shot for shot in shots if shot.who == who):
                    _taken(page, shot, folder, size)
                page.context.close()
        browser.close()
    say(f"{len(shots) * len(SIZES) * len(SCHEMES)} photographs are in {folder}.")


def _taken(page: Page, shot: Shot, folder: Path, size: str) -> None:
    page.goto(settings.PUBLIC_URL + shot.address)
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        page.screenshot(path=folder / f"{shot.name}-{size}-{scheme}.png", full_page=True)
