"""Speaking and the back room in a real browser: several people at one board, each in their own."""

from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from moderation.models import Note
from participants.models import Reply
from sessions.enums import Role
from tests import factories
from tests.browser.conftest import NewPage, assert_accessible
from tests.browser.desk_board import Running
from tests.browser.test_desk import as_participant, sign_in

pytestmark = pytest.mark.django_db(transaction=True)

NOW, HOUR = factories.NOW, factories.HOUR


def write_page(running: Running) -> str:
    return reverse("desk_reply", args=["cop", running.answer.pk])


def box(page: Page) -> Locator:
    return page.get_by_label("Your words")


def furnish(running: Running) -> Note:
    """Something on every page of speaking and the back room; the wish that waits is returned."""
    moderator, observer = running.staff[Role.MODERATOR], running.staff[Role.OBSERVER]
    author = running.answer.participant
    assert author is not None
    probe = factories.probe(moderator, running.answer, "What got in the way?", needs_reply=True)
    factories.probe(moderator, running.answer, "And what helped?", needs_reply=True)
    factories.comment(author, probe, "Mostly the rota, and that nobody covers for you.")
    asked = factories.wish(observer, running.answer, "Did their manager know?")
    Note.objects.filter(pk=asked.pk).update(settled_at=NOW, settled_by=moderator.user, probe=probe)
    factories.note(moderator, running.answer, "Compare with what she said on the telephone.")
    factories.note(observer, running.hopes, "This is the one we care about most.")
    factories.prepared_probe(running.board, "Can you give an example, {name}?")
    factories.prepared_probe(running.board, "Who else was there?", question=running.hopes)
    newcomer = factories.participant(running.board, pseudonym="Small Wren")
    factories.hold(factories.answer(newcomer, running.hopes, "I would rather wait and see."))
    return factories.wish(observer, running.answer, "Why alone, with so many colleagues?")


def pages_of(running: Running, wish: Note) -> dict[str, str]:
    board, answer = running.board.slug, running.answer.pk
    return {
        "write": reverse("desk_reply", args=[board, answer]),
        "wish": reverse("desk_reply", args=[board, answer]) + f"?wish={wish.pk}",
        "question": reverse("desk_question", args=[board, running.hopes.pk]),
        "rejection": reverse("desk_rejection", args=[board, answer]),
        "probes": reverse("desk_probes", args=[board]),
        "unread": reverse("desk_probes", args=[board]) + "?state=unread",
        "first-posts": reverse("desk_first_posts", args=[board]),
        "held": reverse("desk_held", args=[board]),
        "prepared": reverse("desk_prepared", args=[board]),
        "reply-notes": reverse("desk_reply_notes", args=[board, answer]),
        "question-notes": reverse("desk_question_notes", args=[board, running.hopes.pk]),
        "note": reverse("desk_note", args=[board, wish.pk]),
        "declining": reverse("desk_declining", args=[board, wish.pk]),
        "wishes": reverse("desk_wishes", args=[board]),
    }


@pytest.mark.parametrize("phone", [False, True])
@pytest.mark.parametrize("role", [Role.MODERATOR, Role.OBSERVER])
def test_every_page_is_accessible_and_fits_its_window(
    running: Running, new_page: NewPage, screenshots: Path, phone: bool, role: Role
) -> None:
    pages = pages_of(running, furnish(running))
    theirs = {"question", "reply-notes", "question-notes", "note", "wishes"}
    page = new_page(phone=phone)
    sign_in(page, running, role)

    for name, address in pages.items():
        if role == Role.OBSERVER and name not in theirs:
            continue
        page.goto(address)
        width = "390" if phone else "1280"
        page.screenshot(path=screenshots / f"speaking-{role}-{name}-{width}.png", full_page=True)
        for unfolding in page.locator("main details").all():
            unfolding.evaluate("one => one.open = true")
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name


