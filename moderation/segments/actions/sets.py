"""The board's sets of segments are made, named, put in order and removed."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Max
from django.utils.translation import gettext as _
from pydantic_core import PydanticCustomError

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from moderation.segments.hanging import copies_on, hanging_on, hanging_on_set, is_limiting
from participants.models import Membership
from sessions.actions.errors import Refused
from sessions.actions.staging import hold
from sessions.models import Board, Segment, SegmentSet
from sessions.script.fields import AtMost
from sessions.script.headings import is_a_rosters_own
from sessions.script.scalars import LONGEST_LINE, as_key, as_line
from sessions.studio.typed import Typed

MOST_VALUES = 200


@transaction.atomic
def add_set(*, board: Board, key: str, several: bool, by: User, now: datetime) -> SegmentSet:
    """The board's last set, without values yet. Raises Refused for a name that cannot be."""
    hold(board)
    last = board.segment_sets.aggregate(last=Max("position", default=-1))["last"]
    made = SegmentSet.objects.create(
        board=board, key=_name_for(board, key), position=last + 1, allows_several=several
    )
    _record("segment_set_added", made, by, now)
    return made


@transaction.atomic
def change_set(
    *, segment_set: SegmentSet, key: str, several: bool, by: User, now: datetime
) -> bool:
    """It is called so, and allows several values a person or one. False where it was so.

    Raises Refused for a name that cannot be, or that is known by transcripts already, and where
    people hold more values, or questions need fewer, than it would allow.
    """
    hold(segment_set.board)
    segment_set.refresh_from_db(fields=["key", "allows_several"])
    renamed, counted = key != segment_set.key, several != segment_set.allows_several
    if not (renamed or counted):
        return False
    if renamed:
        _rename_set(segment_set, key)
    if counted:
        _allow(segment_set, several)
    segment_set.save(update_fields=["key", "allows_several"])
    _record("segment_set_changed", segment_set, by, now)
    return True


@transaction.atomic
def remove_set(*, segment_set: SegmentSet, by: User, now: datetime) -> None:
    """It is gone with its values. Raises Refused, saying what hangs on it, where something does."""
    hold(segment_set.board)
    if here := hanging_on_set(segment_set):
        raise Refused(_("This set stays: %(why)s") % {"why": " ".join(here)})
    _record("segment_set_removed", segment_set, by, now)
    segment_set.delete()


@transaction.atomic
def add_value(*, segment_set: SegmentSet, value: str, by: User, now: datetime) -> Segment:
    """The set's last value. Raises Refused for one that is there, or cannot be."""
    hold(segment_set.board)
    there = segment_set.segments.aggregate(last=Max("position", default=-1), number=Count("pk"))
    if there["number"] >= MOST_VALUES:
        raise Refused(_("A set has at most %(most)s values.") % {"most": MOST_VALUES})
    made = Segment.objects.create(
        segment_set=segment_set,
        value=_value_for(segment_set, value),
        position=there["last"] + 1,
    )
    _record("segment_added", segment_set, by, now)
    return made


@transaction.atomic
def rename_value(*, segment: Segment, value: str, by: User, now: datetime) -> bool:
    """Whoever holds it holds it under that name, and questions that are being written say so.

    False where it is called so. Raises Refused for a name that is there, or cannot be.
    """
    segment_set = segment.segment_set
    hold(segment_set.board)
    before, after = segment.value, _value_for(segment_set, value, but=segment)
    if before == after:
        return False
    Segment.objects.filter(pk=segment.pk).update(value=after)
    _rewrite_copies(segment_set.board, lambda script: _renamed(script, segment_set, before, after))
    _record("segment_renamed", segment_set, by, now)
    return True


@transaction.atomic
def move_value(*, segment: Segment, up: bool, by: User, now: datetime) -> bool:
    """It changes places with its neighbour. False where there is none."""
    segment_set = segment.segment_set
    hold(segment_set.board)
    rows = list(segment_set.segments.order_by("position"))
    place = rows.index(segment)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(rows):
        return False
    rows[place], rows[other] = rows[other], rows[place]
    for number, row in enumerate(rows):
        row.position = number
    Segment.objects.bulk_update(rows, ["position"])
    _record("segment_moved", segment_set, by, now)
    return True


