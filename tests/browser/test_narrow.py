"""At 320 pixels, which is a page of 1280 at 400 % (WCAG 2.2, 1.4.10), nothing is scrolled sideways,
in any language: neither the board nor an answered question of any kind, with all that was said."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page, ViewportSize

from bulletin import clock
from participants.models import Participant, Reply
from sessions.enums import Kind
from sessions.models import Question, Stage
from tests import factories
from tests.browser.conftest import NewPage
from tests.browser.test_desk import as_participant

pytestmark = pytest.mark.django_db(transaction=True)

NARROW = ViewportSize(width=320, height=800)
# A day whose name and month are long: "mié 23 de septiembre, 13:30".
LATELY = datetime(2020, 9, 23, 12, 30, tzinfo=UTC)
OPTIONS = ["Meeting people who do the same work", "Time to think"]
ASKED: dict[Kind, dict[str, Any]] = {
    Kind.TEXT: {},
    Kind.SINGLE: {"options": OPTIONS},
    Kind.MULTIPLE: {"options": OPTIONS},
    Kind.SCALE: {"settings": {"from": 0, "to": 10}},
    Kind.GRID: {"rows": OPTIONS, "columns": ["Never", "Now and then", "Mostly", "Always"]},
    Kind.RANKING: {"options": OPTIONS},
    Kind.FILE: {},
    Kind.ANNOTATE: {"marks": ["I like this"]},
    Kind.SUMMARY: {"statements": OPTIONS},
    Kind.TEXT_PAGE: {},
}
CHOSEN: dict[Kind, list[dict[str, Any]]] = {
    Kind.SINGLE: [{"item_key": "time-to-think"}],
    Kind.MULTIPLE: [{"item_key": "time-to-think"}],
    Kind.SCALE: [{"number": 7}],
    Kind.GRID: [{"item_key": "time-to-think", "column": "now-and-then"}],
    Kind.RANKING: [{"item_key": "time-to-think", "number": 1}],
    Kind.SUMMARY: [{"item_key": "time-to-think", "text": "cannot_say"}],
}
_STICKS_OUT = """() => [...document.querySelectorAll("main *")]
    .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
    .map((one) => one.outerHTML.slice(0, 120))"""


@pytest.fixture
def stage(transactional_db: None) -> Iterator[Stage]:
    clock.move_to(factories.NOW)
    yield factories.stage(factories.board(slug="cop"), title="Hopes and first reflections")
    clock.reset()


def answer(person: Participant, question: Question) -> Reply:
    said = factories.answer(person, question, "We met. " * 40, said_at=LATELY)
    for value in CHOSEN.get(Kind(question.kind), []):
        factories.value(said, **value)
    if question.kind == Kind.FILE:
        factories.file_in(said, "My desk")
    if question.kind == Kind.ANNOTATE:
        factories.mark(said, 500, 500, "Here.")
    return said


def talk(said: Reply, me: Participant, peer: Participant) -> None:
    """As deep as it goes, by staff and by others."""
    asked = factories.probe(factories.facilitator(said.board), said, said_at=LATELY)
    below = factories.comment(peer, asked, "I see it so too.", said_at=LATELY)
    factories.comment(me, below, "So do I.", said_at=LATELY)


@pytest.fixture
def people(stage: Stage) -> list[Participant]:
    return [factories.participant(stage.board) for _ in range(3)]


@pytest.fixture
def addresses(stage: Stage, people: list[Participant]) -> dict[str, str]:
    pages = {name: reverse(name, args=["cop"]) for name in ("board", "mine", "about")}
    pages["nothing"] = "/b/cop/nothing/"
    for kind, fields in ASKED.items():
        question = factories.question(stage, kind=kind, prompt="What was it good for?", **fields)
        pages[kind.value] = reverse("question", args=["cop", question.pk])
        if kind == Kind.TEXT_PAGE:
            continue
        answers = [answer(person, question) for person in people]
        for said in answers[:2]:
            talk(said, people[0], people[1])
    return pages


def test_nothing_is_scrolled_sideways_in_any_language(
    addresses: dict[str, str], people: list[Participant], new_page: NewPage
) -> None:
    page: Page = new_page(phone=True)
    as_participant(page, people[0])
    page.set_viewport_size(NARROW)
    too_wide = []
    for language, _ in settings.LANGUAGES:
        Participant.objects.filter(pk=people[0].pk).update(language=language)
        for name, address in addresses.items():
            page.goto(address)
            page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
            assert page.locator("html").get_attribute("lang") == language
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                too_wide.append((language, name, page.evaluate(_STICKS_OUT)[:3]))
    assert too_wide == [], "\n".join(map(str, too_wide))
