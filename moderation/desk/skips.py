"""Who passed a question over, for those who read everything that is said there."""

from dataclasses import dataclass
from uuid import UUID

from moderation.desk.names import naming_for
from moderation.web import Desk
from participants.models import Skip
from sessions.models import Question


@dataclass(frozen=True, slots=True)
class Skipped:
    person: UUID
    name: str
    why: str


def skips_under(desk: Desk, question: Question) -> list[Skipped]:
    """In the order in which they were; none of testers. One query where one can skip it at all."""
    if question.required or not desk.member.reads_everything:
        return []
    skips = list(
        Skip.objects.filter(question=question, participant__tester=False)
        .select_related("participant")
        .order_by("skipped_at", "pk")
    )
    name_of = naming_for(desk, [skip.participant for skip in skips])
    return [
        Skipped(skip.participant_id, name_of(skip.participant), skip.in_words) for skip in skips
    ]
