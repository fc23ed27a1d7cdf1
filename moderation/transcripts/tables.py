"""A transcript as tables: which there are, their columns, and the cells of each row.

What a spreadsheet and a workbook have in common; each writes these cells its way.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as said
from pydantic.fields import FieldInfo

from moderation.transcripts.record import Heading, Part, Row, SkipRecord, Value, VerdictRecord

SEGMENT = "segment_"
# A row's lists of pairs have columns or a table of their own.
ROW_COLUMNS = [name for name in Row.model_fields if name not in ("segments", "values")]
OF_WHICH_REPLY = ("reply", "version", "question")
VALUE_COLUMNS = list(Value.model_fields)
GUIDE_COLUMNS = {
    "stage": said("The stage's key; empty for what stands before the stages."),
    "question": said("The question's key; empty for what belongs to the stage."),
    "version": said("Which version of the question it is of."),
    "part": said(
        "`welcome`, `title`, `introduction`, `prompt`, `stimulus` (a picture or file to look at),"
        " the kind of item, or `picture` (that of the item before it)."
    ),
    "key": said("The item's stable key, or what the guide calls the file."),
    "heading": said("What stands over a statement."),
    "text": said("The words as participants read them, in Markdown where they are prose."),
}

Cells = list[Any]


@dataclass(frozen=True, slots=True)
class Tables:
    """The columns of every table of one transcript, and its rows as cells; `more` are the tables
    that it has only where something is in them, each with what a row of it is."""

    sets: Sequence[str]
    more: Mapping[str, type[Part]]

    @property
    def columns(self) -> dict[str, list[str]]:
        return {
            "transcript": [*ROW_COLUMNS, *(SEGMENT + key for key in self.sets)],
            "values": [*OF_WHICH_REPLY, *VALUE_COLUMNS],
            "guide": list(GUIDE_COLUMNS),
            **{name: list(row.model_fields) for name, row in self.more.items()},
        }

    def row(self, row: Row) -> Cells:
        held = (row.segments.get(key) for key in self.sets)
        return [*(getattr(row, name) for name in ROW_COLUMNS), *held]

    def values(self, row: Row) -> Iterator[Cells]:
        for value in row.values:
            cells = (getattr(value, name) for name in VALUE_COLUMNS)
            yield [*(getattr(row, name) for name in OF_WHICH_REPLY), *cells]

    def meanings(self) -> Iterator[tuple[str, str, str]]:
        """Table, column and what it means, in the language in force."""
        for name in ROW_COLUMNS:
            yield "transcript", name, _meaning(Row.model_fields[name])
        for key in self.sets:
            meaning = _("The participant's value in the set “%(set)s”, as recorded now.")
            yield "transcript", SEGMENT + key, meaning % {"set": key}
        for name in OF_WHICH_REPLY:
            yield "values", name, _("As in the transcript.")
        for name, field in Value.model_fields.items():
            yield "values", name, _meaning(field)
        for name, meaning in GUIDE_COLUMNS.items():
            yield "guide", name, _(meaning)
        for table, row in self.more.items():
            for name, field in row.model_fields.items():
                yield table, name, _meaning(field)


def _meaning(field: FieldInfo) -> str:
    return _(field.description) if field.description else ""


def tables_of(heading: Heading) -> Tables:
    return Tables(list(heading.board.segments), more_tables(heading))


def more_tables(heading: Heading) -> dict[str, type[Part]]:
    found: dict[str, type[Part]] = {}
    if heading.verdicts:
        found["verdicts"] = VerdictRecord
    if heading.skips:
        found["skips"] = SkipRecord
    return found


def guide_rows(heading: Heading) -> Iterator[Cells]:
    """Everything that participants are asked or told, one text a row, in the guide's order."""
    if heading.board.welcome:
        yield ["", "", None, "welcome", "", "", heading.board.welcome]
    for stage in heading.guide:
        yield [stage.key, "", None, "title", "", "", stage.title]
        if stage.introduction:
            yield [stage.key, "", None, "introduction", "", "", stage.introduction]
        for question in stage.questions:
            for wording in question.wordings:
                of = [stage.key, question.key, wording.version]
                yield [*of, "prompt", "", "", wording.prompt]
                for one in wording.stimuli:
                    yield [*of, "stimulus", one.file, "", one.alternative]
                for item in wording.items:
                    yield [*of, item.kind, item.key, item.heading, item.text]
                    if item.picture:
                        yield [*of, "picture", item.picture, "", item.text]
