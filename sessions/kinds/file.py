"""Pictures or documents that people are asked to send."""

from typing import Annotated, Any, Literal

from pydantic import Field, field_validator

from sessions.enums import FileSort, Kind
from sessions.kinds.base import DiaryScript, QuestionKind, Settings
from sessions.kinds.pace import longer_reading
from sessions.models import QuestionVersion
from sessions.script.fields import Between, Flag, WholeNumber

# To read a short question, find or take a picture, and say what it shows.
MINUTES = 3.0
MOST_FILES = 6


class FileSettings(Settings):
    takes: list[FileSort] = [FileSort.PICTURE]
    most: int = 3
    words: bool = False


class FileScript(DiaryScript):
    kind: Literal["file"]
    takes: list[FileSort] = Field(
        [FileSort.PICTURE], min_length=1, description="What may be sent; a document is a PDF."
    )
    most: Annotated[WholeNumber, Between(1, MOST_FILES)] = Field(
        3, description="How many files one answer may have."
    )
    words: Flag = Field(
        False, description="Whether one may write as well, or instead where there is nothing."
    )

    @field_validator("takes")
    @classmethod
    def _each_once(cls, takes: list[FileSort]) -> list[FileSort]:
        return [sort for sort in FileSort if sort in takes]


class File(QuestionKind[FileScript, FileSettings]):
    kind = Kind.FILE
    script_model = FileScript
    settings_model = FileSettings
    is_read = True

    def settings(self, script: FileScript) -> FileSettings:
        return FileSettings(takes=script.takes, most=script.most, words=script.words)

    def own_fields(self, version: QuestionVersion) -> dict[str, Any]:
        return self.settings_of(version).to_json()

    def minutes(self, version: QuestionVersion) -> float:
        return MINUTES + longer_reading([version.prompt])
