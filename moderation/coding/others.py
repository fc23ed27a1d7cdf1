"""What others coded a reply with, each with the button by which it may be taken away."""

from dataclasses import dataclass

from django.urls import reverse

from moderation.coding.marking import codings_of, named
from moderation.coding.rules import may_take_away
from moderation.web import Desk
from participants.models import Reply


@dataclass(frozen=True)
class OthersCoding:
    """`url` is empty where this desk may not take it away."""

    code: str
    who: str
    url: str


def codings_by_others(desk: Desk, reply: Reply) -> list[OthersCoding]:
    """Of the wording that the reply has now: one query."""
    codings = codings_of(desk, [reply]).filter(version=reply.current_version)
    return [
        OthersCoding(
            code=coding.code.name,
            who=named(coding.who),
            url=reverse("desk_coding_removal", args=[desk.board.slug, coding.pk])
            if may_take_away(desk.member, coding)
            else "",
        )
        for coding in codings.exclude(made_by=desk.user)
    ]
