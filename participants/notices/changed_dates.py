"""What a letter says of dates that were moved, read for all of its batch at once.

How they stand now counts, not how they were moved: what was moved back to what its reader was told
last, or has passed, is not spoken of. A stage that is not open to its reader has no name
(DESIGN.md, rule 8).
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models.functions import Coalesce

from bulletin.outbox.models import Notice
from participants.models import Extension, Membership, Participant
from participants.notices.names import DATE_CHANGED
from sessions.enums import WhichDate
from sessions.models import ChangedDate, DateChange, Stage

Pair = tuple[uuid.UUID, uuid.UUID]


@dataclass(frozen=True, slots=True)
class DateToTell:
    """`title` is empty where the stage has none for this reader, and for the board's end."""

    which: str
    title: str
    at: datetime


class ChangedDates:
    """Those of these changes; no query where there are none, else one, two more where a stage's
    date is among them, and one where a date was moved more than once."""

    def __init__(
        self,
        changes: Collection[uuid.UUID],
        people: Collection[Participant],
        *,
        open_to: Collection[Pair],
        now: datetime,
    ) -> None:
        self._now, self._open_to = now, open_to
        self._dates = _dates_of(changes) if changes else []
        self._before = _moves_before(self._dates)
        self._held_back = _held_back(people, self._dates) if self._before else {}
        stages = {one.stage_id for one in self._dates if one.stage_id}
        self._held: Mapping[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
        self._more_time: Mapping[Pair, datetime] = {}
        if stages:
            self._read_of(people, stages)

    def _read_of(self, people: Collection[Participant], stages: Collection[uuid.UUID]) -> None:
        held = Membership.objects.current().filter(participant__in=people)
        for person, segment in held.values_list("participant", "segment"):
            self._held[person].add(segment)
        longer = Extension.objects.filter(participant__in=people, stage__in=stages)
        self._more_time = {
            (person, stage): until
            for person, stage, until in longer.values_list("participant", "stage", "until")
        }

    def told(
        self, person: uuid.UUID, changes: Collection[uuid.UUID], *, reads: bool
    ) -> tuple[DateToTell, ...]:
        """What these changes are to this person; `reads` whether they may read what stages are
        called."""
        return tuple(dict.fromkeys(self._told(person, changes, reads=reads)))

    def _told(
        self, person: uuid.UUID, changes: Collection[uuid.UUID], *, reads: bool
    ) -> Iterator[DateToTell]:
        for one in self._dates:
            if one.change_id not in changes:
                continue
            at = self._stands_now(person, one)
            if at and at > self._now and at != self._told_last(person, one):
                title = one.stage.title if one.stage and reads else ""
                yield DateToTell(one.which, "" if one.which == WhichDate.OPENS else title, at)

    def _told_last(self, person: uuid.UUID, one: ChangedDate) -> datetime | None:
        """As it was before the first move that this person had not been told of as `one` came."""
        before_at = one.before_at
        for earlier in self._before.get(one.pk, ()):
            pair = (person, earlier.change_id)
            if pair not in self._held_back:
                break
            if (until := self._held_back[pair]) and until < one.change.made_at:
                break
            before_at = earlier.before_at
        return before_at

    def _stands_now(self, person: uuid.UUID, one: ChangedDate) -> datetime | None:
        """None where it is nothing to this person."""
        board, stage = one.change.board, one.stage
        if stage is None:
            return board.ends_at
        is_open = (person, stage.pk) in self._open_to
        if one.which == WhichDate.OPENS:
            return stage.opens_at if not is_open and self._is_theirs(person, stage) else None
        at = getattr(stage, f"{one.which}_at") or board.ends_at
        more = self._more_time.get((person, stage.pk))
        return at if is_open and not (more and more >= at) else None

    def _is_theirs(self, person: uuid.UUID, stage: Stage) -> bool:
        wanted = {segment.pk for segment in stage.segments.all()}
        return not wanted or not wanted.isdisjoint(self._held[person])


def _moves_before(dates: Collection[ChangedDate]) -> Mapping[uuid.UUID, list[ChangedDate]]:
    """By row, the same date's earlier moves, the latest first; where there are any."""
    found: dict[uuid.UUID, list[ChangedDate]] = {}
    seen: dict[tuple[object, ...], list[ChangedDate]] = defaultdict(list)
    for one in dates:
        same = seen[one.change.board_id, one.stage_id, one.which]
        if same:
            found[one.pk] = same[::-1]
        same.append(one)
    return found


def _held_back(
    people: Collection[Participant], dates: Collection[ChangedDate]
) -> Mapping[Pair, datetime | None]:
    """Until when each person's notice of a change waited that was never sent; None where it does
    still."""
    unsent = Notice.objects.filter(
        kind=DATE_CHANGED,
        recipient__in={person.pk for person in people},
        subject__in={one.change_id for one in dates},
        sent_at=None,
    )
    rows = unsent.values_list("recipient", "subject", Coalesce("dropped_at", "expired_at"))
    return {(person, change): until for person, change, until in rows.order_by("nth")}


def _dates_of(changes: Collection[uuid.UUID]) -> list[ChangedDate]:
    """All of their boards, in the order of the guide, the board's end last."""
    boards = DateChange.objects.filter(pk__in=changes).values("board")
    dates = ChangedDate.objects.filter(change__board__in=boards)
    return list(
        dates.select_related("change__board", "stage__board")
        .prefetch_related("stage__segments")
        .order_by("stage__position", "change__made_at", "which")
    )
