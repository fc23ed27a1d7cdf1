"""Letters from a board to its staff."""

import uuid
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, tzinfo

from django.urls import reverse
from django.utils.translation import gettext as _

from bulletin.accounts.models import User
from bulletin.health.enums import Alarm
from bulletin.health.models import Episode
from bulletin.outbox.kinds import Correspondence, Parcel, Writer
from bulletin.outbox.letters import Letter, as_read_by, written
from bulletin.outbox.models import Notice
from bulletin.outbox.users import UserLetter, zone_of
from bulletin.text.moments import day_and_time, zone_name
from bulletin.web.addresses import absolute
from moderation.monitoring.words import words_for, words_once_over
from moderation.notices.names import CALL_FOR_HELP, REPORTED_POST
from participants.models import Call
from participants.notices.contents import Contents, opens_for_a_newcomer
from participants.notices.letter import as_it_would_read
from sessions.enums import Role
from sessions.models import Board, StaffMember, Stage


class AlarmLetter(UserLetter):
    """Stages whose time is near and which nobody has released, all of a board in one letter."""

    def write(
        self, user: User, notices: Sequence[Notice], *, now: datetime
    ) -> tuple[str, str, str]:
        stages = Stage.objects.filter(pk__in=[notice.subject for notice in notices])
        board = stages.select_related("board")[0].board
        zone = zone_of(user) if user.timezone else board.zone
        context = {
            "board": board,
            "desk": desk_of(board),
            "stages": [
                {"title": stage.title, "opens": _when(stage.opens_at, zone)}
                for stage in stages.order_by("position")
                if stage.opens_at
            ],
        }
        subject = _("A stage waits for its release: %(board)s") % {"board": board.title}
        return subject, *written("unreleased_alarm", context)


class StaffInvitationLetter(UserLetter):
    def write(
        self, user: User, notices: Sequence[Notice], *, now: datetime
    ) -> tuple[str, str, str]:
        member = StaffMember.objects.select_related("board").get(pk=notices[0].subject)
        context = {
            "board": member.board,
            "role": Role(member.role).label,
            "desk": desk_of(member.board),
        }
        subject = _("Your role on a board: %(board)s") % {"board": member.board.title}
        return subject, *written("staff_invitation", context)


class InvitationTrialLetter(Correspondence):
    """As "Member 01" would read it, from the board; its links lead to the preview."""

    def zones(self, recipients: Collection[uuid.UUID]) -> Mapping[uuid.UUID, tzinfo]:
        return {user.pk: zone_of(user) for user in User.objects.filter(pk__in=recipients)}

    def writer(self, parcels: Sequence[Parcel], *, now: datetime) -> Writer:
        boards = Board.objects.prefetch_related("contacts", "run_by")
        there = boards.in_bulk([parcel.mail.board for parcel in parcels])
        users = User.objects.in_bulk([parcel.mail.recipient for parcel in parcels])
        opens = {board.pk: opens_for_a_newcomer(board, now) for board in there.values()}

        def letter(parcel: Parcel) -> Letter:
            board, user = there[parcel.notices[0].subject], users[parcel.mail.recipient]
            made = as_it_would_read(
                board,
                Contents(invitation=opens[board.pk]),
                to=user.email,
                name="Member 01",
                way=absolute(reverse("desk_preview", args=[board.slug])),
            )
            with as_read_by(user.language, zone_of(user)):
                subject = _("[Test] %(subject)s") % {"subject": made.subject}
            return replace(made, subject=subject)

        return letter

    def address_refused(self, recipient: uuid.UUID, address: str, *, now: datetime) -> None:
        """A user's address is their name here: it stays, and the failed mail says so."""


class CallLetter(UserLetter):
    """That participants call for staff, and where; never who, nor a word of theirs (rule 8)."""

    def write(
        self, user: User, notices: Sequence[Notice], *, now: datetime
    ) -> tuple[str, str, str]:
        call = Call.objects.select_related("reply__board").get(pk=notices[0].subject)
        board = call.reply.board
        kinds = Counter(notice.kind for notice in notices)
        context = {
            "board": board,
            "calls_for_help": kinds[CALL_FOR_HELP],
            "reports": kinds[REPORTED_POST],
            "calls": absolute(reverse("desk_calls", args=[board.slug])),
        }
        subject = _("A post was reported: %(board)s")
        if kinds[CALL_FOR_HELP]:
            subject = _("A call for help: %(board)s")
        return subject % {"board": board.title}, *written("calls", context)


class MailAlarmLetter(UserLetter):
    """What has stopped, or that it goes on: about the installation, and so about no board."""

    def write(
        self, user: User, notices: Sequence[Notice], *, now: datetime
    ) -> tuple[str, str, str]:
        episode = Episode.objects.get(pk=notices[0].subject)
        alarm, zone = Alarm(episode.alarm), zone_of(user)
        if episode.over_at is None:
            words = words_for(alarm, episode.since, zone)
        else:
            words = words_once_over(alarm, episode.since, episode.over_at, zone)
        context = {"words": words, "desk": absolute(reverse("desk"))}
        subject = _("Bulletin: %(what)s") % {"what": words.title}
        return subject, *written("mail_alarm", context)


def desk_of(board: Board) -> str:
    return absolute(reverse("desk_board", args=[board.slug]))


def _when(instant: datetime, zone: tzinfo) -> str:
    return f"{day_and_time(instant, zone)} {zone_name(zone)}"
