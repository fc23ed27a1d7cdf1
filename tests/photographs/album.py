"""Every page that participants and staff see, photographed as they see it."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Literal

from django.conf import settings
from django.utils import translation
from playwright.sync_api import Browser, Error, Page, ViewportSize, sync_playwright

from bulletin import clock
from bulletin.services.console import say
from participants.management.commands.sign_in_link import participant_address, staff_address
from participants.models import Participant
from sessions.models import Board
from tests.browser.chromium import find_or_install
from tests.photographs import desk_pages, participant_pages
from tests.photographs.planting import plant
from tests.photographs.shots import Shot, Visitor, finished_board, running_board

SIZES = {"phone": ViewportSize(width=390, height=844), "desk": ViewportSize(width=1280, height=900)}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
TIMEZONE = "Europe/London"
# Seen from its top, with the pictures that a browser fetches only once they are near.
AT_REST = """async () => {
    const pictures = [...document.images];
    pictures.forEach((one) => { one.loading = "eager"; });
    await Promise.allSettled(pictures.map((one) => one.decode()));
    document.activeElement?.blur();
    scrollTo(0, 0);
}"""


@contextmanager
def spoken(language: str) -> Iterator[None]:
    """The boards and their people have this language meanwhile."""
    kept = [
        (model, dict(model.objects.values_list("pk", "language"))) for model in (Board, Participant)
    ]
    for model, _were in kept:
        model.objects.update(language=language)
    try:
        yield
    finally:
        for model, were in kept:
            for pk, was in were.items():
                model.objects.filter(pk=pk).update(language=was)


def opened(browser: Browser, who: Visitor, language: str, size: str) -> Page:
    """This person's page, signed in."""
    context = browser.new_context(
        viewport=SIZES[size],
        has_touch=size == "phone",
        locale=language,
        timezone_id=TIMEZONE,
        reduced_motion="reduce",
    )
    page = context.new_page()
    if who.email:
        page.goto(way_in(who))
        page.get_by_role("main").get_by_role("button").last.click()
        page.wait_for_load_state()
    return page


def as_root() -> list[str]:
    """Chromium's sandbox is not for root."""
    return ["--no-sandbox"] if os.geteuid() == 0 else []


def way_in(who: Visitor) -> str:
    now = clock.now()
    if who.board:
        return participant_address(who.email, who.board, now=now)
    return staff_address(who.email, now=now)


def shots() -> list[Shot]:
    running, finished = running_board(), finished_board()
    plant(running, finished, now=clock.now())
    of_both = (participant_pages.pages(running, finished), desk_pages.pages(running, finished))
    return [shot for pages in of_both for shot in pages]


def photograph(folder: Path, language: str, wanted: str) -> None:
    taken = [shot for shot in shots() if wanted in shot.name]
    with ExitStack() as stack:
        stack.enter_context(spoken(language))
        stack.enter_context(translation.override(language))
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=find_or_install(), args=as_root())
        for size in SIZES:
            for who in dict.fromkeys(shot.who for shot in taken):
                page = opened(browser, who, language, size)
                for shot in (shot for shot in taken if shot.who == who):
                    _taken(page, shot, folder, size)
                page.context.close()
        browser.close()
    say(f"{len(taken) * len(SIZES) * len(SCHEMES)} photographs are in {folder}.")


def _taken(page: Page, shot: Shot, folder: Path, size: str) -> None:
    """What cannot be photographed is named, and the others follow."""
    try:
        answer = page.goto(settings.PUBLIC_URL + shot.address)
        if shot.act:
            shot.act(page)
        page.evaluate(AT_REST)
    except Error as error:
        say(f"{shot.name}: {error.message.splitlines()[0]}")
        return
    if answer and answer.status >= HTTPStatus.BAD_REQUEST:
        say(f"{shot.name} was answered with {answer.status}.")
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        page.screenshot(path=folder / f"{shot.name}-{size}-{scheme}.png", full_page=True)
