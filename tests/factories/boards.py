"""Boards with their staff and the consent they ask for."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bulletin.accounts.models import User
from bulletin.text.markdown import to_html
from sessions.enums import ObserverSight, Role
from sessions.models import (
    Board,
    ConsentStatement,
    ConsentVersion,
    Pause,
    StaffMember,
)
from sessions.timetable.wall_time import WallTime

from .moments import DAY, ENDS_AT, LAUNCHED_AT, NOW, STARTS_ON


def user(email: str = "", *, name: str = "", **fields: Any) -> User:
    """A login user; without an address, `user-N@example.org` by how many there are."""
    email = email or f"user-{User.objects.count() + 1}@example.org"
    fields.setdefault("date_joined", LAUNCHED_AT)
    return User.objects.create_user(email, name=name, **fields)


_new_user = user


def board(
    *,
    slug: str = "",
    owner: User | None = None,
    launched: bool = True,
    ends_at: datetime = ENDS_AT,
    grace: timedelta = 2 * DAY,
    consent: bool = True,
    observers: ObserverSight = ObserverSight.NONE,
    **fields: Any,
) -> Board:
    """A board in London's zone with its facilitator and, unless refused, published consent."""
    slug = slug or f"board-{Board.objects.count() + 1}"
    owner = owner or user()
    fields.setdefault("title", "Communities of practice")
    fields.setdefault("timezone", "Europe/London")
    made = Board.objects.create(
        slug=slug,
        starts_on=STARTS_ON,
        ends=WallTime.of_instant(ends_at, ZoneInfo(fields["timezone"])),
        ends_at=ends_at,
        grace=grace,
        grace_ends_at=ends_at + grace,
        launched_at=LAUNCHED_AT if launched else None,
        launched_by=owner if launched else None,
        created_at=LAUNCHED_AT - DAY,
        **fields,
    )
    staff(made, user=owner, added_at=LAUNCHED_AT - DAY)
    if consent:
        consent_version(made, observers=observers)
    return made


def staff(
    board: Board, role: Role = Role.FACILITATOR, *, user: User | None = None, **fields: Any
) -> StaffMember:
    """A role on the board, for a user of their own unless one is given. They have come."""
    holder = user or _new_user()
    fields.setdefault("display_name", f"The {role.label.lower()}")
    fields.setdefault("added_at", LAUNCHED_AT)
    fields.setdefault("first_came_at", LAUNCHED_AT)
    return StaffMember.objects.create(board=board, user=holder, role=role, **fields)


def facilitator(board: Board) -> StaffMember:
    """The one that `board()` made."""
    return StaffMember.objects.facilitators().filter(board=board).earliest("added_at", "id")


def consent_version(
    board: Board,
    *,
    observers: ObserverSight = ObserverSight.NONE,
    material: bool = True,
    published_at: datetime | None = LAUNCHED_AT,
) -> ConsentVersion:
    """The board's next version, with `take-part` (required) and `quoted` (optional).

    Where observers may read, there is an optional `observers` too.
    """
    made = ConsentVersion.objects.create(
        board=board,
        number=board.consent_versions.count() + 1,
        information="What this is about.",
        information_html=to_html("What this is about."),
        observers=observers,
        material=material,
        published_at=published_at,
        published_by=facilitator(board).user if published_at else None,
    )
    texts = {"take-part": "I take part.", "quoted": "I may be quoted."}
    if observers != ObserverSight.NONE:
        texts["observers"] = "Observers may read what I write."
    ConsentStatement.objects.bulk_create(
        ConsentStatement(
            version=made, key=key, text=text, required=key == "take-part", position=position
        )
        for position, (key, text) in enumerate(texts.items(), start=1)
    )
    return made


def pause(board: Board, *, started_at: datetime = NOW, ended_at: datetime | None = None) -> Pause:
    by = facilitator(board).user
    return Pause.objects.create(
        board=board,
        message="Back on Monday.",
        started_at=started_at,
        started_by=by,
        ended_at=ended_at,
        ended_by=by if ended_at else None,
    )