def test_an_observer_wishes_a_moderator_asks_a_participant_answers_and_the_observer_reads(
    running: Running, new_page: NewPage
) -> None:
    observer, moderator = new_page(phone=True), new_page()
    sign_in(observer, running, Role.OBSERVER)
    observer.goto(reverse("desk_question", args=["cop", running.hopes.pk]))
    observer.locator(f"#reply-{running.answer.pk} > footer").get_by_role(
        "link", name="Note", exact=True
    ).click()
    observer.get_by_label("Your note").fill("Why did they feel alone?")
    observer.get_by_label("I wish that a moderator asks about this").check()
    observer.get_by_role("button", name="Leave the note").click()
    expect(observer.get_by_text("Your wish is with the moderators.")).to_be_visible()

    sign_in(moderator, running, Role.MODERATOR)
    moderator.goto(reverse("desk_wishes", args=["cop"]))
    moderator.get_by_role("link", name="Reword and ask").click()
    expect(box(moderator)).to_have_value("Why did they feel alone?")
    box(moderator).fill("What would have made it less lonely?")
    moderator.get_by_role("button", name="Put it on the board").click()
    expect(moderator.get_by_text("Your words are on the board.")).to_be_visible()

    assert running.answer.participant is not None
    participant = as_participant(new_page(phone=True), running.answer.participant)
    participant.goto(reverse("question", args=["cop", running.hopes.pk]))
    asked = participant.locator("article", has_text="What would have made it less lonely?").last
    asked.get_by_role("link", name="Reply").last.click()
    participant.locator("textarea").last.fill("A second person on my ward.")
    participant.get_by_role("button", name="Send").last.click()
    expect(participant.get_by_text("A second person on my ward.").first).to_be_visible()

    observer.goto(reverse("desk_wishes", args=["cop"]))
    wish = observer.locator(".wish", has_text="Why did they feel alone?")
    expect(wish.get_by_text("Asked by The moderator")).to_be_visible()
    expect(wish.get_by_text("A second person on my ward.")).to_be_visible()
    expect(wish.get_by_text("new", exact=True)).to_be_visible()
    observer.reload()
    expect(wish.get_by_text("new", exact=True)).to_have_count(0)


def test_of_two_moderators_at_one_post_the_second_is_told_and_loses_nothing(
    running: Running, new_page: NewPage
) -> None:
    first, second = new_page(), new_page(phone=True)
    for page, role in ((first, Role.MODERATOR), (second, Role.FACILITATOR)):
        sign_in(page, running, role)
        page.goto(write_page(running))
    box(second).fill("And what did you do then?")
    second.get_by_label("A private question, between them and staff").check()
    box(first).fill("Thank you. What happened next?")
    first.get_by_role("button", name="Put it on the board").click()
    expect(first.get_by_text("Your words are on the board.")).to_be_visible()

    second.get_by_role("button", name="Put it on the board").click()

    told = second.get_by_role("alert")
    expect(told.get_by_text("While you wrote, somebody else wrote here.")).to_be_visible()
    expect(told.get_by_text("Thank you. What happened next?")).to_be_visible()
    expect(box(second)).to_have_value("And what did you do then?")
    assert_accessible(second)
    second.get_by_role("button", name="Put mine on the board anyway").click()
    expect(second.get_by_text("Your words are on the board.")).to_be_visible()
    said = Reply.objects.get(current_version__text="And what did you do then?")
    assert said.private_to == running.answer.participant


def test_what_was_typed_survives_a_lost_page_and_an_ended_sign_in(
    running: Running, new_page: NewPage
) -> None:
    page = new_page()
    sign_in(page, running, Role.MODERATOR)
    page.goto(write_page(running))
    page.get_by_label("A private question, between them and staff").check()
    box(page).fill("Something long that I do not want to type again.")
    page.goto(reverse("desk"))
    page.context.clear_cookies()
    page.goto(write_page(running))
    expect(page).not_to_have_url(write_page(running))

    sign_in(page, running, Role.MODERATOR)
    page.goto(write_page(running))

    expect(page.get_by_text("What you had typed here is back.")).to_be_visible()
    expect(box(page)).to_have_value("Something long that I do not want to type again.")
    private = page.get_by_label("A private question, between them and staff")
    expect(private).to_be_checked()
    page.get_by_role("button", name="Put it on the board").click()
    expect(page.get_by_text("Your words are on the board.")).to_be_visible()
    assert kept_on(page) == []
    page.goto(write_page(running))
    expect(box(page)).to_have_value("")


