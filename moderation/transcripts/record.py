"""What a transcript holds, field by field.

The descriptions are the data dictionary, and the published JSON Schema is made from them.
"""

from datetime import date, datetime
from typing import Literal, Self

from django.utils.translation import gettext_noop as said
from pydantic import BaseModel, ConfigDict, Field, PrivateAttr

from bulletin.media.models import MediaFile
from moderation.enums import Quotable, ReplyState, Standing, TranscriptNames
from moderation.participation import Figures
from moderation.transcripts.selection import Selection
from participants.enums import Channel, ReplyKind, Vote, WhySkipped
from sessions.enums import Kind

FORMAT = "bulletin-transcript/3"


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_enum_values=True)


class Value(Part):
    """One structured value of an answer."""

    key: str = Field(
        description=said("The item's stable key; `other` for words of one's own; empty on a scale.")
    )
    item: str = Field(
        description=said(
            "The option, statement, row or kind of mark, as it was worded when answered."
        )
    )
    number: int | None = Field(
        description=said(
            "The point on a scale, in a grid's row too, the rank, or the place; 1 is first."
        )
    )
    words: str = Field(
        description=said(
            "The vote on a statement, the column chosen in a grid's row, the words of “other”, what"
            " a file shows, or what was said to a mark."
        )
    )
    file: str = Field("", description=said("The name of a file that was sent; else empty."))
    across: float | None = Field(
        None,
        description=said("Where a mark is, in per cent from the left; else empty."),
    )
    down: float | None = Field(
        None, description=said("Where a mark is, in per cent from the top; else empty.")
    )
    _held: MediaFile | None = PrivateAttr(None)

    def holding(self, file: MediaFile) -> Self:
        """The same with the file itself, for whoever writes it down."""
        self._held = file
        return self

    @property
    def held(self) -> MediaFile | None:
        return self._held


