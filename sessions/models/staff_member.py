"""One user's role on one board."""

import uuid
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q

from bulletin import clock
from bulletin.accounts.models import User
from bulletin.privacy.fields import scrubbed
from sessions.enums import Role

from .board import Board

READERS = (Role.FACILITATOR, Role.MODERATOR)


class StaffMemberQuerySet(models.QuerySet["StaffMember"]):
    def current(self) -> "StaffMemberQuerySet":
        return self.filter(removed_at=None)

    def facilitators(self) -> "StaffMemberQuerySet":
        return self.current().filter(role=Role.FACILITATOR)

    def note_coming(self, *, now: datetime) -> int:
        """Those of them who had not come before have come now; how many."""
        return self.filter(first_came_at=None).update(first_came_at=now)

    def on_call(self) -> "StaffMemberQuerySet":
        """Who is to be called, and can be: they read everything and may sign in."""
        return self.current().filter(on_call=True, role__in=READERS, user__is_active=True)

    def reached_by_calls(self) -> "StaffMemberQuerySet":
        """Whom a call for help or a reported post reaches: their board's staff on call, and
        its facilitators where nobody is. `board.staff.reached_by_calls()` is one board's."""
        on_call = StaffMember.objects.on_call().order_by()
        somebody = Q(Exists(on_call.filter(board=OuterRef("board"))))
        return self.current().filter(
            Q(pk__in=on_call.values("pk")) | (~somebody & Q(role=Role.FACILITATOR))
        )


class StaffMember(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="staff")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="staff_roles")
    role = models.CharField(max_length=12, choices=Role)
    display_name = scrubbed(models.CharField(max_length=200))
    organisation = scrubbed(models.CharField(max_length=200, blank=True))
    on_call = models.BooleanField(default=False)
    acknowledgement = scrubbed(
        models.CharField(
            max_length=500, blank=True, help_text="how they last thanked somebody, with {name}"
        )
    )
    added_at = models.DateTimeField(default=clock.now)
    first_came_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = StaffMemberQuerySet.as_manager()

    class Meta:
        ordering = ["board", "added_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["board", "user"],
                condition=Q(removed_at=None),
                name="one_role_a_user_and_board",
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def reads_everything(self) -> bool:
        return self.role in READERS

    @property
    def is_facilitator(self) -> bool:
        return self.role == Role.FACILITATOR

    @property
    def is_observer(self) -> bool:
        return self.role == Role.OBSERVER

    @property
    def is_on_call(self) -> bool:
        """The same as `on_call()` says of many; `user` is asked for."""
        called = self.on_call and self.reads_everything and self.removed_at is None
        return called and self.user.is_active

    if TYPE_CHECKING:
        board_id: uuid.UUID
