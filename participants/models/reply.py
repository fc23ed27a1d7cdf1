"""Anything said under a question."""

import uuid
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from bulletin.accounts.models import User
from bulletin.privacy.fields import scrubbed
from participants.enums import ReplyKind
from sessions.models import Board, Question, StaffMember

from .participant import Participant

if TYPE_CHECKING:
    from .reply_version import ReplyVersion

STANDING = {"held_at": None, "rejected_at": None, "concealed_at": None}
# What an index finds on a board at once: all that is not for every peer.
KEPT_FROM_PEERS = (
    Q(held_at__isnull=False)
    | Q(rejected_at__isnull=False)
    | Q(concealed_at__isnull=False)
    | Q(private_to__isnull=False)
)


class ReplyQuerySet(models.QuerySet["Reply"]):
    def visible_to(self, participant: Participant, *, now: datetime) -> "ReplyQuerySet":
        """The replies that this participant may read at `now`: the one gate (rules 1 and 2)."""
        from participants.gate.peers import visible

        return self.filter(visible(participant, now=now))

    def for_staff(self, member: StaffMember) -> "ReplyQuerySet":
        """The replies that this staff member may read (rules 2 and 9)."""
        from participants.gate.staff import readable

        return self.filter(readable(member))

    def answers(self) -> "ReplyQuerySet":
        return self.filter(kind=ReplyKind.ANSWER)

    def standing(self) -> "ReplyQuerySet":
        """Not rejected: held, concealed and withdrawn answers still count as answered."""
        return self.filter(rejected_at=None)

    def asked_again(self) -> "ReplyQuerySet":
        """Answers to a wording that was changed since, which their authors are asked to give
        again: it is left to do, and locks nothing (rule 4)."""
        return (
            self.answers()
            .standing()
            .filter(
                withdrawn_at=None,
                question__asked_again_from__gt=F("current_version__question_version__number"),
            )
        )

    def entered_by_staff(self) -> "ReplyQuerySet":
        """What stands there was entered on its author's behalf: they have not corrected it since,
        and it is staff's to correct (rule 16)."""
        return self.filter(current_version__entered_by__isnull=False)

    def written_to(self, reply: OuterRef) -> "ReplyQuerySet":
        """What was written to the outer query's reply, whether it hangs on it or beside it."""
        return self.filter(Q(in_reply_to=reply) | Q(in_reply_to=None, parent=reply))

    def to_words_of(self, participant: Participant) -> "ReplyQuerySet":
        """What was written to something that this person had said."""
        return self.filter(
            Q(in_reply_to__participant=participant)
            | Q(in_reply_to=None, parent__participant=participant)
        )

    def about_words_that_stand(self) -> "ReplyQuerySet":
        """What was written to something that its author has not taken back since."""
        return self.exclude(
            Q(in_reply_to__withdrawn_at__isnull=False)
            | Q(in_reply_to=None, parent__withdrawn_at__isnull=False)
        )

    def asking(self, participant: Participant) -> "ReplyQuerySet":
        """Probes of something this person had said that need a reply and have none of theirs."""
        replies = Reply.objects.written_to(OuterRef("pk")).filter(participant=participant)
        return (
            self.to_words_of(participant)
            .filter(kind=ReplyKind.PROBE, needs_reply=True, withdrawn_at=None)
            .about_words_that_stand()
            .exclude(Exists(replies))
        )

    def counted_on(self, board: uuid.UUID) -> "ReplyQuerySet":
        """What figures and transcripts speak of there: no tester's, and nothing said to a tester.

        Testers and what they said are found once for the whole query.
        """
        return self.filter(board=board).exclude(_concerns_testers_of(board))

    def concerning_testers_of(self, board: uuid.UUID) -> "ReplyQuerySet":
        """All the rest there: what testers wrote, and what was said to them."""
        return self.filter(board=board).filter(_concerns_testers_of(board))

    def with_resonance(self, *, until: datetime | None = None) -> "ReplyQuerySet":
        """Each with `rings_true`: for how many it does, or did until then; testers count for
        nothing."""
        from .resonance import Resonance

        then = {"at__lte": until} if until else {}
        ringing = Resonance.objects.told_to(tester=False).filter(reply=OuterRef("pk"), **then)
        number = ringing.order_by().values("reply").annotate(number=Count("pk")).values("number")
        return self.annotate(rings_true=Coalesce(Subquery(number), 0))

    def hanging_on(self, replies: "ReplyQuerySet") -> "ReplyQuerySet":
        """What was said beneath these, beside them or in their threads; not these themselves."""
        return self.filter(
            Q(thread__in=replies) | Q(parent__in=replies) | Q(in_reply_to__in=replies)
        ).exclude(pk__in=replies)


