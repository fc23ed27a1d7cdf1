"""The main pages and mails in each language: they are there, and nothing in them is English."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from bulletin import clock
from bulletin.accounts.models import User
from bulletin.catalogues import PLURALS
from bulletin.outbox.sweeping import sweep
from participants.models import Participant
from sessions.enums import Role
from tests import content, factories
from tests.browser.desk_board import Running, running_board
from tests.browser.test_desk import pages_of
from tests.conftest import Mailbox
from tests.letters import words_of
from tests.moderation.desk.conftest import signed_in
from tests.participants.visits import browser_of

pytestmark = pytest.mark.django_db

# Words that English alone has, and hardly a sentence of ours does without.
ENGLISH = re.compile(
    r"\b(the|and|your|you|this|that|with|have|from|been|what|who|their|they|of|to|is)\b",
    re.IGNORECASE,
)
SPOKEN = (
    "//body//text()[not(ancestor::script or ancestor::code)]"
    "[not(ancestor::*[@lang][not(self::html)])]"
    " | //body//@*[name() = 'aria-label' or name() = 'alt' or name() = 'placeholder']"
)
# Staff thank in the language of the board; some places have an English name everywhere.
NAMES = re.compile(r"Thank you, [\w ]+\. I have read it\.|Isle of Man|Port of Spain")


@pytest.fixture
def running() -> Iterator[Running]:
    clock.move_to(factories.NOW)
    factories.swept()
    yield running_board()
    clock.reset()


def leftovers(client: Client, pages: dict[str, str], language: str) -> list[str]:
    """English sentences by the name of their page; every page is there, in this language."""
    known, found = content.written(), []
    for name, address in pages.items():
        response = client.get(address)
        assert response.status_code == 200, name
        page = html.fromstring(response.content)
        assert page.get("lang") == language, name
        found += [f"{name}: {said}" for said in english_in(page, known)]
    return found


def english_in(page: html.HtmlElement, known: list[str]) -> Iterator[str]:
    """Outside of what is said to be in another language, and of what people wrote."""
    for node in page.xpath(SPOKEN):
        said = " ".join(str(node).split())
        if ENGLISH.search(NAMES.sub(" ", content.without(known, said))):
            yield said


@pytest.mark.parametrize("language", PLURALS)
def test_what_participants_see(running: Running, language: str) -> None:
    Participant.objects.update(language=language)
    new = factories.participant(running.board, consented=False, language=language)
    asked = running.board.stages.get(title="What the group said").questions.get()
    pages = {
        name: reverse(name, args=["cop"])
        for name in ("board", "about", "language", "call_for_help", "withdrawal", "announcements")
    }
    for question in (running.hopes, asked):
        pages[question.stage.title] = reverse("question", args=["cop", question.pk])

    found = leftovers(browser_of(running.person), pages, language)
    found += leftovers(browser_of(new), {"consent": reverse("consent", args=["cop"])}, language)

    assert found == []


@pytest.mark.parametrize("language", PLURALS)
def test_what_staff_see(running: Running, language: str) -> None:
    user = running.staff[Role.FACILITATOR].user
    User.objects.update(language=language)
    more = ("desk_stream", "desk_guide", "desk_timetable", "desk_transcripts", "desk_collected")
    pages = pages_of(running) | {name: reverse(name, args=["cop"]) for name in more}

    assert leftovers(signed_in(user), pages, language) == []


@pytest.mark.parametrize("language", PLURALS)
def test_what_strangers_see(running: Running, language: str) -> None:
    client = Client(headers={"Accept-Language": language})
    pages = {name: reverse(name) for name in ("home", "lost_link", "entry_code", "account_login")}

    assert leftovers(client, pages, language) == []


@pytest.mark.parametrize("language", PLURALS)
def test_what_comes_by_mail(running: Running, mailbox: Mailbox, language: str) -> None:
    Participant.objects.update(language=language)
    User.objects.update(language=language)
    factories.participant(running.board, consented=False, language=language)
    known = content.written()

    sweep(now=factories.NOW)

    assert mailbox.messages
    for message in mailbox.messages:
        page = html.fromstring(words_of(message, "html").encode())
        assert page.get("lang") == language
        assert [*english_in(page, known)] == []
        assert not ENGLISH.search(content.without(known, str(message["Subject"])))
