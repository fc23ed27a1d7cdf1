"""A board that is as far as somebody wants to see it, and somebody to look at it.

All of this is written to the database by whoever then takes it back.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from bulletin.accounts.models import User
from bulletin.text.plain import to_html
from participants.days import entries_come
from participants.entry.actions.consenting import give_consent
from participants.entry.standing import version_to_ask
from participants.enums import Provenance, ReplyKind
from participants.gate.openness import answered_by, open_stages
from participants.gate.questions import shown_questions
from participants.models import Draft, Membership, Participant, Reply, ReplyVersion, Upload
from participants.pseudonyms import new_pseudonym
from sessions.enums import Identity
from sessions.models import Board, ConsentVersion, Question, Segment
from sessions.studio.actions.saving import put_into_force
from sessions.studio.checking import checked
from sessions.studio.surroundings import Surroundings
from sessions.studio.typed import typed_in


def make_ready(board: Board, *, by: User, now: datetime) -> None:
    """It is launched, everything in it released, and its information published."""
    not_yet = Q(launched_at=None) | Q(launched_at__gt=now)
    Board.objects.filter(not_yet, pk=board.pk).update(launched_at=now, launched_by=by)
    board.stages.filter(Q(released_at=None) | Q(released_at__gt=now)).update(
        released_at=now, released_by=by
    )
    ConsentVersion.objects.filter(board=board, published_at=None).update(
        published_at=now, published_by=by
    )
    board.refresh_from_db()


def name_nobody_more_than_to_staff(board: Board) -> None:
    """Where peers know each other better than staff do, they go by what staff know (rule 9)."""
    names = (Identity.PSEUDONYM, Identity.FIRST_NAME, Identity.REAL_NAME)
    peers, staff = Identity(board.identity_peers), Identity(board.identity_staff)
    if names.index(peers) > names.index(staff):
        board.identity_peers = staff
        board.save(update_fields=["identity_peers"])


def put_what_waits_into_force(board: Board, *, by: User, now: datetime) -> None:
    """Every question reads as it is being written, where that is complete."""
    around = Surroundings.of(board)
    questions = Question.objects.for_editing()
    for question in questions.filter(stage__board=board, working_copy__isnull=False):
        script = checked(question, typed_in(question), around).script
        if script:
            put_into_force(question, script, around, by=by, now=now)


def participant_at(board: Board, person: UUID) -> Participant:
    """They, without what they have only typed or added: that is nobody's to read but its author's.

    Raises Http404.
    """
    participant = Participant.objects.filter(board=board, pk=person).first()
    if participant is None:
        raise Http404
    participant.board = board
    Draft.objects.filter(participant=participant).delete()
    Upload.objects.filter(participant=participant, file__values=None).delete()
    return participant


def imagine(board: Board, segments: Iterable[UUID], *, now: datetime) -> Participant:
    """Somebody new, who has consented to everything and holds these segments of the board."""
    participant = Participant.objects.create(
        board=board,
        name=_("Somebody imagined"),
        pseudonym=new_pseudonym(board),
        timezone=board.timezone,
        language=board.language,
        added_at=now,
        first_came_at=now,
        last_came_at=now,
    )
    held = Segment.objects.filter(pk__in=list(segments), segment_set__board=board)
    Membership.objects.give(
        participant,
        held.select_related("segment_set"),
        provenance=Provenance.HAND,
        by=None,
        now=now,
    )
    version = version_to_ask(participant)
    if version:
        agreed = dict.fromkeys(version.statements.all(), True)
        give_consent(participant=participant, version=version, answers=agreed, now=now)
    return participant


def answer_everything(participant: Participant, *, now: datetime) -> None:
    """All that is open to them, and what opens because of that; a rejected answer stands again."""
    rejected = Reply.objects.answers().filter(participant=participant, rejected_at__isnull=False)
    rejected.update(rejected_at=None, rejected_by=None)
    while questions := list(_unanswered(participant, now)):
        replies = [
            _reply(participant, question, entry, now)
            for question in questions
            for entry in range(1, max(1, entries_come(participant, question, now)) + 1)
        ]
        Reply.objects.bulk_create(replies)
        versions = [_version(reply, now) for reply in replies]
        ReplyVersion.objects.bulk_create(versions)
        for reply, version in zip(replies, versions, strict=True):
            reply.current_version = version
        Reply.objects.bulk_update(replies, ["current_version"])


def _unanswered(participant: Participant, now: datetime) -> QuerySet[Question]:
    left = Question.objects.answerable().filter(
        ~answered_by(participant),
        pk__in=shown_questions(participant, now).values("pk"),
        stage__in=open_stages(participant, now),
    )
    return left.select_related("current_version", "stage__board")


def _reply(participant: Participant, question: Question, entry: int, now: datetime) -> Reply:
    reply = Reply(
        board=participant.board,
        question=question,
        kind=ReplyKind.ANSWER,
        participant=participant,
        entry=entry,
        posted_at=now,
        said_at=now,
    )
    reply.thread = reply
    return reply


def _version(reply: Reply, now: datetime) -> ReplyVersion:
    words = _("What you wrote.")
    return ReplyVersion(
        reply=reply,
        question_version=reply.question.wording,
        text=words,
        html=to_html(words),
        submitted_at=now,
        said_at=now,
    )
