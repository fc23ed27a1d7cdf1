"""A walk through the whole desk in each role: once with a mouse on a desk, once with a keyboard
alone at the width of a telephone."""

import re
from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, Response, expect

from bulletin import clock
from bulletin.accounts.models import SignInLink
from bulletin.outbox.models import Notice
from moderation.desk.tabs import PARTS
from moderation.models import Coding, Note, Seen, Star, Transcript
from participants.enums import ReplyKind
from sessions.enums import Role
from sessions.models import StaffMember
from tests import factories
from tests.browser.conftest import NewPage, assert_accessible
from tests.browser.desk_board import Running
from tests.browser.hands import Hand, Keyboard, Mouse

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(params=[Mouse, Keyboard], ids=["mouse", "keyboard"])
def hand(request: pytest.FixtureRequest, new_page: NewPage) -> Iterator[Hand]:
    """No page on the way is refused or missing."""
    refused: list[str] = []

    def on_response(response: Response) -> None:
        if response.status >= 400:
            refused.append(f"{response.url}: {response.status}")

    page = new_page(phone=request.param is Keyboard)
    page.on("response", on_response)
    yield request.param(page)
    assert refused == []


def come_in(hand: Hand, member: StaffMember) -> None:
    token = SignInLink.objects.issue(member.user, now=clock.now())
    hand.page.goto(reverse("sign_in_link", args=[token]))
    hand.press(hand.page.locator("main").get_by_role("button"))
    look(hand, "My boards")
    hand.press(hand.page.locator("h2").get_by_role("link"))
    look(hand, "Communities of practice")


def look(hand: Hand, heading: str) -> None:
    """It is the page that was wanted, it fits its window, and axe finds nothing on it; the wide
    pages are held to that elsewhere."""
    page = hand.page
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
    if isinstance(hand, Keyboard):
        assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def walk_through(hand: Hand, role: Role) -> None:
    """Every page that is a tab for this role, by its tab."""
    for part in PARTS:
        places = [place for place in part.places if role in place.roles]
        if not places:
            continue
        go(hand, "This board", str(part.label))
        for place in places:
            if len(places) > 1:
                go(hand, "In this part", str(place.label))
            look(hand, "")


def go(hand: Hand, among: str, label: str) -> None:
    tabs = hand.page.get_by_role("navigation", name=among)
    tab = tabs.get_by_role("link", name=label, exact=True)
    with hand.page.expect_event("load"):
        hand.press(tab)
    expect(tab).to_have_attribute("aria-current", re.compile("page|true"))


def unfold_and_press(hand: Hand, where: Locator, what: str, button: str) -> None:
    hand.press(where.locator("summary", has_text=what).first)
    hand.press(where.get_by_role("button", name=button, exact=True).first)


def read_what_was_hoped(hand: Hand, running: Running) -> Locator:
    """The page of the question with the most answers; its first post is returned."""
    go(hand, "This board", "Everything said")
    hand.press(hand.page.get_by_role("link", name=running.hopes.wording.prompt))
    look(hand, running.hopes.wording.prompt)
    return hand.page.locator(f"#reply-{running.answer.pk}")


def star(hand: Hand, post: Locator) -> None:
    """The button is swapped for another, which has the focus then."""
    button = post.get_by_role("button", name="Star").first
    hand.press(button)
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button).to_be_focused()


def leave_note(hand: Hand, post: Locator, words: str, *, wish: bool) -> None:
    hand.press(post.locator("summary", has_text="More").first)
    hand.press(post.get_by_role("link", name="Note", exact=True).first)
    look(hand, "Notes beside a post")
    hand.write(hand.page.get_by_label("Your note"), words)
    if wish:
        hand.choose(hand.page.get_by_label("I wish that a moderator asks about this"))
    hand.press(hand.page.get_by_role("button", name="Leave the note"))


def says(hand: Hand, words: str) -> None:
    expect(hand.page.get_by_text(words).first).to_be_visible()
    look(hand, "")


def an_hour_later(page: Page) -> None:
    """In a box for a date and a time, in which the day has the focus or the month."""
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "ArrowUp"):
        page.keyboard.press(key)


