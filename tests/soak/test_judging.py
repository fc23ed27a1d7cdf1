"""The judge of the mailboxes sees what it is there to see."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage

from tests.live import Taken

from .guides import Guide, members
from .judging import INVITATION, OPENED, REMINDERS, Deeds, Judge

GUIDE = Guide("Trial", date(2026, 3, 27), days=3, opens_on=(1, 2), questions=2)
# The first two of them live in Berlin and New York.
BERLIN, NEW_YORK = members(2)
NOON = datetime(2026, 3, 26, 12, tzinfo=UTC)
OPENS = GUIDE.opens_at(1)


def mail(subject: str, at: datetime, *, text: str = "", name: str = "") -> Taken:
    message = EmailMessage()
    message["Subject"] = f"{subject}: {GUIDE.title}"
    message["Message-ID"] = name or f"<{subject[:3]}-{at.timestamp()}@example.org>"
    message.set_content(text or subject)
    return Taken(at, BERLIN.address, message)


INVITED = mail(INVITATION, NOON)
TOLD = mail(OPENED, OPENS)


def judge(
    *mails: Taken,
    answers: Iterable[tuple[str, datetime]] = (),
    left: datetime | None = None,
) -> Judge:
    deeds = {BERLIN.address: Deeds(dict(answers), left)}
    return Judge(GUIDE, [BERLIN], deeds, {BERLIN.address: list(mails)})


def test_who_was_written_to_as_promised_has_no_complaint() -> None:
    good = judge(INVITED, TOLD)
    assert good.mailed_at_night() == good.mailed_twice(set()) == []
    assert good.reminded_without_need() == good.forgotten() == []


def test_a_mail_at_night_is_seen_by_the_readers_own_clock() -> None:
    """At 20:30 in Berlin it is evening on 28 March; after the clocks went forward, 21:30."""
    before = mail(OPENED, datetime(2026, 3, 28, 19, 30, tzinfo=UTC))
    after = mail(OPENED, datetime(2026, 3, 29, 19, 30, tzinfo=UTC))
    code = mail("Your code", datetime(2026, 3, 29, 23, tzinfo=UTC))
    assert judge(before, code).mailed_at_night() == []
    assert judge(after).mailed_at_night() == [
        "Member 001 in Europe/Berlin at 2026-03-29 21:30: The next part is open: Trial"
    ]


def test_a_message_may_come_again_only_where_that_is_on_record() -> None:
    twice = judge(INVITED, mail(INVITATION, NOON, name=INVITED.id))
    assert twice.mailed_twice({INVITED.id}) == []
    assert len(twice.mailed_twice(set())) == 1
    thrice = judge(*[INVITED] * 3)
    assert len(thrice.mailed_twice({INVITED.id})) == 1


def test_the_same_news_or_two_reminders_on_a_day_are_one_too_many() -> None:
    later = NOON + timedelta(hours=2)
    assert len(judge(INVITED, mail(INVITATION, later)).mailed_twice(set())) == 1
    reminders = [mail(REMINDERS[0], at, text=str(at)) for at in (NOON, later)]
    assert len(judge(*reminders).mailed_twice(set())) == 1
    tomorrow = mail(REMINDERS[0], NOON + timedelta(days=1))
    assert judge(reminders[0], tomorrow).mailed_twice(set()) == []


def test_who_has_finished_a_stage_is_not_reminded_of_it() -> None:
    reminder = mail(REMINDERS[0], OPENS + timedelta(hours=4), text=GUIDE.title_of(1))
    answered = [(f"q-1-{place}", OPENS + timedelta(hours=1)) for place in range(2)]
    assert len(judge(reminder, answers=answered).reminded_without_need()) == 1
    assert judge(reminder, answers=answered[:1]).reminded_without_need() == []


def test_who_has_left_is_not_written_to() -> None:
    assert len(judge(TOLD, left=OPENS - timedelta(hours=1)).reminded_without_need()) == 1
    assert judge(TOLD, left=OPENS + timedelta(hours=1)).reminded_without_need() == []


def test_who_was_not_invited_or_not_told_in_time_was_forgotten() -> None:
    assert len(judge(TOLD).forgotten()) == 1
    assert len(judge(INVITED).forgotten()) == 1
    assert len(judge(INVITED, mail(OPENED, OPENS + timedelta(hours=3))).forgotten()) == 1
    soon = [("q-1-0", OPENS + timedelta(minutes=20))]
    assert judge(INVITED, answers=soon).forgotten() == []


def test_where_it_is_night_the_news_of_a_stage_is_due_in_the_morning() -> None:
    """The second stage opens at 09:00 in London, which is 05:00 in New York."""
    morning = OPENS + timedelta(hours=3, minutes=20)
    there = [mail(INVITATION, NOON), mail(OPENED, morning)]
    deeds = {NEW_YORK.address: Deeds({}, None)}
    assert Judge(GUIDE, [NEW_YORK], deeds, {NEW_YORK.address: there}).forgotten() == []
