"""How many answers one person has given to a question, and how many they are asked for again."""

import uuid

from django.db.models import Case, Count, IntegerField, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce

from participants.models import Reply
from participants.models.reply import ReplyQuerySet

Whose = uuid.UUID | OuterRef


def given_by(person: Whose) -> Coalesce:
    """On questions: how many of this person's answers stand."""
    return Coalesce(_number(Reply.objects.answers().standing(), person), 0)


def again_by(person: Whose) -> Case:
    """On questions: how many of these are left to do again. Most questions are never asked again,
    and then nothing is looked for."""
    again = Coalesce(_number(Reply.objects.asked_again(), person), 0)
    return Case(
        When(asked_again_from__isnull=False, then=again),
        default=Value(0),
        output_field=IntegerField(),
    )


def _number(replies: ReplyQuerySet, person: Whose) -> Subquery:
    return Subquery(
        replies.filter(participant=person, question=OuterRef("pk"))
        .order_by()
        .values("question")
        .annotate(number=Count("pk"))
        .values("number")
    )
