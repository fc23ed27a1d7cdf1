"""What is new on a board since one participant was last here: lines that each lead to the place.

What is said to them is told at once, until they have opened the question it stands under; the rest
stays the same throughout a visit. A further sort of news is one more function that yields lines,
and its name in `SORTS`.
"""

import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participants.entry.looked import instant
from participants.entry.overview.announced import Announced
from participants.entry.overview.mentions import Spoken, mentions_since
from participants.entry.overview.questions import Line
from participants.entry.overview.told import told_since
from participants.enums import ReplyKind
from participants.models import Reply
from participants.web import Visit
from sessions.enums import Audience, Opening

if TYPE_CHECKING:
    from participants.entry.overview.board import Card

# So many replies to one's own words have a line each; the rest count under their question.
MOST_TO_ME = 5


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

    @property
    def probes_to_me(self) -> list[Reply]:
        probes = [one for one in self.to_me if one.kind == ReplyKind.PROBE]
        return [one for one in probes if not self.has_shown(one.question_id, one.posted_at)]

    @cached_property
    def comments_to_me(self) -> list[Reply]:
        """The newest, as many as have a line each."""
        comments = [one for one in self.to_me if one.kind != ReplyKind.PROBE]
        unseen = [one for one in comments if not self.has_shown(one.question_id, one.posted_at)]
        return unseen[-MOST_TO_ME:]

    @cached_property
    def named_in(self) -> list[Spoken]:
        """The newest that have no line as something written to this person."""
        to_me = {one.pk for one in self.to_me}
        unseen = [one for one in self.spoken if not self.has_shown(one.question, one.said_at)]
        return [one for one in unseen if one.reply not in to_me][:MOST_TO_ME]

    @property
    def told_of(self) -> Counter[uuid.UUID]:
        """How many of the new replies under each question have a line of their own, or had one
        until it was opened."""
        lines = {one.pk for one in [*self.probes_to_me, *self.comments_to_me]}
        lines |= {one.reply for one in self.named_in}
        posts = {one.pk: (one.question_id, one.posted_at) for one in self.to_me}
        posts |= {one.reply: (one.question, one.said_at) for one in self.spoken}
        return Counter(
            question
            for post, (question, at) in posts.items()
            if at > self.since and (post in lines or self.has_shown(question, at))
        )

    def has_shown(self, question: uuid.UUID, posted_at: datetime) -> bool:
        """Whether this person has opened the question since that was posted there."""
        return self.visit.looked.has_shown(question, instant(posted_at))

    def address(self, name: str, *ids: uuid.UUID) -> str:
        return reverse(name, args=[self.visit.board.slug, *ids])


def since_then(
    visit: Visit, open_now: Sequence["Card"], closed: Sequence["Card"], announced: Announced
) -> list[News]:
    """On somebody's first visit, what came since they were let in. Two queries; none, and
    nothing new, in a preview."""
    since = visit.since or visit.told_since
    if since is None:
        return []
    told = told_since(visit, since)
    spoken = mentions_since(visit)
    found = Found(visit, since, open_now, closed, announced, told, spoken)
    return [news for sort in SORTS for news in sort(found)]


def probes_to_me(found: Found) -> Iterator[News]:
    for probe in found.probes_to_me:
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
    told_of = found.told_of
    for line in found.lines:
        number = line.to_read.new - told_of[line.id]
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
