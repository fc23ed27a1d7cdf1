"""A person's address and name put right, and a fresh link sent to them (rules 10, 13 and 14)."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bulletin.audit.models import Entry
from bulletin.outbox import preparing, sending
from bulletin.outbox.models import Mail, Notice
from bulletin.outbox.sweeping import sweep
from moderation.actions.absences import note_absence
from moderation.actions.correcting import correct_address, correct_name
from moderation.actions.fresh_links import send_fresh_link
from participants.entry.actions.codes import send_codes
from participants.entry.actions.entering import let_in_by_code, let_in_by_link
from participants.models import Device, EntryCode, Participant, PersonalLink
from sessions.actions.errors import Refused
from sessions.enums import Identity, Role
from sessions.models import Board, Pause
from tests import factories
from tests.conftest import Mailbox
from tests.letters import words_of
from tests.moderation.desk.trails import details, trail

NOW, HOUR, DAY = factories.NOW, factories.HOUR, factories.DAY
OLD, NEW = "member-01@example.org", "corrected@example.org"


def address(name: str, person: Participant) -> str:
    return reverse(name, args=["cop", person.pk])


def correct(person: Participant, email: str = NEW, now: datetime = NOW) -> bool:
    by = factories.facilitator(person.board).user
    return correct_address(participant=person, email=email, by=by, now=now)


def fresh(person: Participant, now: datetime = NOW) -> bool:
    by = factories.facilitator(person.board).user
    return send_fresh_link(participant=person, by=by, now=now)


def link_of(person: Participant, **fields: Any) -> PersonalLink:
    token = PersonalLink.objects.issue(person, now=NOW - DAY, **fields)
    return PersonalLink.objects.living(token).get()


def acting(*devices: Device) -> list[bool]:
    """Whether each of these is let in still."""
    there = Device.objects.let_in()
    return [there.filter(pk=device.pk).exists() for device in devices]


def links_in(mailbox: Mailbox, to: str) -> list[str]:
    """The personal links in the mails to this address, in order of arrival."""
    found = [re.findall(r"/i/([\w-]+)/", words_of(message)) for message in mailbox.to(to)]
    return [tokens[0] for tokens in found]


def test_what_was_sent_to_the_old_address_lets_nobody_in_any_more(board: Board) -> None:
    person, by = factories.participant(board), factories.facilitator(board).user
    mailed, copied = link_of(person), link_of(person, by=by)
    by_mail = let_in_by_link(link=mailed, now=NOW - HOUR)
    by_copy = let_in_by_link(link=copied, now=NOW - HOUR)
    by_code = let_in_by_code(participant=person, now=NOW - HOUR)
    copy_and_code = let_in_by_code(participant=person, link=copied, now=NOW - HOUR)
    other = let_in_by_link(link=link_of(factories.participant(board, email=OLD)), now=NOW)
    [code] = send_codes([person], now=NOW)
    assert acting(by_mail, by_copy, by_code, copy_and_code, other) == [True] * 5

    assert correct(person, now=NOW + timedelta(minutes=1))

    assert acting(by_mail, by_copy, by_code, copy_and_code, other) == [
        False,
        True,
        False,
        False,
        True,
    ]
    for link in (mailed, copied):
        link.refresh_from_db()
    assert (mailed.revoked_at, mailed.revoked_by) == (NOW + timedelta(minutes=1), by)
    assert copied.revoked_at is None
    assert EntryCode.objects.get(pk=code.pk).expires_at == NOW + timedelta(minutes=1)


def test_the_new_address_is_theirs_unproved_and_takes_mail_again(board: Board) -> None:
    person = factories.participant(board, user=factories.user(OLD), address_bad_at=NOW - DAY)

    assert correct(person, f" {NEW} ")

    person.refresh_from_db()
    assert (person.email, person.address_bad_at, person.user) == (NEW, None, None)


def test_the_trail_keeps_who_did_it_and_neither_address(board: Board, facilitator: Client) -> None:
    person = factories.participant(board)
    by = factories.facilitator(board).user

    response = facilitator.post(address("desk_address", person), {"email": NEW})

    assert response.headers["Location"] == address("desk_person", person)
    assert trail() == [("address_corrected", by.pk, person.pk)]
    assert details("address_corrected") == {}


def test_an_invitation_goes_to_the_new_address_with_a_link_that_opens(
    board: Board, mailbox: Mailbox
) -> None:
    person = factories.participant(board, consented=False)
    sweep(now=NOW - HOUR)

    correct(person)
    sweep(now=NOW)
    sweep(now=NOW + HOUR)

    assert [message["To"] for message in mailbox.messages] == [OLD, NEW]
    [dead], [living] = links_in(mailbox, OLD), links_in(mailbox, NEW)
    assert not PersonalLink.objects.living(dead).exists()
    assert PersonalLink.objects.living(living).get().participant == person


def test_a_letter_written_before_the_correction_carries_a_link_that_opens_nothing(
    board: Board, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker has read the old address as the new one is typed."""
    person = factories.participant(board, consented=False)

    def prepare_and_wait(*mails: Any, **now: Any) -> Any:
        ready = preparing.prepare(*mails, **now)
        letters = [one.letter() for one in ready]
        correct(person)
        assert [letter.to for letter in letters] == [OLD]
        return ready

    monkeypatch.setattr(sending, "prepare", prepare_and_wait)
    sweep(now=NOW)

    [late] = links_in(mailbox, OLD)
    assert not PersonalLink.objects.living(late).exists()


