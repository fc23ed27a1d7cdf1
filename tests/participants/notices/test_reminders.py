"""A reminder goes to those with something required left to do, at most once a day."""

from datetime import datetime, timedelta

import pytest
from django.db.models import F

from bulletin.outbox.enums import Reason, Wait
from bulletin.outbox.kinds import Hold
from bulletin.outbox.models import Notice
from bulletin.outbox.sweeping import sweep
from participants.models import Participant
from participants.notices.one_a_day import one_reminder_a_day
from sessions.enums import Kind, Reveal
from sessions.models import Board, Question, ReminderRule, Stage
from tests import factories
from tests.conftest import Mailbox
from tests.letters import words_of
from tests.sessions.studio.writing import reword

from .conftest import came, invited, london, release_everything

pytestmark = pytest.mark.django_db

FRIDAY_FOUR = london(26, 16)
ZONES = ("Europe/London", "Pacific/Auckland")


@pytest.fixture
def board(example: Board) -> Board:
    """The example, its second stage released too."""
    release_everything(example)
    return example


def reminded(kind: str) -> list[tuple[str, datetime]]:
    """Who was sent one, and when."""
    names = dict(Participant.objects.values_list("pk", "name"))
    sent = Notice.objects.filter(kind=kind, sent_at__isnull=False)
    return sorted(
        (names[notice.recipient], notice.sent_at) for notice in sent if notice.sent_at is not None
    )


def unfinished() -> list[tuple[str, datetime]]:
    return reminded("reminder_unfinished")


def answer_everything(person: Participant, stage: Stage) -> None:
    for question in Question.objects.filter(stage=stage, required=True):
        factories.answer(person, question, said_at=london(26, 11))


def first(board: Board) -> Stage:
    return board.stages.get(position=0)


def sweep_each(*instants: datetime) -> None:
    for now in instants:
        sweep(now=now)


def test_the_unfinished_are_reminded_on_friday_at_four(board: Board, mailbox: Mailbox) -> None:
    """One working day before Monday noon."""
    came(board, london(26, 10), name="Nothing yet")
    finished = came(board, london(26, 10), name="Finished")
    answer_everything(finished, first(board))
    half = came(board, london(26, 10), name="Half")
    factories.answer(half, first(board).questions.get(key="hopes"))

    sweep(now=FRIDAY_FOUR - timedelta(seconds=1))
    assert unfinished() == []
    sweep(now=FRIDAY_FOUR)

    assert unfinished() == [("Half", FRIDAY_FOUR), ("Nothing yet", FRIDAY_FOUR)]
    words = words_of(mailbox.to("member-01@example.org")[0])
    assert "4 questions in “Hopes and first reflections” are still waiting for you." in words
    assert "Please answer by Mon 29 March, 12:00 Europe/London." in words


def test_who_is_asked_again_is_reminded_of_it(board: Board, mailbox: Mailbox) -> None:
    person = came(board, london(26, 10), name="Asked again")
    answer_everything(person, first(board))
    reword(first(board).questions.get(key="hopes"), "What do you hope for now?")

    sweep(now=FRIDAY_FOUR)

    assert unfinished() == [("Asked again", FRIDAY_FOUR)]
    words = words_of(mailbox.to("member-01@example.org")[0])
    assert "One question in “Hopes and first reflections” is still waiting for you." in words


def test_optional_questions_remind_nobody(board: Board, mailbox: Mailbox) -> None:
    Question.objects.update(required=False)
    came(board, london(26, 10))

    sweep(now=FRIDAY_FOUR)

    assert mailbox.messages == []


