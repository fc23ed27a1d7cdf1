"""The letter from a board to one participant: what waits for them, and a way in.

It never holds another participant's words or name (DESIGN.md, rule 8). Most of it is the same
for many readers: it is rendered once for those who read the same in one language and zone.
"""

import uuid
from abc import abstractmethod
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _

from bulletin.outbox.kinds import Correspondence, Parcel, Writer
from bulletin.outbox.letters import Enclosure, Form, Letter, as_read_by
from bulletin.text.moments import day_and_time, zone_name
from bulletin.text.tokens import digest_of, new_token
from bulletin.web.addresses import absolute
from participants.models import Participant
from participants.notices.changed_dates import DateToTell
from participants.notices.contents import Contents, ContentsOfMany, Opens, StageToName
from participants.notices.people import people_of
from sessions.enums import ContactPurpose, Role
from sessions.models import Board

_TOKEN = "stands-for-any-token"  # noqa: S105 - it opens nothing
# A letter that does not leave leaves no link behind, and one that goes to an address corrected
# since it was written holds a link that opens nothing: whoever corrects it right now is waited
# for, as the foreign key waits for them, and the address is looked at after that.
PERSONAL_LINK = Enclosure(
    name="personal_link",
    insert="""
INSERT INTO participants_personallink (id, participant_id, digest, created_at, uses)
SELECT gen_random_uuid(), person.id, {digest}, {given_at}, 0
FROM given, participants_participant AS person
WHERE person.id = {participant} AND person.email = {address}
FOR KEY SHARE OF person
""",
    types={"participant": "uuid", "digest": "bytea"},
)

# Writes one letter to a person, of whose board the contacts are loaded.
Writing = Callable[[Participant, Parcel], Letter]


class ParticipantLetter(Correspondence):
    """What every letter to a participant shares; `writing` gives the letter itself."""

    def zones(self, recipients: Collection[uuid.UUID]) -> Mapping[uuid.UUID, tzinfo]:
        zones = Participant.objects.filter(pk__in=recipients).order_by()
        return {
            recipient: ZoneInfo(name) for recipient, name in zones.values_list("pk", "timezone")
        }

    def writer(self, parcels: Sequence[Parcel], *, now: datetime) -> Writer:
        people = people_of(parcel.mail.recipient for parcel in parcels)
        boards = {person.board_id: person.board for person in people.values()}
        prefetch_related_objects(list(boards.values()), "contacts", "run_by")
        writing = self.writing(parcels, people, now=now)
        return lambda parcel: writing(people[parcel.mail.recipient], parcel)

    @abstractmethod
    def writing(
        self,
        parcels: Sequence[Parcel],
        people: Mapping[uuid.UUID, Participant],
        *,
        now: datetime,
    ) -> Writing:
        """Reads what these letters need; the function returned writes one without a query."""

    def address_refused(self, recipient: uuid.UUID, address: str, *, now: datetime) -> None:
        Participant.objects.filter(pk=recipient, email=address).update(address_bad_at=now)


@dataclass(frozen=True, slots=True)
class _Version:
    """What is alike in the letters of all who get the same words."""

    board: Board
    language: str
    zone: ZoneInfo
    by_name: bool
    contents: Contents


@dataclass(frozen=True, slots=True)
class _Rendered:
    subject: str
    reply_to: str
    form: Form


class BoardLetter(ParticipantLetter):
    """Invitation, news and reminders, in one letter where they travel together."""

    def writing(
        self,
        parcels: Sequence[Parcel],
        people: Mapping[uuid.UUID, Participant],
        *,
        now: datetime,
    ) -> Writing:
        contents = ContentsOfMany(parcels, people, now=now)
        personal_link, mute_page = addresses("personal_link"), addresses("mute")
        rendered = cache(_rendered)

        def write(person: Participant, parcel: Parcel) -> Letter:
            said = contents.of(parcel)
            same = rendered(
                _Version(person.board, person.language, person.zone, bool(person.name), said)
            )
            token = new_token()
            link, mute = personal_link(token), mute_page(parcel.mail.reply_token)
            text, html = same.form.filled({"name": person.name, "link": link, "mute": mute})
            return Letter(
                to=person.email,
                subject=same.subject,
                text=text,
                html=html,
                sender=person.board.title,
                reply_to=same.reply_to,
                unsubscribe=mute,
                enclosure=PERSONAL_LINK,
                enclosed={"participant": person.pk, "digest": f"\\x{digest_of(token).hex()}"},
            )

        return write


