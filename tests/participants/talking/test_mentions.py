"""`@` and a name means somebody whom the writer meets there, and is told to nobody else."""

import pytest

from bulletin import clock
from participants.actions.commenting import post_comment
from participants.actions.erasing import erase_place
from participants.entry.overview.mentions import mentions_since
from participants.models import Mention, Participant, Reply
from participants.speakers import Speaker, mentions_in
from participants.web import Visit
from sessions.enums import Kind
from sessions.models import Board, Question
from tests import factories
from tests.factories import HOUR, NOW
from tests.participants.entry.doors import move_on
from tests.participants.visits import address, browser_of, text_of

pytestmark = pytest.mark.django_db


def say(author: Participant, parent: Reply, text: str) -> Reply:
    return post_comment(author=author, parent=parent, text=text, now=NOW)


def page_of(reader: Participant, question: Question) -> str:
    return text_of(browser_of(reader).get(address(question)))


def test_a_name_that_was_typed_is_a_row_and_a_highlight(
    me: Participant, heron: Participant, question: Question, theirs: Reply
) -> None:
    said = say(me, theirs, "Is it so, @Green Heron?")

    made = Mention.objects.get()
    assert (made.participant, made.start, made.end) == (heron, 10, 22)
    assert said.current_version
    assert "span" not in said.current_version.html
    assert '<span class="mention">@Green Heron</span>?' in page_of(me, question)
    assert '<span class="mention mention--you">@Green Heron</span>?' in page_of(heron, question)


def test_staff_who_spoke_there_can_be_spoken_to(me: Participant, theirs: Reply) -> None:
    staff = factories.facilitator(me.board)
    factories.comment(staff, theirs, "Go on.")

    say(me, theirs, f"Thank you, @{staff.display_name}.")
    assert Mention.objects.get().staff == staff


def test_nobody_hidden_is_meant_nor_offered(
    me: Participant, locked: Participant, question: Question, theirs: Reply
) -> None:
    factories.hold(factories.answer(locked, question, "Waits."))
    tester = factories.participant(me.board, tester=True, pseudonym="Odd Duck")
    factories.answer(tester, question, "A test.")

    say(me, theirs, "@Shy Wren, @Odd Duck and @Grey Owl: hello.")
    assert not Mention.objects.exists()
    html = page_of(me, question)
    assert 'data-names="[&quot;Green Heron&quot;]"' in html
    assert 'class="mention' not in html


def test_a_choice_without_words_offers_no_name(board: Board, heron: Participant) -> None:
    """Who chose what is never told (rule 2)."""
    single = factories.question(factories.stage(board), kind=Kind.SINGLE, options=["A", "B"])
    me = factories.participant(board)
    for person in (me, heron):
        factories.value(factories.answer(person, single, ""), "a")
    own = me.replies.get()

    say(me, own, "@Green Heron?")
    assert not Mention.objects.exists()
    assert "data-names" not in page_of(me, single)


def test_a_highlight_is_for_those_alone_who_meet_the_person_there(
    me: Participant, heron: Participant, question: Question, theirs: Reply
) -> None:
    elsewhere = factories.answer(factories.participant(me.board), question, "Third.")
    say(me, elsewhere, "As @Green Heron says.")
    assert 'class="mention"' in page_of(me, question)

    factories.conceal(theirs)
    html = page_of(me, question)
    assert "As @Green Heron says." in html
    assert 'class="mention"' not in html


def test_names_are_whole_the_longest_counts_and_addresses_are_none() -> None:
    short, long = Speaker(staff=factories.facilitator(factories.board()).pk), Speaker()
    names = {"Green": short, "Green Heron": long}

    found = mentions_in("@Green Heron, @Greens a@Green @Green@x @Green.", names)
    assert found == [((0, 12), long), ((39, 45), short)]


def test_two_of_one_name_are_nobody(me: Participant, question: Question, theirs: Reply) -> None:
    staff = factories.facilitator(me.board)
    staff.display_name = "Green Heron"
    staff.save()
    factories.comment(staff, theirs, "Go on.")

    say(me, theirs, "@Green Heron?")
    assert not Mention.objects.exists()


def test_what_is_redacted_is_no_name_any_more(
    me: Participant, question: Question, theirs: Reply
) -> None:
    said = say(me, theirs, "Dr Brown and @Green Heron, @Green Heron again.")
    factories.redact(said, "Dr Brown", "[x]")
    factories.redact(said, "@Green Heron,", "[y],")

    html = page_of(me, question)
    assert '[x] and [y], <span class="mention">@Green Heron</span> again.' in html


def test_the_erased_are_plain_text(
    me: Participant, heron: Participant, question: Question, theirs: Reply
) -> None:
    say(me, me.replies.earliest("posted_at"), "Ask @Green Heron.")
    erase_place(participant=heron, now=NOW)

    assert not Mention.objects.exists()
    assert 'class="mention"' not in page_of(me, question)


def test_whoever_was_spoken_to_finds_it_since_they_were_here(
    me: Participant, heron: Participant, question: Question, theirs: Reply
) -> None:
    said = say(me, theirs, "And you, @Green Heron?")
    visit = Visit(heron, NOW + HOUR, since=NOW - HOUR)

    (found,) = mentions_since(visit)
    assert (found.reply, found.question, found.author) == (said.pk, question.pk, "Grey Owl")
    assert mentions_since(Visit(heron, NOW + HOUR, since=NOW)) == []
    assert mentions_since(Visit(heron, NOW + HOUR, since=None)) == []
    factories.conceal(said)
    assert mentions_since(visit) == []


def test_whoever_was_named_in_hidden_words_is_not_told_so(
    me: Participant, heron: Participant, theirs: Reply
) -> None:
    said = say(me, theirs, "Dr Brown and @Green Heron agree, @Green Heron.")
    visit = Visit(heron, NOW + HOUR, since=NOW - HOUR)
    factories.redact(said, "Dr Brown", "[x]")
    factories.redact(said, "@Green Heron agree", "[y]")
    assert [one.reply for one in mentions_since(visit)] == [said.pk]

    factories.redact(said, "@Green Heron.", "[z].")
    assert mentions_since(visit) == []


def test_whoever_was_spoken_to_reads_so_on_their_board_page(
    me: Participant, heron: Participant, question: Question, theirs: Reply
) -> None:
    browser = browser_of(heron)
    board = f"/b/{me.board.slug}/"
    browser.get(board)
    move_on(hours=2)
    said = post_comment(author=me, parent=theirs, text="And you, @Green Heron?", now=clock.now())

    page = text_of(browser.get(board))

    assert f'href="{board}replies/{said.pk}/"' in page
    assert page.count("Grey Owl has mentioned you") + page.count("Grey Owl has replied to you") == 1
