"""What stands beside a reply on the desk's pages: my star, its codes, and who hid words of it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast
from uuid import UUID

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from bulletin.text.moments import day_and_time
from moderation.coding.rules import may_code
from moderation.models import Coding
from moderation.web import Desk
from participants.models import Redaction, Reply
from sessions.models import StaffMember

if TYPE_CHECKING:
    from typing import TypedDict

    from django_stubs_ext import WithAnnotations

    class Made(TypedDict):
        who: str | None
        reply: UUID

    MadeCoding = WithAnnotations[Coding, Made]
    MadeRedaction = WithAnnotations[Redaction, Made]


@dataclass(frozen=True)
class Coded:
    """One code on a reply, and by whom."""

    name: str
    url: str
    who: str


@dataclass(frozen=True)
class Marking:
    """`codes` are those of the reply as it reads now, `earlier` those it had in other wordings
    alone; an address is empty where this desk may not do it."""

    reply: Reply
    is_starred: bool
    star_url: str
    codes: list[Coded]
    earlier: list[Coded]
    codes_url: str
    carrying_url: str
    redacted: list[str]
    """A sentence for each time that words were hidden, the first one first."""

    @property
    def star_key(self) -> str:
        return f"star-{self.reply.pk}"

    @property
    def codes_key(self) -> str:
        return f"codes-{self.reply.pk}"


def markings_for(desk: Desk, replies: Collection[Reply]) -> dict[UUID, Marking]:
    """By reply; three queries for those who read everything, one for observers."""
    starred = set(desk.member.stars.filter(reply__in=replies).values_list("reply", flat=True))
    codings, redactions = _codings(desk, replies), _redactions(desk, replies)
    return {
        reply.pk: _marking(
            desk, reply, reply.pk in starred, codings[reply.pk], redactions[reply.pk]
        )
        for reply in replies
    }


def marking_of(desk: Desk, reply: Reply) -> Marking:
    return markings_for(desk, [reply])[reply.pk]


def _marking(
    desk: Desk, reply: Reply, is_starred: bool, codings: "list[MadeCoding]", redacted: list[str]
) -> Marking:
    now = [one for one in codings if one.version_id == reply.current_version_id]
    had = {one.code_id for one in now}
    place = [desk.board.slug, reply.pk]
    coding = may_code(desk.member, reply)
    return Marking(
        reply=reply,
        is_starred=is_starred,
        star_url=reverse("desk_star", args=place),
        codes=_coded(desk, now),
        earlier=_coded(desk, [one for one in codings if one.code_id not in had]),
        codes_url=reverse("desk_codes", args=place) if coding else "",
        carrying_url=reverse("desk_carrying", args=place) if coding else "",
        redacted=redacted,
    )


def _coded(desk: Desk, codings: "Iterable[MadeCoding]") -> list[Coded]:
    """A code once, with everybody who gave it."""
    by_code: dict[UUID, list[MadeCoding]] = defaultdict(list)
    for one in codings:
        by_code[one.code_id].append(one)
    return [
        Coded(
            name=ones[0].code.name,
            url=reverse("desk_code", args=[desk.board.slug, code]),
            who=", ".join(dict.fromkeys(named(one.who) for one in ones)),
        )
        for code, ones in by_code.items()
    ]


def named(who: str | None) -> str:
    return who or _("somebody who has left")


def display_name_of_maker(desk: Desk) -> Subquery:
    """Under which name whoever made a row is, or was last, on the staff of this board."""
    staff = StaffMember.objects.filter(board=desk.board, user=OuterRef("made_by"))
    return Subquery(staff.order_by("-added_at").values("display_name")[:1])


def codings_of(desk: Desk, replies: Collection[Reply]) -> "QuerySet[MadeCoding]":
    """With `who` made each, in the codebook's order."""
    made = (
        Coding.objects.current()
        .filter(version__reply__in=replies)
        .select_related("code")
        .annotate(who=display_name_of_maker(desk), reply=F("version__reply"))
    )
    return cast("QuerySet[MadeCoding]", made.order_by("code__position", "made_at", "pk"))


def _codings(desk: Desk, replies: Collection[Reply]) -> "dict[UUID, list[MadeCoding]]":
    found: dict[UUID, list[MadeCoding]] = defaultdict(list)
    if desk.member.reads_everything:
        for coding in codings_of(desk, replies):
            found[coding.reply].append(coding)
    return found


def _redactions(desk: Desk, replies: Collection[Reply]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = defaultdict(list)
    if desk.member.reads_everything:
        here = timezone.get_current_timezone()
        for one in redactions_of(desk, replies):
            sentence = _("Words hidden by %(name)s on %(when)s") % {
                "name": named(one.who),
                "when": day_and_time(one.made_at, here),
            }
            if sentence not in found[one.reply]:
                found[one.reply].append(sentence)
    return found


def redactions_of(desk: Desk, replies: Collection[Reply]) -> "QuerySet[MadeRedaction]":
    """With `who` made each, the first one first."""
    made = Redaction.objects.filter(version__reply__in=replies).annotate(
        who=display_name_of_maker(desk), reply=F("version__reply")
    )
    return cast("QuerySet[MadeRedaction]", made.order_by("made_at", "pk"))
