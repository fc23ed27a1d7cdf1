"""Letters of one batch are read for together, and each is its own reader's."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from bulletin.outbox import preparing, sending
from bulletin.outbox.composing import Message
from bulletin.outbox.gathering import mail_for
from bulletin.outbox.models import Mail, Notice
from bulletin.outbox.planning import plan
from bulletin.outbox.preparing import Ready
from bulletin.outbox.sending import send_waiting
from bulletin.outbox.server import MailServer, Unavailable
from bulletin.outbox.sweeping import sweep
from participants.models import PersonalLink
from sessions.actions.boards import create_board
from sessions.models import Board, Contact
from sessions.script.reading import read_script
from tests import factories
from tests.conftest import Mailbox
from tests.letters import everything_in, words_of

from .conftest import EXAMPLE, came, london, release_everything

pytestmark = pytest.mark.django_db

MONDAY = london(29, 16)


@pytest.fixture
def board(example: Board) -> Board:
    release_everything(example)
    return example


def somebody_of_each_sort(board: Board) -> None:
    """Three who are owed an invitation, an opened stage with a reminder, and a reminder alone."""
    factories.participant(board, consented=False)
    came(board, london(26, 10))
    told = came(board, london(26, 10), timezone="Europe/Berlin", language="de")
    Notice.objects.create(
        kind="stage_opened",
        board=board.pk,
        recipient=told.pk,
        subject=board.stages.order_by("position")[1].pk,
        planned_at=london(29, 9),
        due_at=london(29, 9),
        sent_at=london(29, 9),
    )


def queries_for(times: int, board: Board, monkeypatch: pytest.MonkeyPatch) -> int:
    for _ in range(times):
        somebody_of_each_sort(board)
    with monkeypatch.context() as later:
        later.setattr("bulletin.outbox.sweeping.send_waiting", lambda now: 0)
        sweep(now=MONDAY)
    with CaptureQueriesContext(connection) as queries:
        assert send_waiting(now=MONDAY) == 3 * times
    return len(queries) - 3 * times


def test_a_batch_of_letters_asks_as_much_for_many_people_as_for_one_of_each_sort(
    board: Board, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_three = queries_for(1, board, monkeypatch)

    assert queries_for(6, board, monkeypatch) == of_three
    kinds = set(Notice.objects.exclude(sent_at=None).values_list("kind", flat=True))
    assert kinds == {"invitation", "stage_opened", "reminder_unfinished"}


def test_each_reader_of_a_batch_gets_their_own_name_way_in_words_and_board(
    board: Board, mailbox: Mailbox
) -> None:
    other = create_board(
        script=read_script(EXAMPLE.read_text(), EXAMPLE.name),
        owner=factories.user("other@example.org"),
        now=london(24, 12),
    )
    Board.objects.filter(pk=other.pk).update(
        title="Another board", launched_at=london(25, 9), launched_by=other.staff.get().user
    )
    other.refresh_from_db()
    Contact.objects.filter(board=other, purpose="questions").update(email="other-ask@example.org")
    people = {
        person.email: person
        for number, (place, zone, language) in enumerate(
            [
                (board, "Europe/London", "en-GB"),
                (board, "Europe/London", "en-GB"),
                (board, "Asia/Kolkata", "en-GB"),
                (board, "Europe/London", "fr"),
                (other, "Europe/London", "en-GB"),
            ]
        )
        for person in [
            factories.participant(
                place,
                name=f"Person {number}",
                email=f"person-{number}@example.org",
                timezone=zone,
                language=language,
                consented=False,
            )
        ]
    }

    assert sweep(now=london(25, 10)).sent == 5

    for message in mailbox.messages:
        whole, person = everything_in(message), people[message["To"]]
        named = set(re.findall(r"Person \d|person-\d@", whole))
        assert named == {person.name, person.email.partition("@")[0] + "@"}
        assert ("Another board" in whole) is (person.board == other)
        [token] = set(re.findall(r"/i/([^/]+)/", whole))
        assert PersonalLink.objects.living(token).get().participant == person
        language = re.search(r'<html lang="([^"]*)"', words_of(message, "html"))
        assert language is not None
        assert language[1] == ("fr" if person.language == "fr" else "en-gb")
        assert ("14:30 Asia/Kolkata" in whole) is (person.timezone == "Asia/Kolkata")
        assert ("other-ask@example.org" in whole) is (person.board == other)
    assert PersonalLink.objects.count() == 5


def test_a_link_is_made_for_a_letter_that_leaves_and_for_no_other(
    board: Board, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(6):
        factories.participant(board, consented=False)

    def cannot(server: MailServer, message: Message) -> None:
        raise Unavailable("421 4.3.2 Closing")

    with monkeypatch.context() as closing:
        closing.setattr(MailServer, "send", cannot)
        assert sweep(now=MONDAY).sent == 0
    assert PersonalLink.objects.count() == 1  # of the one that the server was about to be given

    assert sweep(now=MONDAY).sent == 6
    assert PersonalLink.objects.count() == 7


def test_a_link_is_on_record_before_its_letter_leaves(
    board: Board, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.participant(board, consented=False)
    factories.participant(board, consented=False)
    send, living = MailServer.send, []

    def watched(server: MailServer, message: Message) -> None:
        [token] = set(re.findall(rb"/i/([^/]+)/", message.content))
        living.append(PersonalLink.objects.living(token.decode()).get().participant.email)
        send(server, message)

    monkeypatch.setattr(MailServer, "send", watched)
    sweep(now=MONDAY)

    assert living == [message["To"] for message in mailbox.messages]
    assert len(living) == 2


def test_a_letter_that_is_no_longer_ours_to_send_makes_no_link(
    board: Board, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.participant(board, consented=False)
    prepare = preparing.prepare

    def sleep_too_long(mails: Sequence[Mail], *, now: datetime) -> list[Ready]:
        ready = prepare(mails, now=now)
        Mail.objects.update(claimed_by="another worker")
        return ready

    monkeypatch.setattr(sending, "prepare", sleep_too_long)

    assert sweep(now=MONDAY).sent == 0
    assert PersonalLink.objects.count() == 0


def test_a_title_is_only_in_the_letters_of_those_who_may_read_it(
    board: Board, mailbox: Mailbox
) -> None:
    reads = came(board, london(26, 10))
    waits = came(board, london(26, 10))
    waits.consents.all().delete()

    sweep(now=MONDAY)

    stage = board.stages.order_by("position")[1].title
    named = {message["To"]: stage in everything_in(message) for message in mailbox.messages}
    assert named == {reads.email: True, waits.email: False}


def test_more_time_is_said_to_whoever_has_it_and_nobody_else(
    board: Board, mailbox: Mailbox
) -> None:
    stage = board.stages.order_by("position")[1]
    longer, others = came(board, london(26, 10)), came(board, london(26, 10))
    assert stage.due_at is not None
    factories.extension(longer, stage, until=stage.due_at + timedelta(hours=1, minutes=7))

    sweep(now=MONDAY)

    said = {message["To"]: ":07 Europe/London" in words_of(message) for message in mailbox.messages}
    assert said == {longer.email: True, others.email: False}


def test_two_reminders_in_two_mails_of_one_batch_become_one(board: Board, mailbox: Mailbox) -> None:
    person = came(board, london(26, 10))
    sweep(now=london(29, 15))
    before = len(mailbox.messages)
    stages = board.stages.order_by("position")
    with transaction.atomic():
        plan(now=MONDAY)
        reminder = Notice.objects.get(kind="reminder_unfinished", recipient=person.pk)
        copy = Notice.objects.get(pk=reminder.pk)
        copy.pk, copy.subject, copy._state.adding = uuid4(), stages[0].pk, True
        copy.save()
        for notice in (reminder, copy):
            mail = mail_for(notice, MONDAY)
            mail.save()
            Notice.objects.filter(pk=notice.pk).update(mail=mail)

    assert send_waiting(now=MONDAY) == 0
    assert sweep(now=MONDAY).sent == 1
    assert len(mailbox.messages) == before + 1
