"""Rows that are each judged alike: by a point on a scale, or by a column with a name."""

from typing import Annotated, Any, Literal

from django.utils.translation import gettext as _
from pydantic import Field, ValidationInfo, field_validator

from sessions.enums import ItemKind, Kind
from sessions.kinds.base import DiaryScript, ItemDraft, QuestionKind, Settings, items_of
from sessions.kinds.items import ItemScript, told_apart, written_items
from sessions.kinds.keys import keys_for
from sessions.kinds.pace import longer_reading, texts_of
from sessions.kinds.scale import EndsScript, end_items, ends_of
from sessions.models import QuestionVersion
from sessions.script.fields import Flag, Line
from sessions.script.scalars import wrong

MINUTES_TO_BEGIN = 0.25
MINUTES_A_ROW = 0.25
MOST_ROWS = 20
MOST_COLUMNS = 7


class GridSettings(Settings):
    """`from` and `to` are None where the columns have names."""

    from_: int | None = Field(None, alias="from")
    to: int | None = None
    shuffle: bool = False


class RowScript(ItemScript):
    """A row is its text, or its text with a key and a mark."""

    text: Line
    pinned: Flag = Field(False, description="Keeps its place when the order is shuffled.")


class ColumnScript(ItemScript):
    """A column is its text, or its text with a key."""

    text: Line


Rows = Annotated[list[RowScript], Field(min_length=1, max_length=MOST_ROWS)]
Columns = Annotated[list[ColumnScript], Field(min_length=2, max_length=MOST_COLUMNS)]


class GridScript(DiaryScript):
    """One choice in every row: of a point on one scale, or of one of a few columns."""

    kind: Literal["grid"]
    rows: Rows = Field(description="What is judged, row by row.")
    scale: EndsScript | None = Field(None, description="The points to choose from in each row.")
    columns: Columns | None = Field(
        None, validate_default=True, description="In place of a scale: what to choose, in words."
    )
    shuffle: Flag = Field(False, description="Whether each person sees the rows in another order.")

    @field_validator("rows")
    @classmethod
    def _rows_told_apart(cls, rows: list[RowScript]) -> list[RowScript]:
        told_apart(rows, _("The key %(key)s names two rows."))
        return rows

    @field_validator("columns")
    @classmethod
    def _columns_or_a_scale(
        cls, columns: list[ColumnScript] | None, info: ValidationInfo
    ) -> list[ColumnScript] | None:
        if "scale" in info.data and (columns is None) == (info.data["scale"] is None):
            raise wrong(_("Say either scale or columns."))
        told_apart(columns or [], _("The key %(key)s names two columns."))
        return columns


class Grid(QuestionKind[GridScript, GridSettings]):
    kind = Kind.GRID
    script_model = GridScript
    settings_model = GridSettings

    def settings(self, script: GridScript) -> GridSettings:
        if script.scale is None:
            return GridSettings(shuffle=script.shuffle)
        ends = script.scale
        return GridSettings(from_=ends.from_, to=ends.to, shuffle=script.shuffle)

    def items(self, script: GridScript) -> list[ItemDraft]:
        keys = keys_for([(row.key, row.text) for row in script.rows], kind=ItemKind.ROW)
        rows = [
            ItemDraft(ItemKind.ROW, key, row.text, pinned=row.pinned)
            for key, row in zip(keys, script.rows, strict=True)
        ]
        return rows + (end_items(script.scale) if script.scale else _columns(script))

    def own_fields(self, version: QuestionVersion) -> dict[str, Any]:
        settings = self.settings_of(version)
        rows = written_items(version, ItemKind.ROW, "pinned")
        judged: dict[str, Any] = (
            {"columns": written_items(version, ItemKind.COLUMN)}
            if settings.from_ is None
            else {"scale": {"from": settings.from_, "to": settings.to} | ends_of(version)}
        )
        return {"rows": rows, **judged, "shuffle": settings.shuffle}

    def minutes(self, version: QuestionVersion) -> float:
        rows = MINUTES_A_ROW * len(items_of(version, ItemKind.ROW))
        return MINUTES_TO_BEGIN + rows + longer_reading(texts_of(version))


def _columns(script: GridScript) -> list[ItemDraft]:
    columns = script.columns or []
    keys = keys_for([(column.key, column.text) for column in columns], kind=ItemKind.COLUMN)
    return [
        ItemDraft(ItemKind.COLUMN, key, column.text)
        for key, column in zip(keys, columns, strict=True)
    ]
