"""Questions that staff have ready, and how their places are filled for one person."""

import re
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from moderation.actions.speaking import NAME
from moderation.models import PreparedProbe
from moderation.web import Desk
from participants.models import Participant, Reply
from sessions.enums import Audience
from sessions.models import Question

QUESTION = "{question}"
PLACES = (NAME, QUESTION)
_PLACE = re.compile(r"\{[^{}]*\}")
SHOWN_CHARACTERS = 70


@dataclass(frozen=True)
class Offer:
    """A prepared question with its places filled, and its beginning as a list shows it."""

    id: UUID
    label: str
    text: str


def unknown_places(text: str) -> list[str]:
    """What stands in braces and is filled by nothing."""
    return [place for place in _PLACE.findall(text) if place not in PLACES]


def filled(desk: Desk, text: str, person: Participant | None, question: Question) -> str:
    """A prepared question for one person's answer, in which braces of theirs are only braces."""
    places = {NAME: peers_name(desk, person), QUESTION: question.wording.prompt}
    return _PLACE.sub(lambda found: places.get(found[0], found[0]), text)


def named(desk: Desk, text: str, reply: Reply) -> str:
    return text.replace(NAME, peers_name(desk, reply.participant))


def peers_name(desk: Desk, person: Participant | None) -> str:
    """As the other participants know them, for it is they who read it (rule 9)."""
    if person is None:
        return ""
    person.board = desk.board
    return person.name_for(Audience.PEERS)


def offers_for(desk: Desk, reply: Reply) -> list[Offer]:
    """Those of the reply's question first, then the board's; none under what staff said."""
    if reply.participant is None:
        return []
    ready = prepared_on(desk).filter(Q(question=None) | Q(question=reply.question_id))
    texts = [
        (one, filled(desk, one.text, reply.participant, reply.question))
        for one in sorted(ready, key=lambda one: one.question_id is None)
    ]
    return [
        Offer(one.pk, Truncator(" ".join(text.split())).chars(SHOWN_CHARACTERS), text)
        for one, text in texts
    ]


def prepared_on(desk: Desk) -> QuerySet[PreparedProbe]:
    return PreparedProbe.objects.filter(board=desk.board).order_by("position", "pk")


def thanks_for(desk: Desk, reply: Reply) -> str:
    """How this member last thanked somebody, else kind words in the board's language."""
    words = desk.member.acknowledgement
    if not words:
        with translation.override(desk.board.language):
            words = _("Thank you, {name}. I have read it.")
    return named(desk, words, reply)


def asking_for_more(desk: Desk, reply: Reply) -> str:
    with translation.override(desk.board.language):
        words = _("Thank you, {name}. Could you say a little more about this?")
    return named(desk, words, reply)
