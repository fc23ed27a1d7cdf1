"""A board is made like another."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from bulletin.audit.models import Entry
from bulletin.media.keeping import harmless_again
from moderation.actions.staffing import add_staff
from participants.actions.copying import copy_people
from sessions.actions.boards import create_board
from sessions.enums import Role
from sessions.models import Board, StaffMember
from sessions.script.bundle import files_of
from sessions.script.moving import script_of_copy


@dataclass(frozen=True)
class Wanted:
    """What the copy is called, when it starts, and who comes along beside whoever copies."""

    title: str
    starts_on: date
    people: bool = False
    staff: Collection[StaffMember] = ()


@transaction.atomic
def copy_board(*, by: StaffMember, wanted: Wanted, now: datetime, form: UUID) -> Board:
    """A draft with the same guide, pictures, information, front matter, segments and reminders,
    whose facilitator is `by`. The board that is copied stays as it is.

    Staff who come along are told by e-mail how to sign in; nobody else is told of it. A second call
    with the same `form` raises IntegrityError. Raises ScriptErrors with every time that cannot
    be, and Refused where somebody cannot be on its staff.
    """
    source = by.board
    script = script_of_copy(source, title=wanted.title, starts_on=wanted.starts_on)
    files = {file.key: harmless_again(file) for file in files_of(source, script)}
    board = create_board(script=script, owner=by.user, files=files, now=now, form=form)
    named = {"display_name": by.display_name, "organisation": by.organisation}
    StaffMember.objects.filter(board=board, user=by.user).update(**named)
    for member in wanted.staff:
        _bring(member, board, by, now)
    people = copy_people(source=source, to=board, by=by.user, now=now) if wanted.people else 0
    _record("board_copied", source, by, now, people, other=board)
    _record("board_made_as_copy", board, by, now, people, other=source)
    return board


def _bring(member: StaffMember, board: Board, by: StaffMember, now: datetime) -> None:
    add_staff(
        board=board,
        email=member.user.email,
        role=Role(member.role),
        display_name=member.display_name,
        organisation=member.organisation,
        by=by.user,
        now=now,
    )


def _record(
    action: str, board: Board, by: StaffMember, now: datetime, people: int, *, other: Board
) -> None:
    Entry.objects.record(
        action,
        now=now,
        actor=by.user_id,
        board=board.pk,
        subject=board,
        people=people,
        other=str(other.pk),
    )
