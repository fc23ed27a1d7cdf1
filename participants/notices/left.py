"""What someone has left to do, as reminders mean it: a diary counts every entry (rule 3)."""

import uuid

from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from participants.gate.openness import routed_to
from participants.models import Participant, Reply
from sessions.enums import Kind
from sessions.models import Question


def left_to_do(person: Participant) -> QuerySet[Question]:
    """Required questions that are this person's to answer, with an entry still to give.

    To be narrowed to stages of theirs.
    """
    return _lacking_an_entry(Question.objects.filter(routed_to(person)), whose=person.pk)


def left_to_somebody(stage: uuid.UUID) -> QuerySet[Question]:
    """The stage's required questions to which the outer query's person lacks an entry.

    Whether a question is theirs at all is left to the gate, which answers for one person.
    """
    published = Question.objects.filter(stage=stage, current_version__isnull=False)
    return _lacking_an_entry(published, whose=OuterRef(OuterRef("pk")))


def _lacking_an_entry(
    questions: QuerySet[Question], *, whose: uuid.UUID | OuterRef
) -> QuerySet[Question]:
    given = (
        Reply.objects.answers()
        .standing()
        .filter(participant=whose, question=OuterRef("pk"))
        .order_by()
        .values("question")
        .annotate(entries=Count("pk"))
        .values("entries")
    )
    return (
        questions.filter(required=True, hidden_at=None)
        .exclude(kind=Kind.TEXT_PAGE)
        .annotate(given=Coalesce(Subquery(given), 0))
        .filter(given__lt=F("entries"))
    )
