"""The code by which a participant is let in on a further device, sent to their own address."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from bulletin.outbox.enums import Reason
from bulletin.outbox.kinds import NoticeKind, Parcel
from bulletin.outbox.letters import Letter, as_read_by, written
from bulletin.outbox.models import Notice
from bulletin.outbox.users import minutes_of
from participants.models import EntryCode as Code
from participants.models import Participant
from participants.models.entry import CODE_LASTS
from participants.notices.letter import ParticipantLetter, Writing, questions_go_to
from participants.notices.names import ENTRY_CODE
from participants.notices.people import people_of


class EntryCodeLetter(ParticipantLetter):
    def writing(
        self,
        parcels: Sequence[Parcel],
        people: Mapping[uuid.UUID, Participant],
        *,
        now: datetime,
    ) -> Writing:
        return _code_letter


def _code_letter(person: Participant, parcel: Parcel) -> Letter:
    [notice] = parcel.notices
    context = {
        "name": person.name,
        "board": person.board,
        "code": notice.secret,
        "minutes": minutes_of(CODE_LASTS),
    }
    with as_read_by(person.language, person.zone):
        text, html = written("entry_code", context)
        return Letter(
            to=person.email,
            subject=_("Your code: %(board)s") % {"board": person.board.title},
            text=text,
            html=html,
            sender=person.board.title,
            reply_to=questions_go_to(person.board),
        )


class EntryCode(NoticeKind):
    """Just asked for: at any hour, alone, to everyone who still has a place, muted or not.

    Its subject is the code's row, so that a code used or too old is not sent.
    """

    name = ENTRY_CODE
    correspondence = EntryCodeLetter()
    quiet = False
    travels_alone = True
    lasts = CODE_LASTS

    def unwanted(self, notices: Sequence[Notice], *, now: datetime) -> Mapping[uuid.UUID, Reason]:
        people = people_of(notice.recipient for notice in notices)
        usable = set(
            Code.objects.filter(
                pk__in=[notice.subject for notice in notices], used_at=None, expires_at__gt=now
            ).values_list("pk", flat=True)
        )
        reasons = {}
        for notice in notices:
            person = people.get(notice.recipient)
            if person is None or person.erased_at:
                reasons[notice.pk] = Reason.GONE
            elif not person.email:
                reasons[notice.pk] = Reason.NO_ADDRESS
            elif notice.subject not in usable:
                reasons[notice.pk] = Reason.USED
        return reasons