def test_the_whole_week_of_the_example(board: Board, mailbox: Mailbox) -> None:
    """One reminder a day; who never came is spoken to as such, and nobody is both."""
    came(board, london(26, 10), name="Came")
    invited(factories.participant(board, consented=False, name="Never"), london(26, 8))
    now, end = london(26, 9, 30), london(32, 17)
    while now < end:
        sweep(now=now)
        now += timedelta(minutes=30)

    assert [when for _name, when in unfinished()] == [
        london(26, 16),
        london(29, 9, 30),
        london(30, 8),  # asked for on Monday at 16:00, a day that had its reminder
        london(31, 16),
        london(32, 9, 30),
    ]
    assert {name for name, _when in unfinished()} == {"Came"}
    assert reminded("reminder_never_came") == [
        ("Never", london(29, 11)),
        ("Never", london(30, 11)),
        ("Never", london(32, 11)),
    ]
    tuesday = Notice.objects.get(
        kind="reminder_unfinished", due_at__gte=london(31, 8), sent_at=None
    )
    assert tuesday.expired_at is not None
    assert tuesday.held_why == ""


def test_who_was_asked_today_waits_for_the_morning(board: Board, mailbox: Mailbox) -> None:
    came(board, london(26, 10))
    sweep_each(london(29, 9, 30), london(29, 16))

    held = Notice.objects.get(kind="reminder_unfinished", sent_at=None)

    assert (held.held_why, held.due_at) == (Wait.ONE_A_DAY, london(30, 8))


def test_the_day_is_the_readers_own(board: Board, mailbox: Mailbox) -> None:
    """20:59 on Monday in London is Tuesday morning in Auckland."""
    sent_at, now = london(29, 9, 30), london(29, 20, 59)
    people = {zone: came(board, london(26, 10), timezone=zone) for zone in ZONES}
    notices = {
        zone: Notice.objects.create(
            kind="reminder_unfinished",
            recipient=person.pk,
            subject=first(board).pk,
            planned_at=sent_at,
            due_at=sent_at,
            sent_at=sent_at,
        )
        for zone, person in people.items()
    }

    holds = one_reminder_a_day(list(notices.values()), now=now)

    assert holds == {
        notices["Europe/London"].pk: Hold(Wait.ONE_A_DAY, until=london(30, 8)),
    }


def test_reminders_of_two_stages_due_at_once_are_one_mail(board: Board, mailbox: Mailbox) -> None:
    Stage.objects.filter(position=1).update(opens_at=london(26, 9), due_at=london(29, 12))
    came(board, london(26, 10))

    sweep(now=FRIDAY_FOUR)

    [message] = mailbox.messages
    words = words_of(message)
    assert "in “Hopes and first reflections”" in words
    assert "in “What the group said”" in words


def test_who_never_came_is_reminded_after_a_working_day(board: Board, mailbox: Mailbox) -> None:
    invited(factories.participant(board, consented=False, name="Never"), london(26, 9, 30))
    answer_everything(came(board, london(26, 10), name="Came"), first(board))

    sweep(now=london(29, 11))

    assert reminded("reminder_never_came") == [("Never", london(29, 11))]
    assert [name for name, _when in unfinished()] == []
    [message] = mailbox.to("member-01@example.org")
    assert message["Subject"] == f"Your place is waiting: {board.title}"
    assert "Hopes and first reflections" not in message.as_string()


def test_who_was_invited_this_very_morning_is_not_said_to_have_stayed_away(
    board: Board, mailbox: Mailbox
) -> None:
    invited(factories.participant(board, consented=False), london(29, 10))

    sweep(now=london(29, 11))

    assert mailbox.messages == []


def test_who_came_meanwhile_is_not_said_to_have_stayed_away(board: Board, mailbox: Mailbox) -> None:
    person = invited(factories.participant(board), london(26, 8))
    factories.pause(board, started_at=london(29, 11))
    sweep(now=london(29, 11))
    Participant.objects.filter(pk=person.pk).update(first_came_at=london(29, 11, 10))
    board.pauses.update(ended_at=london(29, 11, 15), ended_by=F("started_by"))

    sweep(now=london(29, 11, 20))

    dropped = Notice.objects.get(kind="reminder_never_came")
    assert dropped.dropped_why == Reason.HAS_COME
    assert mailbox.messages == []


