"""What a comment refers to: passages of posts, and people by name (rule 15)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, Prefetch, QuerySet

from bulletin.text.ranges import Range, beneath
from participants.models import Mention, Participant, Quote, Redaction, Reply, ReplyVersion
from participants.models.reply import STANDING
from participants.phrases import Words, place_beneath
from participants.speakers import Speaker, mentions_in, speakers_of
from sessions.models import Question, StaffMember

MOST_QUOTES = 5


@dataclass(frozen=True)
class Quoted:
    """A range of a version as it is shown, in code points."""

    version: UUID
    start: int
    end: int


@dataclass(frozen=True)
class References:
    """What words about to be posted will refer to."""

    quotes: Sequence[tuple[UUID, Range]]
    mentions: Sequence[tuple[Range, Speaker]]

    def __bool__(self) -> bool:
        return bool(self.quotes or self.mentions)

    def keep(self, version: ReplyVersion) -> None:
        Quote.objects.bulk_create(
            Quote(version=version, quoted_id=quoted, start=start, end=end, position=position)
            for position, (quoted, (start, end)) in enumerate(self.quotes, start=1)
        )
        Mention.objects.bulk_create(
            Mention(
                version=version,
                participant_id=whom.participant,
                staff_id=whom.staff,
                start=start,
                end=end,
            )
            for (start, end), whom in self.mentions
        )


def references_of(
    author: Participant | StaffMember,
    question: Question,
    text: str,
    quoted: Sequence[Quoted],
    now: datetime,
) -> References:
    """What the author may read now of all this; the rest is no quotation and names nobody.

    Two queries where somebody is called by `@`, two where something is quoted, else none.
    """
    if "@" not in text and not quoted:
        return References((), ())
    if isinstance(author, Participant):
        readable = Reply.objects.visible_to(author, now=now)
    else:
        readable = Reply.objects.for_staff(author)
    names = speakers_of(readable, question) if "@" in text else {}
    names = {name: one for name, one in names.items() if author.pk not in one}
    return References(_ranges(readable, quoted[:MOST_QUOTES]), mentions_in(text, names))


def references_anew(
    author: StaffMember, before: ReplyVersion, text: str, now: datetime
) -> References:
    """Of words that take the place of others: they quote what those had quoted, and speak to
    whomever they name now."""
    found = references_of(author, before.reply.question, text, (), now)
    return References(_quoted_by(before), found.mentions)


def _quoted_by(version: ReplyVersion) -> list[tuple[UUID, Range]]:
    """As ranges of what is submitted now."""
    prose = Redaction.objects.filter(value=None)
    quotes = version.quotes.order_by("position")
    return [
        (one.quoted_id, place)
        for one in quotes.prefetch_related(Prefetch("quoted__redactions", prose))
        if (
            place := place_beneath(
                (one.start, one.end),
                list(one.quoted.redactions.all()),
                since=version.submitted_at,
            )
        )
    ]


def _ranges(readable: QuerySet[Reply], quoted: Sequence[Quoted]) -> list[tuple[UUID, Range]]:
    """Each as a range of what was submitted. What holds nothing but hidden words is left out."""
    found = versions_to_quote(readable, [one.version for one in quoted]) if quoted else {}
    return [
        (one.version, below)
        for one in quoted
        if (words := found.get(one.version))
        and 0 <= one.start < one.end <= len(words.shown)
        and (below := beneath((one.start, one.end), words.replaced))
    ]


def versions_to_quote(readable: QuerySet[Reply], ids: Sequence[UUID]) -> dict[UUID, Words]:
    """The prose of these versions, of those that stand and can be read, with what hides it."""
    standing = readable.filter(**STANDING, withdrawn_at=None)
    hidden = Redaction.objects.standing().filter(value=None)
    versions = ReplyVersion.objects.filter(
        pk__in=ids, reply__in=standing, reply__current_version=F("pk")
    ).prefetch_related(Prefetch("redactions", hidden))
    return {one.pk: Words(one, None, list(one.redactions.all())) for one in versions}
