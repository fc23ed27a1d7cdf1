"""What is new on a board since one participant was last here: lines that each lead to the place.

A further sort of news is one more function that yields lines, and its name in `SORTS`.
"""

import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bulletin.statements import Columns, Statement
from participants.entry.overview.announced import Announced
from participants.entry.overview.mentions import Spoken, mentions_since
from participants.entry.overview.questions import Line
from participants.enums import ReplyKind
from participants.gate.reader import facts_of, reader_with
from participants.models import Participant, Reply
from participants.web import Visit
from sessions.enums import Audience, Opening
from sessions.models import StaffMember

if TYPE_CHECKING:
    from participants.entry.overview.board import Card

# So many replies to one's own words have a line each; the rest count under their question.
MOST_TO_ME = 5

_REPLY = Columns(Reply)
_STAFF = Columns(StaffMember)
_PERSON = Columns(Participant)


@dataclass(frozen=True, slots=True)
class News:
    """One line, with the icon before it and where it leads."""

    icon: str
    words: str
    address: str


@dataclass(frozen=True)
class Found:
    """All that a line may be made of, found beforehand: no sort of news asks the database.

    `told` is what was written to this person, and those of their answers that were rejected;
    `spoken` are the posts that speak to them by name.
    """

    visit: Visit
    since: datetime
    open: Sequence["Card"]
    closed: Sequence["Card"]
    announced: Announced
    told: Sequence[Reply]
    spoken: Sequence[Spoken]

    @property
    def lines(self) -> list[Line]:
        return [line for card in [*self.open, *self.closed] for line in card.lines]

    @cached_property
    def prompts(self) -> dict[uuid.UUID, str]:
        return {line.id: line.prompt for line in self.lines}

    @property
    def to_me(self) -> list[Reply]:
        return [one for one in self.told if one.participant_id != self.visit.participant.pk]

    @cached_property
    def comments_to_me(self) -> list[Reply]:
        """The newest, as many as have a line each."""
        comments = [one for one in self.to_me if one.kind != ReplyKind.PROBE]
        return comments[-MOST_TO_ME:]

    @cached_property
    def named_in(self) -> list[Spoken]:
        """The newest that have no line as something written to this person."""
        to_me = {one.pk for one in self.to_me}
        return [one for one in self.spoken if one.reply not in to_me][:MOST_TO_ME]

    def address(self, name: str, *ids: uuid.UUID) -> str:
        return reverse(name, args=[self.visit.board.slug, *ids])


def since_then(
    visit: Visit, open_now: Sequence["Card"], closed: Sequence["Card"], announced: Announced
) -> list[News]:
    """What came after `visit.since`, the same throughout a visit. Two queries; none, and
    nothing new, on somebody's first visit."""
    if visit.since is None:
        return []
    told = told_since(visit.participant, visit.since, visit.now)
    spoken = mentions_since(visit)
    found = Found(visit, visit.since, open_now, closed, announced, told, spoken)
    return [news for sort in SORTS for news in sort(found)]


def probes_to_me(found: Found) -> Iterator[News]:
    for probe in found.to_me:
        if probe.kind == ReplyKind.PROBE:
            words = _("%(name)s has asked you something") % {"name": _author(found, probe)}
            yield News("message-circle", words, found.address("reply", probe.pk))


def rejected(found: Found) -> Iterator[News]:
    for answer in found.told:
        if answer.participant_id == found.visit.participant.pk:
            words = _("An answer of yours was not accepted: “%(prompt)s”")
            yield _under(found, "triangle-alert", words, answer.question_id)


def asked_again(found: Found) -> Iterator[News]:
    for line in found.lines:
        published_at = line.question.wording.published_at
        if line.again and published_at and published_at > found.since:
            words = _("Reworded, and asked again: “%(prompt)s”")
            yield _under(found, "rotate-ccw", words, line.id)


def comments_to_me(found: Found) -> Iterator[News]:
    for comment in found.comments_to_me:
        words = _("%(name)s has replied to you") % {"name": _author(found, comment)}
        yield News("corner-down-right", words, found.address("reply", comment.pk))


