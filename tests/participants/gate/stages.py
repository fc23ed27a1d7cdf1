"""Rules 3 and 5 in plain Python: what counts as answered, what is owed, which stages are open."""

import uuid
from collections.abc import Iterator
from datetime import datetime

from participants.enums import ReplyKind
from participants.models import Participant
from sessions.enums import Kind, Opening
from sessions.models import Board, Question, Stage

from .reasons import Shuts
from .rows import Rows


def by_now(instant: datetime | None, now: datetime) -> bool:
    return instant is not None and instant <= now


class StageRules:
    """What the rules say of a board's stages, its rows as they were when this was made."""

    def __init__(self, board: Board) -> None:
        self.rows = Rows(board)

    # Rule 3: answered, contributed, still owed

    def answered(self, person: Participant, question: Question) -> bool:
        """On any channel, any entry, held, concealed or withdrawn; a rejected one locks again."""
        return any(
            reply.participant_id == person.pk
            and reply.question_id == question.pk
            and reply.kind == ReplyKind.ANSWER
            and reply.rejected_at is None
            for reply in self.rows.replies.values()
        )

    def contributed(self, person: Participant, stage: Stage) -> bool:
        return any(self.answered(person, question) for question in self.questions_of(stage))

    def owes(self, person: Participant, stage: Stage) -> list[Question]:
        """Required questions of the stage that are shown to this person and lack an answer."""
        return [
            question
            for question in self.questions_of(stage)
            if question.required
            and question.kind != Kind.TEXT_PAGE
            and question.current_version_id
            and not question.hidden_at
            and self.included(person, self.rows.question_segments[question.pk])
            and not self.lacks_a_stage_summed_up(person, question)
            and not self.answered(person, question)
        ]

    def questions_of(self, stage: Stage) -> list[Question]:
        return [row for row in self.rows.questions.values() if row.stage_id == stage.pk]

    def lacks_a_stage_summed_up(self, person: Participant, question: Question) -> bool:
        """A summary is for those who contributed to each stage of its `of:` that was theirs."""
        return any(
            self.is_theirs(person, self.rows.stages[stage])
            and not self.contributed(person, self.rows.stages[stage])
            for stage in self.rows.sums_up[question.pk]
        )

    def included(self, person: Participant, segments: set[uuid.UUID]) -> bool:
        """Routed to nobody in particular, or to a segment that this person holds."""
        return not segments or not segments.isdisjoint(self.rows.held_segments[person.pk])

    def is_theirs(self, person: Participant, stage: Stage) -> bool:
        return self.included(person, self.rows.stage_segments[stage.pk])

    # Rule 5: stages

    def why_not_opened(self, person: Participant, stage: Stage, now: datetime) -> set[Shuts]:
        """What keeps the stage from having opened for this person; it may since have closed."""
        return set(self._not_opened(person, stage, now))

    def _not_opened(self, person: Participant, stage: Stage, now: datetime) -> Iterator[Shuts]:
        if not by_now(self.rows.board.launched_at, now):
            yield Shuts.BOARD_NOT_LAUNCHED
        if not by_now(stage.released_at, now):
            yield Shuts.NOT_RELEASED
        if not self.is_theirs(person, stage):
            yield Shuts.OF_OTHER_SEGMENTS
        if stage.opening == Opening.AFTER_PREVIOUS:
            if not self._stage_before_is_finished(person, stage, now):
                yield Shuts.STAGE_BEFORE_UNFINISHED
        elif not by_now(stage.opens_at, now):
            yield Shuts.NOT_YET

    def _stage_before_is_finished(self, person: Participant, stage: Stage, now: datetime) -> bool:
        """Once finished, for good; else it has opened and holds nothing that is owed."""
        before = self.stage_before(person, stage)
        if before is None or (person.pk, before.pk) in self.rows.finishes:
            return True
        return not self.why_not_opened(person, before, now) and not self.owes(person, before)

    def stage_before(self, person: Participant, stage: Stage) -> Stage | None:
        """The nearest stage before this one that is theirs."""
        earlier = [
            other
            for other in self.rows.stages.values()
            if other.position < stage.position and self.is_theirs(person, other)
        ]
        return max(earlier, key=lambda other: other.position, default=None)

    def why_not_open(self, person: Participant, stage: Stage, now: datetime) -> set[Shuts]:
        """What keeps the stage from taking answers from this person now."""
        paused = any(
            by_now(pause.started_at, now) and not by_now(pause.ended_at, now)
            for pause in self.rows.pauses
        )
        return (
            self.why_not_opened(person, stage, now)
            | self._ran_out(person, stage, now)
            | ({Shuts.PAUSED} if paused else set())
        )

    def _ran_out(self, person: Participant, stage: Stage, now: datetime) -> set[Shuts]:
        board = self.rows.board
        if self.has_more_time(person, stage, now):
            return {Shuts.GRACE_OVER} if board.grace_ends_at <= now else set()
        closed = {Shuts.CLOSED} if by_now(stage.closes_at, now) else set()
        return closed | ({Shuts.BOARD_ENDED} if board.ends_at <= now else set())

    def has_more_time(self, person: Participant, stage: Stage, now: datetime) -> bool:
        """An extension of theirs on this stage still runs."""
        more = self.rows.extensions.get((person.pk, stage.pk))
        return more is not None and now < more.until

    def own_due(self, person: Participant, stage: Stage) -> datetime:
        """The reader's own due date, extension included."""
        due = stage.due_at or self.rows.board.ends_at
        more = self.rows.extensions.get((person.pk, stage.pk))
        return max(due, more.until) if more else due
