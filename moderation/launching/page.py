"""What the page before a launch shows, and what it shows once the board is launched."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bulletin.outbox.models import Notice
from moderation.desk.reach import Reach
from moderation.launching.checks import ALL
from moderation.launching.places import way_to
from moderation.web import Desk
from participants.notices.invitation import to_be_invited
from participants.notices.names import INVITATION
from sessions.models import StaffMember
from sessions.preflight import Checked, Missing, Weight, checked


@dataclass(frozen=True)
class Line:
    """One thing that was found, and the page on which it is mended; without one it is fine."""

    sentence: str
    url: str
    weight: Weight


@dataclass(frozen=True)
class Section:
    """One check, with the tone and the word of the gravest thing that it found."""

    what: str
    tone: str
    word: Any
    lines: list[Line]


TONES: Mapping[Weight, tuple[str, Any]] = {
    Weight.FINE: ("good", gettext_lazy("fine")),
    Weight.REMARK: ("warn", gettext_lazy("a remark")),
    Weight.IN_THE_WAY: ("bad", gettext_lazy("in the way")),
}


@dataclass(frozen=True)
class PreFlight:
    sections: list[Section]
    invited: int

    @property
    def in_the_way(self) -> int:
        return self._number(Weight.IN_THE_WAY)

    @property
    def remarks(self) -> int:
        return self._number(Weight.REMARK)

    def _number(self, weight: Weight) -> int:
        return sum(line.weight == weight for each in self.sections for line in each.lines)


def pre_flight(desk: Desk) -> PreFlight:
    return PreFlight(
        sections=[_section(desk, each) for each in checked(desk.board, ALL, now=desk.now)],
        invited=Reach(desk.board).everyone(),
    )


def _section(desk: Desk, each: Checked) -> Section:
    return Section(each.what, *TONES[each.weight], [_line(desk, one) for one in each.missing])


def _line(desk: Desk, missing: Missing) -> Line:
    url = "" if missing.weight == Weight.FINE else way_to(desk.board.slug, missing)
    return Line(missing.sentence, url, missing.weight)


@dataclass(frozen=True)
class Launched:
    """What has happened since: who launched the board, and what became of the invitations."""

    at: datetime
    who: str
    sent: int
    waiting: int
    not_sent: int
    without_mail: int


def launched(desk: Desk) -> Launched:
    """Six queries, however many people there are."""
    board = desk.board
    assert board.launched_at is not None
    invitations = Notice.objects.filter(board=board.pk, kind=INVITATION)
    settled = invitations.exclude(dropped_at=None, expired_at=None)
    waiting = set(invitations.open().values_list("recipient", flat=True))
    waiting |= set(to_be_invited(desk.now).filter(board=board).values_list("pk", flat=True))
    return Launched(
        at=board.launched_at,
        who=_who_launched(desk),
        sent=_people(invitations.filter(sent_at__isnull=False)),
        waiting=len(waiting),
        not_sent=settled.count(),
        without_mail=board.participants.active().filter(email="").count(),
    )


def _people(invitations: QuerySet[Notice]) -> int:
    return invitations.order_by().values("recipient").distinct().count()


def _who_launched(desk: Desk) -> str:
    by = desk.board.launched_by_id
    if by is None:
        return _("The command line")
    names = StaffMember.objects.filter(board=desk.board, user=by).order_by("added_at")
    return names.values_list("display_name", flat=True).first() or _("Somebody")
