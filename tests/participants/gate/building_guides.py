"""The guide of a planned board, written by the factories."""

from sessions.enums import Role
from sessions.models import Board, ConsentVersion, Question, Segment, Stage
from tests import factories

from .plans import (
    EARLIER,
    GRACE,
    LATER,
    PAST,
    SECTORS,
    SITES,
    BoardPlan,
    QuestionPlan,
    StagePlan,
)


class GuideBuilder:
    """Writes a plan's board, staff, consent versions, segments, stages and questions."""

    def __init__(self, plan: BoardPlan) -> None:
        self.plan = plan
        self.board = self._board()
        self.owner = factories.facilitator(self.board)
        self.sets = {
            "sector": factories.segment_set(self.board, "sector", *SECTORS),
            "site": factories.segment_set(self.board, "site", *SITES),
        }
        self.segments = {
            segment.value: segment
            for segment in Segment.objects.filter(segment_set__board=self.board)
        }
        self.consents = self._consents()
        self.stages: list[Stage] = []
        self.questions: list[Question] = []

    def build_guide(self) -> None:
        self.moderator = factories.staff(self.board, Role.MODERATOR)
        factories.staff(self.board, Role.OBSERVER)
        factories.staff(self.board, Role.RECRUITER)
        factories.staff(self.board, Role.MODERATOR, removed_at=PAST)
        self._pause()
        for stage in self.plan.stages:
            self._stage(stage)

    def _board(self) -> Board:
        return factories.board(
            launched=self.plan.launched,
            grace=GRACE,
            after_due=self.plan.after_due,
            observers=self.plan.observers,
            archive_removed_at=PAST if self.plan.archive_removed else None,
        )

    def _consents(self) -> dict[str, ConsentVersion]:
        """By what a person consents to: the first, the newest published, or the draft."""
        first = self.board.consent_versions.get()
        if not self.plan.second_consent:
            return {"first": first, "newest": first, "draft": first}
        published = self.plan.second_consent != "a draft"
        second = factories.consent_version(
            self.board,
            observers=self.plan.second_observers,
            material=self.plan.second_consent != "not material",
            published_at=PAST if published else None,
        )
        return {"first": first, "newest": second if published else first, "draft": second}

    def _pause(self) -> None:
        if self.plan.pause == "open":
            factories.pause(self.board, started_at=EARLIER)
        if self.plan.pause == "over":
            factories.pause(self.board, started_at=PAST, ended_at=EARLIER)
        if self.plan.pause == "later":
            factories.pause(self.board, started_at=LATER)

    def _stage(self, plan: StagePlan) -> None:
        stage = factories.stage(
            self.board,
            opening=plan.opening,
            opens_at=plan.opens_at,
            due_at=plan.due_at,
            closes_at=max(plan.closes_at, plan.opens_at or PAST) if plan.closes_at else None,
            released=plan.released_at is not None,
            segments=self._routing(plan.sector),
        )
        if plan.released_at and plan.released_at != stage.released_at:
            stage.released_at = plan.released_at
            stage.save(update_fields=["released_at"])
        self.stages.append(stage)
        self.questions += [self._question(stage, question) for question in plan.questions]

    def _question(self, stage: Stage, plan: QuestionPlan) -> Question:
        return factories.question(
            stage,
            kind=plan.kind,
            reveal=plan.reveal,
            required=plan.required,
            published=plan.published,
            hidden=plan.hidden,
            revealed_at=plan.revealed_at,
            segments=self._routing(plan.sector),
            within_set=self.sets.get(plan.limited_to),
            sums_up=[self.stages[of] for of in plan.sums_up],
            entries=2,
        )

    def _routing(self, value: str) -> list[Segment]:
        return [self.segments[value]] if value else []
