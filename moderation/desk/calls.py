"""Calls for staff: who called, about what, and whether somebody has settled it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Prefetch, QuerySet
from django.utils.safestring import SafeString, mark_safe

from moderation.desk.deeds.base import Deed
from moderation.desk.deeds.calls import of_call
from moderation.desk.names import naming_for
from moderation.desk.sayings import choices_of, shown_of
from moderation.desk.wording import Wording, wording_for
from moderation.web import Desk
from participants.enums import CallKind
from participants.models import AnswerValue, Call, Reply
from sessions.enums import Kind
from sessions.models import StaffMember


@dataclass(frozen=True)
class CallLine:
    """One call with the post it is about and that post's author."""

    call: Call
    is_help: bool
    caller: str
    author: str
    html: SafeString
    choices: str
    settled_by: str
    deeds: list[Deed]


def calls_of(desk: Desk) -> QuerySet[Call]:
    """Every call about what this desk reads: open ones first, each the newest first."""
    return (
        Call.objects.filter(reply__in=Reply.objects.for_staff(desk.member))
        .select_related(
            "participant",
            "settled_by",
            "reply__participant",
            "reply__staff",
            "reply__question__stage",
            "reply__question__current_version",
            "reply__current_version__question_version",
        )
        .prefetch_related(
            Prefetch(
                "reply__current_version__values",
                AnswerValue.objects.select_related("item", "column", "file"),
            ),
            "reply__current_version__question_version__items",
        )
        .order_by(F("settled_at").desc(nulls_first=True), "-made_at", "pk")
    )


def lines_for(desk: Desk, calls: Sequence[Call]) -> list[CallLine]:
    """These calls in words, in their order. One query more."""
    people = {call.participant for call in calls}
    people |= {call.reply.participant for call in calls if call.reply.participant}
    name_of, staff = naming_for(desk, people), _staff_names(desk)
    said = (call.reply.current_version for call in calls)
    wording = wording_for(desk, (version for version in said if version))
    return [
        CallLine(
            call=call,
            is_help=call.kind == CallKind.HELP,
            caller=name_of(call.participant),
            author=name_of(call.reply.participant) if call.reply.participant else "",
            html=_shown(desk, call.reply, wording),
            choices=_choices(call.reply),
            settled_by=staff.get(call.settled_by_id, str(call.settled_by or "")),
            deeds=of_call(desk, call),
        )
        for call in calls
    ]


def _staff_names(desk: Desk) -> dict[UUID | None, str]:
    """What this board calls each user who is or was on its staff."""
    members = StaffMember.objects.filter(board=desk.board).order_by("added_at")
    return dict(members.values_list("user", "display_name"))


def _shown(desk: Desk, reply: Reply, wording: Wording) -> SafeString:
    current = reply.current_version
    kind = Kind(reply.question.kind)
    return shown_of(desk, current, kind, wording) if current else mark_safe("")


def _choices(reply: Reply) -> str:
    kind = Kind(reply.question.kind)
    return choices_of(reply.current_version, kind) if reply.current_version else ""
