"""What someone has left to do, as reminders mean it: a diary counts every entry (rule 3)."""

import uuid
from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.db.models import F, OuterRef, QuerySet

from participants.days import Openings, days_between
from participants.gate.given import Whose, again_by, given_by
from participants.gate.openness import open_stages, routed_to
from participants.gate.prepared import Prepared
from participants.models import Participant, Reply
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
    """How much each of these has left to do in each open stage, by person and stage.

    What waits in a daily diary is what has come by now: a few queries more, where there is one.
    """
    left = left_to_do.of_each(people, now)
    asked = Question.objects.filter(pk__in={question for _, question in left})
    stage_of = {
        pk: (stage, every) for pk, stage, every in asked.values_list("pk", "stage", "every")
    }
    daily = {(person, question) for person, question in left if stage_of[question][1]}
    left -= _given_by_now(daily, now)
    return Counter((person, stage_of[question][0]) for person, question in left)


def _given_by_now(
    left: set[tuple[uuid.UUID, uuid.UUID]], now: datetime
) -> set[tuple[uuid.UUID, uuid.UUID]]:
    """Those of these people and daily diaries in which nothing waits that has come."""
    if not left:
        return set()
    people = {person for person, _ in left}
    diaries = Question.objects.filter(pk__in={question for _, question in left})
    questions = {each.pk: each for each in diaries.select_related("stage__board")}
    given = Counter(
        Reply.objects.answers()
        .standing()
        .exclude(pk__in=Reply.objects.asked_again().filter(question__in=questions))
        .filter(participant__in=people, question__in=questions)
        .values_list("participant", "question")
    )
    openings = Openings(people, [each.stage for each in questions.values()])
    done = set()
    for person, pk in left:
        question = questions[pk]
        days = days_between(question, openings.of(person, question.stage), now)
        if days is None or given[person, pk] >= days.come:
            done.add((person, pk))
    return done


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