def mentions(found: Found) -> Iterator[News]:
    for one in found.named_in:
        words = _("%(name)s has mentioned you") % {"name": one.author}
        yield News("user", words, found.address("reply", one.reply))


def announcements(found: Found) -> Iterator[News]:
    for said in found.announced.all:
        if said.announcement.appears_at and said.announcement.appears_at > found.since:
            words = _("Announced: %(title)s") % {"title": said.announcement.title}
            anchor = f"#announcement-{said.announcement.pk}"
            yield News("bell", words, found.address("announcements") + anchor)


def stages_opened(found: Found) -> Iterator[News]:
    for card in found.open:
        stage = card.on.stage
        by_clock = stage.opens_at if stage.opening != Opening.AFTER_PREVIOUS else None
        opened = max(filter(None, [by_clock, stage.released_at]), default=None)
        if opened and opened > found.since:
            words = _("Has opened: %(title)s") % {"title": stage.title}
            yield News("book-open", words, f"#stage-{stage.pk}")


def replies_by_question(found: Found) -> Iterator[News]:
    """What the lines before do not lead to already."""
    told = [*found.comments_to_me, *(one for one in found.to_me if one.kind == ReplyKind.PROBE)]
    led_to = Counter(one.question_id for one in told)
    led_to.update(one.question for one in found.named_in)
    for line in found.lines:
        number = line.to_read.new - led_to[line.id]
        if number > 0:
            words = ngettext(
                "%(number)d new reply under “%(prompt)s”",
                "%(number)d new replies under “%(prompt)s”",
                number,
            )
            words = words % {"number": number, "prompt": line.prompt}
            yield News("users", words, found.address("question", line.id) + "#replies")


SORTS: tuple[Callable[[Found], Iterable[News]], ...] = (
    probes_to_me,
    rejected,
    asked_again,
    comments_to_me,
    mentions,
    announcements,
    stages_opened,
    replies_by_question,
)


def _under(found: Found, icon: str, words: str, question: uuid.UUID) -> News:
    """A line about a question; one that is not shown to this person any more has no name."""
    said = words % {"prompt": found.prompts.get(question, "…")}
    return News(icon, said, found.address("question", question))


def _author(found: Found, post: Reply) -> str:
    """As they are known on the board: staff by the name they show, participants as to peers."""
    if post.staff is not None:
        return post.staff.display_name
    assert post.participant is not None
    post.participant.board = found.visit.board
    return post.participant.name_for(Audience.PEERS)


def told_since(participant: Participant, since: datetime, now: datetime) -> list[Reply]:
    """The oldest first, each with its author."""
    told = []
    for values in told_to(**facts_of(participant), since=since, now=now):
        post = _REPLY.made(values[: _REPLY.number])
        by_staff = values[_REPLY.number : _REPLY.number + _STAFF.number]
        if post.staff_id:
            post.staff = _STAFF.made(by_staff)
        else:
            post.participant = _PERSON.made(values[_REPLY.number + _STAFF.number :])
        told.append(post)
    return told


@Statement
def told_to(
    reader: uuid.UUID, board: uuid.UUID, tester: bool, since: datetime, now: datetime
) -> QuerySet[Any, Any]:
    """Through the gate: what was written to this person's words after `since`, and their own
    answers that were rejected after it."""
    person = reader_with(reader, board, tester=tester)
    to_me = Reply.objects.to_words_of(person).values("pk")
    written = Q(pk__in=to_me, posted_at__gt=since, withdrawn_at=None)
    turned_down = Q(participant=reader, kind=ReplyKind.ANSWER, rejected_at__gt=since)
    return (
        Reply.objects.visible_to(person, now=now)
        .filter((written & ~Q(participant=reader)) | turned_down)
        .order_by("posted_at")
        .values_list(*_REPLY.of(), *_STAFF.of("staff__"), *_PERSON.of("participant__"))
    )
