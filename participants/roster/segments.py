"""A person's segments follow the roster, except where a hand has since decided otherwise."""

from datetime import datetime

from bulletin.accounts.models import User
from participants.enums import Provenance
from participants.models import Membership, Participant
from sessions.models import Segment, SegmentSet


def follow_roster(
    person: Participant,
    segments: dict[SegmentSet, list[Segment]],
    *,
    memberships: list[Membership],
    by: User | None,
    now: datetime,
) -> list[SegmentSet]:
    """The person holds what the roster says of each set; the sets of which anything changed.

    `memberships` are all of theirs, ended ones too. In a set of one value a hand's choice
    stands as long as the roster only repeats what it said before; a new value ends it. In a
    set of several, values that the roster gave and no longer says end, and those given by
    hand stay. An empty cell takes back what the roster gave.
    """
    changed = []
    for segment_set, said in segments.items():
        ended, added = changes_of(segment_set, said, memberships)
        if ended:
            rows = Membership.objects.filter(pk__in=[membership.pk for membership in ended])
            rows.end(through=Provenance.ROSTER, by=by, now=now)
        Membership.objects.give(person, added, provenance=Provenance.ROSTER, by=by, now=now)
        if ended or added:
            changed.append(segment_set)
    return changed


def changes_of(
    segment_set: SegmentSet, said: list[Segment], memberships: list[Membership]
) -> tuple[list[Membership], list[Segment]]:
    """What ends of all that somebody holds, and what is added, by what is said of one set."""
    memberships = [held for held in memberships if held.segment_set_id == segment_set.pk]
    current = [held for held in memberships if held.ended_at is None]
    wanted = {segment.pk for segment in said}
    if not segment_set.allows_several and said and _said_before(memberships) == wanted:
        return [], []
    added = [segment for segment in said if segment.pk not in {h.segment_id for h in current}]
    given_way = [
        held
        for held in current
        if held.segment_id not in wanted
        and (held.provenance == Provenance.ROSTER or (added and not segment_set.allows_several))
    ]
    return given_way, added


def _said_before(memberships: list[Membership]) -> set[object]:
    """The value that the roster gave last, since ended or not."""
    given = [held for held in memberships if held.provenance == Provenance.ROSTER]
    last = max(given, key=lambda held: held.given_at, default=None)
    return {last.segment_id} if last else set()
