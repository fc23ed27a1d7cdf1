"""Reminders, as the script's rules say: to those with something required left to do."""

import uuid
from abc import abstractmethod
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, IntegerField, OuterRef, Q, QuerySet, Value

from bulletin.outbox.enums import Reason
from bulletin.outbox.kinds import Hold, NewNotice
from bulletin.outbox.models import Notice
from participants.gate.openness import open_stages
from participants.models import Membership, Participant
from participants.notices.base import BoardNotice, Owed
from participants.notices.left import left_to_somebody, stages_left_to_each
from participants.notices.names import INVITATION, REMINDER_NEVER_CAME, REMINDER_UNFINISHED
from participants.notices.occasions import Occasion, occasions_of
from participants.notices.one_a_day import one_reminder_a_day
from participants.notices.people import reachable
from sessions.enums import ReminderAudience
from sessions.models import Board, Stage

# Who was invited later than this before a reminder has had no time to come.
TIME_TO_COME = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Whom:
    """One participant alone, or everyone but some."""

    only: uuid.UUID | None = None
    but_not: frozenset[uuid.UUID] = frozenset()

    @property
    def condition(self) -> Q:
        """True for these participants."""
        return Q(pk=self.only) if self.only else ~Q(pk__in=self.but_not)

    def includes(self, person: Participant) -> bool:
        return person.pk == self.only if self.only else person.pk not in self.but_not


class Reminder(BoardNotice):
    """Owed on the day a rule names, to its audience; worth sending until the stage is due."""

    audience: ReminderAudience

    def plan(self, now: datetime) -> Iterable[NewNotice]:
        """One query over all occasions whose time has come and is not over."""
        occasions: list[Occasion] = []
        owed = []
        for occasion, whom in _occasions(now):
            if occasion.audience == self.audience and occasion.is_on(now):
                people = self.owed(occasion).filter(whom.condition)
                owed.append(people.values_list("pk", Value(len(occasions), IntegerField())))
                occasions.append(occasion)
        if not owed:
            return
        for person, number in owed[0].union(*owed[1:], all=True):
            yield _notice(occasions[number], person)

    def owed(self, occasion: Occasion) -> QuerySet[Participant]:
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

    def unwanted_among(self, owed: Sequence[Owed], *, now: datetime) -> Mapping[uuid.UUID, Reason]:
        people = {person for _, person in owed}
        due = self._due(now, {notice.subject for notice, _ in owed})
        opened, left = open_stages.of_each(people, now), stages_left_to_each(people, now)
        reasons = {}
        for notice, person in owed:
            about = (person.pk, notice.subject)
            if person.muted_at:
                reasons[notice.pk] = Reason.MUTED
            elif not any(whom.includes(person) for whom in due[notice.subject, notice.nth]):
                reasons[notice.pk] = Reason.MOVED
            elif self.audience == ReminderAudience.NEVER_CAME and person.first_came_at:
                reasons[notice.pk] = Reason.HAS_COME
            elif about not in opened:
                reasons[notice.pk] = Reason.NOT_OPEN
            elif about not in left:
                reasons[notice.pk] = Reason.NOTHING_LEFT
        return reasons

    def _due(
        self, now: datetime, stages: Collection[uuid.UUID]
    ) -> Mapping[tuple[uuid.UUID, int], list[Whom]]:
        """Whom the rules and dates as they stand now ask to remind, by stage and `nth`."""
        due: dict[tuple[uuid.UUID, int], list[Whom]] = defaultdict(list)
        for occasion, whom in _occasions(now, among=Q(pk__in=stages)):
            if occasion.audience == self.audience and occasion.is_on(now):
                due[occasion.stage.pk, occasion.nth].append(whom)
        return due


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


BY_AUDIENCE: Mapping[ReminderAudience, Reminder] = {
    kind.audience: kind for kind in (Unfinished(), NeverCame())
}


@dataclass(frozen=True, slots=True)
class ReminderAhead:
    """A reminder still to come, and how many people it would reach as things stand now."""

    occasion: Occasion
    people: int


def reminders_ahead(board: Board, *, now: datetime, most: int) -> list[ReminderAhead]:
    """The next `most` reminders of a board, the first one first, but those to nobody.

    Five queries, however many stages and people there are.
    """
    occasions = _occasions(now, among=Q(board=board))
    ahead = [(occasion, whom) for occasion, whom in occasions if occasion.at > now]
    ahead = sorted(ahead, key=lambda each: each[0].at)[:most]
    if not ahead:
        return []
    owed = [
        BY_AUDIENCE[occasion.audience]
        .owed(occasion)
        .filter(whom.condition)
        .values_list("pk", Value(number, IntegerField()))
        for number, (occasion, whom) in enumerate(ahead)
    ]
    reached = Counter(number for _, number in owed[0].union(*owed[1:], all=True))
    return [
        ReminderAhead(occasion, reached[number])
        for number, (occasion, _whom) in enumerate(ahead)
        if reached[number]
    ]


def _notice(occasion: Occasion, person: uuid.UUID) -> NewNotice:
    return NewNotice(
        recipient=person,
        subject=occasion.stage.pk,
        nth=occasion.nth,
        board=occasion.stage.board_id,
        due_at=occasion.at,
        expires_at=occasion.expires_at,
    )


_ALL = Q()


def _occasions(now: datetime, *, among: Q = _ALL) -> Iterator[tuple[Occasion, Whom]]:
    """Every occasion of the boards that are live, `among` these stages, with whom it concerns.

    It goes by the reader's own due date: who has more time has occasions of their own.
    """
    live = Stage.objects.filter(
        board__launched_at__lte=now, board__grace_ends_at__gt=now, released_at__lte=now
    ).filter(among)
    for stage in live.select_related("board").prefetch_related(
        "board__reminder_rules", "segments", "extensions"
    ):
        rules = stage.board.reminder_rules.all()
        extensions = stage.extensions.all()
        everyone_else = Whom(but_not=frozenset(each.participant_id for each in extensions))
        for occasion in occasions_of(stage, rules, due_at=stage.due_or_ends_at):
            yield occasion, everyone_else
        for extension in extensions:
            for occasion in occasions_of(stage, rules, due_at=extension.until):
                yield occasion, Whom(only=extension.participant_id)


def _holds_its_segments(stage: Stage) -> Q:
    """The stage is for everyone, or for a segment that this person holds."""
    segments = [segment.pk for segment in stage.segments.all()]
    held = Membership.objects.current().filter(participant=OuterRef("pk"), segment__in=segments)
    return Q(Exists(held)) if segments else Q()
