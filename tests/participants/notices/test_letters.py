"""What a mail says, and above all what it does not (rule 8)."""

import logging
import re

import pytest
from django.test import Client
from django.utils import translation

from bulletin.outbox.actions import owe
from bulletin.outbox.models import Mail, Notice
from bulletin.outbox.sweeping import sweep
from participants.entry.actions.codes import send_codes
from participants.models import Participant, PersonalLink
from sessions.models import Board, Contact, Question, Stage
from tests import factories
from tests.conftest import Mailbox
from tests.letters import everything_in, words_of

from .conftest import came, invited, london, release_everything

pytestmark = pytest.mark.django_db

PEER_NAME, PEER_PSEUDONYM, PEER_WORDS = "Zebediah Peer", "Ptarmigan 77", "Pomegranates matter most"


def link_in(text: str) -> str:
    found = re.search(r"http://\S+/i/\S+/", text)
    assert found is not None
    return found[0]


@pytest.fixture
def board(example: Board) -> Board:
    release_everything(example)
    return example


def lively(board: Board) -> None:
    """A peer has said much on this board, a moderator has answered and summed it up."""
    peer = factories.participant(board, name=PEER_NAME, pseudonym=PEER_PSEUDONYM, email="")
    for question in Question.objects.filter(stage__board=board):
        reply = factories.answer(peer, question, PEER_WORDS, said_at=london(26, 10))
        factories.comment(factories.facilitator(board), reply, f"{PEER_WORDS}, {PEER_NAME}")


def test_no_mail_holds_another_participants_words_or_name(board: Board, mailbox: Mailbox) -> None:
    lively(board)
    assert board.replies.filter(current_version__text__contains=PEER_WORDS).count() > 20
    person = came(board, london(26, 10), name="Member One", email="one@example.org")
    factories.participant(
        board, name="Member Two", email="two@example.org", consented=False, first_came_at=None
    )
    for day in (26, 29, 30, 31, 32):
        for hour in (9, 11, 14, 16):
            sweep(now=london(day, hour, 30))
    send_codes([person], now=london(32, 16, 30))
    sweep(now=london(32, 16, 30))

    kinds = Notice.objects.filter(
        sent_at__isnull=False, recipient__in=board.participants.values("pk")
    )
    assert set(kinds.values_list("kind", flat=True)) == {
        "invitation",
        "stage_opened",
        "reminder_unfinished",
        "reminder_never_came",
        "entry_code",
    }
    for message in mailbox.messages:
        whole = everything_in(message)
        for others in (PEER_NAME, PEER_NAME.split()[0], PEER_PSEUDONYM, "Pomegranate"):
            assert others not in whole
        assert whole.count("two@example.org") == 0 or message["To"] == "two@example.org"
    to_one = "\n".join(map(everything_in, mailbox.to("one@example.org")))
    assert "Member Two" not in to_one


def test_stages_that_are_not_open_to_their_reader_are_not_named(
    board: Board, mailbox: Mailbox
) -> None:
    Stage.objects.update(introduction="Introductory words")
    factories.participant(board, consented=False)
    came(board, london(26, 10))
    titles = set(board.stages.values_list("title", flat=True))
    prompts = set(
        Question.objects.filter(stage__board=board).values_list(
            "current_version__prompt", flat=True
        )
    )

    sweep(now=london(26, 16))

    invitation, reminder = (
        mailbox.to("member-01@example.org"),
        mailbox.to("member-02@example.org"),
    )
    assert (len(invitation), len(reminder)) == (1, 1)
    named = [
        {title for title in titles if title in everything_in(m[0])} for m in (invitation, reminder)
    ]
    assert named == [set(), {"Hopes and first reflections"}]
    for message in mailbox.messages:
        assert [prompt for prompt in prompts if prompt in words_of(message)] == []


def test_who_has_not_consented_reads_no_title(board: Board, mailbox: Mailbox) -> None:
    invited(factories.participant(board, consented=False), london(26, 10))

    sweep(now=london(29, 14))

    [message] = mailbox.messages
    assert "What the group said" not in everything_in(message)
    assert "The next part is open." in words_of(message)


def test_an_invitation_says_what_it_is_about_and_when(board: Board, mailbox: Mailbox) -> None:
    Contact.objects.filter(board=board, purpose="questions").update(email="ask@example.org")
    factories.participant(board, name="Member 01", consented=False)

    sweep(now=london(25, 9))

    [message] = mailbox.messages
    assert message["Subject"] == f"You are invited: {board.title}"
    assert message["From"].startswith(f'"{board.title}" <')
    assert message["Reply-To"] == "ask@example.org"
    words = words_of(message)
    assert words.startswith("Hello Member 01,\n\nYou are invited to take part in")
    assert "runs until Thu 1 April, 18:00 Europe/London." in words
    assert "About 15 minutes a day are enough." in words
    assert board.purpose in words
    assert "It is run by The facilitator (Example Institute)." in words
    assert "The first questions open on Fri 26 March, 09:00 Europe/London." in words
    assert "\n\n\n" not in words


