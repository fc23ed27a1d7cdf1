"""Lists of people as others make them: workbooks with everything that one can hold."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile


def workbook(
    rows: Sequence[Sequence[Any]],
    *,
    formulas: Mapping[str, str] | None = None,
    merged: Mapping[str, str] | None = None,
    hidden: Sequence[int] = (),
    dates: Mapping[str, Any] | None = None,
    errors: Sequence[str] = (),
    sheets: Sequence[str] = ("People",),
) -> bytes:
    """A workbook of these rows; `hidden` counts them from 1, as the program does."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet, *_others = [book.add_worksheet(name) for name in sheets]
    day = book.add_format({"num_format": "dd.mm.yyyy"})
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    for place, formula in (formulas or {}).items():
        sheet.write_formula(place, formula, value="shown")
    for place in errors:
        sheet.write_formula(place, "=NA()", value="#N/A")
    for place, words in (merged or {}).items():
        sheet.merge_range(place, words)
    for place, date in (dates or {}).items():
        sheet.write_datetime(place, date, day)
    for line in hidden:
        sheet.set_row(line - 1, None, None, {"hidden": True})
    book.close()
    return file.getvalue()


def upload(data: bytes, name: str = "people.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def zipped(part: bytes, name: str = "xl/workbook.xml") -> bytes:
    """A package that holds this part alone."""
    file = BytesIO()
    with ZipFile(file, "w") as package:
        package.writestr(name, part)
    return file.getvalue()
