"""Who is told of a change of dates, and the mails as they will read, before anything leaves."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, prefetch_related_objects
from django.utils.translation import gettext as _

from bulletin.outbox.kinds import Parcel
from bulletin.outbox.letters import Letter
from bulletin.outbox.models import Mail, Notice
from participants.notices.contents import Contents, ContentsOfMany
from participants.notices.date_changed import concerned
from participants.notices.letter import as_it_would_read
from participants.notices.names import DATE_CHANGED
from participants.notices.people import people_of
from sessions.models import Board, DateChange


@dataclass(frozen=True)
class Foretold:
    """One wording and how many get it, each in their own language and zone."""

    people: int
    letter: Letter


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
        Foretold(number, _to_anybody(change.board, words))
        for words, number in said.most_common()
        if words.changed
    ]


def _to_anybody(board: Board, words: Contents) -> Letter:
    return as_it_would_read(
        board,
        words,
        name=_("[their name]"),
        way=_("[their personal link]"),
        mute=_("[a link that stops reminders]"),
    )