def test_an_address_can_be_taken_away_by_saying_so(board: Board, facilitator: Client) -> None:
    person = factories.participant(board)

    refused = facilitator.post(address("desk_address", person), {"email": ""})
    taken = facilitator.post(address("desk_address", person), {"email": "", "has_none": "on"})

    person.refresh_from_db()
    assert (refused.status_code, taken.status_code, person.email) == (422, 302, "")
    assert not Notice.objects.exists()


def test_two_may_share_an_address_but_no_address_of_staff_nor_a_double(board: Board) -> None:
    person, other = factories.participant(board), factories.participant(board)
    namesake = factories.participant(board, name=person.name.upper())
    moderator = factories.staff(board, Role.MODERATOR)

    assert correct(person, other.email)
    for email in (moderator.user.email.upper(), namesake.email):
        with pytest.raises(Refused):
            correct(person, email)

    person.refresh_from_db()
    assert person.email == other.email


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("no address", "Enter a valid email address."),
        ("staff@example.org", "Somebody with this address is on the staff."),
    ],
)
def test_what_cannot_be_an_address_is_said_beside_the_box_and_stays(
    board: Board, facilitator: Client, typed: str, message: str
) -> None:
    factories.staff(board, Role.MODERATOR, user=factories.user("staff@example.org"))
    person = factories.participant(board)

    response = facilitator.post(address("desk_address", person), {"email": typed})

    page = response.content.decode()
    assert response.status_code == 422
    assert message in page
    assert f'value="{typed}"' in page
    assert trail() == []


def test_the_same_address_again_changes_nothing(board: Board) -> None:
    person = factories.participant(board)
    device = let_in_by_link(link=link_of(person), now=NOW)

    assert not correct(person, OLD)

    assert acting(device) == [True]
    assert trail() == []


@pytest.mark.parametrize(
    "gone", [{"withdrawn_at": NOW, "withdrawn_answers": "keep"}, {"erased_at": NOW}]
)
def test_nothing_is_written_about_somebody_who_has_left(board: Board, gone: dict[str, Any]) -> None:
    person, by = factories.participant(board, **gone), factories.facilitator(board).user

    with pytest.raises(Refused):
        correct(person)
    with pytest.raises(Refused):
        correct_name(participant=person, name="Somebody", by=by, now=NOW)

    person.refresh_from_db()
    assert (person.email, person.name) == (OLD, "Member 01")


def test_the_page_says_what_will_follow_before_it_does(board: Board, facilitator: Client) -> None:
    person = factories.participant(board, user=factories.user(OLD))
    let_in_by_link(link=link_of(person), now=NOW)

    page = facilitator.get(address("desk_address", person)).content.decode()

    for words in (
        "stop working, since a stranger may hold them",
        "1 device that they let in is signed out.",
        "is joined to it no longer",
        "An invitation with a new link is sent there. It leaves within a minute.",
        "Two people may share one.",
    ):
        assert words in page
    assert OLD not in page


def test_a_name_is_put_right_and_the_trail_keeps_neither(board: Board, facilitator: Client) -> None:
    Board.objects.filter(pk=board.pk).update(identity_staff=Identity.REAL_NAME)
    person = factories.participant(board, name="Member Oen")

    facilitator.post(address("desk_name", person), {"name": " Member One "})

    person.refresh_from_db()
    assert person.name == "Member One"
    assert details("name_corrected") == {}
    page = facilitator.get(address("desk_person", person)).content.decode()
    assert "corrected the name of Member One" in page
    assert "Oen" not in page


