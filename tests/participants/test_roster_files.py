"""Rosters as spreadsheets save them, and what is said of those that cannot be read."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from participants.roster import RosterErrors, import_roster
from participants.roster.columns import DETAILS
from participants.roster.table import LARGEST_FILE
from sessions.models import Board
from sessions.script.headings import ROSTER_COLUMNS
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db
PLAIN = "name,email,sector\nJosé Ünal,m1@example.org,health\nMember 02,,local authority\n"
SEMICOLONS = PLAIN.replace(",", ";")


@pytest.fixture
def board() -> Board:
    made = factories.board(owner=factories.user("facilitator@example.org"))
    factories.segment_set(made, "sector", "health", "local authority")
    factories.segment_set(made, "working-group", "a", "b", allows_several=True)
    return made


def faults(board: Board, data: str | bytes) -> list[str]:
    with pytest.raises(RosterErrors) as raised:
        import_roster(board=board, data=data.encode() if isinstance(data, str) else data, now=NOW)
    assert not board.participants.exists()
    return [line.removeprefix("f:") for line in raised.value.lines("f")]


SAVED = {
    "plainly": PLAIN.encode(),
    "with a byte order mark": PLAIN.encode("utf-8-sig"),
    "with semicolons": SEMICOLONS.encode(),
    "with tabs": PLAIN.replace(",", "\t").encode(),
    "as Unicode text": PLAIN.replace(",", "\t").encode("utf-16"),
    "on Windows in Western Europe": SEMICOLONS.encode("cp1252"),
    "with Excel's hint": b"sep=;\r\n" + SEMICOLONS.replace("\n", "\r\n").encode(),
    "with Windows line ends": PLAIN.replace("\n", "\r\n").encode(),
    "with old Mac line ends": PLAIN.replace("\n", "\r").encode(),
    "with empty columns and rows at the end": (
        PLAIN.replace("\n", ",,\n") + ",,,,\n,,,,\n"
    ).encode(),
    "with an empty line first": ("\n" + PLAIN).encode(),
    "with blanks and capitals": (
        " Name , E-Mail ,SECTOR\n"
        "  José   Ünal ,m1@example.org , Health\n"
        "Member 02,,Local Authority\n"
    ).encode(),
    "with all cells in quotes and a line break": (
        '"name","email address","sector"\n"José\nÜnal","m1@example.org","health"\n'
        '"Member 02","","local authority"'
    ).encode(),
    "with no-break spaces": PLAIN.replace("José Ünal", "José\u00a0Ünal\u00a0").encode(),
}


@pytest.mark.parametrize("how", SAVED)
def test_a_roster_is_read_however_it_was_saved(board: Board, how: str) -> None:
    result = import_roster(board=board, data=SAVED[how], now=NOW)
    assert (result.added, result.updated, result.unchanged) == (2, 0, 0)
    people = board.participants.order_by("name").values_list(
        "name", "email", "memberships__segment__value"
    )
    assert list(people) == [
        ("José Ünal", "m1@example.org", "health"),
        ("Member 02", "", "local authority"),
    ]


def test_a_heading_may_be_written_with_blanks_for_hyphens(board: Board) -> None:
    import_roster(board=board, data=b"Name,Working group\nMember 01,A|b\n", now=NOW)
    values = board.participants.get().memberships.values_list("segment__value", flat=True)
    assert sorted(values) == ["a", "b"]


def test_everything_that_is_wrong_is_said_at_once_by_line_and_column(board: Board) -> None:
    text = (
        "name,email,sector,timezone,language,pseudonym,tester\n"
        "Member 01,m1@example.org,helth,,,,\n"
        ",m2@example.org,health,,,,\n"
        "Member 03,not-an-address,health|local authority,,,,\n"
        '"Member\n04",m4@example.org,health,Europe/Londn,english,a: b,perhaps\n'
        "Member 01,M1@EXAMPLE.ORG,health,,,,\n"
        "Member 06,Facilitator@example.org,health,,,,\n"
        f"{'x' * 201},,,,,{'y' * 64},,stray\n"
        "Member 08,,,,,Calm Larch,\n"
        "Member 09,,,,,CALM larch,\n"
    )
    assert faults(board, text) == [
        "2: sector: “helth” is none of its values: health, local authority. Did you mean health?",
        "3: name: The name is missing.",
        "4: email: “not-an-address” is no e-mail address; it looks like name@example.org.",
        "4: sector: Only one value can be given here.",
        "5: language: “english” is no language code; write one such as en-GB, fr or pt-BR.",
        "5: pseudonym: A pseudonym holds no colon.",
        "5: tester: “perhaps” must be true or false.",
        "5: timezone: “Europe/Londn” is no time zone; write one such as Europe/London."
        " Did you mean Europe/London?",
        "7: name: Member 01 is there twice; the first is on line 2.",
        "8: email: This address is that of someone on the staff of this board; nobody is both.",
        "9: “stray” stands in a column without a heading.",
        "9: name: This is too long: it has 201 characters, and 200 are the most.",
        "9: pseudonym: This is too long: it has 64 characters, and 63 are the most.",
        "11: pseudonym: CALM larch is somebody else's pseudonym.",
    ]


def test_no_segment_set_of_a_script_hides_a_column() -> None:
    assert tuple(DETAILS) == ROSTER_COLUMNS


def test_columns_that_cannot_be_used_are_named(board: Board) -> None:
    assert faults(board, "nam,email,sector,Sector\nMember 01,,,\n") == [
        "1: Sector: This column is there twice.",
        "1: nam: This column is not known. Known are: name, email, timezone, language, pseudonym,"
        " tester, in_reserve, sector, working-group. Rename it or take it out. Did you mean name?",
        "1: name: There is no column of names. Add it.",
    ]


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "1: This file is empty. Its first line names the columns."),
        (b"\n \n", "1: This file is empty. Its first line names the columns."),
        (b"name,email\n", "1: There is nobody on this roster."),
        (b"PK\x03\x04\x00\x00\xff", "1: This is no text file. Save the spreadsheet as CSV."),
        (b"a" * (LARGEST_FILE + 1), "1: This file is too large to be a roster."),
        (
            b'name,email\nMember 01,\n"Member 02,m2@example.org\nMember 03,\n',
            "3: The quotation marks on this line do not match; a mark inside is doubled.",
        ),
        (
            b'name,email\n"Member" 01,\n',
            "2: The quotation marks on this line do not match; a mark inside is doubled.",
        ),
    ],
)
def test_a_file_that_is_no_table_is_said_to_be_none(board: Board, data: bytes, fault: str) -> None:
    assert faults(board, data) == [fault]


def test_the_command_says_what_it_did(
    board: Board, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "people.csv"
    file.write_text(PLAIN)
    call_command("import_roster", board.slug, str(file))
    call_command("import_roster", board.slug, str(file))
    assert capsys.readouterr().out.splitlines() == [
        "2 added, 0 updated, 0 unchanged.",
        "0 added, 0 updated, 2 unchanged.",
    ]


def test_the_command_lists_faults_on_standard_error_and_fails(
    board: Board, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "people.csv"
    file.write_text("name,sector\nMember 01,helth\n,health\n")
    with pytest.raises(SystemExit) as left:
        call_command("import_roster", board.slug, str(file))
    out, err = capsys.readouterr()
    assert (left.value.code, out) == (1, "")
    assert err.splitlines() == [
        f"{file}:2: sector: “helth” is none of its values: health, local authority."
        " Did you mean health?",
        f"{file}:3: name: The name is missing.",
    ]


def test_the_command_names_a_board_or_file_that_is_not_there(board: Board, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="nowhere: there is no board of this name"):
        call_command("import_roster", "nowhere", "people.csv")
    with pytest.raises(CommandError, match="No such file or directory"):
        call_command("import_roster", board.slug, str(tmp_path / "none.csv"))