def held_by_a_pause(board: Board) -> Participant:
    """Somebody whose Friday reminder is planned, and waits for the board to go on."""
    person = came(board, london(26, 10))
    factories.pause(board, started_at=FRIDAY_FOUR)
    sweep(now=FRIDAY_FOUR)
    assert Notice.objects.get(kind="reminder_unfinished").held_why == Wait.PAUSED
    board.pauses.update(ended_at=FRIDAY_FOUR, ended_by=F("started_by"))
    return person


def why_it_was_dropped() -> str:
    sweep(now=FRIDAY_FOUR + timedelta(minutes=30))
    return Notice.objects.get(kind="reminder_unfinished").dropped_why


def test_who_has_finished_since_is_left_in_peace(board: Board, mailbox: Mailbox) -> None:
    answer_everything(held_by_a_pause(board), first(board))

    assert why_it_was_dropped() == Reason.NOTHING_LEFT


def test_who_muted_since_is_left_in_peace(board: Board, mailbox: Mailbox) -> None:
    Participant.objects.filter(pk=held_by_a_pause(board).pk).update(muted_at=FRIDAY_FOUR)

    assert why_it_was_dropped() == Reason.MUTED


def test_who_withdrew_since_is_left_in_peace(board: Board, mailbox: Mailbox) -> None:
    Participant.objects.filter(pk=held_by_a_pause(board).pk).update(
        withdrawn_at=FRIDAY_FOUR, withdrawn_answers="keep"
    )

    assert why_it_was_dropped() == Reason.WITHDRAWN


def test_a_due_date_moved_since_moves_the_reminder_with_it(board: Board, mailbox: Mailbox) -> None:
    held_by_a_pause(board)
    Stage.objects.filter(position=0).update(due_at=london(31, 12))

    assert why_it_was_dropped() == Reason.MOVED
    sweep(now=london(30, 16))
    moved = Notice.objects.get(subject=first(board).pk, dropped_at=None)
    assert (moved.due_at, moved.sent_at) == (london(30, 16), london(30, 16))


def test_a_stage_closed_since_reminds_nobody(board: Board, mailbox: Mailbox) -> None:
    held_by_a_pause(board)
    Stage.objects.filter(position=0).update(closes_at=london(26, 16, 15))

    assert why_it_was_dropped() == Reason.NOT_OPEN


def test_who_muted_is_not_reminded(board: Board, mailbox: Mailbox) -> None:
    came(board, london(26, 10), muted_at=london(26, 11))

    sweep(now=FRIDAY_FOUR)

    assert Notice.objects.filter(kind="reminder_unfinished").count() == 0


def test_who_is_away_is_not_reminded_until_it_is_too_late(board: Board, mailbox: Mailbox) -> None:
    came(board, london(26, 10), away_until=london(28, 0).date())

    sweep_each(FRIDAY_FOUR, london(28, 8))

    notice = Notice.objects.get(kind="reminder_unfinished")
    assert (notice.expired_at, mailbox.messages) == (london(28, 8), [])


def test_a_reminder_that_is_too_late_is_not_sent(board: Board, mailbox: Mailbox) -> None:
    """The worker slept from Friday noon till Sunday: Friday's reminder says nothing new."""
    came(board, london(26, 10))

    sweep(now=london(28, 12))

    assert mailbox.messages == []


def test_a_reminder_some_hours_late_is_still_sent(board: Board, mailbox: Mailbox) -> None:
    came(board, london(26, 10))

    sweep(now=london(26, 20, 59))

    assert [when for _name, when in unfinished()] == [london(26, 20, 59)]


def test_who_has_more_time_is_reminded_by_their_own_due_date(
    board: Board, mailbox: Mailbox
) -> None:
    person = came(board, london(26, 10), name="Has until Wednesday")
    came(board, london(26, 10), name="Has until Monday")
    factories.extension(person, first(board), london(31, 18))

    sweep(now=FRIDAY_FOUR)
    assert unfinished() == [("Has until Monday", FRIDAY_FOUR)]
    sweep(now=london(30, 16))

    assert ("Has until Wednesday", london(30, 16)) in unfinished()
    words = words_of(mailbox.to("member-01@example.org")[0])
    assert "Please answer by Wed 31 March, 18:00 Europe/London." in words


