"""What somebody pasted, as rows: people as an address book writes them, or cells of a table."""

import re

from participants.roster.flaws import read_cell
from participants.roster.table import Row, read_table

_PERSON = re.compile(r"\s*\"?(?P<name>[^<>]*?)\"?\s*<(?P<email>[^<>]*)>\s*[,;]?\s*")
_NEXT_ONE = re.compile(r">[ \t]*[,;][ \t]*")


def rows_of_text(text: str) -> list[Row]:
    """`Member 01 <member-01@example.org>` is a name and an address; else what parts the cells of
    a spreadsheet parts them here. Raises RosterErrors for quotation marks that do not match."""
    lines = _NEXT_ONE.sub(">\n", text).splitlines()
    if any(_PERSON.fullmatch(line) for line in lines):
        return [_row(number, line) for number, line in enumerate(lines, start=1) if line.strip()]
    first, others = read_table(text.encode())
    return [first, *others]


def _row(number: int, line: str) -> Row:
    found = _PERSON.fullmatch(line)
    raw = (found["name"], found["email"]) if found else (line, "")
    read = [read_cell(cell) for cell in raw]
    flaws = {place: flaw for place, (_text, flaw) in enumerate(read) if flaw}
    return Row(number, [text for text, _flaw in read], flaws)
