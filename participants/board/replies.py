"""The replies under a question as one reader gets them, on the page and at every poll."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bulletin.text.moments import day_and_time
from participants import rules
from participants.actions.unlocking import note_served
from participants.board.boxes import versions_with_values
from participants.board.rows import Row, rows_under
from participants.board.threads import Reader, Threads, threads_of
from participants.board.totals import charts_of
from participants.gate.questions import revealed_questions
from participants.kinds import KINDS
from participants.kinds.base import content_of
from participants.models import Participant, Reading
from participants.web import Visit
from sessions.enums import Kind, Reveal
from sessions.models import Question


@dataclass(frozen=True, slots=True)
class Replies:
    """`html` is the fragment; `etag` is made of it, its reader and the language alone."""

    rows: Sequence[Row]
    html: SafeString
    etag: str


def replies_under(question: Question, visit: Visit) -> Replies:
    """What this person may read here now; what was served of others is written down."""
    rows = rows_under(question, visit.participant, visit.now)
    reader = Reader(
        participant=visit.participant,
        question=question,
        since=visit.since,
        may_write=question.hidden_at is None
        and not visit.preview
        and rules.may_write(visit.board, visit.now),
        own_answers=_own_choices(question, visit.participant, rows),
    )
    threads = threads_of(rows, reader)
    charts = charts_of(question, rows)
    served = threads.are_others or bool(charts)
    if served and not visit.preview:
        _note_served(visit, question)
    context = {
        "threads": threads,
        "charts": charts,
        "words": "" if served else _words_instead(question, visit, rows, threads),
        "question": question,
    }
    html = render_to_string("participants/_replies.html", context)
    return Replies(rows, html, etag_of(html, visit.participant))


def etag_of(html: str, reader: Participant) -> str:
    """Changes when what this reader sees does, and never else (rule 1)."""
    seen = "\0".join([str(reader.pk), str(get_language()), html])
    return f'"{sha256(seen.encode()).hexdigest()[:32]}"'


def _own_choices(
    question: Question, participant: Participant, rows: Sequence[Row]
) -> dict[uuid.UUID, str]:
    """What one chose oneself, above what one wrote beside it, by version."""
    kind = KINDS[Kind(question.kind)]
    if not kind.is_closed:
        return {}
    own = {
        row.version: row.html for row in rows if row.is_answer and row.participant == participant.pk
    }
    return {
        version.pk: render_to_string(
            "participants/_own_choices.html",
            {"lines": kind.lines(content_of(version)), "words": own[version.pk]},
        )
        for version in versions_with_values(own)
    }


def _note_served(visit: Visit, question: Question) -> None:
    noted = Reading.objects.filter(
        participant=visit.participant, question=question, served_at__isnull=False
    )
    if not noted.exists():
        note_served(visit.participant, question, now=visit.now)


def _words_instead(question: Question, visit: Visit, rows: Sequence[Row], threads: Threads) -> str:
    """What stands where others' replies would: alike whether hidden ones exist or not."""
    if question.kind == Kind.TEXT_PAGE:
        return ""
    if question.reveal == Reveal.NEVER:
        return _("Only staff read the answers to this question.")
    revealed = revealed_questions(visit.participant, visit.now).filter(pk=question.pk)
    if not revealed.exists():
        return _locked_words(question, answered=any(row.counts for row in rows))
    if KINDS[Kind(question.kind)].is_closed:
        return _("How the answers are spread is shown once at least three people have answered.")
    return _("Nobody else has written here yet.")


def _locked_words(question: Question, *, answered: bool) -> str:
    reveal = Reveal(question.reveal)
    if reveal == Reveal.AFTER_CLOSE:
        closes = day_and_time(question.stage.closes_or_ends_at, timezone.get_current_timezone())
        return _("What others say here opens on %(when)s to those who have answered.") % {
            "when": closes
        }
    if reveal == Reveal.ON_REVEAL:
        return _("What others say here opens to those who have answered, once staff show it.")
    if reveal == Reveal.AFTER_STAGE and answered:
        return _("What others say here opens once you have answered what this stage requires.")
    if reveal == Reveal.AFTER_STAGE:
        return _(
            "What others say here opens once you have answered this "
            "and what else this stage requires."
        )
    return _("What others say here opens once you have answered.")
