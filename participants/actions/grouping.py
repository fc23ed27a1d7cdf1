"""Staff say which segments somebody holds, and what follows for what they read and have left."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from bulletin.outbox.actions import nudge
from participants.actions.posting import take_turns
from participants.actions.unlocking import (
    lock_groups_again,
    note_what_is_finished,
    remember_what_is_open,
)
from participants.enums import Provenance
from participants.models import Membership, Participant
from sessions.actions.errors import Refused
from sessions.models import Segment, SegmentSet


@transaction.atomic
def set_segments(
    *,
    participant: Participant,
    wanted: Mapping[SegmentSet, Collection[Segment]],
    by: User,
    now: datetime,
) -> bool:
    """They hold these of each set that is named, and nothing else of it, given by hand.

    What they held already stays as it was given. Of a set by which replies are limited, those of
    the group they leave lock again, and whatever is then theirs is theirs at once. False where
    nothing changes. Raises Refused for somebody who has left.
    """
    take_turns(participant)
    participant.refresh_from_db(fields=["withdrawn_at", "erased_at"])
    if participant.withdrawn_at or participant.erased_at:
        raise Refused(_("They hold no place on this board any more."))
    changed = [
        segment_set
        for segment_set, segments in wanted.items()
        if _set_in(participant, segment_set, segments, by, now)
    ]
    if not changed:
        return False
    regroup(participant, changed, now=now)
    remember_what_is_open(participant, now=now)
    Entry.objects.record(
        "segments_changed",
        now=now,
        actor=by.pk,
        board=participant.board_id,
        subject=participant,
        sets=", ".join(one.key for one in changed),
    )
    nudge()
    return True


def regroup(participant: Participant, sets: Iterable[SegmentSet], *, now: datetime) -> None:
    """What follows once somebody holds other values of these sets than before.

    A corrected segment is one of the few things that lock again (rule 2), and may leave nothing
    to do in a stage. What they can read now is to be remembered afterwards.
    """
    lock_groups_again(participant, sets, now=now)
    note_what_is_finished(participant, now=now)


def _set_in(
    participant: Participant,
    segment_set: SegmentSet,
    segments: Collection[Segment],
    by: User,
    now: datetime,
) -> bool:
    held = Membership.objects.current().filter(participant=participant, segment_set=segment_set)
    there = set(held.values_list("segment", flat=True))
    added = [segment for segment in segments if segment.pk not in there]
    ended = held.exclude(segment__in=segments).end(through=Provenance.HAND, by=by, now=now)
    Membership.objects.give(participant, added, provenance=Provenance.HAND, by=by, now=now)
    return bool(ended or added)
