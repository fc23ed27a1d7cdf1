"""One post of one's own, and what follows if it is taken back."""

from dataclasses import dataclass

from participants import rules
from participants.enums import ReplyKind
from participants.kinds import KINDS
from participants.mine.gathering import told_of
from participants.mine.sections import Told
from participants.models import Membership, Reply
from participants.web import Visit
from sessions.enums import Kind


@dataclass(frozen=True, slots=True)
class OwnPost:
    """`is_in_place` says whether its question is still shown to them, `may_go` whether it can be
    taken back now, `may_answer_again` whether the question still takes an answer."""

    reply: Reply
    versions: list[Told]
    is_in_place: bool
    may_go: bool
    has_replies: bool
    has_files: bool
    routes: bool
    may_answer_again: bool

    @property
    def is_answer(self) -> bool:
        return self.reply.kind == ReplyKind.ANSWER

    @property
    def is_counted(self) -> bool:
        """Whether others see it in numbers alone."""
        return self.is_answer and KINDS[Kind(self.reply.question.kind)].is_closed

    @property
    def prompt(self) -> str:
        return self.reply.question.wording.prompt


def own_post(reply: Reply, visit: Visit) -> OwnPost:
    """A few queries; replies are those that this person may read."""
    readable = Reply.objects.visible_to(visit.participant, now=visit.now)
    here = Reply.objects.hanging_on(Reply.objects.filter(pk=reply.pk))
    is_answer = reply.kind == ReplyKind.ANSWER
    return OwnPost(
        reply=reply,
        versions=told_of(reply),
        is_in_place=readable.filter(pk=reply.pk).exists(),
        may_go=rules.may_withdraw_replies(visit.board, visit.now),
        has_replies=readable.filter(pk__in=here.values("pk"))
        .exclude(participant=visit.participant)
        .exists(),
        has_files=reply.question.kind == Kind.FILE,
        routes=Membership.objects.current().filter(routed_by=reply).exists(),
        may_answer_again=is_answer
        and rules.may_answer(visit.participant, reply.question, visit.now),
    )
