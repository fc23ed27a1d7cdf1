"""Passing an optional question over, and thinking better of it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from participants import rules
from participants.actions.posting import NotOpen, take_turns
from participants.enums import WhySkipped
from participants.models import Participant, Skip
from sessions.models import Question


@transaction.atomic
def skip(
    *,
    participant: Participant,
    question: Question,
    now: datetime,
    why: WhySkipped | None = None,
    reason: str = "",
) -> Skip:
    """Nothing leads the person to this question any more; it is not answered, and opens nothing.

    A second call keeps when it was skipped, and says why anew. Raises NotOpen where it cannot be
    skipped: it is required, takes no answer from them now, or has one.
    """
    take_turns(participant, question)
    if not rules.may_skip(participant, question, now):
        raise NotOpen(_("This question cannot be skipped at present."))
    skipped, is_new = Skip.objects.get_or_create(
        participant=participant,
        question=question,
        defaults={"skipped_at": now, "why": why or "", "reason": reason},
    )
    if not is_new:
        skipped.why, skipped.reason = why or "", reason
        skipped.save(update_fields=["why", "reason"])
    return skipped


@transaction.atomic
def take_back_skip(*, participant: Participant, question: Question, now: datetime) -> None:
    """The question is there to be answered again; a second call changes nothing. Raises NotOpen
    while the board takes no words."""
    take_turns(participant, question)
    if not rules.may_write(participant.board, now):
        raise NotOpen(_("Nothing can be written on the board at present."))
    forget_skip(participant=participant, question=question)


def forget_skip(*, participant: Participant, question: Question) -> None:
    """Whoever answers has not passed it over. The person should be held."""
    Skip.objects.filter(participant=participant, question=question).delete()
