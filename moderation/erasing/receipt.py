"""That a person was erased: what, when, by whom, and how much of it; nothing personal."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from bulletin.audit.models import Entry
from bulletin.text.moments import day_year_and_time
from bulletin.text.within import labelled
from moderation.erasing.quoting import still_waiting
from moderation.web import Desk
from participants.models import Participant
from sessions.models import StaffMember


@dataclass(frozen=True)
class Receipt:
    reference: UUID
    board: str
    at: datetime
    by: str
    numbers: list[tuple[str, int]]
    waiting: int

    @property
    def facts(self) -> list[tuple[str, str]]:
        return [
            (_("Reference"), str(self.reference)),
            (_("Board"), self.board),
            (_("Erased"), day_year_and_time(self.at, timezone.get_current_timezone())),
            (_("By"), self.by),
        ]

    @property
    def text(self) -> str:
        """The whole of it in plain lines."""
        head = [_("Receipt of an erasure"), ""]
        facts = [labelled(label, words) for label, words in self.facts]
        numbers = [labelled(label, number) for label, number in self.numbers]
        return "\n".join([*head, *facts, "", *numbers, "", *closing()]) + "\n"


def closing() -> Iterator[str]:
    """What holds beside the numbers."""
    yield _(
        "Name, pseudonym, address, links and devices are gone, and so is every word they wrote,"
        " here and in transcripts that were made."
    )
    yield _(
        "Backups made before still hold it until they are deleted. Should one be restored, the"
        " erasure is carried out again before anybody can read."
    )
    yield _(
        "Copies that somebody downloaded or printed before are not ours to reach. A list of people"
        " that is read in again brings back whoever stands in it: take them off it."
    )


def receipt_of(desk: Desk, person: Participant) -> Receipt | None:
    """None where they were not erased; of an erasure done again after a restore, the last."""
    entry = Entry.objects.filter(
        board=desk.board.pk, action="person_erased", subject=person.pk
    ).first()
    if entry is None or person.erased_at is None:
        return None
    waiting = sum(one.participant_id == person.pk for one, _found in still_waiting(desk.board))
    return Receipt(
        reference=person.pk,
        board=desk.board.title,
        at=person.erased_at,
        by=_name_of(desk, entry.actor),
        numbers=[(label, entry.details.get(key, 0)) for key, label in _labels()],
        waiting=waiting,
    )


def _labels() -> list[tuple[str, str]]:
    return [
        ("replies", _("Answers, comments and replies emptied")),
        ("versions", _("Versions of them emptied")),
        ("drafts", _("Drafts removed")),
        ("files", _("Files removed")),
        ("mails", _("Mails whose address was emptied")),
        ("notes", _("Notes of staff beside their words removed")),
        ("transcripts", _("Transcripts removed")),
        ("mentions", _("Replies of others that spoke to them by @ and their name, hidden there")),
        ("quotations", _("Places in which others quoted or named them")),
        ("waiting", _("of these, left to be decided")),
    ]


def _name_of(desk: Desk, actor: UUID | None) -> str:
    member = StaffMember.objects.filter(board=desk.board, user=actor).first() if actor else None
    return member.display_name if member else _("The command line")
