"""Reminders, as the script's rules say: to those with something required left to do."""

import uuid
from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from django.db.models import (
    Exists,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Value,
)

from bulletin.outbox.enums import Reason
from bulletin.outbox.kinds import Hold, NewNotice
from bulletin.outbox.models import Notice
from participants.gate.openness import open_stages
from participants.models import Extension, Membership, Participant
from participants.notices.base import BoardNotice
from participants.notices.left import left_to_do, left_to_somebody
from participants.notices.names import INVITATION, REMINDER_NEVER_CAME, REMINDER_UNFINISHED
from participants.notices.occasions import Occasion, occasions_of
from participants.notices.one_a_day import one_reminder_a_day
from participants.notices.people import reachable
from sessions.enums import ReminderAudience
from sessions.models import Stage

# Who was invited later than this before a reminder has had no time to come.
TIME_TO_COME = timedelta(hours=12)


class Reminder(BoardNotice):
    """Owed on the day a rule names, to its audience; worth sending until the stage is due."""

    audience: ReminderAudience

    def plan(self, now: datetime) -> Iterable[NewNotice]:
        """One query over all occasions whose time has come and is not over."""
        occasions: list[Occasion] = []
        owed = []
        for occasion, whom in _occasions(now):
            if occasion.audience == self.audience and occasion.at <= now < occasion.expires_at:
                people = self._owed(occasion).filter(whom)
                owed.append(people.values_list("pk", Value(len(occasions), IntegerField())))
                occasions.append(occasion)
        if not owed:
            return
        for person, number in owed[0].union(*owed[1:], all=True):
            yield _notice(occasions[number], person)

    def _owed(self, occasion: Occasion) -> QuerySet[Participant]:
        """Who may have something left to do, and no reminder planned for this occasion.

        The gate says at sending who really has: a question may be meant for some of them only.
        """
        planned = Notice.objects.filter(
            kind=self.name,
            recipient=OuterRef("pk"),
            subject=occasion.stage.pk,
            nth=occasion.nth,
        )
        return (
            reachable()
            .filter(board=occasion.stage.board_id, muted_at=None)
            .filter(self.speaks_to(occasion), _holds_its_segments(occasion.stage))
            .filter(Exists(left_to_somebody(occasion.stage.pk)))
            .exclude(Exists(planned))
        )

    @abstractmethod
    def speaks_to(self, occasion: Occasion) -> Q:
        """True for the participants of this reminder's audience."""

    def holds(self, notices: Sequence[Notice], *, now: datetime) -> Mapping[uuid.UUID, Hold]:
        return {**one_reminder_a_day(notices, now=now), **super().holds(notices, now=now)}

    def unwanted_by(self, person: Participant, notice: Notice, *, now: datetime) -> Reason | None:
        if person.muted_at:
            return Reason.MUTED
        if not self._is_still_due(person, notice, now):
            return Reason.MOVED
        if self.audience == ReminderAudience.NEVER_CAME and person.first_came_at:
            return Reason.HAS_COME
        if not open_stages(person, now).filter(pk=notice.subject).exists():
            return Reason.NOT_OPEN
        left = left_to_do(person).filter(stage=notice.subject).exists()
        return None if left else Reason.NOTHING_LEFT

    def _is_still_due(self, person: Participant, notice: Notice, now: datetime) -> bool:
        """Whether the rules and dates as they stand now still ask for this reminder."""
        return any(
            occasion.audience == self.audience
            and occasion.nth == notice.nth
            and occasion.at <= now < occasion.expires_at
            for occasion, _whom in _occasions(now, stage=notice.subject, person=person)
        )


class Unfinished(Reminder):
    """To those who have come and have something required left to do."""

    name = REMINDER_UNFINISHED
    audience = ReminderAudience.UNFINISHED

    def speaks_to(self, occasion: Occasion) -> Q:
        return Q(first_came_at__lte=occasion.at)


class NeverCame(Reminder):
    """To those who were invited in time and have not come."""

    name = REMINDER_NEVER_CAME
    audience = ReminderAudience.NEVER_CAME

    def speaks_to(self, occasion: Occasion) -> Q:
        invited = Notice.objects.filter(
            kind=INVITATION,
            recipient=OuterRef("pk"),
            sent_at__lte=occasion.at - TIME_TO_COME,
        )
        return Q(first_came_at=None) & Q(Exists(invited))


def _notice(occasion: Occasion, person: uuid.UUID) -> NewNotice:
    return NewNotice(
        recipient=person,
        subject=occasion.stage.pk,
        nth=occasion.nth,
        board=occasion.stage.board_id,
        due_at=occasion.at,
        expires_at=occasion.expires_at,
    )


def _occasions(
    now: datetime, *, stage: uuid.UUID | None = None, person: Participant | None = None
) -> Iterator[tuple[Occasion, Q]]:
    """Every occasion of the boards that are live, with whom it concerns.

    It goes by the reader's own due date: who has more time has occasions of their own.
    """
    stages = Stage.objects.filter(
        board__launched_at__lte=now, board__grace_ends_at__gt=now, released_at__lte=now
    ).filter(Q(pk=stage) if stage else Q())
    extensions = Extension.objects.filter(Q(participant=person) if person else Q())
    for each in stages.select_related("board").prefetch_related(
        "board__reminder_rules", "segments", Prefetch("extensions", extensions)
    ):
        rules = each.board.reminder_rules.all()
        extended = each.extensions.all()
        everyone_else = ~Q(pk__in=[extension.participant_id for extension in extended])
        if not (person and extended):
            for occasion in occasions_of(each, rules, due_at=each.due_or_ends_at):
                yield occasion, everyone_else
        for extension in extended:
            for occasion in occasions_of(each, rules, due_at=extension.until):
                yield occasion, Q(pk=extension.participant_id)


def _holds_its_segments(stage: Stage) -> Q:
    """The stage is for everyone, or for a segment that this person holds."""
    segments = [segment.pk for segment in stage.segments.all()]
    held = Membership.objects.current().filter(participant=OuterRef("pk"), segment__in=segments)
    return Q(Exists(held)) if segments else Q()
