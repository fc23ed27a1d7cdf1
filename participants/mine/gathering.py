"""All that one person has said and told on a board, for themselves: never what others wrote."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import F, Prefetch
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from bulletin.text.languages import heading
from bulletin.text.moments import day_year_and_time
from participants.enums import ReplyKind
from participants.mine.files import NO_FILES, Files, files_sent, shown_in
from participants.mine.sections import Line, Said, Section, Shown, Told
from participants.mine.wording import in_words, typed_in
from participants.models import (
    AnswerValue,
    Call,
    Consent,
    Draft,
    Participant,
    Reply,
    ReplyVersion,
    Resonance,
    Skip,
    Verdict,
)
from sessions.enums import Kind


def own_sections(person: Participant, files: Files | None = None) -> list[Section]:
    """Words that staff have hidden are not in it. What staff keep beside it is theirs to add.
    Without `files`, those that were sent are named, and none is within reach."""
    files = files or Files(files_sent(person))
    answers, comments = (
        list(_posts(person, kind, files)) for kind in (ReplyKind.ANSWER, ReplyKind.COMMENT)
    )
    return [
        Section("you", _("Who you are here"), list(_profile(person))),
        Section("consent", _("What you agreed to"), said=list(_consents(person))),
        Section("answers", _("What you answered"), said=answers),
        Section("comments", _("What you wrote under posts, and to staff"), said=comments),
        Section("drafts", _("What you typed and did not send"), said=list(_drafts(person))),
        Section("files", _("Files you sent"), shown=list(_sent(files))),
        Section("calls", _("What you skipped, asked for and reported"), list(_reasons(person))),
        Section("resonances", _("What rings true for you"), list(_resonances(person))),
        Section("verdicts", _("What you say of the report"), list(_verdicts(person))),
    ]


def _profile(person: Participant) -> Iterator[Line]:
    yield _("Name"), person.name
    yield _("Pseudonym"), person.pseudonym
    yield _("E-mail address"), person.email or _("none")
    yield _("Time zone"), person.timezone
    yield _("Language"), heading(person.language.lower())
    for label, at in (
        (_("Added"), person.added_at),
        (_("Wants no reminders since"), person.muted_at),
        (_("Withdrew"), person.withdrawn_at),
    ):
        if at:
            yield label, when(at)


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
            versions=[Told(_("The information"), one.version.information)],
            lines=[
                (gave, f"{when(at)}, {one.get_channel_display()}"),
                *([(_("Source"), one.source)] if one.source else []),
                *((answer.statement.text, _yes_or_no(answer.agreed)) for answer in answers),
            ],
        )


def _yes_or_no(agreed: bool) -> str:
    return _("yes") if agreed else _("no")


def versions_to_read() -> "Prefetch[Any]":
    """Of replies: all their versions, with all that `in_words` and a heading need. Options stand in
    the order of the guide, and "other" comes last."""
    values = AnswerValue.objects.select_related("item", "column", "file").order_by(
        F("item__position").asc(nulls_last=True), "place", "pk"
    )
    versions = (
        ReplyVersion.objects.select_related("question_version", "entered_by")
        .prefetch_related(Prefetch("values", values), "question_version__items")
        .order_by("number")
    )
    return Prefetch("versions", versions)


def _posts(person: Participant, kind: ReplyKind, files: Files) -> Iterator[Said]:
    theirs = Reply.objects.filter(participant=person, kind=kind).select_related("question")
    for reply in theirs.prefetch_related(versions_to_read()).order_by("said_at", "pk"):
        said = list(reply.versions.all())
        yield Said(
            heading=said[-1].question_version.prompt if said else reply.question.key,
            versions=told_of(reply, files),
            lines=list(_standing(reply)),
            reply=reply,
        )


def told_of(reply: Reply, files: Files = NO_FILES) -> list[Told]:
    """Each version of a post: how and when it was said, and what."""
    kind = Kind(reply.question.kind)
    versions = list(reply.versions.all())
    which = [_("First version"), *[_("Corrected")] * len(versions)] if versions[1:] else [""]
    return [
        Told(_how(version), in_words(version, kind), name, list(shown_in(version, files)))
        for version, name in zip(versions, which, strict=False)
    ]


def _standing(reply: Reply) -> Iterator[Line]:
    if reply.rejected_at:
        yield _("Rejected, %(when)s") % {"when": when(reply.rejected_at)}, reply.rejected_why
    if reply.withdrawn_at:
        yield _("You took it back"), when(reply.withdrawn_at)
    if reply.private_to_id:
        yield _("Read by"), _("you and staff alone")


def _how(version: ReplyVersion) -> str:
    how = when(version.said_at)
    if version.entered_by is not None:
        how += ", " + _("%(channel)s, entered by staff") % {
            "channel": version.get_channel_display()
        }
    return f"{how} ({version.source})" if version.source else how


def _drafts(person: Participant) -> Iterator[Said]:
    drafts = Draft.objects.filter(participant=person).select_related("question_version")
    for draft in drafts.prefetch_related("question_version__items").order_by("saved_at"):
        yield Said(
            draft.question_version.prompt,
            [Told(when(draft.saved_at), typed_in(draft))],
            question=draft.question_id,
        )


def _sent(files: Files) -> Iterator[Shown]:
    for file in files.sent:
        yield files.shown(file, when(file.uploaded_at))


def _reasons(person: Participant) -> Iterator[Line]:
    skips = Skip.objects.filter(participant=person).order_by("skipped_at")
    for skip in skips:
        yield (
            _("Skipped, %(when)s") % {"when": when(skip.skipped_at)},
            skip.in_words or _("no reason"),
        )
    for call in Call.objects.filter(participant=person):
        yield f"{call.get_kind_display()}, {when(call.made_at)}", call.why


def _resonances(person: Participant) -> Iterator[Line]:
    """To what, as a question: the words are another's."""
    ringing = Resonance.objects.filter(participant=person).order_by("at")
    for one in ringing.select_related("question__current_version"):
        prompt = "…" if one.question.hidden_at else one.question.wording.prompt
        yield when(one.at), _("Something said to: %(question)s") % {"question": prompt}


def _verdicts(person: Participant) -> Iterator[Line]:
    for one in Verdict.objects.filter(participant=person):
        yield f"{one.get_verdict_display()}, {when(one.said_at)}", one.words


def when(at: datetime) -> str:
    return day_year_and_time(at, timezone.get_current_timezone())


def day_of(now: datetime) -> str:
    """`30 March 2021`: as of when an account is made, to the day, so that within it the same words
    make the same file."""
    return date_format(timezone.localdate(now), pgettext("format of a date", "j F Y"))
