"""The letter from a board to one participant: what waits for them, and a way in.

It never holds another participant's words or name, and names a stage only where its reader
may read it now (DESIGN.md, rule 8).
"""

import uuid
from abc import abstractmethod
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from bulletin.outbox.kinds import Correspondence
from bulletin.outbox.letters import Letter, as_read_by, written
from bulletin.outbox.models import Mail, Notice
from bulletin.text.moments import day_and_time, zone_name
from bulletin.web.addresses import absolute
from participants.gate.openness import open_stages
from participants.gate.questions import may_read
from participants.models import Extension, Participant, PersonalLink
from participants.notices.left import left_to_do
from participants.notices.names import (
    INVITATION,
    REMINDER_NEVER_CAME,
    REMINDER_UNFINISHED,
    STAGE_OPENED,
)
from sessions.enums import ContactPurpose, Opening, Role
from sessions.models import Board


@dataclass(frozen=True, slots=True)
class StageWords:
    """What a letter says of a stage; its title only to those who may read it."""

    title: str
    due: str
    left: int


class ParticipantLetter(Correspondence):
    """What every letter to a participant shares; `write` gives its subject, text and HTML."""

    def zones(self, recipients: Collection[uuid.UUID]) -> Mapping[uuid.UUID, tzinfo]:
        zones = Participant.objects.filter(pk__in=recipients).values_list("pk", "timezone")
        return {recipient: ZoneInfo(name) for recipient, name in zones}

    def compose(self, mail: Mail, notices: Sequence[Notice], *, now: datetime) -> Letter:
        person = Participant.objects.select_related("board").get(pk=mail.recipient)
        with as_read_by(person.language, person.zone):
            return self.write(person, mail, notices, now=now)

    @abstractmethod
    def write(
        self, person: Participant, mail: Mail, notices: Sequence[Notice], *, now: datetime
    ) -> Letter:
        """The letter, in the language and zone now active."""

    def address_refused(self, recipient: uuid.UUID, address: str, *, now: datetime) -> None:
        Participant.objects.filter(pk=recipient, email=address).update(address_bad_at=now)


class BoardLetter(ParticipantLetter):
    """Invitation, opened stages and reminders, in one letter where they travel together."""

    def write(
        self, person: Participant, mail: Mail, notices: Sequence[Notice], *, now: datetime
    ) -> Letter:
        context = _context(person, mail, notices, now)
        text, html = written("board", context)
        return Letter(
            to=person.email,
            subject=_subject(person.board, context),
            text=text,
            html=html,
            sender=person.board.title,
            reply_to=context["questions_go_to"],
            unsubscribe=context["mute"],
        )


BOARD_LETTER = BoardLetter()


def link_for(person: Participant, *, now: datetime) -> str:
    """A new personal link, working at once; only the mail holds it."""
    token = PersonalLink.objects.issue(person, now=now)
    return absolute(reverse("personal_link", args=[token]))


def questions_go_to(board: Board) -> str:
    """The address that answers a participant's questions; empty where the board names none."""
    contact = board.contacts.filter(purpose=ContactPurpose.QUESTIONS).exclude(email="").first()
    return contact.email if contact else ""


def _subject(board: Board, context: Mapping[str, Any]) -> str:
    """The most welcome of what the letter says."""
    named = {"board": board.title}
    if context["invitation"]:
        return _("You are invited: %(board)s") % named
    if context["opened"]:
        return _("The next part is open: %(board)s") % named
    if context["unfinished"]:
        return _("Something is left for you to answer: %(board)s") % named
    return _("Your place is waiting: %(board)s") % named


def _context(
    person: Participant, mail: Mail, notices: Sequence[Notice], now: datetime
) -> dict[str, Any]:
    about = {kind: _subjects(notices, kind) for kind in (STAGE_OPENED, REMINDER_UNFINISHED)}
    opened = _stages(person, about[STAGE_OPENED], now)
    unfinished = _stages(person, about[REMINDER_UNFINISHED] - about[STAGE_OPENED], now)
    kinds = {notice.kind for notice in notices}
    return {
        "name": person.name,
        "board": person.board,
        "ends": _when(person.board.ends_at, person),
        "invitation": _invitation(person, now) if INVITATION in kinds else None,
        "opened": opened,
        "unfinished": unfinished,
        "never_came": kinds == {REMINDER_NEVER_CAME},
        "link": link_for(person, now=now),
        "mute": absolute(reverse("mute", args=[mail.reply_token])),
        "questions_go_to": questions_go_to(person.board),
    }


def _invitation(person: Participant, now: datetime) -> dict[str, Any]:
    return {
        "run_by": _run_by(person.board),
        "is_open": open_stages(person, now).exists(),
        "opens": _first_opening(person, now),
    }


def _subjects(notices: Iterable[Notice], kind: str) -> set[uuid.UUID]:
    return {notice.subject for notice in notices if notice.kind == kind}


def _stages(person: Participant, ids: set[uuid.UUID], now: datetime) -> list[StageWords]:
    """These stages in their order, as this person may know them now."""
    if not ids:
        return []
    reads = Participant.objects.filter(may_read(person, now), pk=person.pk).exists()
    more_time = dict(
        Extension.objects.filter(participant=person, stage__in=ids).values_list("stage", "until")
    )
    left = list(left_to_do(person).filter(stage__in=ids).values_list("stage", flat=True))
    words = []
    for stage in open_stages(person, now).filter(pk__in=ids).order_by("position"):
        due = more_time.get(stage.pk) or stage.due_at
        words.append(
            StageWords(
                title=stage.title if reads else "",
                due=_when(due, person) if due and due > now else "",
                left=left.count(stage.pk),
            )
        )
    return words


def _run_by(board: Board) -> str:
    """Who runs the board and for whom, as its front matter says; observers are named there."""
    people = board.run_by.exclude(role=Role.OBSERVER)
    return ", ".join(
        f"{each.name} ({each.organisation})" if each.organisation else each.name for each in people
    )


def _first_opening(person: Participant, now: datetime) -> str:
    """When the board's first stage opens, as far as that is known and still to come."""
    first = person.board.stages.filter(opening=Opening.BY_DATE, opens_at__gt=now)
    stage = first.order_by("opens_at").first()
    return _when(stage.opens_at, person) if stage and stage.opens_at else ""


def _when(instant: datetime, person: Participant) -> str:
    """`Tue 30 March, 14:00 Europe/London`."""
    return f"{day_and_time(instant, person.zone)} {zone_name(person.zone)}"
