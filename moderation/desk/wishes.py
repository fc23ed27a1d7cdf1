"""Wishes for a probe, from what was wished to what was asked and answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from moderation.desk.already import by_whom
from moderation.desk.notes import NoteLine, line_for
from moderation.desk.posts import PostLine, answers_to, lines_of
from moderation.models import Note
from moderation.unread import new_to
from moderation.web import Desk
from participants.models import Reply
from sessions.models import StaffMember


@dataclass(frozen=True)
class WishLine:
    """One wish: beside which post, the probe as it was asked, and what was said to it.

    `settled_by` names who asked or declined it. `probe` is None also where this desk may not
    read it any more.
    """

    wish: NoteLine
    post: PostLine
    settled_by: str
    probe: PostLine | None
    replies: list[PostLine]
    new: frozenset[UUID]

    @property
    def is_declined(self) -> bool:
        return bool(self.wish.note.settled_why)


def wishes_of(desk: Desk) -> QuerySet[Note]:
    """An observer's own, and for those who can ask all of the board's; the open ones first."""
    wishes = Note.objects.for_staff(desk.member).filter(wants_probe=True).select_related("author")
    if not desk.member.reads_everything:
        wishes = wishes.filter(author=desk.member)
    return wishes.order_by(F("settled_at").desc(nulls_first=True), "made_at", "pk")


def lines_for(desk: Desk, wishes: Sequence[Note]) -> list[WishLine]:
    """Each through the gate, the replies to a probe with whether they are new to this desk."""
    answers = answers_to(desk, [wish.probe_id for wish in wishes if wish.probe_id])
    said = [one for replies in answers.values() for one in replies]
    posts = {
        line.reply.pk: line
        for line in lines_of(
            desk,
            [
                *(wish.reply_id for wish in wishes if wish.reply_id),
                *(wish.probe_id for wish in wishes if wish.probe_id),
                *said,
            ],
        )
    }
    new = frozenset(
        Reply.objects.filter(pk__in=said).filter(new_to(desk.member)).values_list("pk", flat=True)
    )
    names = _names(desk, wishes)
    return [
        WishLine(
            wish=line_for(desk, wish),
            post=posts[wish.reply_id],
            settled_by=names.get(wish.settled_by_id, ""),
            probe=posts.get(wish.probe_id) if wish.probe_id else None,
            replies=[posts[one] for one in answers[wish.probe_id] if one in posts],
            new=new,
        )
        for wish in wishes
        if wish.reply_id in posts
    ]


def replies_in(lines: Sequence[WishLine]) -> QuerySet[Reply]:
    """What was said to the probes on this page."""
    return Reply.objects.filter(pk__in=[reply.reply.pk for line in lines for reply in line.replies])


def settled_already(desk: Desk, wish: Note) -> str:
    """Who asked or declined it, for whoever comes second."""
    wish.refresh_from_db()
    if wish.settled_at is None:
        return _("It was so already.")
    name = _names(desk, [wish]).get(wish.settled_by_id, _("Somebody"))
    return by_whom(name, wish.settled_at)


def _names(desk: Desk, wishes: Sequence[Note]) -> dict[UUID | None, str]:
    """Under which name on this board each user who settled one is known."""
    users = {wish.settled_by_id for wish in wishes if wish.settled_by_id}
    staff = StaffMember.objects.filter(board=desk.board, user__in=users).order_by("added_at")
    return dict(staff.values_list("user", "display_name"))
