"""What someone has left to do, as reminders mean it: a diary counts every entry (rule 3)."""

import uuid
from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.db.models import F, OuterRef, QuerySet

from participants.gate.given import Whose, again_by, given_by
from participants.gate.openness import open_stages, routed_to
from participants.gate.prepared import Prepared
from participants.models import Participant
from sessions.enums import Kind
from sessions.models import Question


@Prepared
def left_to_do(participant: Participant, now: datetime) -> QuerySet[Question]:
    """Required questions of open stages that are this person's, with an entry still to give."""
    theirs = Question.objects.filter(
        routed_to(participant), stage__in=open_stages.ids(participant, now)
    )
    return _lacking_an_entry(theirs, whose=participant.pk)


def stages_left_to_each(
    people: Iterable[Participant], now: datetime
) -> Counter[tuple[uuid.UUID, uuid.UUID]]:
    """How much each of these has left to do in each open stage, by person and stage."""
    left = left_to_do.of_each(people, now)
    asked = Question.objects.filter(pk__in={question for _, question in left})
    stage_of = dict(asked.values_list("pk", "stage"))
    return Counter((person, stage_of[question]) for person, question in left)


def left_to_somebody(stage: uuid.UUID) -> QuerySet[Question]:
    """The stage's required questions to which the outer query's person lacks an entry.

    Whether a question is theirs at all is left to the gate, which answers for one person.
    """
    published = Question.objects.filter(stage=stage, current_version__isnull=False)
    return _lacking_an_entry(published, whose=OuterRef(OuterRef("pk")))


def _lacking_an_entry(questions: QuerySet[Question], *, whose: Whose) -> QuerySet[Question]:
    """What is asked again lacks one, too."""
    return (
        questions.filter(required=True, hidden_at=None)
        .exclude(kind=Kind.TEXT_PAGE)
        .annotate(given=given_by(whose), again=again_by(whose))
        .filter(given__lt=F("entries") + F("again"))
    )
