"""What somebody brings as a list of people, and how they say what its columns mean."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participants.roster.brought import Table, read_file, read_text
from participants.roster.errors import RosterErrors
from participants.roster.table import LARGEST_FILE

_CELL = re.compile(r"cell-(\d{1,7})-(\d{1,3})")
_OUT = re.compile(r"out-(\d{1,7})")


class RosterForm(forms.Form):
    """A file or a text: `table` after `is_valid()`."""

    use_required_attribute = False

    file = forms.FileField(
        label=gettext_lazy("Your list as a file"),
        help_text=gettext_lazy(
            "A workbook (.xlsx) or CSV, with a row for each person. The columns may stand in any"
            " order, and hold more than is needed."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.tsv,.txt"}),
        required=False,
        allow_empty_file=True,
    )
    text = forms.CharField(
        label=gettext_lazy("Or paste it"),
        help_text=gettext_lazy(
            "Rows copied from a spreadsheet, or lines like Member 01 <member-01@example.org>."
        ),
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        max_length=LARGEST_FILE,
        strip=False,
        required=False,
    )
    table: Table

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: MultiValueDict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, files, label_suffix="")

    def clean(self) -> dict[str, Any]:
        """A file goes before a text; of the two, one must be there."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        file, text = cleaned.get("file"), cleaned.get("text", "")
        if not file and not text.strip():
            self.add_error("text", _("Choose a file, or paste your list here."))
            return cleaned
        try:
            self.table = read_text(text) if not file else self._read(file)
        except RosterErrors as errors:
            for error in errors.errors:
                where = _("Row %(line)d: ") % {"line": error.line} if error.line > 1 else ""
                self.add_error("file" if file else "text", f"{where}{error.message}")
        return cleaned

    def _read(self, file: Any) -> Table:
        """No more of it than a roster may be long."""
        return read_file(file.read(LARGEST_FILE + 1))


def typed_cells(data: Mapping[str, Any]) -> dict[tuple[int, int], str]:
    """What was typed in the place of a cell, by line and column."""
    found = ((_CELL.fullmatch(name), data[name]) for name in data)
    return {(int(cell[1]), int(cell[2])): str(typed) for cell, typed in found if cell}


def rows_left_out(data: Mapping[str, Any]) -> set[int]:
    return {int(row[1]) for name in data if (row := _OUT.fullmatch(name))}
