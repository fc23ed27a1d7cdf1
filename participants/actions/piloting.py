"""The board is tried out: somebody is made a tester, and what testers wrote is cleared."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils.translation import gettext as _

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from bulletin.media.models import MediaFile
from bulletin.media.removing import remove
from participants.actions.routing import follow_answers
from participants.models import (
    Call,
    Draft,
    Membership,
    Participant,
    Pilot,
    Reading,
    Reply,
    ReplyVersion,
    Resonance,
    Skip,
    StageFinish,
)
from participants.models.reply import ReplyQuerySet
from sessions.actions.errors import Refused
from sessions.actions.staging import hold
from sessions.models import Board, SegmentSet, StaffMember

# What one person has done at a question or stage besides posting.
TRACES = (Draft, Reading, Skip, StageFinish, Call, Resonance)
# Those of them that would stay behind, or count, were a tester made a participant.
LEFT_BEHIND = (Draft, Skip, StageFinish, Call, Resonance)


@dataclass(frozen=True)
class Cleared:
    """How much went: testers' own posts, what staff had said to them, and whose."""

    testers: int
    posts: int
    by_staff: int


@transaction.atomic
def make_tester(*, participant: Participant, by: User, now: datetime) -> bool:
    """What they write is for testers and staff alone, and counts for nothing.

    False where they are a tester already. Raises Refused where they have written as a
    participant, since what testers wrote can be cleared and what was said for real cannot
    (rule 4), and for somebody who has left.
    """
    person = _held(participant)
    if person.tester:
        return False
    if Reply.objects.filter(participant=person).exists():
        raise Refused(
            _(
                "They have written as a participant, and what they said stays. Add them a second"
                " time as a tester, under another name."
            )
        )
    Participant.objects.filter(pk=person.pk).update(tester=True)
    _record("person_made_tester", person, by, now)
    return True


@transaction.atomic
def make_participant(*, participant: Participant, by: User, now: datetime) -> bool:
    """What they write from now on is for everyone, and counts. False where it is so already.

    Raises Refused while anything stands that they did as a tester, and for staff of the board:
    nobody is both.
    """
    person = _held(participant)
    if not person.tester:
        return False
    if has_tried(person):
        raise Refused(
            _("What they did as a tester would count. Clear what testers wrote, and try again.")
        )
    theirs = Q(user__isnull=False, user=person.user_id)
    if person.email:
        theirs |= Q(user__email__iexact=person.email)
    if StaffMember.objects.current().filter(theirs, board=person.board).exists():
        raise Refused(_("They are on the staff, so a tester is all they can be here."))
    Participant.objects.filter(pk=person.pk).update(tester=False)
    _record("person_made_participant", person, by, now)
    return True


def has_tried(person: Participant) -> bool:
    """Whether anything stands that they did, or that was said to them alone."""
    said = Reply.objects.filter(Q(participant=person) | Q(private_to=person))
    return said.exists() or any(
        model._default_manager.filter(participant=person).exists() for model in LEFT_BEHIND
    )


@transaction.atomic
def clear_testers(*, board: Board, by: User, now: datetime) -> Cleared | None:
    """Testers begin anew: all that they did is gone, and what staff said to them.

    Their places, consents and ways in stay, and everything of anybody else. When they wrote
    is kept as a Pilot. None, and nothing changes, where there is nothing to clear. Raises
    Refused where a participant's words hang on a tester's.
    """
    hold(board)
    testers = Participant.objects.filter(board=board, tester=True)
    bool(testers.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    replies = _all_that_goes(board)
    _refuse_words_of_others(replies)
    counted, pilot = _count(replies), _note_pilot(board, by, now)
    traces = _remove_traces(testers)
    if not (pilot or traces or counted.by_staff):
        return None
    _remove(replies, now)
    remove(MediaFile.objects.filter(upload__participant__in=testers))
    _record_clearing(board, counted, pilot, by, now)
    return counted


def to_clear(board: Board) -> Cleared:
    """What clearing would remove as things stand."""
    return _count(_all_that_goes(board))


def _count(replies: ReplyQuerySet) -> Cleared:
    return Cleared(
        **replies.aggregate(
            testers=Count("participant", distinct=True),
            posts=Count("pk", filter=Q(participant__isnull=False)),
            by_staff=Count("pk", filter=Q(participant=None)),
        )
    )


def _all_that_goes(board: Board) -> ReplyQuerySet:
    """What testers wrote, what was said to them, and all that would hang on nothing without."""
    ids: set[UUID] = set()
    found = set(Reply.objects.concerning_testers_of(board.pk).values_list("pk", flat=True))
    while found - ids:
        ids |= found
        hanging = Reply.objects.hanging_on(Reply.objects.filter(pk__in=ids))
        found = set(hanging.values_list("pk", flat=True))
    return Reply.objects.filter(pk__in=ids)


def _refuse_words_of_others(replies: ReplyQuerySet) -> None:
    if replies.filter(participant__isnull=False, participant__tester=False).exists():
        raise Refused(
            _("A participant has replied to a tester, and would lose it: nothing is cleared.")
        )


def _note_pilot(board: Board, by: User, now: datetime) -> Pilot | None:
    said = ReplyVersion.objects.filter(reply__board=board, reply__participant__tester=True)
    told = said.aggregate(
        first=Min("submitted_at"),
        last=Max("submitted_at"),
        testers=Count("reply__participant", distinct=True),
        posts=Count("reply", distinct=True),
    )
    if told["first"] is None:
        return None
    return Pilot.objects.create(
        board=board,
        testers=told["testers"],
        posts=told["posts"],
        began_on=told["first"].astimezone(board.zone).date(),
        ended_on=told["last"].astimezone(board.zone).date(),
        cleared_at=now,
        cleared_by=by,
    )


def _record_clearing(
    board: Board, counted: Cleared, pilot: Pilot | None, by: User, now: datetime
) -> None:
    if pilot is None:
        Entry.objects.record("testers_begin_anew", now=now, actor=by.pk, board=board.pk)
        return
    Entry.objects.record(
        "testers_cleared",
        now=now,
        actor=by.pk,
        board=board.pk,
        testers=counted.testers,
        posts=counted.posts,
        by_staff=counted.by_staff,
        first=str(pilot.began_on),
        last=str(pilot.ended_on),
    )


def _remove(replies: ReplyQuerySet, now: datetime) -> None:
    """With their versions; whom an answer had routed holds again what staff had said."""
    routed = Membership.objects.filter(routed_by__in=replies)
    moved = {
        (one.participant, one.segment_set)
        for one in routed.select_related("participant", "segment_set")
    }
    routed.delete()
    replies.delete()
    for participant, segment_set in moved:
        follow_answers(participant, SegmentSet.objects.filter(pk=segment_set.pk), now=now)


def _remove_traces(testers: QuerySet[Participant]) -> int:
    return sum(
        model._default_manager.filter(participant__in=testers).delete()[0] for model in TRACES
    )


def _held(participant: Participant) -> Participant:
    """As they are now, held until the transaction ends. Raises Refused for who has left."""
    person = Participant.objects.select_for_update(no_key=True).get(pk=participant.pk)
    person.board = participant.board
    if person.withdrawn_at or person.erased_at:
        raise Refused(_("They hold no place on this board any more."))
    return person


def _record(action: str, person: Participant, by: User, now: datetime) -> None:
    Entry.objects.record(action, now=now, actor=by.pk, board=person.board_id, subject=person)
