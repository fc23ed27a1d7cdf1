"""What one transcript holds of its board, and in which order: stored on its row."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_noop as said
from pydantic import BaseModel, ConfigDict, Field

from moderation.enums import Arrangement, TranscriptPart
from moderation.models import Transcript
from participants.enums import ReplyKind


class Selection(BaseModel):
    """What was chosen when a transcript was asked for. Nothing chosen means the whole record."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    by: Arrangement = Field(Arrangement.QUESTION, description=said("What its order follows first."))
    segments: dict[str, list[str]] = Field(
        default_factory=dict,
        description=said("Only people with one of these values, in each of these sets."),
    )
    codes: list[str] = Field(
        default_factory=list, description=said("Only replies with one of these codes.")
    )
    since: date | None = Field(
        None, description=said("Only what was said from this day on, in the board's time zone.")
    )
    until: date | None = Field(
        None, description=said("Only what was said up to this day, in the board's time zone.")
    )
    kinds: list[ReplyKind] = Field(
        default_factory=list, description=said("Only replies of these kinds.")
    )
    parts: list[TranscriptPart] = Field(
        default_factory=lambda: list(TranscriptPart),
        description=said("What it holds beside participants' own answers and comments."),
    )
    rare_segments: bool = Field(
        False,
        description=said(
            "In an anonymised transcript: whether it tells a segment also where only one person in"
            " it belongs to it."
        ),
    )
    instructions_only: bool = Field(
        False, description=said("Whether it holds the guide alone, and nothing of what was said.")
    )

    def holds(self, part: TranscriptPart) -> bool:
        return part in self.parts

    @property
    def left_out(self) -> list[TranscriptPart]:
        return [part for part in TranscriptPart if part not in self.parts]

    @property
    def is_whole(self) -> bool:
        """Whether nothing narrows it down to some people, words, days or kinds of reply."""
        narrowed = (
            self.segments, self.codes, self.kinds, self.since, self.until, self.instructions_only,
        )  # fmt: skip
        return not any(narrowed)

    def begins_at(self, zone: ZoneInfo) -> datetime | None:
        return _midnight(self.since, zone) if self.since else None

    def ends_before(self, zone: ZoneInfo) -> datetime | None:
        """The midnight after the last day."""
        return _midnight(self.until + timedelta(days=1), zone) if self.until else None

    def stored(self) -> dict[str, object]:
        return self.model_dump(mode="json")


def selection_of(transcript: Transcript) -> Selection:
    return Selection.model_validate(transcript.selection)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, tzinfo=zone)
