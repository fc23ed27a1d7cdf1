"""Print a one-time sign-in link for a person, standing for both factors."""

from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from bulletin import clock
from bulletin.accounts.actions import issue_sign_in_address
from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from bulletin.web.addresses import absolute
from participants.models import DevicePermission, Participant, PersonalLink
from sessions.models import Board


class Command(BaseCommand):
    help = "Print a one-time sign-in link for a staff member, or with --board a participant."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("email")
        parser.add_argument("--board", metavar="SLUG")

    def handle(self, *, email: str, board: str | None, **options: Any) -> None:
        now = clock.now()
        self.stdout.write(
            participant_address(email, board, now=now) if board else staff_address(email, now=now)
        )


def staff_address(email: str, *, now: datetime) -> str:
    user = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if user is None:
        raise CommandError(
            f"{email}: nobody signs in with this address. For a participant, add --board SLUG."
        )
    Entry.objects.record("sign_in_link_made", now=now, actor=None, subject=user)
    return issue_sign_in_address(user, now=now)


def participant_address(email: str, slug: str, *, now: datetime) -> str:
    """A new personal link that lets one more device in without a code."""
    participant = the_only_participant(email, slug)
    token = PersonalLink.objects.issue(participant, now=now)
    DevicePermission.objects.create(participant=participant, given_at=now)
    Entry.objects.record(
        "sign_in_link_made", now=now, actor=None, board=participant.board_id, subject=participant
    )
    return absolute(reverse("personal_link", args=[token]))


def the_only_participant(email: str, slug: str) -> Participant:
    board = Board.objects.filter(slug=slug).first()
    if board is None:
        raise CommandError(f"{slug}: there is no board of this name.")
    found = list(board.participants.filter(email__iexact=email.strip(), erased_at=None))
    if not found:
        raise CommandError(f"{email}: nobody on {slug} has this address.")
    if len(found) > 1:
        names = ", ".join(participant.name for participant in found)
        raise CommandError(f"{email}: {names} share this address on {slug}; copy a link instead.")
    return found[0]
