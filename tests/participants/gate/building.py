"""Rows from a plan: people and replies, in bulk, on the guide that was built first."""

import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from participants.enums import Provenance, ReplyKind
from participants.models import (
    Consent,
    ConsentAnswer,
    Extension,
    Membership,
    Participant,
    Reading,
    Reply,
    StageFinish,
)
from sessions.enums import Kind
from sessions.models import Board, Question, StaffMember
from tests.factories import LAUNCHED_AT, NOW

from .building_guides import GuideBuilder
from .plans import (
    EARLIER,
    PAST,
    SOON,
    ExchangePlan,
    PersonPlan,
    QuestionPlan,
)


class Builder(GuideBuilder):
    """Writes one plan's rows, in the order in which a board comes to be."""

    def build(self) -> Board:
        self.build_guide()
        self.people: list[Participant] = []
        self.replies: list[Reply] = []
        self._people()
        self._replies()
        self._progress()
        return self.board

    # People

    def _people(self) -> None:
        self.people = Participant.objects.bulk_create(
            self._person(number, plan) for number, plan in enumerate(self.plan.people, start=1)
        )
        both = list(zip(self.people, self.plan.people, strict=True))
        Membership.objects.bulk_create(row for pair in both for row in self._memberships(*pair))
        consents = Consent.objects.bulk_create(row for pair in both for row in self._consent(*pair))
        plans = dict(zip([person.pk for person in self.people], self.plan.people, strict=True))
        ConsentAnswer.objects.bulk_create(
            ConsentAnswer(
                consent=consent,
                statement=statement,
                agreed=not plans[consent.participant_id].refuses_observers,
            )
            for consent in consents
            for statement in consent.version.statements.filter(key="observers")
        )

    def _person(self, number: int, plan: PersonPlan) -> Participant:
        return Participant(
            board=self.board,
            name=f"Member {number:02}",
            pseudonym=f"Heron {number:02}",
            timezone="Europe/London",
            language="en-GB",
            tester=plan.tester,
            in_reserve=plan.place == "in reserve",
            deactivated_at=PAST if plan.place == "deactivated" else None,
            erased_at=PAST if plan.place == "erased" else None,
            withdrawn_at=PAST if plan.place == "withdrawn" else None,
            withdrawn_answers="keep" if plan.place == "withdrawn" else "",
        )

    def _memberships(self, person: Participant, plan: PersonPlan) -> Iterator[Membership]:
        values = [(plan.sector, None), (plan.site, None), (plan.sector_before, PAST)]
        for value, ended_at in values:
            if value:
                yield Membership(
                    participant=person,
                    segment=self.segments[value],
                    segment_set=self.segments[value].segment_set,
                    single=True,
                    provenance=Provenance.ROSTER,
                    ended_at=ended_at,
                )

    def _consent(self, person: Participant, plan: PersonPlan) -> Iterator[Consent]:
        newest = self.consents["newest"]
        versions = {self.consents.get(plan.consents)} - {None}
        if plan.consents == "both":
            versions = {self.consents["first"], newest}
        for version in versions:
            yield Consent(participant=person, version=version, given_at=LAUNCHED_AT)
        if plan.consents == "soon":
            yield Consent(participant=person, version=newest, given_at=SOON)
        if plan.consents == "declined":
            yield Consent(participant=person, version=newest, declined_at=LAUNCHED_AT)

    # Replies

    def _replies(self) -> None:
        asked = [question for stage in self.plan.stages for question in stage.questions]
        for (person, number), entries in self.plan.answers.items():
            if self._answers_anyway(self.plan.people[person], asked[number]):
                entries = entries or ("plain",)
            self._answers(self.people[person], self.questions[number], entries)
        for plan in self.plan.exchanges:
            if plan.kind == "call for help":
                self._call_for_help(plan)
            elif self.replies:
                self._child(plan, self.replies[plan.on % len(self.replies)])
        Reply.objects.bulk_create(self.replies)

    def _answers_anyway(self, person: PersonPlan, question: QuestionPlan) -> bool:
        theirs = question.sector in ("", person.sector)
        shown = theirs and question.published and not question.hidden
        return person.diligent and question.required and shown and question.kind == Kind.TEXT

    def _answers(self, person: Participant, question: Question, entries: tuple[str, ...]) -> None:
        for entry, state in enumerate(entries, start=1):
            if question.kind != Kind.TEXT_PAGE:
                self._reply(question, ReplyKind.ANSWER, state, person, entry=entry)

    def _call_for_help(self, plan: ExchangePlan) -> None:
        author = self._someone(plan)
        question = self.questions[plan.on % len(self.questions)]
        self._reply(question, ReplyKind.COMMENT, plan.state, author, private_to=author)

    def _child(self, plan: ExchangePlan, addressed: Reply) -> None:
        """A comment or probe to a reply: below it, or beside where threads go no deeper.

        What is written to a private exchange is private too, except where the plan is careless.
        """
        private = None if plan.kind == "careless" else addressed.private_to
        if plan.kind == "private" and private is None:
            private = addressed.participant
        kind = ReplyKind.PROBE if plan.author < 0 else ReplyKind.COMMENT
        author = self.moderator if plan.author < 0 else private or self._someone(plan)
        parent = addressed.parent
        places: dict[str, Any] = {"parent": addressed}
        if parent and parent.parent:
            places = {"parent": parent, "in_reply_to": addressed}
        self._reply(addressed.question, kind, plan.state, author, private_to=private, **places)

    def _someone(self, plan: ExchangePlan) -> Participant:
        return self.people[plan.author % len(self.people)]

    def _reply(
        self,
        question: Question,
        kind: ReplyKind,
        state: str,
        author: Participant | StaffMember,
        **fields: Any,
    ) -> Reply:
        made = Reply(
            id=uuid.uuid4(),
            board=self.board,
            question=question,
            kind=kind,
            participant=author if isinstance(author, Participant) else None,
            staff=author if isinstance(author, StaffMember) else None,
            posted_at=PAST,
            said_at=PAST,
            **fields,
            **self._state(state),
        )
        made.thread = made.parent.thread if made.parent else made
        self.replies.append(made)
        return made

    def _state(self, state: str) -> dict[str, Any]:
        by = {} if state in ("plain", "held", "withdrawn") else {f"{state}_by": self.owner.user}
        return by if state == "plain" else {f"{state}_at": PAST, **by}

    # Progress

    def _progress(self) -> None:
        Extension.objects.bulk_create(
            Extension(
                participant=self.people[person],
                stage=self.stages[stage],
                until=NOW + more,
                granted_at=PAST,
                granted_by=self.owner.user,
            )
            for (person, stage), more in self.plan.extensions.items()
            if more is not None
        )
        StageFinish.objects.bulk_create(
            StageFinish(participant=self.people[person], stage=self.stages[stage], finished_at=PAST)
            for (person, stage), finished in self.plan.finishes.items()
            if finished
        )
        Reading.objects.bulk_create(self._readings())

    def _readings(self) -> Iterable[Reading]:
        for (person, question), how in self.plan.readings.items():
            if how:
                yield Reading(
                    participant=self.people[person],
                    question=self.questions[question],
                    unlocked_at=None if how == "served" else PAST,
                    locked_again_at=EARLIER if how == "locked again" else None,
                    served_at=PAST,
                )