def test_a_facilitator_moves_a_date_releases_reveals_puts_on_call_and_takes_a_transcript(
    running: Running, hand: Hand
) -> None:
    page = hand.page
    come_in(hand, running.staff[Role.FACILITATOR])
    walk_through(hand, Role.FACILITATOR)

    go(hand, "This board", "Board")
    ahead = page.locator(".timeline__stage", has_text="Looking forward")
    hand.press(ahead.get_by_role("link", name="Move dates"))
    look(hand, "Dates of “Looking forward”")
    hand.write(page.get_by_label("Opens"), "")
    an_hour_later(page)
    hand.press(page.get_by_role("button", name="Move the dates"))
    expect(page.get_by_role("heading", name="would be told by e-mail")).to_be_visible()
    hand.press(page.get_by_role("button", name="Move the dates"))
    says(hand, "The dates of “Looking forward” are moved.")
    unfold_and_press(hand, ahead, "Release", "Release this stage")
    says(hand, "“Looking forward” is released.")
    go(hand, "This board", "Everything said")
    hand.press(page.get_by_role("link", name="What surprised you in what others wrote?"))
    look(hand, "What surprised you")
    unfold_and_press(hand, page.locator("main"), "Reveal the replies", "Reveal the replies")
    says(hand, "Whoever has answered can read the others' replies now.")
    go(hand, "This board", "Staff")
    member = page.locator(".member", has_text="The moderator")
    unfold_and_press(hand, member, "Put on call", "Put on call")
    says(hand, "who is on call: The moderator.")
    go(hand, "This board", "Transcripts")
    hand.press(page.get_by_role("button", name="Write the transcript"))
    says(hand, "Your transcript is being written.")

    before = running.ahead.opens_at
    running.ahead.refresh_from_db()
    assert before is not None
    assert running.ahead.opens_at == before + factories.HOUR
    assert running.ahead.is_released
    assert Transcript.objects.count() == 1


def test_a_moderator_stars_codes_asks_acknowledges_and_notes(running: Running, hand: Hand) -> None:
    factories.code(running.board, "Trust")
    page, moderator = hand.page, running.staff[Role.MODERATOR]
    come_in(hand, moderator)
    walk_through(hand, Role.MODERATOR)

    post = read_what_was_hoped(hand, running)
    star(hand, post)
    hand.press(post.get_by_role("link", name="Code it").first)
    hand.choose(post.get_by_label("Trust"))
    hand.press(post.get_by_role("button", name="Keep these codes"))
    expect(post.get_by_role("link", name="Change my codes").first).to_be_focused()
    look(hand, running.hopes.wording.prompt)
    unfold_and_press(hand, post, "Acknowledge", "Thank them")
    says(hand, "Your thanks are on the board.")
    read_what_was_hoped(hand, running)
    hand.open_box(post)
    expect(page.get_by_label("Your words")).to_be_visible()
    look(hand, running.hopes.wording.prompt)
    hand.press(post.get_by_role("link", name="Write under it").first)
    expect(page.get_by_label("Your words")).to_be_focused()
    page.keyboard.insert_text("What happened next?")
    hand.choose(page.get_by_label("A question to them, for everyone"))
    hand.choose(page.get_by_label("Keep in mind until they have replied"))
    hand.press(page.get_by_role("button", name="Put it on the board"))
    says(hand, "Your words are on the board.")
    leave_note(hand, post, "Compare with Monday.", wish=False)
    says(hand, "Your note is there.")

    assert Star.objects.get().member == moderator
    assert Coding.objects.get().version.reply == running.answer
    said = running.answer.children.filter(staff=moderator).order_by("posted_at", "kind")
    assert [one.kind for one in said] == [ReplyKind.COMMENT, ReplyKind.PROBE]
    assert Note.objects.get().text == "Compare with Monday."


def test_an_observer_reads_stars_and_wishes(running: Running, hand: Hand) -> None:
    observer = running.staff[Role.OBSERVER]
    come_in(hand, observer)
    walk_through(hand, Role.OBSERVER)

    post = read_what_was_hoped(hand, running)
    star(hand, post)
    leave_note(hand, post, "Why did they feel alone?", wish=True)
    says(hand, "Your wish is with the moderators.")
    read_what_was_hoped(hand, running)
    hand.press(hand.page.get_by_role("button", name="Mark the whole board as read"))
    says(hand, "marked as read.")

    assert Star.objects.get().member == observer
    assert Note.objects.get().wants_probe
    assert Seen.objects.filter(member=observer).exists()


def test_a_recruiter_adds_somebody_corrects_a_name_and_sends_a_fresh_link(
    running: Running, hand: Hand
) -> None:
    page = hand.page
    come_in(hand, running.staff[Role.RECRUITER])
    walk_through(hand, Role.RECRUITER)

    go(hand, "This board", "People")
    hand.press(page.get_by_role("link", name="Add somebody"))
    look(hand, "Add somebody")
    hand.write(page.get_by_label("Name", exact=True), "Member 77")
    hand.write(page.get_by_label("E-mail address"), "member-77@example.org")
    hand.press(page.get_by_role("button", name="Add them"))
    says(hand, "Member 77 is on the roster.")
    go(hand, "This board", "People")
    hand.press(page.get_by_role("link", name="Green Heron"))
    look(hand, "Green Heron")
    hand.press(page.get_by_role("link", name="Correct their name"))
    look(hand, "Correct the name of Green Heron")
    hand.write(page.get_by_label("Their name"), "-Smith")
    hand.press(page.get_by_role("button", name="Correct the name"))
    says(hand, "Their name is corrected.")
    unfold_and_press(hand, page.locator("main"), "Send a fresh link", "Send it to their address")
    says(hand, "A fresh link is on its way to them.")

    running.person.refresh_from_db()
    assert running.person.name.endswith("-Smith")
    assert Notice.objects.filter(recipient=running.person.pk).count() == 1
    assert running.board.participants.filter(email="member-77@example.org").exists()
