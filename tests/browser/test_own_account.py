"""All that one has said: on its page, and in the file, unpacked in a folder without a network."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, ViewportSize

from bulletin import clock
from participants.mine.packing import packed
from participants.models import Participant
from sessions.enums import Kind
from tests import factories
from tests.browser.conftest import NewPage, assert_accessible
from tests.browser.test_desk import as_participant

pytestmark = pytest.mark.django_db(transaction=True)

SIZES = {390: ViewportSize(width=390, height=844), 1280: ViewportSize(width=1280, height=900)}
_BROKEN = "[...document.images].filter((one) => !one.naturalWidth).map((one) => one.src)"


@pytest.fixture
def me(transactional_db: None) -> Iterator[Participant]:
    """Somebody who corrected an answer, chose on a scale, sent a picture and marked one."""
    clock.move_to(factories.NOW)
    stage = factories.stage(factories.board(slug="cop", title="Communities of practice"))
    person = factories.participant(stage.board)
    said = factories.answer(person, factories.question(stage, prompt="Hopes?"), "To meet people.")
    factories.version(said, "To meet people, and to stop inventing everything alone.")
    scale = factories.question(stage, kind=Kind.SCALE, prompt="How sure are you?")
    factories.value(factories.answer(person, scale, ""), number=5)
    sent = factories.question(stage, kind=Kind.FILE, prompt="Show us where you work.")
    factories.file_in(factories.answer(person, sent, ""), "My desk")
    asked = factories.question(stage, kind=Kind.ANNOTATE, marks=["I like this"], prompt="Mark it.")
    marked = factories.answer(person, asked, "")
    factories.mark(marked, 250, 300, "Warm.", kind="i-like-this")
    factories.mark(marked, 700, 600, "Quiet.", kind="i-like-this")
    yield person
    clock.reset()


def looked_at(page: Page, screenshots: Path, name: str) -> None:
    for width, size in SIZES.items():
        page.set_viewport_size(size)
        for image in page.locator("img").all():
            image.scroll_into_view_if_needed()
        page.wait_for_function("[...document.images].every((one) => one.complete)")
        assert page.evaluate(_BROKEN) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert_accessible(page)
            page.screenshot(path=screenshots / f"{name}-{width}-{scheme}.png", full_page=True)


def test_the_page_shows_what_was_sent_and_marked(
    me: Participant, page: Page, screenshots: Path
) -> None:
    as_participant(page, me)
    page.goto("/b/cop/nothing/")
    looked_at(page, screenshots, "nothing")
    page.goto(reverse("mine", args=["cop"]))

    looked_at(page, screenshots, "mine")


def test_the_file_is_read_from_a_folder_without_scripts_or_a_network(
    me: Participant, new_page: NewPage, browser: Browser, screenshots: Path, tmp_path: Path
) -> None:
    with packed(me, factories.NOW) as file:
        ZipFile(BytesIO(file.read())).extractall(tmp_path)
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto((tmp_path / "account.html").as_uri())

    looked_at(page, screenshots, "account")
    context.close()