def test_an_invitation_after_the_opening_says_that_something_waits(
    board: Board, mailbox: Mailbox
) -> None:
    factories.participant(board, consented=False)

    sweep(now=london(26, 9))

    assert "The first questions are waiting for you." in words_of(mailbox.messages[0])


def test_times_are_the_readers_own(board: Board, mailbox: Mailbox) -> None:
    factories.participant(board, consented=False, timezone="America/New_York")

    sweep(now=london(25, 15))

    assert "The first questions open on Fri 26 March, 05:00 America/New York." in words_of(
        mailbox.messages[0]
    )


def test_words_are_in_the_readers_language(board: Board, mailbox: Mailbox) -> None:
    for language in ("fr", "de-AT", "ja"):
        factories.participant(board, consented=False, language=language)

    with translation.override("es"):
        sweep(now=london(25, 9))

    languages = [
        re.search(r'<html lang="([^"]*)"', words_of(message, "html"))[1]  # type: ignore[index]
        for message in sorted(mailbox.messages, key=lambda message: message["To"])
    ]
    assert languages == ["fr", "de", "en-gb"]


def test_the_text_and_the_html_lead_to_the_same_places(board: Board, mailbox: Mailbox) -> None:
    factories.participant(board, consented=False)

    sweep(now=london(25, 9))

    [message] = mailbox.messages
    links = [set(re.findall(r"http://[^\s\"<]+", words_of(message, k))) for k in ("plain", "html")]
    assert links[0] == links[1]
    assert len(links[0]) == 2
    assert message["List-Unsubscribe"].strip("<>") in links[0]


def test_what_staff_typed_is_text_in_the_html(board: Board, mailbox: Mailbox) -> None:
    board.title = "Health & <b>care</b>"
    board.save()
    factories.participant(board, name="<i>Member</i>", consented=False)

    sweep(now=london(25, 9))

    [message] = mailbox.messages
    assert "Health &amp; &lt;b&gt;care&lt;/b&gt;" in words_of(message, "html")
    assert "Health & <b>care</b>" in words_of(message)
    assert "<i>Member</i>" not in words_of(message, "html")


def test_the_link_opens_its_readers_place_and_nothing_of_it_is_kept(
    board: Board, mailbox: Mailbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    person = factories.participant(board, consented=False)

    sweep(now=london(25, 9))

    link = link_in(words_of(mailbox.messages[0]))
    token = link.split("/")[-2]
    assert PersonalLink.objects.living(token).get().participant == person
    assert Client().get(link.partition("8000")[2]).status_code == 200
    rows = [*Mail.objects.values_list(), *Notice.objects.values_list()]
    assert token not in str(rows)
    ours = [r.getMessage() for r in caplog.records if not r.name.startswith("mail.log")]
    assert [line for line in ours if token in line] == []


def test_a_code_is_sent_at_night_alone_and_to_who_wants_no_reminders(
    board: Board, mailbox: Mailbox
) -> None:
    person = came(board, london(26, 10), muted_at=london(26, 11))
    night = london(29, 23)
    [code] = send_codes([person], now=night)
    secret = Notice.objects.get(kind="entry_code").secret

    sweep(now=night)

    [message] = mailbox.messages
    assert secret in words_of(message)
    assert secret in words_of(message, "html")
    assert message["List-Unsubscribe"] is None
    assert Notice.objects.get(kind="entry_code").secret == ""
    assert code.participant == person


def test_a_code_that_was_used_or_is_too_old_is_not_sent(board: Board, mailbox: Mailbox) -> None:
    used, old = came(board, london(26, 10)), came(board, london(26, 10))
    now = london(26, 12)
    [code, _] = send_codes([used, old], now=now)
    code.used_at = now
    code.save()

    sweep(now=now)
    sweep(now=now + factories.HOUR)

    assert [message["To"] for message in mailbox.messages] == [old.email]
    assert Notice.objects.get(recipient=used.pk, kind="entry_code").dropped_why == "used"


def test_a_refused_address_is_marked_unless_it_was_corrected_meanwhile(board: Board) -> None:
    from participants.notices.letter import BOARD_LETTER

    refused, corrected = (factories.participant(board, email=f"{n}@example.org") for n in "ab")
    now = london(26, 12)

    BOARD_LETTER.address_refused(refused.pk, "a@example.org", now=now)
    BOARD_LETTER.address_refused(corrected.pk, "old@example.org", now=now)

    bad = Participant.objects.exclude(address_bad_at=None)
    assert [(person.pk, person.address_bad_at) for person in bad] == [(refused.pk, now)]


def test_a_letter_to_a_person_without_a_name_still_greets(board: Board, mailbox: Mailbox) -> None:
    person = factories.participant(board, consented=False)
    Participant.objects.update(name="")
    owe(kind="invitation", recipient=person.pk, subject=board.pk, now=london(25, 9))

    sweep(now=london(25, 9))

    assert words_of(mailbox.messages[0]).startswith("Hello,\n")
