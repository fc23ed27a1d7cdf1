"""Analysts code whole replies, each under their own name."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from bulletin.audit.models import Entry
from moderation.models import Code, Coding
from participants.models import Reply
from sessions.models import StaffMember


@transaction.atomic
def code_reply(
    *, reply: Reply, codes: Collection[Code], member: StaffMember, now: datetime
) -> bool:
    """These are this analyst's codes of the reply as it reads now, and no others are.

    Another's codes, and those of another wording or of a range of its words, stay as they
    are. False where nothing changed.
    """
    mine = (
        Coding.objects.whole().current().filter(version=reply.current_version, made_by=member.user)
    )
    dropped, _models = mine.exclude(code__in=codes).delete()
    given = set(mine.values_list("code", flat=True))
    added = _code(reply, [code for code in codes if code.pk not in given], member, now)
    return bool(dropped or added)


@transaction.atomic
def carry_over(*, reply: Reply, member: StaffMember, now: datetime) -> bool:
    """What the reply was coded with in another wording, by whomever, this analyst codes the
    one that it has now with; False where nothing was left to carry over."""
    whole = Coding.objects.whole().current().filter(version__reply=reply)
    here = whole.filter(version=reply.current_version)
    left = whole.exclude(code__in=here.values("code")).values("code")
    return bool(_code(reply, list(Code.objects.filter(pk__in=left)), member, now))


@transaction.atomic
def take_away(*, coding: Coding, member: StaffMember, now: datetime) -> bool:
    """The coding is gone; False where it was. Another's leaves a trace."""
    gone, _models = Coding.objects.filter(pk=coding.pk).delete()
    if gone and coding.made_by_id != member.user_id:
        Entry.objects.record(
            "coding_taken_away",
            now=now,
            actor=member.user_id,
            board=member.board_id,
            subject=coding.version.reply,
        )
    return bool(gone)


def _code(
    reply: Reply, codes: Collection[Code], member: StaffMember, now: datetime
) -> list[Coding]:
    """Whoever codes it so at the same instant in another window has coded it once."""
    return Coding.objects.bulk_create(
        [
            Coding(code=code, version=reply.current_version, made_at=now, made_by=member.user)
            for code in codes
        ],
        ignore_conflicts=True,
    )
