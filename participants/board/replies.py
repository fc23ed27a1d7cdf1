"""The replies under a question as one reader gets them, on the page and at every poll."""

import json
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
from bulletin.web.splicing import filled, place_for
from participants import rules
from participants.actions.unlocking import note_served, note_some_served
from participants.board.beside import beside_of, shows_beside
from participants.board.boxes import versions_with_values
from participants.board.faces import initials_of
from participants.board.few import names_among
from participants.board.orders import WORTH_ORDERING, Order, orders_at
from participants.board.referring import with_references
from participants.board.rows import Look, Row, Sight
from participants.board.shown import Shown
from participants.board.talk import Talk, talk_of
from participants.board.threads import Reader, threads_of
from participants.board.totals import spread_of
from participants.kinds import KINDS
from participants.kinds.content import content_of
from participants.models import Participant
from participants.readership import line_of, line_of_comment, only_staff, readers_of
from participants.web import Visit
from sessions.enums import Audience, Kind, Reveal
from sessions.models import Question


@dataclass(frozen=True, slots=True)
class Replies:
    """`html` is the fragment as it is sent, `etag` made of what went into it."""

    rows: Sequence[Row]
    html: bytes
    etag: str

    def last_of_others(self, participant: Participant) -> int:
        """The instant of the latest post by somebody else among them; 0 where there is none."""
        me = str(participant.pk)
        return max((row.posted for row in self.rows if row.participant != me), default=0)

    @property
    def place(self) -> SafeString:
        """For a template to print where the fragment goes."""
        return place_for("replies")

    def within(self, page: str) -> bytes:
        return filled(page, {"replies": self.html})


def replies_under(shown: Shown, visit: Visit, order: Order = Order.OLDEST) -> Replies:
    """What this person may read here now; what was served of others is written down."""
    look, me = look_of(shown, visit), str(visit.participant.pk)
    rows, sight = look.rows()
    talk = talk_of(look, sight, visit.now)
    with_talk = with_references(rows, talk, visit.board.slug)
    rows = _with_what_is_beside(with_talk, shown.question, visit)
    reader = _reader(shown, visit, rows, talk, order)
    threads = threads_of(rows, reader)
    spread = spread_of(shown.question, rows)
    served = bool(threads.others or spread)
    if not visit.preview:
        _note_served(shown, visit, talk, served=served)
    pieces = {"own": threads.own, "others": threads.others}
    context = {
        "places": {name: place_for(name) if piece else "" for name, piece in pieces.items()},
        "spread": spread,
        "has_answered": any(row.is_answer and row.participant == me for row in rows),
        "words": "" if served else _words_instead(shown, answered=sight.answered),
        "is_locked": not shown.is_opened or is_closed(shown.question),
        "question": shown.question,
        "slug": visit.board.slug,
        "threads": threads,
        "names": _names(rows, reader),
        "orders": orders_at(order) if threads.begun >= WORTH_ORDERING else [],
    }
    html = filled(render_to_string("participants/_replies.html", context), pieces)
    seen = html if is_more_than_prose(shown.question) else _prose_seen(shown, visit, sight, talk)
    return Replies(rows, html, _etag(visit, seen))


def _reader(shown: Shown, visit: Visit, rows: Sequence[Row], talk: Talk, order: Order) -> Reader:
    answer_readers, comment_readers = _readers_of_own(shown, visit)
    return Reader(
        participant=visit.participant,
        question=shown.question,
        may_write=may_write(shown, visit),
        may_withdraw=may_withdraw(visit),
        answer_readers=answer_readers,
        comment_readers=comment_readers,
        own_answers=_own_choices(shown.question, visit.participant, rows),
        rings=talk.rings,
        order=order,
    )


def _note_served(shown: Shown, visit: Visit, talk: Talk, *, served: bool) -> None:
    """That others' replies were, under this question and under those that are quoted in it."""
    if served and not shown.was_served:
        note_served(visit.participant, shown.question, now=visit.now)
    note_some_served(visit.participant, talk.elsewhere, now=visit.now)


