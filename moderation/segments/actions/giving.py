"""One value is given to several people at once."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from bulletin.accounts.models import User
from participants.actions.grouping import set_segments
from participants.models import Membership, Participant
from sessions.models import Segment


@transaction.atomic
def give_to(*, segment: Segment, people: Iterable[Participant], by: User, now: datetime) -> int:
    """Each of them holds it, by hand: in place of what they held, where its set allows one value,
    else beside it. Returns how many did not hold it before; all or none where it is refused."""
    segment_set = segment.segment_set
    given = 0
    for person in sorted(people, key=lambda one: one.pk):
        wanted = {segment}
        if segment_set.allows_several:
            held = Membership.objects.current().filter(participant=person, segment_set=segment_set)
            wanted |= {one.segment for one in held.select_related("segment")}
        given += set_segments(participant=person, wanted={segment_set: wanted}, by=by, now=now)
    return given
