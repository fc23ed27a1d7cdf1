"""Everything that happened to one person, in order: coming, mail, answers, and what staff did."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bulletin.audit.models import Entry
from bulletin.outbox.enums import Reason, Wait
from bulletin.outbox.models import Mail, Notice
from moderation.actions.replies import conceal_reply
from moderation.desk.facts.base import FactKind
from moderation.desk.facts.listing import A_PAGE, facts_of
from moderation.desk.facts.mail import MAILS, MAILS_OF_REPLIES, OF_ANSWERS
from moderation.web import Desk
from participants.enums import Channel
from participants.models import Device, Participant, PersonalLink, Reply, Skip
from participants.notices import names
from participants.notices.kinds import ALL
from sessions.enums import Role
from sessions.models import Board, Question
from tests import factories

NOW, HOUR, DAY = factories.NOW, factories.HOUR, factories.DAY
MINUTE = timedelta(minutes=1)


@pytest.fixture
def desk(board: Board) -> Desk:
    return Desk(member=factories.facilitator(board), board=board, now=NOW)


@pytest.fixture
def recruiting(board: Board) -> Desk:
    return Desk(member=factories.staff(board, Role.RECRUITER), board=board, now=NOW)


@pytest.fixture
def person(board: Board) -> Participant:
    return factories.participant(board)


@pytest.fixture
def question(board: Board) -> Question:
    return factories.question(factories.stage(board, title="Hopes"), prompt="What did you hope?")


def told(desk: Desk, person: Participant, kind: FactKind) -> list[str]:
    """What is said of one kind, in order."""
    return [fact.what for fact in facts_of(desk, person) if fact.kind == kind]


def notice(person: Participant, kind: str = names.INVITATION, **fields: Any) -> Notice:
    fields = {"subject": person.board_id, "planned_at": NOW, "due_at": NOW, **fields}
    return Notice.objects.create(kind=kind, board=person.board_id, recipient=person.pk, **fields)


def mail(person: Participant, **fields: Any) -> Mail:
    return Mail.objects.create(
        recipient=person.pk,
        message_id=f"<{Mail.objects.count()}@example.org>",
        created_at=NOW,
        due_at=NOW,
        **fields,
    )


def test_every_kind_of_notice_to_participants_has_a_name() -> None:
    assert {*MAILS, *MAILS_OF_REPLIES} == {kind.name for kind in ALL}


def test_how_they_came_is_told_with_each_device(desk: Desk, person: Participant) -> None:
    by = desk.user
    mailed, copied = (
        PersonalLink.objects.create(
            participant=person, digest=bytes([n]) * 32, created_at=NOW - DAY, copied_by=who
        )
        for n, who in enumerate((None, by))
    )
    devices: list[dict[str, Any]] = [
        {"link": mailed, "proved_address": person.email},
        {"link": None, "proved_address": person.email},
        {"link": copied},
        {"link": copied, "proved_address": person.email, "ended_at": NOW},
    ]
    for minute, fields in enumerate(devices):
        Device.objects.create(participant=person, let_in_at=NOW - HOUR + minute * MINUTE, **fields)

    assert told(desk, person, FactKind.COMING) == [
        "Put on the roster",
        "Consented to version 1",
        "Let in on a device by the link in a mail",
        "Let in on a device by a code to their address",
        "Let in on a device by a link that staff copied",
        "Let in on a device by a link that staff copied, and a code to their address",
        "Signed out on the device let in by a link that staff copied, and a code to their address",
    ]


def test_each_mail_says_what_became_of_it(desk: Desk, person: Participant) -> None:
    refused = mail(person, failed_at=NOW)
    later = NOW + 20 * HOUR
    became: list[dict[str, Any]] = [
        {"sent_at": NOW, "mail": mail(person, accepted_at=NOW, bounced_at=NOW + MINUTE)},
        {"dropped_at": NOW, "dropped_why": Reason.BAD_ADDRESS, "mail": refused},
        {"dropped_at": NOW, "dropped_why": Reason.AWAY},
        {"expired_at": NOW},
        {"held_why": Wait.QUIET_HOURS, "due_at": later},
        {"held_why": Wait.PAUSED},
        {},
    ]
    for nth, fields in enumerate(became):
        at = NOW - HOUR + nth * MINUTE
        notice(person, nth=nth, planned_at=at, **fields)

    assert sorted(told(desk, person, FactKind.MAIL)) == sorted(
        [
            "Invitation: sent, and taken by the mail server",
            "Invitation: came back",
            "Invitation: refused by the mail server (their address refuses mail)",
            "Invitation: not sent (they are away)",
            "Invitation: not sent, for its time was over",
            "Invitation: waits until Wed 31 March, 08:00 (between 21:00 and 08:00 where they are)",
            "Invitation: waits (the board is paused)",
            "Invitation: on its way",
        ]
    )


def test_a_mail_about_a_stage_names_it(desk: Desk, person: Participant, question: Question) -> None:
    notice(person, names.STAGE_OPENED, subject=question.stage_id, sent_at=NOW)

    assert told(desk, person, FactKind.MAIL) == [
        "News of a stage, “Hopes”: sent, and taken by the mail server"
    ]


def everything_said(person: Participant, question: Question) -> None:
    """They answered, corrected, commented, asked for help, skipped, read and finished."""
    board = person.board
    moderator = factories.staff(board, Role.MODERATOR)
    answer = factories.answer(person, question, "SECRETWORDS", said_at=NOW - 9 * MINUTE)
    factories.version(answer, "SECRETWORDS more", said_at=NOW - 8 * MINUTE)
    other = factories.answer(factories.participant(board), question)
    factories.comment(person, other, "SECRETWORDS", said_at=NOW - 7 * MINUTE)
    entered = factories.question(question.stage, prompt="100 % sure?", entries=3)
    factories.answer(
        person,
        entered,
        entry=2,
        said_at=NOW - 6 * MINUTE,
        channel=Channel.PAPER,
        entered_by=moderator,
    )
    Skip.objects.create(
        participant=person, question=entered, skipped_at=NOW - 5 * MINUTE, reason="SECRETWORDS"
    )
    factories.reading(person, question, unlocked_at=NOW - 4 * MINUTE, served_at=NOW - 3 * MINUTE)
    factories.finish(person, question.stage, finished_at=NOW - 2 * MINUTE)
    Reply.objects.filter(pk=answer.pk).update(withdrawn_at=NOW - MINUTE)


def test_what_they_said_and_read_is_told_without_a_word_of_it(
    desk: Desk, person: Participant, question: Question
) -> None:
    everything_said(person, question)

    assert told(desk, person, FactKind.ANSWERS) == [
        "Answered “What did you hope?”",
        "Corrected their answer to “What did you hope?”",
        "Commented under “What did you hope?”",
        "Answered “100 % sure?”, entry 2, on paper, entered by The moderator",
        "Skipped “100 % sure?”",
        "The others' replies to “What did you hope?” opened",
        "The others' replies to “What did you hope?” were first shown",
        "Finished “Hopes”",
        "Took back what they wrote under “What did you hope?”",
    ]


def test_what_staff_did_with_what_they_said_is_told_with_who_did_it(
    desk: Desk, person: Participant, question: Question
) -> None:
    conceal_reply(reply=factories.answer(person, question), by=desk.user, now=NOW)

    [fact] = [one for one in facts_of(desk, person) if one.kind == FactKind.STAFF]

    assert (fact.who, fact.what) == ("The facilitator", "concealed a reply by Heron 01")


@pytest.mark.parametrize("reason", OF_ANSWERS)
def test_a_recruiter_is_told_of_people_and_mails_and_not_even_that_one_answered(
    desk: Desk, recruiting: Desk, person: Participant, question: Question, reason: Reason
) -> None:
    everything_said(person, question)
    conceal_reply(reply=person.replies.earliest("said_at"), by=desk.user, now=NOW)
    notice(
        person,
        names.REMINDER_UNFINISHED,
        subject=question.stage_id,
        dropped_at=NOW,
        dropped_why=reason,
    )
    everything = " ".join(fact.what for fact in facts_of(desk, person))
    assert str(reason.label)[1:] in everything

    told = [fact.what for fact in facts_of(recruiting, person)]

    assert told == [
        "Put on the roster",
        "Consented to version 1",
        "Reminder: not sent (no longer needed)",
    ]


@pytest.mark.parametrize("kind", list(MAILS_OF_REPLIES))
def test_a_recruiter_is_told_of_no_mail_that_only_follows_on_something_said(
    desk: Desk, recruiting: Desk, person: Participant, kind: str
) -> None:
    notice(person, kind, sent_at=NOW)

    assert told(desk, person, FactKind.MAIL) == [
        f"{MAILS_OF_REPLIES[kind]}: sent, and taken by the mail server"
    ]
    assert told(recruiting, person, FactKind.MAIL) == []


def test_one_kind_is_chosen_and_a_long_list_is_paged(
    board: Board, facilitator: Client, person: Participant
) -> None:
    for nth in range(A_PAGE + 1):
        notice(person, nth=nth, planned_at=NOW + nth * MINUTE, expired_at=NOW + nth * MINUTE)
    page = reverse("desk_person", args=["cop", person.pk])

    def shown(**asked: str | int) -> tuple[int, bool, bool]:
        found = facilitator.get(page, asked).content.decode()
        facts = found[found.index('id="facts"') :]
        return facts.count("<li>"), ">Earlier" in facts or "Earlier</a>" in facts, "Later" in facts

    assert shown() == (A_PAGE, False, True)
    assert shown(page=2) == (3, True, False)
    assert shown(kind="mail") == (A_PAGE, False, True)
    assert shown(kind="mail", page=2) == (1, True, False)
    assert shown(kind="coming") == (2, False, False)
    assert shown(kind="answers") == (0, False, False)
    assert shown(kind="no such kind", page="x") == (A_PAGE, False, True)


def test_a_recruiter_is_offered_no_answers_to_choose(
    board: Board, person: Participant, at_desk: Callable[[Role], Client]
) -> None:
    page = reverse("desk_person", args=["cop", person.pk])

    kinds = ["Coming and consent", "Mail", "Answers and reading", "What staff did"]
    for role, expected in ((Role.MODERATOR, kinds), (Role.RECRUITER, [*kinds[:2], kinds[3]])):
        found = at_desk(role).get(page).content.decode()
        assert [kind for kind in kinds if f">{kind}</a>" in found] == expected


def test_the_trail_tells_of_each_new_deed(desk: Desk, person: Participant) -> None:
    for minute, (action, details) in enumerate(
        (
            ("person_away", {"until": date(2021, 4, 1).isoformat()}),
            ("person_back", {}),
            ("person_unable", {}),
            ("person_able", {}),
            ("address_corrected", {}),
            ("name_corrected", {}),
            ("link_sent", {}),
        )
    ):
        at: datetime = NOW + minute * MINUTE
        Entry.objects.record(
            action, now=at, actor=desk.user.pk, board=desk.board.pk, subject=person, **details
        )

    assert told(desk, person, FactKind.STAFF) == [
        "noted that Heron 01 is away until 1 April 2021",
        "noted that Heron 01 is back",
        "noted that Heron 01 cannot take part",
        "noted that Heron 01 can take part after all",
        "corrected the address of Heron 01",
        "corrected the name of Heron 01",
        "had a fresh link sent to Heron 01",
    ]
