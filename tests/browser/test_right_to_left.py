"""Every page from right to left, in a language half as long again in which nothing is English."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as installed
from django.urls import reverse
from playwright.sync_api import Page
from pytest_django import Settings

from bulletin.accounts.models import SignInLink, User
from participants.models import Participant, PersonalLink
from sessions.enums import Role
from tests import content, factories, pseudo
from tests.browser.conftest import NewPage
from tests.browser.desk_board import Running
from tests.browser.test_desk import pages_of

pytestmark = pytest.mark.django_db(transaction=True)

# Django's own words for days and months, names of places and of forms of files, and what staff
# say on the board, which is in its language.
NAMES = re.compile(
    r"\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun|\w+day|March|Mar|April|Apr|Europe|London|New York|UTC"
    r"|PDF|CSV|XLSX|DOCX|TXT|HTML|JSON|SHA|English|Bulletin|\S+@\S+|https?://\S+"
    r"|Thank you, [\w ]+\. I have read it)\b"
)
FITS = "document.documentElement.scrollWidth <= innerWidth"
LATIN = re.compile(r"[A-Za-z]{3,}")
# What is seen or read out, but for dates, whose months are Django's to translate.
SPOKEN = """() => {
    const said = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const within = walker.currentNode.parentElement;
        if (!within.checkVisibility({ visibilityProperty: true })) continue;
        if (within.closest("time, code, script, option, [lang]:not(html)")) continue;
        said.push(walker.currentNode.textContent.trim());
    }
    for (const one of document.querySelectorAll("[aria-label], [alt], [placeholder], [title]"))
        for (const name of ["aria-label", "alt", "placeholder", "title"])
            if (one.hasAttribute(name) && !one.closest("[lang]:not(html)"))
                said.push(one.getAttribute(name));
    return said.filter(Boolean);
}"""


@pytest.fixture
def right_to_left(settings: Settings, tmp_path: Path, running: Running) -> None:
    """Everybody reads in the language that nobody speaks."""
    settings.LANGUAGES = [*installed.LANGUAGES, (pseudo.CODE, "Pseudo")]
    settings.LANGUAGES_BIDI = [*installed.LANGUAGES_BIDI, pseudo.CODE]
    settings.LOCALE_PATHS = [pseudo.write(tmp_path), *installed.LOCALE_PATHS]
    User.objects.update(language=pseudo.CODE)
    Participant.objects.update(language=pseudo.CODE)


def come_in(page: Page, path: str) -> None:
    page.goto(path)
    page.locator("main button").last.click()


def english_on(page: Page, known: list[str]) -> Iterator[str]:
    for said in page.evaluate(SPOKEN):
        if LATIN.search(NAMES.sub(" ", content.without(known, said))):
            yield said


def looks_right(page: Page, path: Path, known: list[str]) -> list[str]:
    """What is wrong with the page, by its name; a picture of it."""
    page.screenshot(path=path, full_page=True)
    assert page.locator("html").get_attribute("dir") == "rtl", path.stem
    wrong = [] if page.evaluate(FITS) else ["is wider than its window"]
    return [f"{path.stem}: {words}" for words in [*wrong, *english_on(page, known)]]


@pytest.mark.parametrize("phone", [False, True])
def test_what_participants_see(
    running: Running,
    right_to_left: None,
    new_page: NewPage,
    screenshots: Path,
    phone: bool,
) -> None:
    page, width = new_page(phone=phone), "390" if phone else "1280"
    new = factories.participant(running.board, consented=False, language=pseudo.CODE)
    known, found = content.written(), []
    asked = running.board.stages.get(title="What the group said").questions.get()
    for person, names in ((running.person, ("board", "about", "language")), (new, ("consent",))):
        come_in(page, link_of(person))
        for name in names:
            page.goto(reverse(name, args=["cop"]))
            found += looks_right(page, screenshots / f"rtl-{name}-{width}.png", known)
        if person == running.person:
            for question in (running.hopes, asked):
                page.goto(reverse("question", args=["cop", question.pk]))
                picture = screenshots / f"rtl-question-{question.stage.position}-{width}.png"
                found += looks_right(page, picture, known)
            page.goto(reverse("call_for_help", args=["cop"]))
            found += looks_right(page, screenshots / f"rtl-help-{width}.png", known)
            page.context.clear_cookies()

    assert found == []


@pytest.mark.parametrize("phone", [False, True])
def test_what_staff_see(
    running: Running,
    right_to_left: None,
    new_page: NewPage,
    screenshots: Path,
    phone: bool,
) -> None:
    page, width = new_page(phone=phone), "390" if phone else "1280"
    user = running.staff[Role.FACILITATOR].user
    come_in(page, reverse("sign_in_link", args=[SignInLink.objects.issue(user, now=factories.NOW)]))
    known, found = content.written(), []
    more = ("desk_stream", "desk_guide", "desk_timetable", "desk_transcripts", "desk_collected")
    pages = pages_of(running) | {name: reverse(name, args=["cop"]) for name in more}

    for name, address in pages.items():
        page.goto(address)
        for folded in page.locator("main details").all():
            folded.evaluate("one => one.open = true")
        found += looks_right(page, screenshots / f"rtl-desk-{name}-{width}.png", known)

    assert found == []


def link_of(person: Participant) -> str:
    return reverse("personal_link", args=[PersonalLink.objects.issue(person, now=factories.NOW)])
