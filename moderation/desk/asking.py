"""Probes that need a reply, followed to their end."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from uuid import UUID

from django.db.models import Exists, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as say

from bulletin.audit.models import Entry
from bulletin.text.moments import day_and_time
from moderation.desk.deeds.base import Deed
from moderation.desk.deeds.replies import of_probe
from moderation.desk.posts import PostLine, answers_to, lines_of
from moderation.desk.trail import lines_for as trail_of
from moderation.desk.waiting import (
    answered_and_unread,
    probes_that_need_a_reply,
    replies_of_the_asked,
    unanswered_probes,
)
from moderation.web import Desk
from participants.enums import ReplyKind
from participants.models import Reply
from sessions.models import StaffMember

WAITING, UNREAD, ANSWERED, OVER = "waiting", "unread", "answered", "over"


@dataclass(frozen=True)
class State:
    """One of the lists: what it is called, and how many probes are in it."""

    key: str
    label: str
    count: int


@dataclass(frozen=True)
class ProbeLine:
    """A probe, the post that it asks about, where it stands in words, and what came back."""

    probe: PostLine
    post: PostLine | None
    state: str
    replies: list[PostLine]
    deeds: list[Deed]


def _answered(member: StaffMember) -> QuerySet[Reply]:
    unread = answered_and_unread(member).values("pk")
    probes = probes_that_need_a_reply(member).filter(Exists(replies_of_the_asked(member)))
    return probes.exclude(pk__in=unread).reverse()


def _over(member: StaffMember) -> QuerySet[Reply]:
    """Those from which staff let the person off, and those whose person has left."""
    waiting = unanswered_probes(member).values("pk")
    unanswered = probes_that_need_a_reply(member).exclude(Exists(replies_of_the_asked(member)))
    left = unanswered.exclude(pk__in=waiting).values("pk")
    off = _let_off(member.board_id).values("subject")
    probes = Reply.objects.for_staff(member).filter(kind=ReplyKind.PROBE)
    over = probes.filter(Q(needs_reply=False, pk__in=off) | Q(pk__in=left))
    return over.order_by("-posted_at", "pk")


def _let_off(board: UUID) -> QuerySet[Entry]:
    return Entry.objects.filter(board=board, action="probe_let_off")


# Each state, in the order of the page: what it is called, and which probes are in it.
STATES: Mapping[str, tuple[object, Callable[[StaffMember], QuerySet[Reply]]]] = {
    WAITING: (say("Wait for a reply"), unanswered_probes),
    UNREAD: (say("Answered, not read"), answered_and_unread),
    ANSWERED: (say("Answered"), _answered),
    OVER: (say("No longer needed"), _over),
}


def states_for(desk: Desk) -> list[State]:
    return [
        State(key, str(label), probes(desk.member).count())
        for key, (label, probes) in STATES.items()
    ]


def probes_in(desk: Desk, state: str) -> QuerySet[Reply]:
    return STATES[state][1](desk.member)


def lines_for(desk: Desk, state: str, probes: Sequence[Reply]) -> list[ProbeLine]:
    about = {probe.pk: probe.in_reply_to_id or probe.parent_id for probe in probes}
    answers = answers_to(desk, list(about))
    wanted = [*about, *filter(None, about.values()), *chain.from_iterable(answers.values())]
    posts = {line.reply.pk: line for line in lines_of(desk, wanted)}
    whys = _whys(desk, list(about)) if state == OVER else {}
    lines = []
    for probe, asked_about in about.items():
        post = posts.get(asked_about) if asked_about else None
        replies = [posts[one] for one in answers[probe] if _is_by_author(posts.get(one), post)]
        lines.append(
            ProbeLine(
                probe=posts[probe],
                post=post,
                state=whys.get(probe) or _in_words(posts[probe], replies, state),
                replies=replies,
                deeds=of_probe(desk, posts[probe].reply) if state == WAITING else [],
            )
        )
    return lines


def _is_by_author(reply: PostLine | None, post: PostLine | None) -> bool:
    """Whether the person asked wrote it, not somebody else under the same probe."""
    if reply is None or post is None or reply.reply.rejected_at:
        return False
    return reply.reply.participant_id == post.reply.participant_id


def _in_words(probe: PostLine, replies: Sequence[PostLine], state: str) -> str:
    here = timezone.get_current_timezone()
    if state == WAITING:
        return _("Waits since %(when)s") % {"when": day_and_time(probe.reply.posted_at, here)}
    if state == OVER:
        return _("They have left the board: nobody waits for them.")
    return _("Answered on %(when)s") % {"when": day_and_time(replies[0].reply.posted_at, here)}


def _whys(desk: Desk, probes: Sequence[UUID]) -> dict[UUID | None, str]:
    """Who let the person off, and when."""
    here = timezone.get_current_timezone()
    entries = list(_let_off(desk.board.pk).filter(subject__in=probes).order_by("id"))
    lines = trail_of(desk, entries)
    return {
        entry.subject: _("No longer needed, said %(name)s on %(when)s.")
        % {"name": line.who, "when": day_and_time(line.at, here)}
        for entry, line in zip(entries, lines, strict=True)
    }
