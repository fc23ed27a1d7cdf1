"""Everything that can be wrong with a long list is named at once, and nothing of it is taken."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
import xlsxwriter.utility

from bulletin.audit.models import Entry
from bulletin.outbox.models import Notice
from participants.models import Membership, Participant
from participants.roster.brought import as_roster, read_file
from participants.roster.columns import known_columns
from participants.roster.errors import RosterErrors
from participants.roster.guessing import guessed
from participants.roster.importing import bring_in
from participants.roster.planning import plan_of
from sessions.models import Board
from tests import factories
from tests.factories import NOW
from tests.lists import workbook

pytestmark = pytest.mark.django_db

HEADINGS = [
    "name", "email", "timezone", "language", "pseudonym", "tester", "in_reserve", "sector", "topic",
]  # fmt: skip
ROWS = 2_000
FIRST_FAULT = 1_500


@dataclass(frozen=True)
class Fault:
    """One row that is wrong: what stands in a cell, in which column, and what is said of it.

    `how` is what stands there that is no text; `beside` what else is in the row.
    """

    column: str
    cell: Any
    says: str
    how: str = ""
    beside: dict[str, str] = field(default_factory=dict)


NO_ADDRESS = "is no e-mail address; it looks like name@example.org."
KINDS = {
    "no name": Fault("name", "", "The name is missing."),
    "a name of blanks": Fault("name", "   ", "The name is missing."),
    "a name of blanks that do not break": Fault("name", "\u00a0", "The name is missing."),
    "a name that is too long": Fault("name", "M" * 201, "This is too long: it has 201"),
    "a name that is a number": Fault("name", 12345, "This is no name"),
    "a name that is a date": Fault("name", date(2026, 1, 5), "This is no name", "date"),
    "a name of signs": Fault("name", "---", "This is no name"),
    "an address for a name": Fault("name", "member@example.org", "This is an address."),
    "a name that is a formula": Fault("name", "=B2&C2", "This is a formula.", "formula"),
    "a name that is a formula's text": Fault("name", "=B2", "This is a formula."),
    "a name that is an error": Fault("name", "", "The spreadsheet shows an error", "error"),
    "a name with a control character": Fault("name", "Mem\x07ber", "This holds a control"),
    "a name with a blank of no width": Fault("name", "Mem\u200bber", "This holds a sign that"),
    "a name with a turned direction": Fault("name", "Mem\u202eber", "This holds a sign that"),
    "a name read in the wrong encoding": Fault("name", "JosÃ© Ãœnal", "Letters were lost"),
    "a name whose letters are gone": Fault("name", "Jos\ufffd", "Letters were lost"),
    "a merged name": Fault("name", "Member", "This cell is merged", "merged"),
    "an address without its sign": Fault("email", "member.example.org", NO_ADDRESS),
    "an address with two signs": Fault("email", "member@@example.org", NO_ADDRESS),
    "an address with a blank": Fault("email", "mem ber@example.org", NO_ADDRESS),
    "two addresses": Fault("email", "one@example.org; two@example.org", NO_ADDRESS),
    "an address with its name": Fault("email", "Member <m@example.org>", NO_ADDRESS),
    "an address of nowhere": Fault("email", "member@", NO_ADDRESS),
    "an address of a bare word": Fault("email", "member@example", NO_ADDRESS),
    "an address with a comma behind": Fault("email", "member@example.org,", NO_ADDRESS),
    "an address that is too long": Fault("email", f"{'m' * 250}@example.org", "This is too long"),
    "an address of the staff": Fault("email", "Facilitator@example.org", "This address is that of"),
    "an address with a blank of no width": Fault(
        "email", "m\u200b@example.org", "This holds a sign that nobody sees."
    ),
    "an address that is a formula": Fault("email", "=A2", "This is a formula.", "formula"),
    "an address that is an error": Fault("email", "", "The spreadsheet shows an error", "error"),
    "an address read in the wrong encoding": Fault("email", "jÃ¼@example.org", "Letters were"),
    "the same person twice": Fault("name", "Member 0900", "Member 0900 is there twice",
        beside={"email": "member-0900@example.org"}),
    "the same person in capitals": Fault("name", "MEMBER 0901", "MEMBER 0901 is there twice",
        beside={"email": "Member-0901@Example.org"}),
    "no zone that there is": Fault("timezone", "Atlantis", "“Atlantis” is no time zone"),
    "a zone misspelt": Fault("timezone", "Europe/Lodnon", "“Europe/Lodnon” is no time zone"),
    "a zone as an offset": Fault("timezone", "+01:00", "“+01:00” is no time zone"),
    "a zone that is a formula": Fault("timezone", "=A1", "This is a formula.", "formula"),
    "a language in words": Fault("language", "english", "“english” is no language code"),
    "a language of nobody": Fault("language", "x_y_z_1", "“x_y_z_1” is no language code"),
    "a pseudonym with a colon": Fault("pseudonym", "Calm: Heron", "A pseudonym holds no colon."),
    "a pseudonym that is too long": Fault("pseudonym", "H" * 64, "This is too long: it has 64"),
    "somebody's pseudonym": Fault("pseudonym", "quiet otter", "quiet otter is somebody else's"),
    "a pseudonym given twice": Fault("pseudonym", "CALM LARCH", "CALM LARCH is somebody else's"),
    "perhaps a tester": Fault("tester", "perhaps", "“perhaps” must be true or false."),
    "a tester by a number": Fault("tester", 7, "“7” must be true or false."),
    "perhaps in reserve": Fault("in_reserve", "later", "“later” must be true or false."),
    "a segment that there is not": Fault("sector", "sports", "“sports” is none of its values"),
    "a segment misspelt": Fault("sector", "helth", "“helth” is none of its values"),
    "two segments of one": Fault("sector", "health|local authority", "Only one value"),
    "a segment turned into a date": Fault(
        "sector", date(2026, 1, 2), "“2026-01-02” is none of its values", "date"
    ),
    "a merged segment": Fault("sector", "health", "This cell is merged", "merged"),
    "one of several that there is not": Fault("topic", "costs|qualty", "“qualty” is none of"),
    "another name for somebody who came": Fault(
        "name", "Somebody Else", "This address is that of Member 01",
        beside={"email": "member-01@example.org"}),
    "another address for somebody who came": Fault(
        "email", "elsewhere@example.org", "Member 02 has been on the board with the address",
        beside={"name": "Member 02"}),
    "somebody who came, put in reserve": Fault(
        "in_reserve", "x", "Member 03 has been on the board: this cannot be changed",
        beside={"name": "Member 03", "email": "member-03@example.org"}),
    "somebody who came, made a tester": Fault(
        "tester", "yes", "Member 04 has been on the board: this cannot be changed",
        beside={"name": "Member 04", "email": "member-04@example.org"}),
}  # fmt: skip


@pytest.fixture
def board() -> Board:
    made = factories.board(owner=factories.user("facilitator@example.org"))
    factories.segment_set(made, "sector", "health", "local authority")
    factories.segment_set(made, "topic", "costs", "quality", allows_several=True)
    for _ in range(4):
        factories.participant(made, first_came_at=NOW)
    factories.participant(made, pseudonym="Quiet Otter", first_came_at=NOW)
    return made


def a_list_of_all_faults() -> bytes:
    """Each kind in a row of its own, from `FIRST_FAULT` on, among two thousand rows."""
    rows = [[_row(number)[name] for name in HEADINGS] for number in range(ROWS + 1)]
    rows[0], rows[1][HEADINGS.index("pseudonym")] = list(HEADINGS), "Calm Larch"
    special: dict[str, dict[str, Any]] = {how: {} for how in ("formula", "date", "error", "merged")}
    for number, fault in enumerate(KINDS.values(), start=FIRST_FAULT):
        row = _row(number) | fault.beside
        at = HEADINGS.index(fault.column)
        place = xlsxwriter.utility.xl_rowcol_to_cell(number, at)
        if fault.how == "merged":
            place = f"{place}:{xlsxwriter.utility.xl_rowcol_to_cell(number, at + 1)}"
        if fault.how:
            special[fault.how][place] = fault.cell
        else:
            row[fault.column] = fault.cell
        rows[number] = [row[name] for name in HEADINGS]
    return workbook(
        rows,
        formulas=special["formula"],
        dates=special["date"],
        errors=list(special["error"]),
        merged=special["merged"],
    )


def _row(number: int) -> dict[str, Any]:
    said = {"name": f"Member {number:04}", "email": f"member-{number:04}@example.org"}
    return dict.fromkeys(HEADINGS, "") | said


def test_fifty_kinds_of_fault_in_two_thousand_rows_are_named_at_once_and_nothing_is_taken(
    board: Board,
) -> None:
    table = read_file(a_list_of_all_faults())
    known = known_columns(board)
    headings = table.rows.pop(0).cells
    rows, columns = as_roster(table, guessed(known, headings, table.rows), headings, known)
    before = list(Participant.objects.order_by("pk").values())

    errors = plan_of(board, rows, columns).errors
    with pytest.raises(RosterErrors) as raised:
        bring_in(board=board, rows=rows, columns=columns, by=None, now=NOW)

    assert len(rows) == ROWS
    assert len(KINDS) >= 50
    assert min(error.line for error in errors) == FIRST_FAULT + 1
    assert raised.value.errors == errors
    said = {
        kind: [error.message for error in errors if (error.line, error.column) == (line, at)]
        for line, (kind, at) in enumerate(
            ((kind, one.column) for kind, one in KINDS.items()), start=FIRST_FAULT + 1
        )
    }
    unsaid = {
        kind: messages
        for kind, messages in said.items()
        if not any(KINDS[kind].says in message for message in messages)
    }
    assert unsaid == {}
    assert list(Participant.objects.order_by("pk").values()) == before
    assert not Membership.objects.exists()
    assert not Notice.objects.exists()
    assert not Entry.objects.filter(action="roster_imported").exists()


def test_two_thousand_people_are_brought_in_by_a_few_queries(
    board: Board, django_assert_num_queries: Any
) -> None:
    rows = [list(HEADINGS), *([_row(n)[name] for name in HEADINGS] for n in range(1, ROWS + 1))]
    for row in rows[1:]:
        row[HEADINGS.index("sector")] = "health"
    table = read_file(workbook(rows))
    known = known_columns(board)
    headings = table.rows.pop(0).cells
    rows_, columns = as_roster(table, guessed(known, headings, table.rows), headings, known)

    with django_assert_num_queries(10):
        result = bring_in(board=board, rows=rows_, columns=columns, by=None, now=NOW)

    assert (result.added, result.updated, result.unchanged) == (ROWS, 0, 0)
    assert Membership.objects.count() == ROWS
