"""The back room: what staff write to each other beside a post or a question."""

import uuid

from django.db import models
from django.db.models import Q

from bulletin.accounts.models import User
from bulletin.privacy.fields import kept, scrubbed
from participants.models import Reply
from sessions.enums import Reveal, Role
from sessions.models import Board, Question, StaffMember


class NoteQuerySet(models.QuerySet["Note"]):
    def for_staff(self, member: StaffMember) -> "NoteQuerySet":
        """The notes that this staff member may read.

        Facilitators and moderators read all of their board's; an observer their own and those
        meant for observers, beside what they may read (rule 9); recruiters none.
        """
        if member.removed_at is not None or member.role == Role.RECRUITER:
            return self.none()
        here = self.filter(board=member.board_id)
        if member.reads_everything:
            return here
        beside_a_post = Q(reply__in=Reply.objects.for_staff(member).values("pk"))
        beside_a_question = Q(reply=None) & ~Q(question__reveal=Reveal.NEVER)
        return here.filter(Q(for_observers=True) | Q(author=member)).filter(
            beside_a_post | beside_a_question
        )

    def open_wishes(self) -> "NoteQuerySet":
        """Wishes for a probe that nobody has asked or declined yet."""
        return self.filter(wants_probe=True, settled_at=None)


class Note(models.Model):
    """Never seen by participants. An observer's wish for a probe is one that `wants_probe`.

    It is settled by the probe that was asked for it, or declined with `settled_why`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="notes")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="notes")
    reply = models.ForeignKey(
        Reply, on_delete=models.CASCADE, null=True, blank=True, related_name="notes"
    )
    author = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="notes")
    text = scrubbed(models.TextField())
    for_observers = models.BooleanField(
        default=False, help_text="observers who may read the post read this beside it"
    )
    wants_probe = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    settled_why = kept(models.CharField(max_length=300, blank=True))
    probe = models.ForeignKey(
        Reply, on_delete=models.SET_NULL, null=True, blank=True, related_name="wishes"
    )

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["made_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(wants_probe=False) | Q(reply__isnull=False),
                name="a_wish_for_a_probe_is_about_a_reply",
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by=None)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="a_settled_note_has_a_time_and_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"note by {self.author_id}"
