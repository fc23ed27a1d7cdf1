"""What is still to be done before a board ends and after it, each thing with where it is done."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy, pgettext

from bulletin.privacy.enums import Destroyable
from bulletin.privacy.models import Destruction
from moderation.desk import waiting
from moderation.desk.waits import CountOf
from moderation.erasing.quoting import still_waiting
from moderation.models import Transcript
from moderation.transcripts.selection import selection_of
from moderation.web import Desk
from participants.models import Findings, Reply
from sessions.models import Board, StaffMember


@dataclass(frozen=True)
class Item:
    """One line of the list; `link` says what one finds at `url`."""

    done: bool
    sentence: str
    url: str
    link: str


@dataclass(frozen=True)
class _Counted:
    """What may be left of something, in words for none, for one and for several."""

    left: Callable[[StaffMember], QuerySet[Any]]
    none: Callable[[], str]
    some: Any
    page: str
    link: Callable[[], str]


_COUNTED = (
    _Counted(
        waiting.open_calls,
        lambda: _("No call for help or report waits."),
        ngettext_lazy(
            "%(number)d call for help or report is not settled.",
            "%(number)d calls for help and reports are not settled.",
            "number",
        ),
        "desk_calls",
        lambda: _("The calls"),
    ),
    _Counted(
        waiting.held_replies,
        lambda: _("No post is held."),
        ngettext_lazy(
            "%(number)d post is held: nobody else can read it.",
            "%(number)d posts are held: nobody else can read them.",
            "number",
        ),
        "desk_held",
        lambda: _("The held posts"),
    ),
    _Counted(
        waiting.unanswered_probes,
        lambda: _("No probe waits for a reply."),
        ngettext_lazy(
            "%(number)d probe waits for a reply.",
            "%(number)d probes wait for a reply.",
            "number",
        ),
        "desk_probes",
        lambda: _("The probes"),
    ),
    _Counted(
        waiting.unacknowledged_first_posts,
        lambda: _("Everybody's first post was acknowledged."),
        ngettext_lazy(
            "%(number)d person has written, and nobody acknowledged it.",
            "%(number)d people have written, and nobody acknowledged it.",
            "number",
        ),
        "desk_first_posts",
        lambda: _("The first posts"),
    ),
)


def checklist_for(desk: Desk) -> list[Item]:
    """In the order in which one would do it: six queries, and more where quotations wait."""
    return [
        *_exchanges(desk),
        *_quotations(desk),
        *_texts(desk),
        _transcript(desk),
        _report(desk),
        *_dates(desk),
    ]


def _exchanges(desk: Desk) -> Iterator[Item]:
    counts = Board.objects.filter(pk=desk.board.pk).values_list(
        *(CountOf(one.left(desk.member).order_by().values("pk")) for one in _COUNTED)
    )[0]
    for one, number in zip(_COUNTED, counts, strict=True):
        sentence = str(one.some % {"number": number}) if number else one.none()
        yield Item(not number, sentence, _url(desk, one.page), one.link())


def _quotations(desk: Desk) -> Iterator[Item]:
    """Only where somebody was erased and it is not decided what becomes of their words."""
    if number := len(still_waiting(desk.board)):
        words = ngettext(
            "%(number)d place quotes somebody who was erased, and waits for your decision.",
            "%(number)d places quote somebody who was erased, and wait for your decision.",
            number,
        )
        yield Item(
            False, words % {"number": number}, _url(desk, "desk_quotations"), _("The quotations")
        )


def _texts(desk: Desk) -> Iterator[Item]:
    written = bool(desk.board.farewell.strip())
    yield Item(
        written,
        _("The thank you at the end is written.")
        if written
        else _("The thank you at the end is ours, one sentence: say it in your own words."),
        _url(desk, "desk_guide_texts") + "#id_farewell",
        _("The thank you"),
    )


def _transcript(desk: Desk) -> Item:
    said = Reply.objects.counted_on(desk.board.pk).order_by("-posted_at")
    last = said.values_list("posted_at", flat=True).first()
    taken = next(
        (
            transcript
            for transcript in Transcript.objects.filter(
                board=desk.board, finished_at__isnull=False
            ).order_by("-started_at")
            if not selection_of(transcript).instructions_only
        ),
        None,
    )
    url, link = _url(desk, "desk_transcripts"), _("The transcripts")
    if taken is None:
        return Item(False, _("No transcript was taken yet."), url, link)
    if last is not None and taken.as_of < last:
        return Item(False, _("Something was said since the last transcript."), url, link)
    return Item(True, _("A transcript was taken since anything was said."), url, link)


def _report(desk: Desk) -> Item:
    findings = Findings.objects.filter(board=desk.board).first()
    url, link = _url(desk, "desk_findings"), _("The report")
    if findings is None:
        return Item(False, _("No report to the contributors is written."), url, link)
    if findings.sent_at is None:
        return Item(False, _("The report is written and not sent."), url, link)
    return Item(True, _("The report is sent."), url, link)


def _dates(desk: Desk) -> Iterator[Item]:
    board = desk.board
    yield Item(
        board.reading is not None or board.archive_removed_at is not None,
        _reading(desk),
        _url(desk, "desk_archive"),
        _("The archive"),
    )
    gone = set(Destruction.objects.filter(board=board.pk).values_list("what", flat=True))
    days = {one.key: one.day for one in board.destruction_days}
    lacking = [what for what in Destroyable if what not in gone and what not in days]
    due = [what for what, day in days.items() if what not in gone and day <= _today(desk)]
    if due:
        sentence = _("It is time to destroy something.")
    elif lacking:
        sentence = _("It is not said when everything is destroyed.")
    else:
        sentence = _("It is said when everything is destroyed.")
    yield Item(not (due or lacking), sentence, _url(desk, "desk_destruction_days"), _("Destroying"))


def _reading(desk: Desk) -> str:
    board = desk.board
    if board.reading_is_over(desk.now):
        return _("Participants can read no more.")
    if board.reading_until is None:
        return _("It is not said until when participants can read.")
    until = format_date(
        board.reading_until.astimezone(desk.zone), pgettext("format of a date", "j F Y")
    )
    return _("Participants can read until %(day)s.") % {"day": until}


def _today(desk: Desk) -> Any:
    return desk.now.astimezone(desk.board.zone).date()


def _url(desk: Desk, name: str) -> str:
    return reverse(name, args=[desk.board.slug])
