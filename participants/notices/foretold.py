"""Who is told of a change of dates, and the mails as they will read, before anything leaves."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, prefetch_related_objects

from bulletin.outbox.kinds import Parcel
from bulletin.outbox.models import Mail, Notice
from participants.notices.contents import ContentsOfMany
from participants.notices.date_changed import concerned
from participants.notices.letter import Specimen, specimen
from participants.notices.names import DATE_CHANGED
from participants.notices.people import people_of
from sessions.models import DateChange


@dataclass(frozen=True)
class Foretold:
    """One wording and how many get it, each in their own language and zone."""

    people: int
    letter: Specimen


def foretold(change: DateChange, *, now: datetime) -> list[Foretold]:
    """Every wording, the commonest first; nobody is counted to whom it would say nothing."""
    whom = concerned(now).filter(pk=change.pk).annotate(whom=F("person"))
    people = people_of(whom.values_list("whom", flat=True))
    parcels = [
        Parcel(
            Mail(recipient=person, board=change.board_id),
            [Notice(kind=DATE_CHANGED, recipient=person, subject=change.pk)],
        )
        for person in people
    ]
    contents = ContentsOfMany(parcels, people, now=now)
    said = Counter(contents.of(parcel) for parcel in parcels)
    prefetch_related_objects([change.board], "contacts", "run_by")
    return [
        Foretold(number, specimen(change.board, words))
        for words, number in said.most_common()
        if words.changed
    ]
