"""Somebody takes another pseudonym, of those drawn for them, before they first post (ADR 49)."""

from datetime import datetime

from django.core import signing
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from bulletin.audit.models import Entry
from participants import rules
from participants.actions.posting import NotOpen, take_turns
from participants.models import Participant
from participants.pseudonyms import drawn_pseudonyms, taken_on

A_HANDFUL = 5
# As long as a page lies about before somebody comes back to it.
_OFFER_HOLDS = 3600
_SALT = "a pseudonym that was drawn for somebody"


class NotOffered(Exception):
    """It was not drawn for this person, or a while ago, or somebody else has it now."""


def drawn_for(participant: Participant) -> list[tuple[str, str]]:
    """A handful of pseudonyms that nobody on the board has, each with the token it is taken by.

    Nothing is kept of them.
    """
    offered = drawn_pseudonyms(A_HANDFUL, taken=taken_on(participant.board))
    whose = str(participant.pk)
    return [(signing.dumps([whose, one], salt=_SALT), one) for one in offered]


@transaction.atomic
def take_pseudonym(*, participant: Participant, token: str, now: datetime) -> None:
    """They go by it from now on, and nothing says by what they went before.

    Raises NotOpen once they have posted anything or where the board does not offer it, and
    NotOffered for what was not drawn for them.
    """
    take_turns(participant)
    participant.refresh_from_db(fields=["pseudonym"])
    if not rules.may_draw_pseudonym(participant):
        raise NotOpen(_("Your name on this board can no longer be changed."))
    chosen = _offered(token, participant)
    try:
        with transaction.atomic():
            Participant.objects.filter(pk=participant.pk).update(pseudonym=chosen)
    except IntegrityError as taken:
        raise NotOffered from taken
    participant.pseudonym = chosen
    Entry.objects.record(
        "pseudonym_drawn", now=now, actor=None, board=participant.board_id, subject=participant
    )


def _offered(token: str, participant: Participant) -> str:
    try:
        whose, pseudonym = signing.loads(token, salt=_SALT, max_age=_OFFER_HOLDS)
    except (signing.BadSignature, ValueError) as forged:
        raise NotOffered from forged
    if whose != str(participant.pk):
        raise NotOffered
    return str(pseudonym)
