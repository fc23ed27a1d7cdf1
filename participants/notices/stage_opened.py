"""A stage has opened: told to everyone it opened for who was on the board's list before."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Greatest

from bulletin.outbox.enums import Reason
from bulletin.outbox.kinds import NewNotice
from bulletin.outbox.models import Notice
from participants.enums import Provenance
from participants.gate.openness import contributed_to, open_stages
from participants.gate.prepared import Prepared
from participants.models import Participant, StageFinish
from participants.notices.base import MOST_TIMES_OWED, BoardNotice, Owed, settled, times_owed
from participants.notices.names import INVITATION, STAGE_OPENED
from participants.notices.people import reachable
from sessions.enums import Opening
from sessions.models import Stage

# An invitation names the hour at which the first stage opens: nobody needs it twice within this.
JUST_INVITED = timedelta(hours=3)


class StageOpened(BoardNotice):
    """Worth sending until the stage closes, or its reader has answered something in it.

    The invitation says what is open when it is sent, and what opens by one's own progress is
    before one's eyes: neither is told again.
    """

    name = STAGE_OPENED

    def plan(self, now: datetime) -> Iterable[NewNotice]:
        told = settled(self.name, recipient="person", subject="pk")
        owed = (
            _openings(now)
            .filter(_knew_the_board_before() & ~_was_just_told())
            .exclude(Exists(told))
            .annotate(times=times_owed(self.name, recipient="person", subject="pk"))
            .filter(times__lt=MOST_TIMES_OWED)
        )
        for stage, board, person, opened_at, times in owed.values_list(
            "pk", "board", "person", "opened_at", "times"
        ):
            yield NewNotice(
                recipient=person, subject=stage, board=board, nth=times + 1, due_at=opened_at
            )

    def unwanted_among(self, owed: Sequence[Owed], *, now: datetime) -> Mapping[uuid.UUID, Reason]:
        people = {person for _, person in owed}
        opened, answered = open_stages.of_each(people, now), _answered_in.of_each(people, now)
        reasons = {}
        for notice, person in owed:
            if (person.pk, notice.subject) not in opened:
                reasons[notice.pk] = Reason.NOT_OPEN
            elif (person.pk, notice.subject) in answered:
                reasons[notice.pk] = Reason.ANSWERED
        return reasons


@Prepared
def _answered_in(participant: Participant, now: datetime) -> QuerySet[Stage]:
    """Open stages in which this person has answered something."""
    return open_stages(participant, now).filter(contributed_to(participant, stage="pk"))


def _openings(now: datetime) -> QuerySet[Stage]:
    """Each stage that runs with each `person` for whom it opened at `opened_at`, and who can be
    reached."""
    running = Q(closes_at=None) | Q(closes_at__gt=now)
    released_after_they_were_ready = Q(opening=Opening.AFTER_PREVIOUS) & Q(
        Exists(_finished_the_one_before())
    )
    return (
        Stage.objects.filter(
            running,
            released_at__lte=now,
            board__launched_at__lte=now,
            board__ends_at__gt=now,
            board__participants__in=reachable().values("pk"),
        )
        .annotate(
            person=F("board__participants__pk"),
            came=F("board__participants__first_came_at"),
            opened_at=Greatest("opens_at", "released_at", "board__launched_at"),
        )
        .filter(_by_the_clock(now) | released_after_they_were_ready)
        .filter(_is_theirs())
    )


def _by_the_clock(now: datetime) -> Q:
    return ~Q(opening=Opening.AFTER_PREVIOUS) & Q(opens_at__lte=now)


def _finished_the_one_before() -> QuerySet[StageFinish]:
    """That this person finished the last stage of theirs before this one, while this one was not
    released."""
    before = Stage.objects.filter(
        _is_for(OuterRef(OuterRef(OuterRef("person")))),
        board=OuterRef(OuterRef("board")),
        position__lt=OuterRef(OuterRef("position")),
    ).order_by("-position")
    return StageFinish.objects.filter(
        participant=OuterRef("person"),
        stage=before.values("pk")[:1],
        finished_at__lt=OuterRef("released_at"),
    )


def _is_theirs() -> Q:
    """The stage is for everyone, or for a segment that this person holds; whom an answer routed
    to it once it had opened has it before their eyes."""
    before_it_opened = Q(segment__memberships__given_at__lt=OuterRef("opened_at"))
    by_staff = ~Q(segment__memberships__provenance=Provenance.ROUTED)
    return _is_for(OuterRef("person"), before_it_opened | by_staff)


def _is_for(person: OuterRef, *held_so: Q) -> Q:
    """On stages: for everyone, or for a segment that this person holds, and holds so."""
    routed = Stage.segments.through._default_manager.filter(stage=OuterRef("pk"))
    held = routed.filter(
        *held_so,
        segment__memberships__participant=person,
        segment__memberships__ended_at=None,
    )
    return ~Q(Exists(routed)) | Q(Exists(held))


def _knew_the_board_before() -> Q:
    """This person was invited, or had come, before the stage opened."""
    return Q(Exists(_invitations(sent_at__lt=OuterRef("opened_at")))) | Q(came__lt=F("opened_at"))


def _was_just_told() -> Q:
    """It is the board's first stage, and the invitation that named its hour has just been sent."""
    earlier = Stage.objects.filter(board=OuterRef("board"), position__lt=OuterRef("position"))
    shortly_before = OuterRef("opened_at") - Value(JUST_INVITED)
    return (
        Q(released_at__lte=F("opens_at"))
        & ~Q(Exists(earlier))
        & Q(Exists(_invitations(sent_at__gt=shortly_before)))
    )


def _invitations(**conditions: object) -> QuerySet[Notice]:
    return Notice.objects.filter(kind=INVITATION, recipient=OuterRef("person"), **conditions)
