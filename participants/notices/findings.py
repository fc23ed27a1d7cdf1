"""What came of a board is there to be read: told once to contributors who agreed to hear of it."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from bulletin.outbox.enums import Reason
from bulletin.outbox.kinds import NewNotice, Parcel
from bulletin.outbox.letters import Letter, as_read_by, written
from bulletin.text.moments import day_and_time, zone_name
from bulletin.text.tokens import digest_of, new_token
from participants.models import Consent, ConsentAnswer, Findings, Participant, Reply, Verdict
from participants.notices.base import MOST_TIMES_OWED, BoardNotice, Owed, settled, times_owed
from participants.notices.letter import (
    PERSONAL_LINK,
    ParticipantLetter,
    Writing,
    addresses,
    questions_go_to,
)
from participants.notices.names import FINDINGS
from participants.notices.people import reachable
from sessions.models import ConsentStatement
from sessions.models.board import still_read

LATER_CONTACT = "contact"


def to_be_told(now: datetime) -> "QuerySet[Any]":
    """Contributors who may be written to after the end, on every board that is still read.

    Where the consent they gave asks about later contact, they agreed to that; and nobody who
    muted the board.
    """
    contributed = (
        Reply.objects.answers().standing().filter(participant=OuterRef("pk"), withdrawn_at=None)
    )
    given = Consent.objects.filter(participant=OuterRef("pk"), given_at__isnull=False)
    asked = ConsentStatement.objects.filter(key=LATER_CONTACT, version=OuterRef("last_consent"))
    agreed = ConsentAnswer.objects.filter(
        agreed=True,
        statement__key=LATER_CONTACT,
        consent__participant=OuterRef("pk"),
        consent__version=OuterRef("last_consent"),
    )
    return (
        reachable()
        .annotate(last_consent=Subquery(given.order_by("-version__number").values("version")[:1]))
        .filter(
            still_read(now),
            Q(Exists(contributed)),
            Q(Exists(agreed)) | ~Q(Exists(asked)),
            last_consent__isnull=False,
            tester=False,
            muted_at=None,
        )
    )


class FindingsLetter(ParticipantLetter):
    """That they are there and where, and nothing of what anybody said (rule 8)."""

    def writing(
        self,
        parcels: Sequence[Parcel],
        people: Mapping[uuid.UUID, Participant],
        *,
        now: datetime,
    ) -> Writing:
        boards = {person.board_id for person in people.values()}
        until = dict(
            Findings.objects.filter(board__in=boards).values_list("board", "verdicts_until")
        )
        personal_link, mute_page = addresses("personal_link"), addresses("mute")

        def write(person: Participant, parcel: Parcel) -> Letter:
            token, mute = new_token(), mute_page(parcel.mail.reply_token)
            asked_until = until.get(person.board_id)
            with as_read_by(person.language, person.zone):
                questions = questions_go_to(person.board)
                context = {
                    "name": person.name,
                    "board": person.board,
                    "link": personal_link(token),
                    "until": f"{day_and_time(asked_until, person.zone)} {zone_name(person.zone)}"
                    if asked_until
                    else "",
                    "mute": mute,
                    "questions_go_to": questions,
                }
                text, html = written("findings", context)
                return Letter(
                    to=person.email,
                    subject=_("What came of it: %(board)s") % {"board": person.board.title},
                    text=text,
                    html=html,
                    sender=person.board.title,
                    reply_to=questions,
                    unsubscribe=mute,
                    enclosure=PERSONAL_LINK,
                    enclosed={"participant": person.pk, "digest": f"\\x{digest_of(token).hex()}"},
                )

        return write


class FindingsOut(BoardNotice):
    """Its subject is the findings. Worth sending while the person has not judged them."""

    name = FINDINGS
    correspondence = FindingsLetter()
    travels_alone = True

    def plan(self, now: datetime) -> Iterable[NewNotice]:
        about = {"recipient": "pk", "subject": "board__findings"}
        owed = (
            to_be_told(now)
            .filter(board__findings__sent_at__lte=now)
            .exclude(Exists(settled(self.name, **about)))
            .annotate(
                findings=F("board__findings"),
                due_at=F("board__findings__sent_at"),
                times=times_owed(self.name, **about),
            )
            .filter(times__lt=MOST_TIMES_OWED)
        )
        rows = owed.values_list("pk", "board", "findings", "due_at", "times")
        for person, board, findings, due_at, times in rows:
            yield NewNotice(
                recipient=person, subject=findings, board=board, nth=times + 1, due_at=due_at
            )

    def unwanted_among(self, owed: Sequence[Owed], *, now: datetime) -> Mapping[uuid.UUID, Reason]:
        people = {person.pk for _notice, person in owed}
        told = set(to_be_told(now).filter(pk__in=people).values_list("pk", flat=True))
        judged = set(
            Verdict.objects.filter(participant__in=people).values_list("participant", flat=True)
        )
        reasons = {}
        for notice, person in owed:
            if person.board.reading_is_over(now):
                reasons[notice.pk] = Reason.BOARD_OVER
            elif person.muted_at:
                reasons[notice.pk] = Reason.MUTED
            elif person.pk not in told:
                reasons[notice.pk] = Reason.NOT_OPEN
            elif person.pk in judged:
                reasons[notice.pk] = Reason.ANSWERED
        return reasons