BOARD_LETTER = BoardLetter()


def as_it_would_read(
    board: Board, contents: Contents, *, to: str = "", name: str, way: str, mute: str = ""
) -> Letter:
    """A letter to nobody on the board, in its language and zone: every link in it leads `way`, but
    for the one to `mute`, if that is given. The board's contacts are asked for."""
    same = _rendered(_Version(board, board.language, board.zone, by_name=True, contents=contents))
    text, html = same.form.filled({"name": name, "link": way, "mute": mute or way})
    return Letter(
        to=to,
        subject=same.subject,
        text=text,
        html=html,
        sender=board.title,
        reply_to=same.reply_to,
    )


def questions_go_to(board: Board) -> str:
    """The address that answers a participant's questions; empty where the board names none."""
    addresses = [
        contact.email
        for contact in board.contacts.all()
        if contact.purpose == ContactPurpose.QUESTIONS and contact.email
    ]
    return addresses[0] if addresses else ""


def addresses(page: str) -> Callable[[str], str]:
    """The whole address of this page for a token, without resolving the page's name each time."""
    before, _, after = absolute(reverse(page, args=[_TOKEN])).partition(_TOKEN)
    return lambda token: f"{before}{token}{after}"


def _rendered(version: _Version) -> _Rendered:
    """The version in words, with gaps for its reader's name, if known, and links."""
    gaps = ["link", "mute", *(["name"] if version.by_name else [])]
    with as_read_by(version.language, version.zone):
        context = {"name": "", **_context(version)}
        return _Rendered(
            subject=_subject(version),
            reply_to=context["questions_go_to"],
            form=Form.of("board", context, gaps=gaps),
        )


def _subject(version: _Version) -> str:
    """The most welcome of what the letter says."""
    named, said = {"board": version.board.title}, version.contents
    if said.invitation:
        return _("You are invited: %(board)s") % named
    if said.announced:
        return _("%(title)s: %(board)s") % {**named, "title": said.announced[-1].title}
    if said.opened:
        return _("The next part is open: %(board)s") % named
    if said.changed:
        return _("A date has changed: %(board)s") % named
    if said.helped:
        return _("Your call for help is answered: %(board)s") % named
    if said.asked:
        return _("A question to you: %(board)s") % named
    if said.rejected:
        return _("About something you wrote: %(board)s") % named
    if said.unfinished:
        return _("Something is left for you to answer: %(board)s") % named
    return _("Your place is waiting: %(board)s") % named


def _context(version: _Version) -> dict[str, Any]:
    board, said, zone = version.board, version.contents, version.zone
    return {
        "board": board,
        "ends": _when(board.ends_at, zone),
        "invitation": _invitation(board, said.invitation, zone) if said.invitation else None,
        "announced": said.announced,
        "opened": [_stage(stage, zone) for stage in said.opened],
        "helped": said.helped,
        "asked": said.asked,
        "rejected": said.rejected,
        "unfinished": [_stage(stage, zone) for stage in said.unfinished],
        "never_came": said.never_came,
        "changed": [_date(date, zone) for date in said.changed],
        "questions_go_to": questions_go_to(board),
    }


def _invitation(board: Board, opens: Opens, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "run_by": _run_by(board),
        "is_open": opens.already,
        "opens": _when(opens.at, zone) if opens.at else "",
    }


def _stage(stage: StageToName, zone: ZoneInfo) -> dict[str, Any]:
    due = _when(stage.due_at, zone) if stage.due_at else ""
    return {"title": stage.title, "left": stage.left, "due": due}


def _date(date: DateToTell, zone: ZoneInfo) -> dict[str, Any]:
    return {"which": date.which, "title": date.title, "at": _when(date.at, zone)}


def _run_by(board: Board) -> str:
    """Who runs the board and for whom, as its front matter says; observers are named there."""
    return ", ".join(
        f"{each.name} ({each.organisation})" if each.organisation else each.name
        for each in board.run_by.all()
        if each.role != Role.OBSERVER
    )


def _when(instant: datetime, zone: ZoneInfo) -> str:
    """`Tue 30 March, 14:00 Europe/London`."""
    return f"{day_and_time(instant, zone)} {zone_name(zone)}"