def _concerns_testers_of(board: uuid.UUID) -> Q:
    testers = Participant.objects.filter(board=board, tester=True)
    theirs = Reply.objects.filter(participant__in=testers)
    return (
        Q(participant__in=testers)
        | Q(private_to__in=testers)
        | Q(thread__in=theirs)
        | Q(parent__in=theirs)
        | Q(in_reply_to__in=theirs)
    )


class Reply(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="replies")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="replies")
    kind = models.CharField(max_length=8, choices=ReplyKind)
    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, null=True, blank=True, related_name="replies"
    )
    staff = models.ForeignKey(
        StaffMember, on_delete=models.PROTECT, null=True, blank=True, related_name="replies"
    )
    entry = models.PositiveSmallIntegerField(default=1, help_text="of a diary question")
    thread = models.ForeignKey(
        "self",
        on_delete=models.RESTRICT,
        related_name="in_thread",
        help_text="the reply that everything here hangs on; itself for that one",
    )
    parent = models.ForeignKey(
        "self", on_delete=models.RESTRICT, null=True, blank=True, related_name="children"
    )
    in_reply_to = models.ForeignKey(
        "self",
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="beside",
        help_text="what it was written to, where threads go no deeper and it hangs beside that",
    )
    private_to = models.ForeignKey(
        Participant,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="a private exchange: this person and staff read it",
    )
    needs_reply = models.BooleanField(default=False, help_text="a probe tracked to its end")
    posted_at = models.DateTimeField(help_text="when it reached the board")
    said_at = models.DateTimeField(help_text="when it was said, on whatever channel")
    late = models.BooleanField(default=False, help_text="said after the author's own due date")
    current_version: "models.ForeignKey[ReplyVersion | None, ReplyVersion | None]" = (
        models.ForeignKey(
            "participants.ReplyVersion",
            on_delete=models.SET_NULL,
            null=True,
            blank=True,
            related_name="+",
        )
    )

    held_at = models.DateTimeField(null=True, blank=True, help_text="waits for staff")
    rejected_at = models.DateTimeField(null=True, blank=True)
    rejected_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    rejected_why = scrubbed(models.CharField(max_length=300, blank=True))
    concealed_at = models.DateTimeField(null=True, blank=True)
    concealed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True, help_text="a tombstone since then")

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "replies"
        indexes = [
            models.Index(fields=["question", "said_at"], name="replies_of_a_question"),
            models.Index(fields=["thread", "posted_at"], name="replies_of_a_thread"),
            models.Index(fields=["board", "posted_at"], name="replies_of_a_board"),
            models.Index(fields=["board"], condition=KEPT_FROM_PEERS, name="kept_from_peers"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "question", "entry"],
                condition=Q(kind=ReplyKind.ANSWER),
                name="one_answer_a_person_question_and_entry",
            ),
            models.CheckConstraint(
                condition=Q(participant__isnull=False, staff=None)
                | Q(participant=None, staff__isnull=False),
                name="a_reply_has_one_author",
            ),
            models.CheckConstraint(
                condition=~Q(kind=ReplyKind.ANSWER)
                | Q(parent=None, staff=None, private_to=None, thread=F("id")),
                name="an_answer_begins_a_thread",
            ),
            models.CheckConstraint(
                condition=~Q(kind=ReplyKind.PROBE) | Q(participant=None, parent__isnull=False),
                name="a_probe_is_staffs_and_hangs_on_something",
            ),
            models.CheckConstraint(
                condition=~Q(kind=ReplyKind.COMMENT)
                | Q(parent__isnull=False)
                | Q(private_to__isnull=False),
                name="a_comment_hangs_on_something_or_is_private",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=False) | Q(thread=F("id")),
                name="a_reply_without_a_parent_begins_its_thread",
            ),
            models.CheckConstraint(
                condition=Q(in_reply_to=None) | Q(parent__isnull=False),
                name="what_is_written_to_a_reply_hangs_on_something",
            ),
            models.CheckConstraint(
                condition=Q(needs_reply=False) | Q(kind=ReplyKind.PROBE),
                name="only_a_probe_needs_a_reply",
            ),
            models.CheckConstraint(
                condition=Q(rejected_at=None, rejected_by=None)
                | Q(rejected_at__isnull=False, rejected_by__isnull=False),
                name="a_rejection_has_a_time_and_a_person",
            ),
            models.CheckConstraint(
                condition=Q(concealed_at=None, concealed_by=None)
                | Q(concealed_at__isnull=False, concealed_by__isnull=False),
                name="a_concealment_has_a_time_and_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"
