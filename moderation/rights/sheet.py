"""A board's data sheet: who holds what, why, who sees it and until when, as it is set up now.

What the board does not say is said to be missing: nothing here is made up.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from bulletin.audit.models import Entry
from bulletin.text.moments import day_year_and_time
from bulletin.text.within import labelled
from moderation.consenting.versions import versions_of
from moderation.ending.actions.destroying import gone_from
from moderation.models import Transcript
from moderation.models.transcript import KEPT_FOR
from moderation.web import Desk
from participants.entry.people import Person, everybody_on
from participants.enums import AnswersAfterWithdrawal
from sessions.enums import Audience, ContactPurpose, Kind, ObserverSight, OnWithdrawal
from sessions.models import Board, Question, StaffMember


@dataclass
class Section:
    """`lines` are sentences, `gaps` what is missing, `table` a heading and its rows."""

    title: str
    lines: list[str] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    prose: str = ""
    head: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)


def sections_of(desk: Desk) -> list[Section]:
    """In the order in which somebody who examines a study asks for them."""
    return [make(desk) for make in SECTIONS]


def _controller(desk: Desk) -> Section:
    section = Section(_("Who answers for the data"))
    board = desk.board
    _say(section, board.controller, _("The board does not say who answers for the data."))
    contacts = [
        one for one in board.contacts.all() if one.purpose == ContactPurpose.DATA_PROTECTION
    ]
    for one in contacts:
        reached = ", ".join(filter(None, (one.name, one.email, one.telephone)))
        section.lines.append(_("Data protection: %(who)s") % {"who": reached})
    if not contacts:
        section.gaps.append(_("No contact for data protection is named."))
    reference = _("Ethics reference: %(reference)s") % {"reference": board.ethics_reference}
    _say(
        section,
        reference if board.ethics_reference else "",
        _("No ethics reference is given."),
    )
    return section


def _purposes(desk: Desk) -> Section:
    board = desk.board
    section = Section(_("What for"), prose=board.purpose_html + board.afterwards_html)
    if not board.purpose:
        section.gaps.append(_("The board does not say what it is for."))
    if not board.afterwards:
        section.gaps.append(_("The board does not say what is done with the answers."))
    return section


def _kinds_of_data(desk: Desk) -> Section:
    board = desk.board
    people = board.participants.filter(erased_at=None).aggregate(
        all=Count("pk"), addresses=Count("pk", filter=~Q(email=""))
    )
    kinds = set(
        Question.objects.in_guide().filter(stage__board=board).values_list("kind", flat=True)
    )
    lines = [
        _("Names and pseudonyms of %(all)d people, and e-mail addresses of %(addresses)d of them")
        % people,
        _("Time zone and language of each, and when they came and were written to"),
        _("What they consented to, by which way, and when"),
        _("Answers, comments and drafts, with each version and its time"),
    ]
    sets = ", ".join(board.segment_sets.values_list("key", flat=True))
    if sets:
        lines.append(_("Segments of each person: %(sets)s") % {"sets": sets})
    if kinds & {Kind.FILE, Kind.ANNOTATE}:
        lines.append(_("Pictures, documents and marks on pictures that they send"))
    lines += [
        _("Notes, codes and hidden words of the staff"),
        _("A trail of what staff did, in ids and times, with no name and no word of anybody"),
        _("Of devices: that one was let in, and by which way; no address of a network is kept"),
    ]
    return Section(_("What is held"), lines)


def _recipients(desk: Desk) -> Section:
    board = desk.board
    everybody = _everybody(board)
    section = Section(
        _("Who sees it"),
        head=[_("Who"), _("Role"), _("Organisation")],
        rows=[[one.name, one.role, one.organisation] for one in everybody],
    )
    for audience, words in (
        (Audience.PEERS, _("Other participants see each under: %(name)s.")),
        (Audience.STAFF, _("Facilitators and moderators see: %(name)s.")),
        (Audience.EXPORTS, _("Transcripts show by default: %(name)s.")),
    ):
        section.lines.append(words % {"name": board.identity_for(audience).label})
    section.lines += [
        _("Others' replies open to a participant as each question's rule says."),
        _("Facilitators and recruiters can look up a name and address; the trail keeps each look."),
        _("Recruiters read nothing of what is said."),
        _observers(desk, everybody),
    ]
    return section


def _everybody(board: Board) -> list[Person]:
    """All of the staff, and whoever the front matter names beside them."""
    staff = [
        Person(one.display_name, one.get_role_display(), one.organisation, one.is_observer)
        for one in StaffMember.objects.current().filter(board=board).order_by("role", "added_at")
    ]
    known = {(one.name, one.role) for one in staff}
    told = [one for one in everybody_on(board) if (one.name, one.role) not in known]
    return staff + told


def _observers(desk: Desk, everybody: list[Person]) -> str:
    version = desk.board.consent_versions.asked_last().first()
    sight = ObserverSight(version.observers) if version else ObserverSight.NONE
    if not any(one.is_observer for one in everybody):
        return _("There are no observers.")
    return _("Observers see, by the consent in force: %(sight)s.") % {"sight": sight.label}


def _processors(desk: Desk) -> Section:
    section = Section(_("Where it lies, and through whose hands it goes"))
    section.lines.append(
        _("Database and files lie on the machine that answers at %(host)s.")
        % {"host": settings.PUBLIC_HOST}
    )
    section.gaps.append(_("Where that machine stands, and who runs it, is for you to add."))
    mail = settings.EMAIL_HOST
    words = _("Mail is handed to %(host)s. It says what waits, and holds no participant's words.")
    _say(section, words % {"host": mail} if mail else "", _("No mail server is set."))
    section.lines.append(_("Nothing is loaded from elsewhere, and nobody is told who reads."))
    return section


def _duration(desk: Desk) -> Section:
    board = desk.board
    section = Section(_("Until when"))
    section.lines += dates_of(desk)
    destroyed = list(_destroyed(desk))
    section.lines += destroyed
    section.lines.append(
        ngettext(
            "A transcript's file is removed after %(days)d day.",
            "A transcript's file is removed after %(days)d days.",
            KEPT_FOR.days,
        )
        % {"days": KEPT_FOR.days}
    )
    section.lines.append(
        _("Whoever withdraws: %(answers)s") % {"answers": _after(board.withdrawal_answers)}
    )
    if not destroyed:
        section.gaps.append(
            _("No date is set on which names, addresses and answers are destroyed.")
        )
    section.gaps.append(_("How long backups are kept is for you to add."))
    return section


# Fields of a board that say when something is over, with what each is called.
DATES: dict[str, Callable[[], str]] = {
    "ends_at": lambda: _("The board ends"),
    "grace_ends_at": lambda: _("The last words can be written until"),
    "withdrawal_until": lambda: _("Answers can be taken back until"),
    "reading_until": lambda: _("Participants can read until"),
    "archive_removed_at": lambda: _("Participants could read until"),
}


def dates_of(desk: Desk) -> Iterator[str]:
    for name, called in DATES.items():
        if at := getattr(desk.board, name):
            yield labelled(called(), _when(at))


def _destroyed(desk: Desk) -> Iterator[str]:
    """What goes of the board and when, or when it went."""
    gone = gone_from(desk.board.pk)
    for one in desk.board.destruction_days:
        if one.key in gone:
            words = _("%(what)s: destroyed on %(when)s")
            yield words % {"what": one.what, "when": _when(gone[one.key].at)}
        else:
            words = _("%(what)s: to be destroyed on %(day)s")
            yield words % {
                "what": one.what,
                "day": date_format(one.day, pgettext("format of a date", "j F Y")),
            }


def _after(answers: str) -> str:
    return {
        OnWithdrawal.KEEP: _("their answers stay, under the pseudonym"),
        OnWithdrawal.REMOVE: _("their words are removed"),
        OnWithdrawal.ASK: _("they say whether their answers stay or go"),
    }[OnWithdrawal(answers)]


def _exports(desk: Desk) -> Section:
    transcripts = Transcript.objects.filter(board=desk.board).select_related("asked_by")
    downloads = Counter(
        Entry.objects.filter(board=desk.board.pk, action="transcript_downloaded").values_list(
            "subject", flat=True
        )
    )
    names = dict(desk.board.staff.values_list("user", "display_name"))
    section = Section(
        _("What was exported"),
        head=[_("When"), _("By"), _("Format"), _("Names"), _("Downloaded")],
        rows=[
            [
                _when(one.asked_at),
                names.get(one.asked_by_id, _("The command line"))
                if one.asked_by_id
                else _("The command line"),
                one.get_format_display(),
                one.get_identity_display(),
                str(downloads[one.pk]),
            ]
            for one in transcripts
        ],
    )
    if not section.rows:
        section.lines.append(_("No transcript was asked for so far."))
    copies = Entry.objects.filter(board=desk.board.pk, action="copy_made").count()
    section.lines.append(
        _("Copies made for people of what is held about them: %(count)d") % {"count": copies}
    )
    return section


def _rights(desk: Desk) -> Section:
    people = desk.board.participants.counted().aggregate(
        withdrew=Count("pk", filter=Q(withdrawn_at__isnull=False)),
        removed=Count("pk", filter=Q(withdrawn_answers=AnswersAfterWithdrawal.REMOVE)),
        erased=Count("pk", filter=Q(erased_at__isnull=False)),
    )
    looks = Entry.objects.filter(board=desk.board.pk, action="identity_viewed").count()
    return Section(
        _("Withdrawals and erasures"),
        [
            _("Withdrew: %(withdrew)d, of whom %(removed)d had their words removed") % people,
            _("Erased: %(erased)d") % people,
            _("Names and addresses looked up: %(count)d times") % {"count": looks},
        ],
    )


def _consent(desk: Desk) -> Section:
    lines = [one for one in versions_of(desk.board) if one.version.published_at]
    section = Section(
        _("Consent"),
        head=[_("Version"), _("Published"), _("Asked again"), _("Agreed"), _("Declined")],
        rows=[
            [
                str(one.version.number),
                _when(one.version.published_at) if one.version.published_at else "",
                _("yes") if one.version.material else _("no"),
                str(one.agreed),
                str(one.declined),
            ]
            for one in lines
        ],
    )
    if not lines:
        section.gaps.append(_("No consent is published."))
    return section


def _say(section: Section, words: str, gap: str) -> None:
    if words:
        section.lines.append(words)
    else:
        section.gaps.append(gap)


def _when(at: datetime) -> str:
    return day_year_and_time(at, timezone.get_current_timezone())


SECTIONS = (
    _controller,
    _purposes,
    _kinds_of_data,
    _recipients,
    _processors,
    _duration,
    _consent,
    _exports,
    _rights,
)
