"""Everything said under a question, as threads, with what staff should know of each reply."""

from collections import defaultdict
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils.safestring import SafeString, mark_safe

from moderation.desk.beside import Beside, beside
from moderation.desk.deeds.base import Deed
from moderation.desk.deeds.replies import of_reply
from moderation.desk.marks import Mark, entered, marks_of, state_marks_of
from moderation.desk.names import Naming, naming_for
from moderation.kinds import KINDS
from moderation.web import Desk
from participants.enums import ReplyKind
from participants.models import AnswerValue, Reply, ReplyVersion
from sessions.enums import Kind, Role
from sessions.models import Question


@dataclass
class Saying:
    """One reply as a page shows it, with what hangs on it."""

    reply: Reply
    name: str
    role: str
    html: SafeString
    choices: str
    marks: list[Mark]
    entered: str
    earlier: list["EarlierVersion"]
    deeds: list[Deed]
    is_new: bool
    children: list["Saying"] = field(default_factory=list)
    to: str = ""
    """Whom it answers, where it hangs beside that rather than on it."""
    is_asked_for: bool = False
    """Whether the page is about this one reply, in its thread."""

    @property
    def initial(self) -> str:
        return self.name[:1].upper()

    @property
    def is_gone(self) -> bool:
        return self.reply.withdrawn_at is not None


@dataclass(frozen=True)
class EarlierVersion:
    version: ReplyVersion
    html: SafeString
    choices: str


def replies_for(desk: Desk) -> QuerySet[Reply]:
    """Through the gate for staff, with all that a saying needs: five queries, however many."""
    versions = (
        ReplyVersion.objects.select_related("question_version", "entered_by")
        .prefetch_related(
            "question_version__items",
            Prefetch("values", AnswerValue.objects.select_related("item", "column")),
        )
        .order_by("number")
    )
    return (
        Reply.objects.for_staff(desk.member)
        .filter(board=desk.board)
        .select_related("participant", "staff", "question", "private_to")
        .prefetch_related(Prefetch("versions", versions))
        .order_by("said_at", "posted_at", "id")
    )


def threads_of(desk: Desk, question: Question) -> list[Saying]:
    """Answers first, then calls for help; each with what hangs on it, in the order it was said."""
    threads = _threads(desk, list(replies_for(desk).filter(question=question)))
    return sorted(threads, key=lambda saying: saying.reply.kind != ReplyKind.ANSWER)


def thread_of(desk: Desk, reply: Reply) -> list[Saying]:
    """The one thread that this reply is part of."""
    replies = list(replies_for(desk).filter(thread=reply.thread_id))
    return _threads(desk, replies, asked_for=reply)


def _threads(desk: Desk, replies: list[Reply], *, asked_for: Reply | None = None) -> list[Saying]:
    people = {reply.participant for reply in replies if reply.participant}
    name_of, extras = naming_for(desk, people), beside(desk, replies)
    sayings: dict[UUID | None, Saying] = {
        reply.pk: _saying(desk, reply, name_of, extras) for reply in replies
    }
    hanging: dict[UUID | None, list[Saying]] = defaultdict(list)
    for saying in sayings.values():
        hanging[saying.reply.parent_id].append(saying)
    for saying in sayings.values():
        saying.children = hanging[saying.reply.pk]
        if addressed := sayings.get(saying.reply.in_reply_to_id):
            saying.to = addressed.name
        saying.is_asked_for = saying.reply == asked_for
    return hanging[None]


def _saying(desk: Desk, reply: Reply, name_of: Naming, extras: Beside) -> Saying:
    current, earlier = _current_and_earlier(reply)
    kind = Kind(reply.question.kind)
    return Saying(
        reply=reply,
        name=name_of(reply.participant) if reply.participant else _staff_name(reply),
        role=str(Role(reply.staff.role).label) if reply.staff else "",
        html=words_of(current) if current else mark_safe(""),
        choices=choices_of(current, kind) if current else "",
        marks=[*state_marks_of(reply), *marks_of(reply, current)],
        entered=entered(current),
        earlier=[
            EarlierVersion(version, words_of(version), choices_of(version, kind))
            for version in earlier
            if desk.member.reads_everything
        ],
        deeds=of_reply(desk, reply),
        is_new=reply.pk in extras.new,
    )


def _staff_name(reply: Reply) -> str:
    assert reply.staff is not None
    return reply.staff.display_name


def _current_and_earlier(reply: Reply) -> tuple[ReplyVersion | None, list[ReplyVersion]]:
    versions = list(reply.versions.all())
    current = next((one for one in versions if one.pk == reply.current_version_id), None)
    return current, [one for one in versions if one is not current]


def words_of(version: ReplyVersion) -> SafeString:
    return mark_safe(version.html)  # noqa: S308 - made by to_html when it was written


def choices_of(version: ReplyVersion, kind: Kind) -> str:
    return KINDS[kind].in_words(version.question_version, list(version.values.all()))
