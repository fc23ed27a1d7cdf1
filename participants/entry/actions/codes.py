"""Six digits to a participant's address, and trying them (rule 10)."""

import hmac
import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q
from django.utils.crypto import salted_hmac

from bulletin.outbox.actions import owe
from bulletin.text.tokens import new_code
from participants.models import EntryCode, Participant
from participants.models.entry import CODE_ATTEMPTS, CODE_LASTS
from participants.notices.names import ENTRY_CODE


@transaction.atomic
def send_codes(participants: Iterable[Participant], *, now: datetime) -> list[EntryCode]:
    """Each is owed a mail with a code of their own; among them no two codes are alike."""
    used: set[str] = set()
    return [_send_code(participant, used, now=now) for participant in participants]


@transaction.atomic
def try_code(
    ids: Sequence[str], digits: str, *, now: datetime, only: Participant | None = None
) -> Participant | None:
    """The person whose code this is, among the codes with these ids; it is used up by that.

    With `only`, no other person's code counts: at somebody's own link, nobody else's opens.
    A wrong one counts against each of them. A code that was used, has run out or was tried
    too often is wrong like any other.
    """
    codes = list(
        EntryCode.objects.select_for_update(of=("self",))
        .filter(pk__in=ids, used_at=None, expires_at__gt=now, attempts__lt=CODE_ATTEMPTS)
        .filter(Q(participant=only) if only else Q())
        .select_related("participant__board")
        .order_by("pk")
    )
    right = next((code for code in codes if _matches(code, digits)), None)
    if right is None:
        EntryCode.objects.filter(pk__in=[code.pk for code in codes]).update(
            attempts=F("attempts") + 1
        )
        return None
    right.used_at = now
    right.save(update_fields=["used_at"])
    return right.participant


def _send_code(participant: Participant, used: set[str], *, now: datetime) -> EntryCode:
    digits = new_code()
    while digits in used:
        digits = new_code()
    used.add(digits)
    key = uuid.uuid4()
    code = EntryCode.objects.create(
        id=key,
        participant=participant,
        digest=digest_of_code(key, digits),
        sent_at=now,
        expires_at=now + CODE_LASTS,
    )
    owe(
        kind=ENTRY_CODE,
        recipient=participant.pk,
        subject=code.pk,
        board=participant.board_id,
        now=now,
        secret=digits,
    )
    return code


def digest_of_code(key: uuid.UUID, digits: str) -> bytes:
    """Keyed: six digits are too few for a bare digest to hide them."""
    return salted_hmac("participants.entry.code", f"{key}:{digits}", algorithm="sha256").digest()


def _matches(code: EntryCode, digits: str) -> bool:
    return hmac.compare_digest(bytes(code.digest), digest_of_code(code.pk, digits))