def test_a_question_for_others_reminds_nobody_else(board: Board, mailbox: Mailbox) -> None:
    """The gate is asked at sending: what is routed to others is not left to do."""
    segments = factories.segment_set(board, "group", "a", "b")
    only_a = factories.segment(segments, "a")
    for question in Question.objects.filter(stage=first(board)):
        question.segments.set([only_a])
    came(board, london(26, 10), name="In a", segments=[only_a])
    came(board, london(26, 10), name="In b", segments=[factories.segment(segments, "b")])

    sweep(now=FRIDAY_FOUR)

    assert unfinished() == [("In a", FRIDAY_FOUR)]
    dropped = Notice.objects.exclude(dropped_at=None).get()
    assert dropped.dropped_why == Reason.NOTHING_LEFT


def test_a_stage_for_others_reminds_nobody_else(board: Board, mailbox: Mailbox) -> None:
    segments = factories.segment_set(board, "group", "a", "b")
    first(board).segments.set([factories.segment(segments, "a")])
    came(board, london(26, 10), segments=[factories.segment(segments, "b")])

    sweep(now=FRIDAY_FOUR)

    assert Notice.objects.filter(kind="reminder_unfinished").count() == 0


def test_a_rejected_answer_is_left_to_do_again(board: Board, mailbox: Mailbox) -> None:
    person = came(board, london(26, 10))
    answer_everything(person, first(board))
    factories.finish(person, first(board), finished_at=london(26, 11))
    rejected = person.replies.first()
    assert rejected is not None
    factories.reject(rejected)

    sweep(now=FRIDAY_FOUR)

    assert [when for _name, when in unfinished()] == [FRIDAY_FOUR]


def test_an_opened_stage_and_its_reminder_are_said_once(board: Board, mailbox: Mailbox) -> None:
    """Asleep since before the opening: one mail, which does not say the same thing twice."""
    person = came(board, london(26, 10))
    answer_everything(person, first(board))

    sweep(now=london(29, 16))

    [message] = mailbox.messages
    words = words_of(message)
    assert words.count("What the group said") == 1
    kinds = Notice.objects.filter(sent_at=london(29, 16), recipient=person.pk)
    assert set(kinds.values_list("kind", flat=True)) == {"stage_opened", "reminder_unfinished"}


def test_two_rules_of_one_day_are_one_reminder(board: Board, mailbox: Mailbox) -> None:
    rule = ReminderRule.objects.get(working_days=1, audience="unfinished")
    ReminderRule.objects.create(
        board=board,
        position=9,
        anchor=rule.anchor,
        working_days=1,
        at=london(26, 17).time(),
        audience=rule.audience,
    )
    came(board, london(26, 10))

    sweep_each(FRIDAY_FOUR, london(26, 17), london(27, 9))

    assert [when for _name, when in unfinished()] == [FRIDAY_FOUR]


def test_every_entry_of_a_diary_counts(mailbox: Mailbox) -> None:
    board = factories.board()
    ReminderRule.objects.create(
        board=board,
        position=0,
        anchor="before_due",
        working_days=1,
        at=FRIDAY_FOUR.time(),
        audience="unfinished",
    )
    stage = factories.stage(board, due_at=london(29, 12))
    diary = factories.question(stage, kind=Kind.TEXT, entries=2, reveal=Reveal.ALWAYS)
    one, both = (came(board, london(26, 10), name=name) for name in ("One", "Both"))
    for person, entries in ((one, 1), (both, 2)):
        for entry in range(1, entries + 1):
            factories.answer(person, diary, entry=entry)

    sweep(now=FRIDAY_FOUR)

    assert unfinished() == [("One", FRIDAY_FOUR)]
