"""Short ways to say something through the actions, for the tests of answering."""

from datetime import datetime
from typing import Any

from participants.actions.answering import submit_answer
from participants.kinds.content import AnswerContent
from participants.models import Participant, Reply
from sessions.models import Question
from tests import factories


def say(
    participant: Participant,
    question: Question,
    text: str = "My answer.",
    *,
    now: datetime = factories.NOW,
    **how: Any,
) -> Reply:
    return submit_answer(
        participant=participant,
        question=question,
        content=AnswerContent(text=text),
        now=now,
        **how,
    )


def texts(reply: Reply) -> list[str]:
    """What the reply said, version after version."""
    return list(reply.versions.order_by("number").values_list("text", flat=True))


def readable(participant: Participant, *, now: datetime = factories.NOW) -> set[Reply]:
    return set(Reply.objects.visible_to(participant, now=now))