class Row(Part):
    """One version of one reply. A reply that was corrected has several, the first one first."""

    reply: int = Field(description=said("The reply's running number in this transcript."))
    version: int = Field(
        description=said("Which version of the reply this is; 1 is what was submitted first.")
    )
    latest: bool = Field(description=said("Whether this version is the one that stands."))
    thread: int | None = Field(
        description=said(
            "The number of the reply that this conversation began with; empty where that reply is"
            " not in this transcript."
        )
    )
    parent: int | None = Field(
        description=said(
            "The number of the reply that this one answers; empty for a beginning, whose thread is"
            " itself, and where that reply is not in this transcript."
        )
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
    entry_date: date | None = Field(
        description=said(
            "The day that an entry of a daily diary was for, whenever it was given; empty for all"
            " others, and in an anonymised transcript."
        )
    )
    author: str = Field(
        description=said(
            "Who said it, under the names this transcript uses; with a number where several people"
            " share one."
        )
    )
    person: int | None = Field(
        description=said(
            "The participant's running number in this transcript, in order of appearance; empty"
            " for staff. It tells apart two people of one name."
        )
    )
    role: str = Field(description=said("`participant`, or the role of the staff member who wrote."))
    addressee: str = Field(
        description=said("For what staff said: the participant they said it to; else empty.")
    )
    addressee_person: int | None = Field(
        description=said("That participant's running number; else empty.")
    )
    segments: dict[str, list[str]] = Field(
        description=said(
            "What the participant belongs to, by set, as recorded now. An anonymised transcript"
            " leaves out what only one person in it belongs to, unless it was asked for."
        )
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
        description=said(
            "What was said, to the letter; empty once withdrawn or erased. Where it speaks to"
            " somebody by @ and a name, that person has the name this transcript uses."
        )
    )
    choices: str = Field(
        description=said("What was chosen, voted, ranked or rated, in one line of words.")
    )
    values: list[Value] = Field(description=said("The same, value by value."))
    codes: list[str] = Field(
        description=said(
            "What analysts coded the reply with; empty in a transcript that leaves codes out."
        )
    )
    day: int = Field(
        description=said("The day of the board on which it was said; 1 is the board's first.")
    )
    said_at: datetime | None = Field(
        description=said(
            "When it was said, on whatever channel, in the board's time zone; empty in an"
            " anonymised transcript."
        )
    )
    entered_at: datetime | None = Field(
        description=said(
            "When it reached the board, in the board's time zone; empty in an anonymised"
            " transcript."
        )
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
    rings_true: int = Field(
        description=said(
            "For how many participants it rings true, as they said on the board; never for whom."
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
    """An option, statement, row, column or scale end."""

    kind: str
    key: str
    heading: str
    text: str
    picture: str = Field(
        "", description=said("What the guide calls the picture beside it; empty without one.")
    )


class StimulusRecord(Part):
    """A picture or file that stayed in reach while the question was answered."""

    file: str = Field(description=said("What the guide calls it."))
    content_type: str = Field(description=said("What it is, such as `image/webp`."))
    alternative: str = Field(description=said("What it shows or says, in words."))


class WordingRecord(Part):
    """One published version of a question."""

    version: int
    prompt: str
    stimuli: list[StimulusRecord] = []
    items: list[ItemRecord]


class QuestionRecord(Part):
    key: str
    kind: Kind
    required: bool
    reveal: str
    wordings: list[WordingRecord]


class StageRecord(Part):
    """A stage of the guide. In an anonymised transcript it has no dates."""

    key: str
    title: str
    introduction: str
    opens_at: datetime | None
    due_at: datetime | None
    closes_at: datetime | None
    questions: list[QuestionRecord]


class BoardRecord(Part):
    """The board. In an anonymised transcript it has no dates."""

    title: str
    language: str
    timezone: str
    welcome: str
    starts_on: date | None
    ends_at: datetime | None
    segments: dict[str, list[str]] = Field(description=said("Each set with its values."))


class VerdictRecord(Part):
    """What somebody who contributed said of the report: whether it gets right what they meant."""

    author: str = Field(
        description=said("Who said it, under the names this transcript uses, or nobody's name.")
    )
    verdict: Vote = Field(description=said("`agree`, `partly`, `disagree` or `cannot_say`."))
    words: str = Field(description=said("What they added, to the letter; often empty."))
    said_at: datetime | None = Field(
        description=said("When, in the board's time zone; empty in an anonymised transcript.")
    )


class SkipRecord(Part):
    """An optional question that somebody passed over, with why as far as they liked to say."""

    question: str = Field(description=said("The question's key."))
    author: str = Field(
        description=said(
            "Who skipped it, under the names this transcript uses; empty in an anonymised"
            " transcript."
        )
    )
    why: WhySkipped | Literal[""] = Field(
        description=said(
            "Which of the reasons offered they gave: `not_mine` (does not concern them), `nothing`"
            " (to say), `unclear`, `private` (would rather not say), `no_time`; else empty."
        )
    )
    words: str = Field(description=said("What they added, to the letter; often empty."))
    skipped_at: datetime | None = Field(
        description=said("When, in the board's time zone; empty in an anonymised transcript.")
    )


class Heading(Part):
    """What stands before the rows."""

    format: Literal["bulletin-transcript/3"]
    made_at: datetime = Field(description=said("What was said by then is in the transcript."))
    identity: TranscriptNames = Field(description=said("Under which names people appear."))
    standing: Standing = Field(
        description=said(
            "`identified`; `pseudonymised`: a key exists, so it is still personal data;"
            " `anonymised`: no key exists, but only reading makes text anonymous."
        )
    )
    selection: Selection = Field(description=said("What was chosen of all that was said."))
    about: list[str] = Field(description=said("The same in sentences, in the board's language."))
    board: BoardRecord
    participation: Figures = Field(description=said("Of the whole board, whatever was chosen."))
    guide: list[StageRecord]
    verdicts: list[VerdictRecord] = Field(
        default_factory=list,
        description=said(
            "Whether contributors find themselves in the report; none where none was sent, and in"
            " a part of the record."
        ),
    )
    skips: list[SkipRecord] = Field(
        default_factory=list,
        description=said(
            "Which optional questions were skipped, and why; none in a part of the record."
        ),
    )


class Document(Heading):
    """A whole transcript: its heading, then one row for each version of each reply."""

    rows: list[Row]
