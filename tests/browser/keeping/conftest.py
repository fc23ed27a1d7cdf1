"""One person on the page of one question, in a browser of their own."""

import pytest
from playwright.sync_api import Page

from bulletin import clock
from participants.models import Participant, PersonalLink, Reply
from sessions.models import Board, Question, Stage
from tests import factories
from tests.browser.conftest import NewPage
from tests.browser.keeping.pages import ComeIn, address


@pytest.fixture
def stage(transactional_db: None) -> Stage:
    clock.move_to(factories.NOW)
    board = factories.board(slug="cop", title="Communities of practice")
    return factories.stage(board, title="Hopes", closes_at=factories.NOW + factories.HOUR)


@pytest.fixture
def board(stage: Stage) -> Board:
    return stage.board


@pytest.fixture
def question(stage: Stage) -> Question:
    return factories.question(stage, prompt="What did you hope for?")


@pytest.fixture
def me(board: Board) -> Participant:
    return factories.participant(board, pseudonym="Green Heron")


@pytest.fixture
def theirs(board: Board, me: Participant, question: Question) -> Reply:
    """What somebody else has answered, and may be read: this person has, too."""
    factories.answer(me, question, "Mine.")
    return factories.answer(factories.participant(board), question, "Theirs.")


@pytest.fixture
def come_in(new_page: NewPage) -> ComeIn:
    """A browser of its own for this person, standing on the page of this question."""

    def enter(
        person: Participant, question: Question, page: Page | None = None, **how: bool
    ) -> Page:
        page = page or new_page(**how)
        if person.devices.exists():
            by = factories.facilitator(person.board).user
            person.device_permissions.create(given_at=factories.NOW, given_by=by)
        page.goto(f"/i/{PersonalLink.objects.issue(person, now=factories.NOW)}/")
        page.get_by_role("button", name="Open my place").click()
        page.goto(address(question))
        return page

    return enter
