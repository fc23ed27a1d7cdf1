"""The boards that are measured: a week's guide of three stages with four questions each, and
two for the desk, of which one is twenty-five times as big."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django.db import connection

from moderation.coding.finds import A_PAGE
from moderation.models import Coding, Star
from participants.models import Participant, ReplyVersion
from sessions.enums import ContactPurpose, ObserverSight, Role
from sessions.models import Board, Contact, Question
from tests import factories
from tests.bench.rows import Crowd, invited, taking_part

READERS = 12
COMING_TO_ANSWER = 120
INVITED = 300
_OTHERWISE = 20

_TAKE_BACK = """
    UPDATE participants_reply SET current_version_id = NULL WHERE participant_id = ANY(%(people)s);
    DELETE FROM participants_replyversion v USING participants_reply r
        WHERE v.reply_id = r.id AND r.participant_id = ANY(%(people)s);
    DELETE FROM participants_reply WHERE participant_id = ANY(%(people)s);
    DELETE FROM participants_reading WHERE participant_id = ANY(%(people)s);
    DELETE FROM participants_stagefinish WHERE participant_id = ANY(%(people)s);
"""
_UNINVITE = """
    DELETE FROM outbox_notice WHERE board = %(board)s;
    DELETE FROM outbox_mail WHERE board = %(board)s;
    DELETE FROM participants_personallink l USING participants_participant p
        WHERE l.participant_id = p.id AND p.board_id = %(board)s;
"""


@dataclass(frozen=True)
class Sizes:
    """The days from now on which the stages open, the last one ahead, and their questions."""

    stages: Sequence[int]
    questions_a_stage: int


_GUIDE = Sizes((-4, -1, 1), 4)
_BIG_GUIDE = Sizes((*[-4] * 12, 1), 10)


@dataclass(frozen=True)
class Guide:
    """A running board with its questions in order, and those of the stages that are open."""

    board: Board
    questions: Sequence[Question]
    open: Sequence[Question]


@dataclass(frozen=True)
class Boards:
    """Two to read on, one to answer on, one whose people are owed their invitation, and two to
    look at from the desk: like the example, and of 43 people, 120 questions and 7,440 replies."""

    reading: Guide
    thousand: Guide
    answering: Guide
    inviting: Guide
    desk: Guide
    big_desk: Guide

    @cached_property
    def coming_to_answer(self) -> list[Participant]:
        return list(self.answering.board.participants.filter(replies=None))

    def take_back_answers(self) -> None:
        """Whoever came to answer has not answered."""
        people = [person.pk for person in self.coming_to_answer]
        with connection.cursor() as cursor:
            cursor.execute(_TAKE_BACK, {"people": people})

    def uninvite(self) -> None:
        """Everybody is owed their invitation again."""
        with connection.cursor() as cursor:
            cursor.execute(_UNINVITE, {"board": self.inviting.board.pk})


def all_boards(*, now: datetime) -> Boards:
    """The boards and their people. Those of the first three have been told all they are owed."""
    reading = _filled("reading", 200, 20, now=now)
    thousand = _filled("thousand", 1000, now=now)
    answering = _filled("answering", 20, now=now)
    taking_part(answering.board, COMING_TO_ANSWER, now=now)
    desk = _filled("desk", now=now)
    big_desk = _filled("big-desk", now=now, guide=_BIG_GUIDE, otherwise=62)
    for guide in (desk, big_desk):
        _coded(guide, now)
    _let_words_be_found()
    _settle_what_is_owed(now)
    inviting = _running("inviting", now=now)
    invited(inviting.board, INVITED, now=now)
    return Boards(reading, thousand, answering, inviting, desk, big_desk)


def readers(board: Board) -> list[Participant]:
    """People who have answered every open question of the board."""
    return list(board.participants.order_by("pseudonym")[:READERS])


def _filled(
    slug: str,
    *sizes: int,
    now: datetime,
    guide: "Sizes" = _GUIDE,
    otherwise: int = _OTHERWISE,
) -> Guide:
    """Its first questions hold so many replies, every other open one twenty, or `otherwise`."""
    filled = _running(slug, now=now, guide=guide)
    moderator = factories.staff(filled.board, Role.MODERATOR, display_name="The moderator")
    crowd = Crowd.of_size(filled.board, max((*sizes, otherwise)), moderator, now=now)
    for index, question in enumerate(filled.open):
        crowd.write_under(question, sizes[index] if index < len(sizes) else otherwise)
    return filled


def _coded(guide: Guide, now: datetime) -> None:
    """What a participant said has one of ten codes, the first as often as fits on a page; so
    many have the facilitator's star, and on a big board every tenth."""
    codes = [factories.code(guide.board, f"Code {number}") for number in range(10)]
    moderator = guide.board.staff.get(role=Role.MODERATOR)
    said = guide.board.replies.filter(participant__isnull=False)
    versions = ReplyVersion.objects.filter(pk__in=said.values("current_version"))
    Coding.objects.bulk_create(
        Coding(
            code=codes[0 if number < A_PAGE else number % 10],
            version=version,
            made_at=now,
            made_by=moderator.user,
        )
        for number, version in enumerate(versions)
    )
    facilitator = factories.facilitator(guide.board)
    Star.objects.bulk_create(
        Star(member=facilitator, reply=reply, made_at=now)
        for number, reply in enumerate(said)
        if number < A_PAGE or number % 10 == 0
    )


def _let_words_be_found() -> None:
    """What was written in bulk is in the search, as what was answered is, and PostgreSQL knows
    how much there is of everything."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE participants_replyversion SET lexemes = to_tsvector('english', text)"
        )
        cursor.execute("ANALYZE")


def _running(slug: str, *, now: datetime, guide: "Sizes" = _GUIDE) -> Guide:
    """All its stages but the last have opened, the first one four days ago."""
    board = factories.board(
        slug=slug,
        ends_at=now + timedelta(days=3),
        owner=factories.user(f"{slug}@example.org"),
        observers=ObserverSight.PSEUDONYM,
    )
    Contact.objects.create(
        board=board,
        position=1,
        purpose=ContactPurpose.QUESTIONS,
        name="Office",
        email="office@example.org",
    )
    questions = []
    for days in guide.stages:
        opens = now + timedelta(days=days)
        stage = factories.stage(board, opens_at=opens, due_at=opens + timedelta(days=2))
        questions += [factories.question(stage) for _ in range(guide.questions_a_stage)]
    return Guide(board, questions, questions[: -guide.questions_a_stage])


def _settle_what_is_owed(now: datetime) -> None:
    """Every notice that is due was sent, so that a sweep finds what it would find any minute."""
    from bulletin.outbox.models import Notice
    from bulletin.outbox.planning import plan

    plan(now=now)
    Notice.objects.update(sent_at=now)