def prose_etag(shown: Shown, visit: Visit) -> str:
    """That of the fragment as it would be made now, without making it: one query, and those of
    `talk_of`."""
    look = look_of(shown, visit)
    sight = look.sight()
    return _etag(visit, _prose_seen(shown, visit, sight, talk_of(look, sight, visit.now)))


def is_closed(question: Question) -> bool:
    return KINDS[Kind(question.kind)].is_closed


def is_more_than_prose(question: Question) -> bool:
    """What is seen is then not told by the words alone."""
    return is_closed(question) or shows_beside(question.kind)


def _with_what_is_beside(rows: list[Row], question: Question, visit: Visit) -> list[Row]:
    if not shows_beside(question.kind):
        return rows
    answers = [uuid.UUID(row.version) for row in rows if row.is_answer and not row.withdrawn]
    beside = beside_of(question.kind, answers, visit.board.slug)
    return [row._replace(html=row.html + beside.get(row.version, "")) for row in rows]


def look_of(shown: Shown, visit: Visit) -> Look:
    return Look(visit.participant, shown.question, shown.is_opened, visit.since)


def may_write(shown: Shown, visit: Visit) -> bool:
    return (
        shown.question.hidden_at is None
        and not visit.preview
        and rules.may_write(visit.board, visit.now, paused=shown.is_paused)
    )


def may_withdraw(visit: Visit) -> bool:
    return not visit.preview and rules.may_withdraw_replies(visit.board, visit.now)


def _readers_of_own(shown: Shown, visit: Visit) -> tuple[str, str]:
    """Who reads an answer, and who a comment, of this person's here; nobody else while the
    question is hidden. No query."""
    question, author = shown.question, shown.author
    if question.hidden_at is not None:
        return only_staff(), only_staff()
    readers = readers_of(question, visit.board, author, visit.now)
    observed = question.reveal != Reveal.NEVER and author.is_observed
    return (
        line_of(readers, question, visit.board, author.participant, observed=observed),
        line_of_comment(question, observed=observed),
    )


def _etag(visit: Visit, seen: object) -> str:
    """Changes when what this reader sees does, and never else (rule 1)."""
    whole = repr((visit.participant.pk, get_language(), seen))
    return f'"{sha256(whole.encode()).hexdigest()[:32]}"'


def _prose_seen(shown: Shown, visit: Visit, sight: Sight, talk: Talk) -> tuple[object, ...]:
    """All that goes into the fragment of a question of prose, and nothing that does not show.

    A closed question's shows what is counted from three people on: its fragment alone tells
    whether it has changed.
    """
    own_name = visit.participant.name_for(Audience.PEERS)
    return (
        sight.mark,
        sight.own and (initials_of(own_name), may_withdraw(visit), _readers_of_own(shown, visit)),
        sight.words and timezone.get_current_timezone_name(),
        sight.open_ended and may_write(shown, visit),
        "" if sight.others else _words_instead(shown, answered=sight.answered),
        talk.seen,
    )


def _names(rows: Sequence[Row], reader: Reader) -> str:
    """Whom one can speak to by name, for the script that offers them."""
    names = names_among(rows, str(reader.participant.pk)) if reader.may_write else []
    return json.dumps(names, ensure_ascii=False) if names else ""


def _own_choices(
    question: Question, participant: Participant, rows: Sequence[Row]
) -> dict[str, str]:
    """What one chose oneself, above what one wrote beside it, by version."""
    kind = KINDS[Kind(question.kind)]
    if not kind.is_closed:
        return {}
    me = str(participant.pk)
    own = {
        uuid.UUID(row.version): row.html for row in rows if row.is_answer and row.participant == me
    }
    return {
        str(version.pk): render_to_string(
            "participants/_own_choices.html",
            {"lines": kind.lines(content_of(version)), "words": own[version.pk]},
        )
        for version in versions_with_values(own)
    }


def _words_instead(shown: Shown, *, answered: bool) -> str:
    """What stands where others' replies would: alike whether hidden ones exist or not."""
    question = shown.question
    if question.kind == Kind.TEXT_PAGE:
        return ""
    if question.reveal == Reveal.NEVER:
        return _("Only staff read the answers to this question.")
    if not shown.is_opened:
        return _locked_words(question, answered=answered)
    if is_closed(question):
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
