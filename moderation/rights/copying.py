"""Everything that is held about one person, for themselves: never what others wrote."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from bulletin.audit.models import Entry
from bulletin.text.moments import day_year_and_time
from moderation.desk.facts.base import Fact
from moderation.desk.facts.coming import coming
from moderation.desk.facts.mail import mails
from moderation.kinds import KINDS
from moderation.web import Desk
from participants.enums import ReplyKind
from participants.models import (
    AnswerValue,
    Call,
    Consent,
    Draft,
    Extension,
    Membership,
    Participant,
    Reply,
    ReplyVersion,
    Resonance,
    Skip,
    Thanks,
    Upload,
    Verdict,
)
from sessions.enums import Kind

Line = tuple[str, str]


@dataclass(frozen=True)
class Section:
    """Lines of a label and what it says; or `paragraphs` under a heading."""

    title: str
    lines: list[Line] = field(default_factory=list)
    said: list["Said"] = field(default_factory=list)


@dataclass(frozen=True)
class Said:
    """One post or consent, with each of its versions."""

    heading: str
    versions: list[Line]
    lines: list[Line] = field(default_factory=list)


def copy_of(desk: Desk, person: Participant) -> list[Section]:
    """The board must be loaded. Words that staff have hidden are not in it; notes, codes and
    replies of others neither."""
    return [
        Section(_("Who they are"), list(_profile(person))),
        Section(_("What they agreed to"), said=list(_consents(person))),
        Section(_("What they answered"), said=list(_posts(person, ReplyKind.ANSWER))),
        Section(_("What they commented, and wrote to staff"), said=list(_comments(person))),
        Section(_("What they typed and did not send"), said=list(_drafts(person))),
        Section(_("Files they sent"), list(_files(person))),
        Section(_("What they skipped, asked for and reported"), list(_reasons(person))),
        Section(_("What rings true for them"), list(_resonances(person))),
        Section(_("What they say of the report"), list(_verdicts(person))),
        Section(_("When they came, and from which devices"), _told(coming(person))),
        Section(_("Mail to them"), _told(mails(desk, person))),
        Section(_("When staff looked up who they are"), list(_looks(person))),
    ]


def _profile(person: Participant) -> Iterator[Line]:
    yield _("Name"), person.name
    yield _("Pseudonym"), person.pseudonym
    yield _("E-mail address"), person.email or _("none")
    yield _("Time zone"), person.timezone
    yield _("Language"), person.language
    yield _("Added"), _when(person.added_at)
    for label, at in (
        (_("Wants no reminders since"), person.muted_at),
        (_("Address refused mail"), person.address_bad_at),
        (_("Cannot take part since"), person.cannot_take_part_at),
        (_("Place closed"), person.deactivated_at),
        (_("Withdrew"), person.withdrawn_at),
    ):
        if at:
            yield label, _when(at)
    if person.cannot_take_part_why:
        yield _("Why they cannot take part"), person.cannot_take_part_why
    if person.deactivated_why:
        yield _("Why their place was closed"), person.deactivated_why
    if person.away_until:
        yield _("Away until"), person.away_until.isoformat()
    held = Membership.objects.filter(participant=person).select_related("segment", "segment_set")
    for one in held.order_by("given_at"):
        label = _("Segment, until %(when)s") if one.ended_at else _("Segment")
        ended = {"when": _when(one.ended_at)} if one.ended_at else {}
        yield label % ended, f"{one.segment_set.key}: {one.segment.value}"
    for more in Extension.objects.filter(participant=person).select_related("stage"):
        words = _("%(stage)s, until %(when)s") % {
            "stage": more.stage.title,
            "when": _when(more.until),
        }
        yield _("More time"), f"{words}. {more.reason}".strip()
    for given in Thanks.objects.filter(participant=person):
        yield from _thanks(given)


def _thanks(given: Thanks) -> Iterator[Line]:
    if given.shares is not None:
        yield _("How often staff give thanks, whatever was counted"), str(given.shares)
    if given.reason:
        yield _("Why they are given so much in thanks"), given.reason
    if given.sent_at:
        yield _("Thanks sent"), _when(given.sent_at)


def _consents(person: Participant) -> Iterator[Said]:
    consents = (
        Consent.objects.filter(participant=person)
        .select_related("version")
        .prefetch_related("answers__statement")
        .order_by("version__number")
    )
    for one in consents:
        at = one.given_at or one.declined_at
        assert at is not None
        gave = _("Agreed") if one.given_at else _("Declined")
        answers = sorted(one.answers.all(), key=lambda answer: answer.statement.position)
        yield Said(
            heading=_("Version %(number)s") % {"number": one.version.number},
            versions=[(_("The information"), one.version.information)],
            lines=[
                (gave, f"{_when(at)}, {one.get_channel_display()}"),
                *([(_("Source"), one.source)] if one.source else []),
                *((answer.statement.text, _yes_or_no(answer.agreed)) for answer in answers),
            ],
        )


def _yes_or_no(agreed: bool) -> str:
    return _("yes") if agreed else _("no")


def _comments(person: Participant) -> Iterator[Said]:
    return _posts(person, ReplyKind.COMMENT)


def _posts(person: Participant, kind: ReplyKind) -> Iterator[Said]:
    values = AnswerValue.objects.select_related("item", "column", "file")
    versions = (
        ReplyVersion.objects.select_related("question_version", "entered_by")
        .prefetch_related("question_version__items", Prefetch("values", values))
        .order_by("number")
    )
    theirs = Reply.objects.filter(participant=person, kind=kind)
    for reply in (
        theirs.select_related("question")
        .prefetch_related(Prefetch("versions", versions))
        .order_by("said_at", "pk")
    ):
        said = list(reply.versions.all())
        prompt = said[0].question_version.prompt if said else reply.question.key
        yield Said(
            heading=prompt,
            versions=[
                (_how(version), _words(version, Kind(reply.question.kind))) for version in said
            ],
            lines=[
                (_("Rejected, %(when)s") % {"when": _when(reply.rejected_at)}, reply.rejected_why)
            ]
            if reply.rejected_at
            else [],
        )


def _how(version: ReplyVersion) -> str:
    how = _when(version.said_at)
    if version.entered_by is not None:
        how += ", " + _("%(channel)s, entered by staff") % {
            "channel": version.get_channel_display()
        }
    return f"{how} ({version.source})" if version.source else how


def _words(version: ReplyVersion, kind: Kind) -> str:
    chosen = KINDS[kind].in_words(version.question_version, list(version.values.all()))
    return "\n".join(filter(None, (chosen, version.text)))


def _drafts(person: Participant) -> Iterator[Said]:
    drafts = Draft.objects.filter(participant=person).select_related("question_version")
    for draft in drafts.order_by("saved_at"):
        boxes = (strings for name, strings in draft.fields.items() if name != "quote")
        typed = "\n".join(one for strings in boxes for one in strings)
        yield Said(draft.question_version.prompt, [(_when(draft.saved_at), typed)])


def _files(person: Participant) -> Iterator[Line]:
    for upload in Upload.objects.filter(participant=person).select_related("file"):
        file = upload.file
        size = _("%(type)s, %(size)d bytes") % {"type": file.content_type, "size": file.size}
        yield _when(file.uploaded_at), f"{file.shown_name} ({size})"


def _reasons(person: Participant) -> Iterator[Line]:
    skips = Skip.objects.filter(participant=person).select_related("question__current_version")
    for skip in skips.order_by("skipped_at"):
        yield (
            _("Skipped, %(when)s") % {"when": _when(skip.skipped_at)},
            skip.in_words or _("no reason"),
        )
    for call in Call.objects.filter(participant=person):
        yield f"{call.get_kind_display()}, {_when(call.made_at)}", call.why


def _resonances(person: Participant) -> Iterator[Line]:
    """To what, as a question: the words are another's."""
    ringing = Resonance.objects.filter(participant=person).order_by("at")
    for one in ringing.select_related("question__current_version"):
        prompt = one.question.wording.prompt
        yield _when(one.at), _("Something said to: %(question)s") % {"question": prompt}


def _verdicts(person: Participant) -> Iterator[Line]:
    for one in Verdict.objects.filter(participant=person):
        yield f"{one.get_verdict_display()}, {_when(one.said_at)}", one.words


def _told(facts: Iterator[Fact]) -> list[Line]:
    return [(_when(fact.at), fact.what) for fact in sorted(facts, key=lambda fact: fact.at)]


def _looks(person: Participant) -> Iterator[Line]:
    looks = Entry.objects.filter(
        board=person.board_id, action__in=("identity_viewed", "copy_made"), subject=person.pk
    )
    for entry in looks.order_by("id"):
        words = _("a copy like this was made") if entry.action == "copy_made" else _("looked up")
        yield _when(entry.at), words


def _when(at: datetime) -> str:
    return day_year_and_time(at, timezone.get_current_timezone())