def test_signing_out_leaves_nothing_typed_on_the_device(
    running: Running, new_page: NewPage
) -> None:
    page = new_page()
    sign_in(page, running, Role.MODERATOR)
    page.goto(write_page(running))
    box(page).fill("Left behind.")
    assert len(kept_on(page)) == 1

    page.get_by_role("button", name="Sign out").click()

    page.wait_for_load_state()
    assert kept_on(page) == []


def test_what_comes_back_can_be_forgotten(running: Running, new_page: NewPage) -> None:
    page = new_page()
    sign_in(page, running, Role.MODERATOR)
    page.goto(write_page(running))
    box(page).fill("No, rather not.")
    page.goto(write_page(running))

    page.get_by_role("button", name="Forget it").click()

    expect(box(page)).to_have_value("")
    assert kept_on(page) == []


def kept_on(page: Page) -> list[str]:
    keys: list[str] = page.evaluate("Object.keys(localStorage)")
    return [key for key in keys if key.startswith("bulletin:typed:")]


@pytest.mark.parametrize("javascript", [True, False])
def test_a_prepared_question_goes_into_the_box_with_one_press(
    running: Running, new_page: NewPage, javascript: bool
) -> None:
    factories.prepared_probe(running.board, "Can you give an example, {name}?")
    page = new_page(javascript=javascript)
    sign_in(page, running, Role.MODERATOR)
    page.goto(write_page(running))

    page.get_by_role("button", name="Put it in the box").press("Enter")

    expect(box(page)).to_have_value("Can you give an example, Green Heron?")
    expect(page.get_by_label("A question to them, for everyone")).to_be_checked()
    expect(page.get_by_label("Keep in mind until they have replied")).to_be_checked()


def test_a_post_is_rejected_and_taken_back_by_keyboard(running: Running, new_page: NewPage) -> None:
    page = new_page()
    sign_in(page, running, Role.MODERATOR)
    page.goto(write_page(running))
    post = page.locator(f"#reply-{running.answer.pk}")
    page.get_by_role("link", name="Reject").press("Enter")
    page.get_by_label("Why is it not accepted?").press_sequentially("Another person wrote it.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(post.get_by_text("rejected", exact=True)).to_be_visible()
    assert running.answer.participant is not None
    own = as_participant(new_page(phone=True), running.answer.participant)
    own.goto(reverse("question", args=["cop", running.hopes.pk]))
    expect(own.get_by_text("not accepted: Another person wrote it.")).to_be_visible()

    post.locator("> footer").get_by_text("Take the rejection back", exact=True).press("Enter")
    post.get_by_role("button", name="Accept it after all").press("Enter")

    expect(page.get_by_text("The rejection is taken back: it counts again.")).to_be_visible()
    expect(post.locator("> header").get_by_text("rejected", exact=True)).to_have_count(0)


def test_first_posts_are_thanked_one_after_the_other(running: Running, new_page: NewPage) -> None:
    page = new_page(javascript=False)
    sign_in(page, running, Role.MODERATOR)
    page.goto(reverse("desk_first_posts", args=["cop"]))
    waiting = page.locator(".wish")
    number = waiting.count()
    first = waiting.first.get_by_label("Your thanks")
    expect(first).to_have_value("Thank you, Green Heron. I have read it.")

    first.fill("Thank you so much, Green Heron!")
    waiting.first.get_by_role("button", name="Thank").click()

    expect(page.get_by_text("Your thanks are on the board.")).to_be_visible()
    expect(waiting).to_have_count(number - 1)
    expect(waiting.first.get_by_label("Your thanks")).to_have_value(
        "Thank you so much, Quiet Otter!"
    )
