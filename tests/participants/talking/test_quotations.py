"""A quotation is a range that is resolved through the gate whenever it is read (rule 15)."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from participants.actions.answering import submit_answer
from participants.actions.commenting import post_comment
from participants.actions.erasing import erase_place
from participants.actions.quoting import Quoted
from participants.actions.redacting import destroy_originals
from participants.kinds.content import AnswerContent
from participants.models import Participant, Quote, Reply
from sessions.enums import Reveal
from sessions.models import Board, Question
from tests import factories
from tests.factories import HOUR, NOW
from tests.participants.visits import address, browser_of, text_of, unmasked

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def quoting(me: Participant, theirs: Reply) -> Reply:
    """Mine, of what they said."""
    made = factories.comment(me, factories.answer(*_third(me), "A third."), "I agree.")
    factories.quote(made, theirs, "paper, said Anna")
    return made


def _third(me: Participant) -> tuple[Participant, Question]:
    return factories.participant(me.board), me.replies.get().question


def page_of(reader: Participant, question: Question) -> str:
    return text_of(browser_of(reader).get(address(question)))


def poll_of(reader: Participant, question: Question) -> tuple[bytes, str]:
    url = reverse("replies", args=[question.stage.board.slug, question.pk])
    got = browser_of(reader).get(url, headers=HTMX)
    return got.content, got.headers["ETag"]


def test_it_shows_the_words_with_their_author_and_a_permanent_link(
    me: Participant, question: Question, theirs: Reply, quoting: Reply
) -> None:
    html = page_of(me, question)

    assert "Green Heron wrote" in html
    assert "<p>paper, said Anna</p></blockquote><p>I agree.</p>" in html
    assert reverse("reply", args=[me.board.slug, theirs.pk]) in html
    assert "paper" not in (quoting.current_version.html if quoting.current_version else "")


def test_ones_own_words_are_called_ones_own(
    heron: Participant, question: Question, quoting: Reply
) -> None:
    assert "You wrote" in page_of(heron, question)


def test_of_words_corrected_since_it_says_so(
    me: Participant, question: Question, theirs: Reply, quoting: Reply
) -> None:
    factories.version(theirs, "Corrected.")

    html = page_of(me, question)
    assert "Green Heron has corrected the words quoted here" in html
    assert "said Anna" not in html


def _withdraw(reply: Reply) -> None:
    Reply.objects.filter(pk=reply.pk).update(withdrawn_at=NOW)


def _erase(reply: Reply) -> None:
    assert reply.participant
    erase_place(participant=reply.participant, now=NOW)


def _redact_away(reply: Reply) -> None:
    factories.redact(reply, "paper, said Anna", "[left out]")


GOES: list[Callable[[Reply], object]] = [
    factories.hold,
    factories.reject,
    factories.conceal,
    _withdraw,
    _erase,
    _redact_away,
]


@pytest.mark.parametrize("goes", GOES)
def test_of_what_is_gone_a_page_shows_exactly_nothing(
    me: Participant,
    question: Question,
    theirs: Reply,
    quoting: Reply,
    goes: Callable[[Reply], object],
) -> None:
    assert "said Anna</p></blockquote>" in page_of(me, question)
    goes(theirs)

    with_it = poll_of(me, question)
    Quote.objects.all().delete()
    assert b"blockquote" not in with_it[0]
    assert poll_of(me, question) == with_it


def test_what_is_hidden_within_reads_as_hidden_and_stays_so_when_it_is_destroyed(
    me: Participant, question: Question, theirs: Reply, quoting: Reply
) -> None:
    factories.redact(theirs, "Anna", "[somebody]")
    assert "<p>paper, said [somebody]</p></blockquote>" in page_of(me, question)

    destroy_originals(reply=theirs, by=factories.facilitator(me.board).user, now=NOW + HOUR)
    assert "<p>paper, said [somebody]</p></blockquote>" in page_of(me, question)


def test_a_quotation_from_another_question_is_for_those_who_read_there(
    board: Board, question: Question, me: Participant
) -> None:
    other = factories.question(question.stage, reveal=Reveal.AFTER_ANSWER)
    wren = factories.participant(board)
    factories.answer(wren, question, "I answered this one only.")
    factories.answer(me, other, "And I that one.")
    elsewhere = factories.answer(factories.participant(board), other, "Said elsewhere.")
    made = factories.comment(me, me.replies.filter(question=question)[0], "Compare this.")
    factories.quote(made, elsewhere)
    assert "Said elsewhere." in page_of(me, question)

    got = poll_of(wren, question)
    Quote.objects.all().delete()
    assert b"Compare this." in got[0]
    assert poll_of(wren, question) == got


def test_what_is_quoted_from_another_question_counts_as_served_there(
    board: Board, question: Question, me: Participant
) -> None:
    """Whoever answers that question later has read it (rule 2)."""
    other = factories.question(question.stage, reveal=Reveal.ALWAYS)
    elsewhere = factories.answer(factories.participant(board), other, "Said elsewhere.")
    made = factories.comment(me, me.replies.get(), "Compare this.")
    factories.quote(made, elsewhere)

    assert "Said elsewhere." in page_of(me, question)
    said, later = AnswerContent("Mine."), NOW + HOUR
    answer = submit_answer(participant=me, question=other, content=said, now=later)
    assert answer.current_version
    assert answer.current_version.after_reading


def test_the_first_paragraph_is_quoted_where_nothing_is_selected(
    me: Participant, theirs: Reply
) -> None:
    url = reverse("comments", args=[me.board.slug, theirs.pk])
    browser = browser_of(me)

    chosen = text_of(browser.get(f"{url}?quote=1", headers=HTMX))
    assert chosen.count('name="quote"') == 1
    assert 'checked><span class="quoted">Less paper, said Anna.</span>' in chosen
    whole = text_of(browser.get(f"{url}?quote=1"))
    assert whole.count('name="quote"') == 2
    assert whole.count("checked>") == 1


@pytest.mark.parametrize(
    ("bounds", "words"),
    [
        ("from=5&to=10", "paper"),
        ("from=18&to=28", "nna.\n\nMore"),
        ("from=0&to=99999", "Less paper, said Anna.\n\nMore talk."),
        ("from=90&to=99", "Less paper, said Anna."),
        ("from=x&to=-1", "Less paper, said Anna."),
    ],
)
def test_what_is_selected_is_counted_as_a_page_shows_it(
    me: Participant, theirs: Reply, bounds: str, words: str
) -> None:
    url = reverse("comments", args=[me.board.slug, theirs.pk])

    html = text_of(browser_of(me).get(f"{url}?quote=1&{bounds}", headers=HTMX))
    assert f'<span class="quoted">{words}</span>' in html


def test_words_changed_meanwhile_are_said_to_be_and_the_reply_is_kept(
    me: Participant, theirs: Reply
) -> None:
    url = reverse("comments", args=[me.board.slug, theirs.pk])
    browser = browser_of(me)
    html = text_of(browser.get(f"{url}?quote=1", headers=HTMX))
    value = html.split('name="quote" value="')[1].split('"')[0]
    factories.version(theirs, "Corrected.")

    refused = browser.post(url, {"text": "I agree.", "quote": value})
    assert refused.status_code == 422
    assert "was changed or taken away meanwhile" in text_of(refused)
    assert ">\nI agree.</textarea>" in text_of(refused)
    assert not Quote.objects.exists()


def test_nobody_can_quote_what_they_may_not_read(
    me: Participant, locked: Participant, question: Question, theirs: Reply
) -> None:
    own = factories.answer(locked, factories.question(question.stage), "Mine.")
    assert theirs.current_version
    quoted = [Quoted(theirs.current_version.pk, 0, 4)]

    made = post_comment(author=locked, parent=own, text="See.", now=NOW, quoted=quoted)
    assert not Quote.objects.exists()
    assert made.current_version
    assert not made.current_version.refers


def test_what_is_redacted_beneath_a_chosen_range_is_quoted_whole(
    me: Participant, theirs: Reply
) -> None:
    factories.redact(theirs, "Anna", "[somebody]")
    version = theirs.current_version
    assert version
    version.refresh_from_db()
    quoted = [Quoted(version.pk, 12, 24)]

    post_comment(author=me, parent=theirs, text="See.", now=NOW, quoted=quoted)
    made = Quote.objects.get()
    assert version.text[12:24] == "said [somebo"
    assert "Less paper, said Anna."[made.start : made.end] == "said Anna"


def test_a_locked_reader_gets_the_same_404_for_a_quoted_post_as_for_none(
    me: Participant, locked: Participant, theirs: Reply, quoting: Reply
) -> None:
    browser = browser_of(locked)
    for reply in (theirs, quoting):
        url = reverse("comments", args=[me.board.slug, reply.pk])
        response = browser.get(f"{url}?quote=1")
        assert response.status_code == 404
        assert "Anna" not in unmasked(response)


@pytest.mark.parametrize("version", ["-" * 36, "0" * 36, "٣" * 36])
def test_what_was_never_a_passage_is_none(me: Participant, theirs: Reply, version: str) -> None:
    url = reverse("comments", args=[me.board.slug, theirs.pk])
    made_up = f"{version}:0-4:01234567"

    there = browser_of(me).get(url, {"quote": "1", "with": made_up})
    sent = browser_of(me).post(url, {"text": "I agree.", "quote": made_up})

    assert (there.status_code, sent.status_code) == (200, 302)
    assert not Quote.objects.exists()
