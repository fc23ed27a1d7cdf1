"""Everything said under a question, as threads, with what staff should know of each reply."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from bulletin.media.looks import Place
from moderation.coding.marking import Marking
from moderation.collecting.beside import Collecting
from moderation.desk.beside import Beside, beside
from moderation.desk.deeds.base import Deed
from moderation.desk.deeds.replies import further_of_reply, of_reply
from moderation.desk.marks import Mark, entered, marks_of, resonance_of, state_marks_of
from moderation.desk.names import Naming, naming_for
from moderation.desk.notes import NoteLine
from moderation.desk.wording import Wording
from moderation.kinds import KINDS
from moderation.web import Desk
from participants.hits import marked, text_of, words_found
from participants.kinds import KINDS as ANSWERING_KINDS
from participants.models import AnswerValue, Reply, ReplyVersion
from sessions.enums import Kind, Role


@dataclass
class Saying:
    """One reply as a page shows it, with what hangs on it."""

    reply: Reply
    name: str
    role: str
    html: SafeString
    choices: SafeString
    marks: list[Mark]
    entered: str
    earlier: list["EarlierVersion"]
    deeds: list[Deed]
    further_deeds: list[Deed]
    marking: Marking
    is_new: bool
    notes: list[NoteLine]
    collecting: Collecting | None
    children: list["Saying"] = field(default_factory=list)
    to: str = ""
    """Whom it answers, where it hangs beside that rather than on it."""
    is_asked_for: bool = False
    """Whether the page is about this one reply, in its thread."""
    shows_place: bool = False
    """Whether it stands by itself, so that it says under which question it was written."""
    may_be_marked: bool = False
    """Whether the page can tell that it was read, or is to be new again."""
    next_new: UUID | None = None
    """The reply further down the page that is new too."""

    @property
    def initial(self) -> str:
        return self.name[:1].upper()

    @property
    def is_gone(self) -> bool:
        return self.reply.withdrawn_at is not None

    @property
    def is_taken_back(self) -> bool:
        """By its author, who goes on taking part."""
        author = self.reply.participant
        return self.is_gone and author is not None and author.withdrawn_at is None

    @property
    def is_erased(self) -> bool:
        author = self.reply.participant or self.reply.private_to
        return author is not None and author.erased_at is not None


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
            Prefetch("values", AnswerValue.objects.select_related("item", "column", "file")),
        )
        .order_by("number")
    )
    return (
        Reply.objects.for_staff(desk.member)
        .filter(board=desk.board)
        .with_resonance()
        .select_related("participant", "staff", "question", "private_to")
        .prefetch_related(Prefetch("versions", versions))
        .order_by("said_at", "posted_at", "id")
    )


def threads_from(desk: Desk, heads: Sequence[UUID]) -> list[Saying]:
    """These threads in this order, each with what hangs on it in the order it was said."""
    threads = _threads(desk, list(replies_for(desk).filter(thread__in=heads)))
    return sorted(threads, key=lambda saying: heads.index(saying.reply.pk))


def thread_of(desk: Desk, reply: Reply) -> list[Saying]:
    """The one thread that this reply is part of."""
    replies = list(replies_for(desk).filter(thread=reply.thread_id))
    return _threads(desk, replies, asked_for=reply)


def posts_of(desk: Desk, replies: list[Reply]) -> list[Saying]:
    """Each by itself, in the order given; `replies` as `replies_for` brings them."""
    people = {reply.participant for reply in replies if reply.participant}
    name_of, extras = naming_for(desk, people), beside(desk, replies)
    return [_saying(desk, reply, name_of, extras) for reply in replies]


def posts_in_place(desk: Desk, replies: Sequence[UUID], search: str) -> list[Saying]:
    """Each reply by itself, in the order given, with its place and what the search found in it.

    Four queries more than `replies_for`: one that joined as much would take longer to plan.
    """
    found = replies_for(desk).filter(pk__in=replies).prefetch_related(*_PLACE)
    shown = sorted(found, key=lambda reply: replies.index(reply.pk))
    addressed = [_addressed(reply) for reply in shown]
    people = {one.participant for one in [*shown, *filter(None, addressed)] if one.participant}
    name_of, extras = naming_for(desk, people), beside(desk, shown)
    sayings = [_saying(desk, reply, name_of, extras) for reply in shown]
    for saying, other in zip(sayings, addressed, strict=True):
        saying.shows_place = True
        saying.to = _author(other, name_of) if other else ""
    to_be_read(desk, sayings)
    if search:
        _mark_found(desk, sayings, search)
    return sayings


_PLACE = (
    "question__stage",
    "question__current_version",
    Prefetch("parent", Reply.objects.select_related("participant", "staff")),
    Prefetch("in_reply_to", Reply.objects.select_related("participant", "staff")),
)


def _addressed(reply: Reply) -> Reply | None:
    return reply.in_reply_to or reply.parent


def _mark_found(desk: Desk, sayings: list[Saying], search: str) -> None:
    texts = [text for saying in sayings for text in (text_of(saying.html), text_of(saying.choices))]
    found = words_found(desk.board, search, texts)
    for saying in sayings:
        saying.html = marked(saying.html, found)
        saying.choices = marked(saying.choices, found)


def to_be_read(desk: Desk, sayings: list[Saying]) -> None:
    """What others wrote can be marked as read and as unread."""
    for saying in down_the_page(sayings):
        saying.may_be_marked = saying.reply.staff_id != desk.member.pk


def link_new(sayings: list[Saying]) -> None:
    """Each that is new leads to the next that is, down the page."""
    for saying, following in pairwise(new_among(sayings)):
        saying.next_new = following.reply.pk


def new_among(sayings: Sequence[Saying]) -> list[Saying]:
    return [saying for saying in down_the_page(sayings) if saying.is_new]


def down_the_page(sayings: Sequence[Saying]) -> Iterator[Saying]:
    for saying in sayings:
        yield saying
        yield from down_the_page(saying.children)


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
        name=_author(reply, name_of),
        role=str(Role(reply.staff.role).label) if reply.staff else "",
        html=shown_of(desk, current, kind, extras.wording) if current else mark_safe(""),
        choices=escape(choices_of(current, kind)) if current else mark_safe(""),
        marks=[*state_marks_of(reply), *marks_of(reply, current), *resonance_of(reply)],
        entered=entered(current),
        earlier=[
            EarlierVersion(
                version,
                shown_of(desk, version, kind, extras.wording),
                choices_of(version, kind),
            )
            for version in earlier
            if desk.member.reads_everything
        ],
        deeds=of_reply(desk, reply),
        further_deeds=further_of_reply(desk, reply),
        marking=extras.markings[reply.pk],
        is_new=reply.pk in extras.new,
        notes=extras.notes.get(reply.pk, []),
        collecting=extras.collecting.get(reply.pk),
    )


def _author(reply: Reply, name_of: Naming) -> str:
    if reply.participant:
        return name_of(reply.participant)
    assert reply.staff is not None
    return reply.staff.display_name


def _current_and_earlier(reply: Reply) -> tuple[ReplyVersion | None, list[ReplyVersion]]:
    versions = list(reply.versions.all())
    current = next((one for one in versions if one.pk == reply.current_version_id), None)
    return current, [one for one in versions if one is not current]


def shown_of(desk: Desk, version: ReplyVersion, kind: Kind, wording: Wording) -> SafeString:
    """The words, and what the answer shows besides."""
    beside = ANSWERING_KINDS[kind].beside(version, desk.board.slug, Place.DESK)
    return wording.html_of(version) + beside


def choices_of(version: ReplyVersion, kind: Kind) -> str:
    """Nothing where `shown_of` shows it all."""
    if ANSWERING_KINDS[kind].shows_beside:
        return ""
    return KINDS[kind].in_words(version.question_version, list(version.values.all()))
