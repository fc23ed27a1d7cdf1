"""What the letters of one batch say, read for all of them at once.

No letter speaks of a stage before it is open to its reader, and its title is there only for
who may read it (DESIGN.md, rule 8). Instants stay instants: the letter puts them into words.
"""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min, QuerySet

from bulletin.outbox.kinds import Parcel
from bulletin.outbox.models import Notice
from participants.gate.openness import open_stages
from participants.gate.prepared import Prepared
from participants.gate.questions import may_read
from participants.models import Announcement, Extension, Participant
from participants.notices.changed_dates import ChangedDates, DateToTell
from participants.notices.left import stages_left_to_each
from participants.notices.names import (
    ANNOUNCEMENT,
    DATE_CHANGED,
    HELP_ANSWERED,
    INVITATION,
    PROBE_ASKED,
    REMINDER_NEVER_CAME,
    REMINDER_UNFINISHED,
    REPLY_REJECTED,
    STAGE_OPENED,
)
from sessions.enums import Opening
from sessions.models import Board, Stage

Pair = tuple[uuid.UUID, uuid.UUID]


@dataclass(frozen=True, slots=True)
class Opens:
    """For an invitation: whether something is open, else when the first stage opens if known."""

    already: bool
    at: datetime | None


@dataclass(frozen=True, slots=True)
class StageToName:
    """`title` is empty for who may not read it, `due_at` None where there is none to come."""

    title: str
    due_at: datetime | None
    left: int


@dataclass(frozen=True, slots=True)
class Announced:
    """What staff wrote to participants, as it travels in a mail (docs/adr/0036)."""

    title: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Contents:
    """Letters of one board with equal contents differ in language, zone and name alone.

    `helped` counts what staff have written under this person's calls for help, `asked` what they
    have asked them, `rejected` what they have not accepted.
    """

    invitation: Opens | None = None
    announced: tuple[Announced, ...] = ()
    opened: tuple[StageToName, ...] = ()
    changed: tuple[DateToTell, ...] = ()
    helped: int = 0
    asked: int = 0
    rejected: int = 0
    unfinished: tuple[StageToName, ...] = ()
    never_came: bool = False


@Prepared
def _readers(participant: Participant, now: datetime) -> QuerySet[Participant]:
    """The participant, if they may read what their board shows."""
    return Participant.objects.filter(may_read(participant.pk, now), pk=participant.pk)


class ContentsOfMany:
    """Reads for all of these parcels, whose people are given; then answers for each.

    The number of queries does not grow with the parcels.
    """

    def __init__(
        self,
        parcels: Sequence[Parcel],
        people: Mapping[uuid.UUID, Participant],
        *,
        now: datetime,
    ) -> None:
        self._now = now
        notices = [notice for parcel in parcels for notice in parcel.notices]
        self._open = open_stages.of_each(people.values(), now)
        self._someone_open = {person for person, _ in self._open}
        self._first_opening = self._first_openings(_subjects(notices, INVITATION))
        self._announced = _announcements(_subjects(notices, ANNOUNCEMENT))
        about = _subjects(notices, STAGE_OPENED) | _subjects(notices, REMINDER_UNFINISHED)
        self._stages = list(Stage.objects.filter(pk__in=about).order_by("board", "position"))
        changes = _subjects(notices, DATE_CHANGED)
        self._read_about_stages(people.values() if about else ())
        self._read_who_reads(people.values() if about or changes else ())
        self._changed = ChangedDates(changes, people.values(), open_to=self._open, now=now)

    def _first_openings(self, boards: Collection[uuid.UUID]) -> Mapping[uuid.UUID, datetime]:
        """When each board's first stage opens, as far as that is known and still to come."""
        ahead = Stage.objects.filter(
            board__in=boards, opening=Opening.BY_DATE, opens_at__gt=self._now
        )
        return dict(ahead.order_by().values_list("board").annotate(first=Min("opens_at")))

    def _read_about_stages(self, people: Collection[Participant]) -> None:
        self._left = stages_left_to_each(people, self._now)
        longer = Extension.objects.filter(participant__in=people, stage__in=self._stages)
        self._more_time: Mapping[Pair, datetime] = {
            (person, stage): until
            for person, stage, until in longer.values_list("participant", "stage", "until")
        }

    def _read_who_reads(self, people: Collection[Participant]) -> None:
        self._readers = {person for person, _ in _readers.of_each(people, self._now)}

    def of(self, parcel: Parcel) -> Contents:
        person, notices = parcel.mail.recipient, parcel.notices
        kinds = {notice.kind for notice in notices}
        opened = _subjects(notices, STAGE_OPENED)
        unfinished = _subjects(notices, REMINDER_UNFINISHED) - opened
        return Contents(
            invitation=self._opens(person, parcel) if INVITATION in kinds else None,
            announced=self._announced_in(notices),
            opened=self._named(person, opened),
            helped=len(_subjects(notices, HELP_ANSWERED)),
            asked=len(_subjects(notices, PROBE_ASKED)),
            rejected=len(_subjects(notices, REPLY_REJECTED)),
            unfinished=self._named(person, unfinished),
            never_came=kinds == {REMINDER_NEVER_CAME},
            changed=self._changed.told(
                person, _subjects(notices, DATE_CHANGED), reads=person in self._readers
            ),
        )

    def _opens(self, person: uuid.UUID, parcel: Parcel) -> Opens:
        first = self._first_opening.get(parcel.mail.board) if parcel.mail.board else None
        return Opens(already=person in self._someone_open, at=first)

    def _announced_in(self, notices: Sequence[Notice]) -> tuple[Announced, ...]:
        subjects = _subjects(notices, ANNOUNCEMENT)
        return tuple(said for one, said in self._announced.items() if one in subjects)

    def _named(self, person: uuid.UUID, ids: Collection[uuid.UUID]) -> tuple[StageToName, ...]:
        """These stages in their order, as this person may know them now."""
        return tuple(
            self._as_known_to(person, stage)
            for stage in self._stages
            if stage.pk in ids and (person, stage.pk) in self._open
        )

    def _as_known_to(self, person: uuid.UUID, stage: Stage) -> StageToName:
        about = (person, stage.pk)
        due_at = self._more_time.get(about) or stage.due_at
        return StageToName(
            title=stage.title if person in self._readers else "",
            due_at=due_at if due_at and due_at > self._now else None,
            left=self._left[about],
        )


def opens_for_a_newcomer(board: Board, now: datetime) -> Opens:
    """For the invitation of somebody who holds no segment and has done nothing yet."""
    stages = board.stages.order_by("opens_at").filter(opening=Opening.BY_DATE)
    first = stages.filter(opens_at__gt=now).values_list("opens_at", flat=True).first()
    already = board.is_launched(now) and board.stages.opened_by_clock(now=now).exists()
    return Opens(already=already, at=first)


def _announcements(ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, Announced]:
    """In the order in which they appeared; no query where there are none."""
    if not ids:
        return {}
    said = Announcement.objects.filter(pk__in=ids).order_by("appears_at", "written_at")
    return {one.pk: announced(one) for one in said}


def announced(announcement: Announcement) -> Announced:
    return Announced(announcement.title, announcement.text, announcement.text_html)


def _subjects(notices: Sequence[Notice], kind: str) -> set[uuid.UUID]:
    return {notice.subject for notice in notices if notice.kind == kind}
