"""What the photographs need and the demo does without. It stays: a demo is thrown away."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from bulletin.accounts.models import User
from bulletin.privacy.enums import Destroyable
from moderation.actions.staffing import add_staff
from moderation.enums import TranscriptFormat, TranscriptNames
from moderation.erasing.actions import erase
from moderation.examples.demo import FACILITATOR, HAS_ANSWERED
from moderation.transcripts.actions import ask_for_transcript
from participants.enums import AnswersAfterWithdrawal
from participants.models import Announcement, Participant, Reply
from sessions.enums import Role
from sessions.models import Board
from tests import factories
from tests.photographs import places
from tests.photographs.planted_boards import plant_boards
from tests.photographs.planted_kinds import STAGE, plant_kinds

HOUR = timedelta(hours=1)
ANNOUNCED = {
    "A third stage": "It opens today at nine. Its questions are shorter than those before.",
    "Thank you so far": "You have written more than we had dared to hope, and we read all of it.",
}


@transaction.atomic
def plant(running: Board, finished: Board, *, now: datetime) -> None:
    """Once for each demo."""
    if running.stages.filter(key=STAGE).exists():
        return
    owner = User.objects.get(email=FACILITATOR)
    answered = [f"member{number:02}@example.org" for number in (9, 6, 12)]
    plant_kinds(running, [running.participants.get(email=one) for one in answered], now)
    _people(running, owner, now)
    _recruiter(running, owner, now)
    _talk(running, now)
    _collected(running, now)
    _told(running, now)
    _ending(finished, now)
    plant_boards(owner, now)


def _people(board: Board, owner: User, now: datetime) -> None:
    """One in each place in which nobody of the demo is."""
    since, kept = now - HOUR, AnswersAfterWithdrawal.KEEP
    _person(board, places.WITHDRAWN, withdrawn_at=since, withdrawn_answers=kept)
    _person(board, places.CLOSED, deactivated_at=since, deactivated_by=owner)
    factories.decline(_person(board, places.DECLINED, consented=False), declined_at=since)
    _person(board, places.RESERVE, in_reserve=True, consented=False)
    _person(board, places.TESTER, tester=True)
    erase(participant=_person(board, places.ERASED), choices={}, now=now, by=owner.pk)


def _recruiter(board: Board, owner: User, now: datetime) -> None:
    add_staff(
        board=board,
        email=places.RECRUITER,
        role=Role.RECRUITER,
        display_name="The recruiter",
        organisation="Example Recruiting",
        by=owner,
        now=now,
    )


def _person(board: Board, email: str, **fields: Any) -> Participant:
    return factories.participant(board, email=email, **fields)


def _talk(board: Board, now: datetime) -> None:
    """Under a post, one reply waits for staff and one is rejected; a post has been corrected."""
    said_at = now - HOUR
    replies = Reply.objects.answers().filter(board=board, question__key="at-length")
    last, *_others, first = replies.order_by("said_at")
    assert first.participant is not None
    asks = factories.comment(first.participant, last, "Which kitchen was that?", said_at=said_at)
    factories.hold(asks, now=now)
    sells = factories.comment(first.participant, last, "Buy my blankets.", said_at=said_at)
    factories.reject(sells, now=now)
    more = "Who went for the blankets, and who stayed?"
    by = factories.facilitator(board)
    factories.probe(by, first, more, needs_reply=True, said_at=said_at)
    own = Reply.objects.answers().filter(board=board, participant__email=HAS_ANSWERED)
    factories.version(own.earliest("said_at"), "I answer a telephone.", said_at=said_at)


def _collected(board: Board, now: datetime) -> None:
    answers = Reply.objects.answers().filter(board=board, question__key="at-length")
    passages = [factories.passage(answer) for answer in answers.order_by("said_at")]
    factories.statement(board, "A crowded room kept the group together.", *passages[:2])
    factories.thank_you(board)
    ask_for_transcript(
        member=factories.facilitator(board),
        format=TranscriptFormat.DOCX,
        identity=TranscriptNames.PSEUDONYM,
        now=now,
    )


def _told(board: Board, now: datetime) -> None:
    """Two announcements that are out, and one that is not."""
    for title, text in ANNOUNCED.items():
        made = factories.announcement(board, title, text, appears_at=now - HOUR)
        Announcement.objects.filter(pk=made.pk).update(published_at=now - HOUR)
    factories.announcement(board, "What comes next", appears_at=None)


def _ending(board: Board, now: datetime) -> None:
    """What came of the finished board, what one says of that, and what is destroyed of it."""
    factories.findings(
        board,
        "Three surgeries now book the interpreter when they book the patient.\n\n"
        "What the groups asked for next is time: a year more, and a room that is theirs.",
        sent_at=now - HOUR,
    )
    person = board.participants.exclude(email=HAS_ANSWERED).earliest("added_at", "id")
    factories.verdict(person, words="You left out the failures.", said_at=now)
    factories.destruction(board, Destroyable.CONTACTS, at=now)
    Board.objects.filter(pk=board.pk).update(destroy_key_on=now.date())