@transaction.atomic
def remove_value(*, segment: Segment, by: User, now: datetime) -> None:
    """It is gone. Raises Refused, saying what hangs on it, where something does."""
    hold(segment.segment_set.board)
    if here := hanging_on([segment]):
        words = {"value": segment.value, "why": " ".join(here)}
        raise Refused(_("“%(value)s” stays: %(why)s") % words)
    _record("segment_removed", segment.segment_set, by, now)
    segment.delete()


def _rename_set(segment_set: SegmentSet, key: str) -> None:
    board, before = segment_set.board, segment_set.key
    if board.launched_at is not None:
        raise Refused(_("The board is live: transcripts know it by its name."), field="key")
    segment_set.key = after = _name_for(board, key)
    _rewrite_copies(board, lambda script: _with_set(script, before, after))


def _allow(segment_set: SegmentSet, several: bool) -> None:
    held = Membership.objects.filter(segment_set=segment_set)
    if several and is_limiting(segment_set):
        words = _("A question limits its replies to one's own value of it: one has only one.")
        raise Refused(words, field="several")
    people = held.current().order_by().values("participant").annotate(number=Count("pk"))
    if not several and people.filter(number__gt=1).exists():
        raise Refused(_("Somebody holds several of its values."), field="several")
    held.update(single=not several)
    segment_set.allows_several = several


def _name_for(board: Board, key: str) -> str:
    """Raises Refused for what cannot be a set's name here."""
    try:
        name = as_key(key)
    except PydanticCustomError as error:
        raise Refused(error.message(), field="key") from None
    if is_a_rosters_own(name):
        words = _("A roster has a column of this name already; call the set something else.")
        raise Refused(words, field="key")
    if board.segment_sets.filter(key=name).exists():
        raise Refused(_("Another set has this name."), field="key")
    return name


def _value_for(segment_set: SegmentSet, value: str, *, but: Segment | None = None) -> str:
    """Raises Refused for what cannot be a value of it, or reads like another."""
    try:
        text = AtMost(LONGEST_LINE).check(as_line(value))
    except PydanticCustomError as error:
        raise Refused(error.message(), field="value") from None
    alike = segment_set.segments.filter(value__iexact=text)
    if (alike.exclude(pk=but.pk) if but else alike).exists():
        raise Refused(_("This value is there already."), field="value")
    return text


def _rewrite_copies(board: Board, change: Callable[[Typed], Typed]) -> None:
    """What is being written names it as it is called now: nothing typed is lost."""
    for copy in copies_on(board.pk):
        script = change(copy.script)
        if script != copy.script:
            copy.script = script
            copy.save(update_fields=["script"])


def _with_set(script: Typed, before: str, after: str) -> Typed:
    named: Typed = {name: after for name in ("within", "routes") if script.get(name) == before}
    if before in script.get("segments", {}):
        segments = script["segments"]
        named["segments"] = {after if key == before else key: segments[key] for key in segments}
    return script | named


def _renamed(script: Typed, segment_set: SegmentSet, before: str, after: str) -> Typed:
    named: Typed = {}
    if segment_set.key in script.get("segments", {}):
        values = [after if one == before else one for one in script["segments"][segment_set.key]]
        named["segments"] = script["segments"] | {segment_set.key: values}
    if script.get("routes") == segment_set.key:
        named["options"] = [_option(one, before, after) for one in script.get("options", ())]
    return script | named


def _option(option: object, before: str, after: str) -> object:
    if isinstance(option, dict) and option.get("segment") == before:
        return option | {"segment": after}
    return option


def _record(action: str, segment_set: SegmentSet, by: User, now: datetime) -> None:
    Entry.objects.record(
        action,
        now=now,
        actor=by.pk,
        board=segment_set.board_id,
        subject=segment_set,
        set=segment_set.key,
    )
