"""What a transcript holds, field by field.

The descriptions are the data dictionary, and the published JSON Schema is made from them.
"""

from datetime import date, datetime
from typing import Literal

from django.utils.translation import gettext_noop as said
from pydantic import BaseModel, ConfigDict, Field

from moderation.enums import Quotable, ReplyState
from moderation.participation import Figures
from participants.enums import Channel, ReplyKind
from sessions.enums import Identity, Kind

FORMAT = "bulletin-transcript/1"


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_enum_values=True)


class Value(Part):
    """One structured value of an answer."""

    key: str = Field(
        description=said("The item's stable key; `other` for words of one's own; empty on a scale.")
    )
    item: str = Field(description=said("The option or statement, as it was worded when answered."))
    number: int | None = Field(description=said("The point on a scale, or the rank; 1 is first."))
    words: str = Field(description=said("The vote on a statement, or the words of “other”."))


class Row(Part):
    """One version of one reply. A reply that was corrected has several, the first one first."""

    reply: int = Field(description=said("The reply's running number in this transcript."))
    version: int = Field(
        description=said("Which version of the reply this is; 1 is what was submitted first.")
    )
    latest: bool = Field(description=said("Whether this version is the one that stands."))
    thread: int = Field(
        description=said("The number of the reply that this conversation began with.")
    )
    parent: int | None = Field(
        description=said("The number of the reply that this one answers; empty for a beginning.")
    )
    kind: ReplyKind = Field(
        description=said(
            "`answer` to the question; `comment` by a participant or staff; `probe`: staff ask"
            " for more."
        )
    )
    stage: str = Field(description=said("The stage's key."))
    stage_title: str = Field(description=said("The stage's title."))
    question: str = Field(description=said("The question's key."))
    question_kind: Kind = Field(description=said("The kind of question."))
    question_version: int = Field(description=said("Which version of the question was answered."))
    prompt: str = Field(description=said("The question as that version worded it."))
    entry: int = Field(
        description=said("Which entry of a diary question; 1 for every other question.")
    )
    author: str = Field(description=said("Who said it, under the names this transcript uses."))
    person: int | None = Field(
        description=said(
            "The participant's running number in this transcript, in order of appearance; empty"
            " for staff. It tells apart two people of one name."
        )
    )
    role: str = Field(description=said("`participant`, or the role of the staff member who wrote."))
    segments: dict[str, list[str]] = Field(
        description=said("What the participant belongs to, by set, as recorded now.")
    )
    quoted: Quotable = Field(
        description=said(
            "Whether the participant agreed to being quoted: `yes`, `no` or `not asked`."
        )
    )
    private_with: str = Field(
        description=said("In a private exchange, the participant it is with; else empty.")
    )
    words: str = Field(
        description=said("What was said, to the letter; empty once withdrawn or erased.")
    )
    choices: str = Field(
        description=said("What was chosen, voted, ranked or rated, in one line of words.")
    )
    values: list[Value] = Field(description=said("The same, value by value."))
    said_at: datetime = Field(
        description=said("When it was said, on whatever channel, in the board's time zone.")
    )
    entered_at: datetime = Field(
        description=said("When it reached the board, in the board's time zone.")
    )
    channel: Channel = Field(
        description=said("How it was said: `web` (on the board), `email`, `telephone`, `paper`.")
    )
    source: str = Field(
        description=said(
            "Where a reply entered on someone's behalf came from, as staff noted it. It may name"
            " people, so it is given only in transcripts with real names."
        )
    )
    entered_by: str = Field(
        description=said("The staff member who entered it on someone's behalf; else empty.")
    )
    late: bool = Field(description=said("Whether it was said after the author's due date."))
    after_reading: bool = Field(
        description=said(
            "Whether others' replies to the question had been shown to the author before."
        )
    )
    needs_reply: bool = Field(description=said("For a probe: whether it asked for a reply."))
    state: list[ReplyState] = Field(
        description=said(
            "`held` (waits for staff), `rejected`, `concealed` (only its author and staff read"
            " it), `withdrawn` or `erased` (its words are gone); empty for all others."
        )
    )


class ItemRecord(Part):
    """An option, statement or scale end."""

    kind: str
    key: str
    heading: str
    text: str


class WordingRecord(Part):
    """One published version of a question."""

    version: int
    prompt: str
    items: list[ItemRecord]


class QuestionRecord(Part):
    key: str
    kind: Kind
    required: bool
    reveal: str
    wordings: list[WordingRecord]


class StageRecord(Part):
    key: str
    title: str
    opens_at: datetime | None
    due_at: datetime | None
    closes_at: datetime | None
    questions: list[QuestionRecord]


class BoardRecord(Part):
    title: str
    language: str
    timezone: str
    starts_on: date
    ends_at: datetime
    segments: dict[str, list[str]] = Field(description=said("Each set with its values."))


class Heading(Part):
    """What stands before the rows."""

    format: Literal["bulletin-transcript/1"]
    made_at: datetime = Field(description=said("What was said by then is in the transcript."))
    identity: Identity = Field(description=said("Under which names people appear."))
    board: BoardRecord
    participation: Figures
    guide: list[StageRecord]


class Document(Heading):
    """A whole transcript: its heading, then one row for each version of each reply."""

    rows: list[Row]
