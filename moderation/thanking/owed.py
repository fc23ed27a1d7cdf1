"""Who is owed what in thanks: counted from answers, without a word of them.

A stage is done once all that it requires of the person is answered, a diary with every entry;
where it requires nothing of them, once they have answered something in it. The whole is due from
the board's end on, since stages may come until then; so many stages are as soon as they are done.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from moderation.desk.names import Naming, naming_for
from moderation.desk.routing import Routing
from moderation.desk.standings import Standing, standings_of
from moderation.web import Desk
from participants.models import Participant, Reply, Thanks
from sessions.enums import GivenFor, Kind
from sessions.models import Question, ThankYou


@dataclass(frozen=True)
class Owed:
    """How often the thank-you is due, at most `of` times: `counted` by the answers, and `shares` as
    it holds, which staff may have decided otherwise. `is_on_course` while the board runs, for who
    has done all that there is so far."""

    person: Participant
    name: str
    standings: list[Standing]
    counted: int
    shares: int
    of: int
    is_on_course: bool
    thanks: Thanks | None

    @property
    def is_sent(self) -> bool:
        return self.thanks is not None and self.thanks.sent_at is not None

    @property
    def is_due(self) -> bool:
        """Owed, and not sent yet."""
        return self.shares > 0 and not self.is_sent

    @property
    def was_decided(self) -> bool:
        return self.thanks is not None and self.thanks.shares is not None


def owed_on(desk: Desk, given: ThankYou) -> list[Owed]:
    """Everybody a figure speaks of, in the roster's order; of whoever is erased nothing but that
    something was sent. A fixed number of queries, however many people there are."""
    people = list(Participant.objects.counted().filter(board=desk.board))
    thanks = {each.participant_id: each for each in Thanks.objects.filter(participant__in=people)}
    name_of, count = naming_for(desk, people), _Count(desk, given)
    lines = [_owed(desk, person, thanks.get(person.pk), name_of, count) for person in people]
    return [line for line in lines if not line.person.erased_at or line.is_sent]


def _owed(
    desk: Desk, person: Participant, thanks: Thanks | None, name_of: Naming, count: "_Count"
) -> Owed:
    counted = 0 if person.erased_at else count.shares(person)
    decided = thanks.shares if thanks else None
    return Owed(
        person=person,
        name=name_of(person),
        standings=standings_of(person, desk.now),
        counted=counted,
        shares=counted if decided is None else decided,
        of=count.most,
        is_on_course=not person.erased_at and count.is_on_course(person),
        thanks=thanks,
    )


@dataclass(frozen=True)
class _StageOf:
    """What a stage is to one person; `requires` whether it requires anything of them."""

    requires: bool
    is_done: bool


class _Count:
    """How often each person has earned the thank-you; six queries, however many they are."""

    def __init__(self, desk: Desk, given: ThankYou) -> None:
        questions = list(
            Question.objects.filter(
                stage__board=desk.board, hidden_at=None, current_version__isnull=False
            ).exclude(kind=Kind.TEXT_PAGE)
        )
        self._given, self._has_ended = given, desk.board.has_ended(desk.now)
        self._routing = Routing(desk.board, questions)
        self._by_stage = _by_stage(questions)
        self._answered = _answered(desk, questions)

    @property
    def most(self) -> int:
        return len(self._by_stage) if self._given.given_for == GivenFor.PER_STAGE else 1

    def shares(self, person: Participant) -> int:
        stages, at_least = self._stages_of(person), self._given.at_least
        done = sum(one.is_done for one in stages)
        if self._given.given_for == GivenFor.PER_STAGE:
            return done
        if at_least and at_least <= done:
            return 1
        return int(self._has_ended and self._has_done_all(stages))

    def is_on_course(self, person: Participant) -> bool:
        if self._has_ended or self._given.given_for == GivenFor.PER_STAGE:
            return False
        return not self.shares(person) and self._has_done_all(self._stages_of(person))

    def _has_done_all(self, stages: list[_StageOf]) -> bool:
        """Of so many stages where so many are theirs, else all that is required."""
        done = sum(one.is_done for one in stages)
        if at_least := self._given.at_least:
            return 0 < min(at_least, len(stages)) <= done
        return done > 0 and all(one.is_done or not one.requires for one in stages)

    def _stages_of(self, person: Participant) -> list[_StageOf]:
        """Each stage with questions of theirs."""
        theirs, answered = self._routing.of(person), self._answered[person.pk]
        stages = []
        for questions in self._by_stage.values():
            asked = [each for each in questions if each.pk in theirs]
            required = [each for each in asked if each.required]
            if required:
                is_done = all(answered.get(each.pk, 0) >= each.entries for each in required)
            else:
                is_done = any(each.pk in answered for each in asked)
            if asked:
                stages.append(_StageOf(bool(required), is_done))
        return stages


def _by_stage(questions: Iterable[Question]) -> Mapping[UUID, list[Question]]:
    stages: dict[UUID, list[Question]] = defaultdict(list)
    for question in questions:
        stages[question.stage_id].append(question)
    return stages


def _answered(desk: Desk, questions: list[Question]) -> Mapping[UUID, dict[UUID, int]]:
    """How many entries each person gave to each question, a withdrawn one among them."""
    said = Reply.objects.answers().standing().filter(board=desk.board, question__in=questions)
    rows = said.order_by().values_list("participant", "question").annotate(Count("pk"))
    answered: dict[UUID, dict[UUID, int]] = defaultdict(dict)
    for person, question, entries in rows:
        if person is not None:
            answered[person][question] = entries
    return answered