def test_a_name_that_makes_a_double_is_refused_beside_its_box(
    board: Board, facilitator: Client
) -> None:
    person = factories.participant(board)
    factories.participant(board, name="Member One", email=person.email)

    response = facilitator.post(address("desk_name", person), {"name": "member one"})

    assert response.status_code == 422
    assert "on the roster already" in response.content.decode()


def test_a_fresh_link_is_sent_whatever_was_sent_before_and_the_older_still_work(
    board: Board, facilitator: Client, mailbox: Mailbox
) -> None:
    person = factories.participant(board, consented=False, first_came_at=NOW - HOUR)
    link = link_of(person)

    facilitator.post(address("desk_fresh_link", person))
    sweep(now=NOW + timedelta(minutes=1))

    [token] = links_in(mailbox, OLD)
    assert PersonalLink.objects.living(token).get().participant == person
    link.refresh_from_db()
    assert link.revoked_at is None
    by = factories.facilitator(board).user
    assert trail() == [("link_sent", by.pk, person.pk)]


def test_one_is_on_its_way_already(board: Board) -> None:
    person = factories.participant(board, consented=False)

    assert [fresh(person), fresh(person)] == [True, False]

    assert Notice.objects.count() == 1
    assert len(trail()) == 1


def test_once_it_has_left_another_can_be_sent(board: Board, mailbox: Mailbox) -> None:
    person = factories.participant(board, consented=False)

    for minute in range(2):
        assert fresh(person, NOW + timedelta(minutes=minute))
        sweep(now=NOW + timedelta(minutes=minute))

    assert len(set(links_in(mailbox, OLD))) == 2


@pytest.mark.parametrize(
    ("state", "why"),
    [
        ({"email": ""}, "They have no address."),
        ({"address_bad_at": NOW}, "Their address refuses mail."),
        ({"cannot_take_part_at": NOW}, "They cannot take part."),
        ({"deactivated_at": NOW}, "Their place was closed."),
    ],
)
def test_where_no_mail_may_go_the_deed_is_not_offered_and_says_why(
    board: Board, facilitator: Client, state: dict[str, Any], why: str
) -> None:
    person = factories.participant(board, **state)
    page = facilitator.get(address("desk_person", person)).content.decode()
    assert "Send a fresh link" not in page

    said = facilitator.post(address("desk_fresh_link", person), follow=True).content.decode()

    assert why in said
    assert not Notice.objects.exists()
    assert trail() == []


def test_before_the_launch_nobody_is_sent_a_link(db: None) -> None:
    person = factories.participant(factories.board(launched=False), consented=False)

    with pytest.raises(Refused, match="not launched yet"):
        fresh(person)


def test_the_sentence_says_when_it_will_leave(board: Board, facilitator: Client) -> None:
    person = factories.participant(board)
    by = factories.facilitator(board).user

    def sentence() -> str:
        page = facilitator.get(address("desk_person", person)).content.decode()
        [found] = re.findall(r"The links they have still work\. ([^<]+)</p>", page)
        return str(found)

    assert sentence() == "It leaves within a minute."
    Participant.objects.update(timezone="Asia/Tokyo")
    assert sentence() == "It is night where they are: it leaves on Wed 31 March, 00:00."
    note_absence(participant=person, until=date(2021, 4, 2), by=by, now=NOW)
    assert sentence() == "They are away: it leaves on Fri 2 April, 00:00."
    Pause.objects.create(board=board, started_at=NOW, started_by=by)
    assert sentence() == "The board is paused: it leaves when the board goes on."


def test_at_night_it_waits_for_the_morning(board: Board, mailbox: Mailbox) -> None:
    """Staff have asked for it, not they (rule 7)."""
    person = factories.participant(board, consented=False, timezone="Asia/Tokyo")

    fresh(person)
    sweep(now=NOW)
    assert (mailbox.messages, Mail.objects.count()) == ([], 0)

    sweep(now=NOW + 11 * HOUR)
    assert [message["To"] for message in mailbox.messages] == [OLD]


def test_a_recruiter_corrects_and_sends_and_copies_no_link(
    board: Board, at_desk: Callable[[Role], Client]
) -> None:
    person, recruiter = factories.participant(board), at_desk(Role.RECRUITER)
    page = recruiter.get(address("desk_person", person)).content.decode()

    assert "Copy a personal link" not in page
    assert "Note that they are away" not in page
    assert "Send a fresh link" in page
    assert recruiter.post(address("desk_address", person), {"email": NEW}).status_code == 302
    assert recruiter.post(address("desk_name", person), {"name": "Another"}).status_code == 302
    assert [entry.action for entry in Entry.objects.exclude(board=None).order_by("id")] == [
        "address_corrected",
        "name_corrected",
    ]
