"""What somebody answered, corrected, skipped, finished and read, without a word of it."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from moderation.desk.facts.base import Fact, FactKind, by
from moderation.web import Desk
from participants.enums import ReplyKind
from participants.models import Participant, Reading, Reply, ReplyVersion, Skip, StageFinish
from sessions.models import Question


def said(desk: Desk, person: Participant) -> Iterator[Fact]:
    """Four queries; nothing, and none, for who reads nothing of replies."""
    if not desk.member.reads_everything:
        return
    yield from _written(desk, person)
    yield from _read(person)
    for skip in Skip.objects.filter(participant=person).select_related(*_question()):
        yield _fact(skip.skipped_at, _("Skipped “%(question)s”"), skip.question)
    for finish in StageFinish.objects.filter(participant=person).select_related("stage"):
        words = _("Finished “%(stage)s”") % {"stage": finish.stage.title}
        yield Fact(finish.finished_at, words, FactKind.ANSWERS)


def _question(of: str = "") -> tuple[str, ...]:
    return (f"{of}question__current_version",)


def _written(desk: Desk, person: Participant) -> Iterator[Fact]:
    theirs = Reply.objects.for_staff(desk.member).filter(participant=person)
    versions = (
        ReplyVersion.objects.filter(reply__in=theirs)
        .select_related("reply", *_question("reply__"), "entered_by")
        .defer("text", "html", "original", "lexemes")
    )
    taken_back: dict[tuple[UUID, datetime | None], Question] = {}
    for version in versions:
        reply = version.reply
        words = _what(version) + _entry(reply) + by(version.channel) + _entered(version)
        yield _fact(version.said_at, words, reply.question)
        gone_at = version.withdrawn_at or reply.withdrawn_at
        taken_back.setdefault((reply.pk, gone_at), reply.question)
    for (_reply, at), question in taken_back.items():
        if at:
            yield _fact(at, _("Took back what they wrote under “%(question)s”"), question)


def _what(version: ReplyVersion) -> str:
    reply = version.reply
    if reply.kind == ReplyKind.ANSWER:
        if version.number > 1:
            return _("Corrected their answer to “%(question)s”")
        return _("Answered “%(question)s”")
    if reply.private_to_id:
        return _("Wrote to staff alone under “%(question)s”")
    return _("Commented under “%(question)s”")


def _entry(reply: Reply) -> str:
    if reply.kind != ReplyKind.ANSWER or reply.question.entries == 1:
        return ""
    return _(", entry %(number)d") % {"number": reply.entry}


def _entered(version: ReplyVersion) -> str:
    if version.entered_by is None:
        return ""
    return _(", entered by %(name)s") % {"name": version.entered_by.display_name.replace("%", "%%")}


def _read(person: Participant) -> Iterator[Fact]:
    for reading in Reading.objects.filter(participant=person).select_related(*_question()):
        for at, words in (
            (reading.unlocked_at, _("The others' replies to “%(question)s” opened")),
            (reading.served_at, _("The others' replies to “%(question)s” were first shown")),
            (reading.locked_again_at, _("The others' replies to “%(question)s” closed again")),
        ):
            if at:
                yield _fact(at, words, reading.question)


def _fact(at: datetime, words: str, question: Question) -> Fact:
    return Fact(at, words % {"question": question.wording.prompt}, FactKind.ANSWERS)
