"""What a reply said at one moment, its structured values, and what is redacted of it."""

import uuid
from typing import TYPE_CHECKING

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Q, Value

from bulletin.accounts.models import User
from bulletin.media.models import MediaFile
from bulletin.privacy.fields import kept, scrubbed
from participants.enums import Channel
from sessions.models import QuestionItem, QuestionVersion, StaffMember

from .reply import Reply


class ReplyVersion(models.Model):
    """What a reply said at one moment. The first submitted one is never overwritten (rule 4).

    Once words are redacted, `text` and what is made of it hold the replacements, so that no
    reader can forget them; `original` holds what was submitted, until that is destroyed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reply = models.ForeignKey(Reply, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(default=1)
    question_version = models.ForeignKey(
        QuestionVersion, on_delete=models.PROTECT, related_name="replies"
    )
    text = scrubbed(models.TextField(blank=True, help_text="as everyone may read it"))
    html = scrubbed(models.TextField(blank=True, editable=False, help_text="made of text"))
    original = scrubbed(
        models.TextField(blank=True, help_text="the text before it was redacted, until destroyed")
    )
    lexemes = scrubbed(SearchVectorField(null=True, editable=False))
    words = models.GeneratedField(
        expression=Func(F("text"), Value(r"\S+"), function="regexp_count"),
        output_field=models.IntegerField(),
        db_persist=True,
        help_text="how many stand in text",
    )
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.WEB)
    source = scrubbed(models.CharField(max_length=300, blank=True))
    submitted_at = models.DateTimeField()
    said_at = models.DateTimeField()
    entered_by = models.ForeignKey(
        StaffMember, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    after_reading = models.BooleanField(
        default=False, help_text="others' replies had been served to its author before"
    )
    refers = models.BooleanField(
        default=False, help_text="it quotes or mentions somebody: there are rows to look for"
    )
    withdrawn_at = models.DateTimeField(
        null=True, blank=True, help_text="its author has taken these words back since then"
    )

    class Meta:
        ordering = ["reply", "number"]
        indexes = [
            GinIndex(fields=["lexemes"], name="words_of_versions"),
            models.Index(
                fields=["reply"],
                condition=Q(withdrawn_at__isnull=False),
                name="versions_taken_back",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["reply", "number"], name="a_reply_version_number_is_used_once"
            ),
            models.CheckConstraint(
                condition=Q(channel=Channel.WEB) | Q(entered_by__isnull=False),
                name="what_came_by_another_channel_was_entered_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(text="", html="", original="", source=""),
                name="what_was_taken_back_says_nothing",
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.number} of {self.reply_id}"


class AnswerValue(models.Model):
    """One structured value: a choice, a scale point, a rank, a vote, a cell, an "other", a file, a
    mark on a picture.

    What there can be several of, alike, has a `place` among them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(ReplyVersion, on_delete=models.CASCADE, related_name="values")
    item = models.ForeignKey(
        QuestionItem, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    column = models.ForeignKey(
        QuestionItem,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="the chosen end or step of a grid's row",
    )
    number = models.IntegerField(null=True, blank=True, help_text="a scale point or a rank")
    place = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="among the files or marks of an answer, from 1"
    )
    file = models.ForeignKey(
        MediaFile,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="values",
        help_text="what was sent, or what was marked",
    )
    across = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="of a mark, in thousandths of the picture from its left"
    )
    down = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="of a mark, in thousandths of the picture from its top"
    )
    text = scrubbed(
        models.TextField(
            blank=True,
            help_text='a vote, the words of "other", what a file or mark shows',
        )
    )
    original = scrubbed(
        models.TextField(blank=True, help_text="the words before they were redacted")
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "item", "column", "place"],
                nulls_distinct=False,
                name="one_value_a_version_item_and_place",
            ),
            models.CheckConstraint(
                condition=Q(file=None) | Q(place__isnull=False),
                name="a_file_has_its_place_in_an_answer",
            ),
            models.CheckConstraint(
                condition=Q(across=None, down=None)
                | Q(across__lte=1000, down__lte=1000, place__isnull=False),
                name="a_mark_is_on_its_picture",
            ),
        ]

    def __str__(self) -> str:
        return f"value of {self.version_id}"

    @property
    def is_own_words(self) -> bool:
        """Whether `text` is what somebody typed: a vote is a word of ours."""
        return self.item_id is None or self.place is not None

    if TYPE_CHECKING:
        version_id: uuid.UUID
        item_id: uuid.UUID | None
        column_id: uuid.UUID | None
        file_id: uuid.UUID | None


class RedactionQuerySet(models.QuerySet["Redaction"]):
    def standing(self) -> "RedactionQuerySet":
        """Those whose words still lie beneath them."""
        return self.filter(destroyed_at=None)

    def of(self, reply: Reply) -> "RedactionQuerySet":
        return self.filter(version__reply=reply)

    def made_with(self, redaction: "Redaction") -> "RedactionQuerySet":
        """All that one press hid of a reply, this one among them."""
        return self.filter(
            version__reply__versions=redaction.version_id,
            made_at=redaction.made_at,
            made_by=redaction.made_by_id,
        )


class Redaction(models.Model):
    """A range of what was submitted, in code points, that reads as something else everywhere."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(ReplyVersion, on_delete=models.CASCADE, related_name="redactions")
    value = models.ForeignKey(
        AnswerValue,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="redactions",
        help_text='whose words the range lies in, where these are those of "other"',
    )
    start = models.PositiveIntegerField(help_text="code point of the original, inclusive")
    end = models.PositiveIntegerField(help_text="code point of the original, exclusive")
    replacement = kept(models.CharField(max_length=100))
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    destroyed_at = models.DateTimeField(
        null=True, blank=True, help_text="when the words beneath it were destroyed"
    )
    destroyed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = RedactionQuerySet.as_manager()

    class Meta:
        ordering = ["version", "start"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end__gt=F("start")), name="a_redaction_covers_something"
            ),
            models.CheckConstraint(
                condition=Q(destroyed_at=None, destroyed_by=None)
                | Q(destroyed_at__isnull=False, destroyed_by__isnull=False),
                name="a_destruction_has_a_time_and_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.start} to {self.end}"

    if TYPE_CHECKING:
        version_id: uuid.UUID
        value_id: uuid.UUID | None
        made_by_id: uuid.UUID
