"""What the page for writing under a reply begins with, and what its writer has seen there."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.safestring import SafeString

from moderation.actions.speaking import words_of_others
from moderation.desk.forms.speaking import COMMENT, PROBE
from moderation.desk.prepared import asking_for_more, offers_for
from moderation.desk.wording import wording_for
from moderation.models import Note
from moderation.web import Desk
from participants.models import Reply


@dataclass(frozen=True)
class Words:
    """What somebody else of the staff wrote while one was writing."""

    name: str
    html: SafeString


def wish_for(desk: Desk, reply: Reply, wanted: str) -> Note | None:
    """The wish beside this reply that is to be asked; None where the address names none."""
    notes = Note.objects.for_staff(desk.member).filter(reply=reply, wants_probe=True)
    wish = _as_id(wanted)
    return notes.select_related("author").filter(pk=wish).first() if wish else None


def beginning(desk: Desk, reply: Reply, asked: QueryDict, wish: Note | None) -> dict[str, Any]:
    """With what the form starts: the words of a wish, or those that ask for more."""
    if wish is not None:
        return {"manner": PROBE, "text": wish.text, "needs_reply": True}
    if "more" in asked and reply.participant is not None:
        return {"manner": PROBE, "text": asking_for_more(desk, reply), "needs_reply": True}
    return {"manner": COMMENT}


def with_prepared(desk: Desk, reply: Reply, typed: QueryDict) -> dict[str, Any]:
    """The form as it is typed, the chosen prepared question put below what was there."""
    chosen = _as_id(typed.get("prepared", ""))
    ready = [offer.text for offer in offers_for(desk, reply) if offer.id == chosen]
    manner = typed.get("manner", COMMENT)
    text = "\n\n".join(part for part in (typed.get("text", "").strip(), *ready) if part)
    return {
        "manner": PROBE if manner == COMMENT else manner,
        "text": text,
        "needs_reply": True,
    }


def seen_here(desk: Desk, reply: Reply) -> str:
    """The versions of other staff's words in the thread, as a page carries them along."""
    others = words_of_others(desk.member, reply)
    return ",".join(str(one.current_version_id) for one in others)


def seen_by_then(typed: QueryDict) -> set[UUID]:
    """What the page had carried along; what is no id is not among them."""
    return {one for one in map(_as_id, typed.get("seen", "").split(",")) if one}


def said_meanwhile(desk: Desk, replies: Iterable[Reply]) -> list[Words]:
    replies = list(replies)
    wording = wording_for(desk, (one.current_version for one in replies if one.current_version))
    return [
        Words(reply.staff.display_name, wording.html_of(reply.current_version))
        for reply in replies
        if reply.staff and reply.current_version
    ]


def _as_id(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None
