"""A picture on which people put marks, and say of each what they mean."""

from typing import Annotated, Any, Literal

from django.utils.translation import gettext as _
from pydantic import Field, ValidationInfo, field_validator

from sessions.enums import ItemKind, Kind
from sessions.kinds.base import (
    LONGEST_ALTERNATIVE,
    DiaryScript,
    ItemDraft,
    QuestionKind,
    Settings,
    items_of,
)
from sessions.kinds.items import ItemScript, told_apart, written_items
from sessions.kinds.keys import keys_for
from sessions.kinds.pace import longer_reading, texts_of
from sessions.models import QuestionVersion
from sessions.script.fields import AtMost, Between, Flag, Key, Line, Prose, WholeNumber
from sessions.script.scalars import wrong

# To look at a picture, and for each mark that is asked for.
MINUTES_TO_LOOK = 1.0
MINUTES_A_MARK = 0.5
MOST_MARKS = 30
MOST_KINDS = 6
PICTURE = "picture"

Number = Annotated[WholeNumber, Between(1, MOST_MARKS)]


class AnnotateSettings(Settings):
    picture: str
    least: int = 1
    most: int = 10
    comments: bool = True


class MarkScript(ItemScript):
    """A kind of mark is its text, or its text with a key."""

    text: Line


class AnnotateScript(DiaryScript):
    kind: Literal["annotate"]
    picture: Key = Field(description="What the board's guide calls the picture.")
    alternative: Annotated[Prose, AtMost(LONGEST_ALTERNATIVE)] = Field(
        description="What it shows, for whoever cannot see it."
    )
    marks: list[MarkScript] = Field(
        [], max_length=MOST_KINDS, description="What a mark may mean; without any, marks are alike."
    )
    least: Number = Field(1, description="How many marks are asked for.")
    most: Number = Field(10, description="How many there may be.")
    comments: Flag = Field(True, description="Whether one may write something to each mark.")

    @field_validator("marks")
    @classmethod
    def _told_apart(cls, marks: list[MarkScript]) -> list[MarkScript]:
        told_apart(marks, _("The key %(key)s names two kinds of mark."))
        return marks

    @field_validator("most")
    @classmethod
    def _not_fewer_than_asked_for(cls, most: int, info: ValidationInfo) -> int:
        least = info.data.get("least", 1)
        if most < least:
            raise wrong(
                _("There may be %(most)s marks, and %(least)s are asked for.")
                % {"most": most, "least": least}
            )
        return most


class Annotate(QuestionKind[AnnotateScript, AnnotateSettings]):
    """The picture is an item of its own, whose text says what it shows."""

    kind = Kind.ANNOTATE
    script_model = AnnotateScript
    settings_model = AnnotateSettings
    is_read = True

    def settings(self, script: AnnotateScript) -> AnnotateSettings:
        return AnnotateSettings(
            picture=script.picture, least=script.least, most=script.most, comments=script.comments
        )

    def items(self, script: AnnotateScript) -> list[ItemDraft]:
        keys = keys_for([(mark.key, mark.text) for mark in script.marks], kind=ItemKind.MARK)
        picture = ItemDraft(ItemKind.PICTURE, PICTURE, script.alternative, picture=script.picture)
        return [picture] + [
            ItemDraft(ItemKind.MARK, key, mark.text)
            for key, mark in zip(keys, script.marks, strict=True)
        ]

    def own_fields(self, version: QuestionVersion) -> dict[str, Any]:
        (picture,) = items_of(version, ItemKind.PICTURE)
        marks = written_items(version, ItemKind.MARK)
        return self.settings_of(version).to_json() | {"alternative": picture.text, "marks": marks}

    def minutes(self, version: QuestionVersion) -> float:
        marks = MINUTES_A_MARK * self.settings_of(version).least
        return MINUTES_TO_LOOK + marks + longer_reading(texts_of(version))
