"""What one person may read under a question, as plain rows: one query through the gate."""

import uuid
from datetime import datetime
from typing import NamedTuple

from participants.enums import ReplyKind
from participants.models import Participant, Reply
from sessions.models import Question


class Row(NamedTuple):
    """One reply, in the order of `_COLUMNS`."""

    id: uuid.UUID
    kind: str
    thread: uuid.UUID
    parent: uuid.UUID | None
    in_reply_to: uuid.UUID | None
    participant: uuid.UUID | None
    staff_name: str | None
    staff_role: str | None
    entry: int
    said_at: datetime
    posted_at: datetime
    private_to: uuid.UUID | None
    needs_reply: bool
    held_at: datetime | None
    rejected_at: datetime | None
    rejected_why: str
    concealed_at: datetime | None
    withdrawn_at: datetime | None
    version: uuid.UUID
    html: str
    number: int
    channel: str

    @property
    def is_answer(self) -> bool:
        return self.kind == ReplyKind.ANSWER

    @property
    def written_to(self) -> uuid.UUID | None:
        """The reply that this one answers, whether it hangs on it or beside it."""
        return self.in_reply_to or self.parent

    @property
    def counts(self) -> bool:
        """An answer that stands among those a distribution is made of."""
        return self.is_answer and not (self.rejected_at or self.withdrawn_at)


_COLUMNS = (
    "id",
    "kind",
    "thread_id",
    "parent_id",
    "in_reply_to_id",
    "participant_id",
    "staff__display_name",
    "staff__role",
    "entry",
    "said_at",
    "posted_at",
    "private_to_id",
    "needs_reply",
    "held_at",
    "rejected_at",
    "rejected_why",
    "concealed_at",
    "withdrawn_at",
    "current_version_id",
    "current_version__html",
    "current_version__number",
    "current_version__channel",
)


def rows_under(question: Question, reader: Participant, now: datetime) -> list[Row]:
    """Everything under the question that this person may read, in the order it was said."""
    readable = Reply.objects.visible_to(reader, now=now).filter(question=question)
    ordered = readable.order_by("said_at", "id").values_list(*_COLUMNS)
    return [Row(*values) for values in ordered]


def others_among(rows: list[Row], reader: Participant) -> bool:
    """Whether another participant's words are among them: what counts as having read others."""
    return any(row.participant not in (None, reader.pk) for row in rows)
