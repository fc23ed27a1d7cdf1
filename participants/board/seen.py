"""What a reader sees of a reply, as the database works it out.

Nothing is in these columns that the markup does not show to this very reader: the mark that a
poll's ETag is made of is made of them (rule 1).
"""

import uuid
from datetime import datetime
from typing import Any

from django.db.models import (
    Aggregate,
    BigIntegerField,
    BooleanField,
    Case,
    ExpressionWrapper,
    F,
    Func,
    IntegerField,
    Q,
    TextField,
    Value,
    When,
)

from participants.enums import ReplyKind
from participants.models import Resonance

_WITHDRAWN = Q(withdrawn_at__isnull=False)
_ANSWER = Q(kind=ReplyKind.ANSWER)


class _Xor(Aggregate):
    function = "bit_xor"
    output_field = BigIntegerField()


class _Any(Aggregate):
    function = "bool_or"
    output_field = BooleanField()


def sight_columns(reader: uuid.UUID, mark: Any, rung: Q) -> dict[str, Any]:
    """`sight_of`, where the rows are."""
    own, shown = Q(participant=reader), ~_WITHDRAWN
    return {
        "mark": _Xor(mark),
        "others": _Any(true_of(~own & Q(parent=None))),
        "answered": _Any(true_of(Q(kind=ReplyKind.ANSWER, rejected_at=None) & shown)),
        "own": _Any(true_of(own & shown)),
        "words": _Any(true_of(shown)),
        "open_ended": _Any(true_of(shown & Q(rejected_at=None) | own & _WITHDRAWN & _ANSWER)),
        "refers": _Any(true_of(shown & Q(current_version__refers=True))),
        "rung": _Any(true_of(shown & rung)),
    }


def rung_here(question: uuid.UUID, *, tester: bool, opened: bool) -> Q:
    """On replies under the question: one rings true for somebody. Which do is found once.

    Only those who read others here can say so: until it has opened to the reader too, none does.
    """
    if not opened:
        return Q(pk__in=[])
    ringing = Resonance.objects.told_to(tester=tester).filter(question=question)
    return Q(pk__in=ringing.values("reply"))


def mine_among(reader: uuid.UUID) -> Any:
    """Whether one of those that are counted together is the reader's."""
    return _Any(true_of(Q(participant=reader)))


def seen_columns(reader: uuid.UUID, since: datetime | None, name: Any) -> dict[str, Any]:
    """What the markup of a reply shows to this reader: nothing of what is withdrawn but that
    something was there, of its author's name and state only what is told to whom."""
    own = Q(participant=reader)
    told = own & ~_WITHDRAWN
    return {
        "id": F("id"),
        "kind": F("kind"),
        "parent": F("parent_id"),
        "in_reply_to": F("in_reply_to_id"),
        "participant": F("participant_id"),
        "called": _where(~own & ~_WITHDRAWN & Q(participant__isnull=False), name),
        "staff_name": _where(~_WITHDRAWN, F("staff__display_name")),
        "staff_role": _where(~_WITHDRAWN, F("staff__role")),
        "entry": F("entry"),
        "said": Func(
            F("said_at"),
            template="floor(date_part('epoch', %(expressions)s) / 60)::int",
            output_field=IntegerField(),
        ),
        "new": true_of(Q(posted_at__gt=since) & ~own),
        "private": true_of(Q(private_to__isnull=False)),
        "withdrawn": true_of(_WITHDRAWN),
        "state": Case(
            When(told & Q(rejected_at__isnull=False), then=Value("rejected")),
            When(told & Q(concealed_at__isnull=False), then=Value("concealed")),
            When(told & Q(held_at__isnull=False), then=Value("held")),
            default=Value(""),
            output_field=TextField(),
        ),
        "why": _where(told & Q(rejected_at__isnull=False), F("rejected_why")),
        "html": _where(~_WITHDRAWN, F("current_version__html")),
        "corrected": true_of(Q(current_version__number__gt=1) & ~_WITHDRAWN),
        "channel": _where(told, F("current_version__channel")),
    }


def _where(condition: Q, shown: Any) -> Case:
    return Case(When(condition, then=shown), default=Value(""), output_field=TextField())


def name_for_peers(named: bool, by_first_name: bool, way: str = "participant__") -> Any:
    """What the board lets peers call a participant (rule 9), and no more of it."""
    if by_first_name:
        return Func(F(f"{way}name"), Value(r"\S+"), function="substring")
    return F(f"{way}name") if named else F(f"{way}pseudonym")


def true_of(condition: Q) -> Any:
    return ExpressionWrapper(condition, BooleanField())
