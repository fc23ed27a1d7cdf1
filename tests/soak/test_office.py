"""Documents and workbooks open in LibreOffice, an office program that is not ours."""

import shutil
import subprocess
from pathlib import Path

import docx
import pytest

from moderation.enums import Arrangement, TranscriptFormat, TranscriptNames
from tests.browser.desk_board import running_board
from tests.moderation.transcripts.reading import transcript_of, worksheet, written

OFFICE = shutil.which("soffice")

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.timeout(600),
    pytest.mark.skipif(OFFICE is None, reason="no soffice on PATH (Debian: libreoffice-*-nogui)"),
]


def converted(path: Path, into: str) -> Path:
    """What LibreOffice makes of the file, in a profile of its own."""
    assert OFFICE is not None
    profile, folder = path.parent / "profile", path.parent / into
    subprocess.run(
        [
            OFFICE,
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            *("--convert-to", into, "--outdir", str(folder), str(path)),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return folder / f"{path.stem}.{into}"


@pytest.mark.parametrize("format", [TranscriptFormat.DOCX, TranscriptFormat.XLSX])
@pytest.mark.parametrize("by", Arrangement)
def test_it_becomes_a_pdf(tmp_path: Path, format: TranscriptFormat, by: Arrangement) -> None:
    transcript = transcript_of(running_board().board, TranscriptNames.ANONYMOUS, by=by)

    pdf = converted(written(transcript, format, tmp_path), "pdf").read_bytes()

    assert pdf.startswith(b"%PDF-")
    assert len(pdf) > 10_000


def test_a_document_saved_again_says_the_same(tmp_path: Path) -> None:
    """Under the same headings, by the same speakers, in Word's own styles."""
    path = written(transcript_of(running_board().board), TranscriptFormat.DOCX, tmp_path)
    again = converted(path, "odt")
    back = converted(again, "docx")

    def told(one: Path) -> list[tuple[str, str]]:
        paragraphs = docx.Document(str(one)).paragraphs
        return [(str(p.style and p.style.name), p.text) for p in paragraphs]

    wanted = [line for line in told(path) if line[0] in ("Heading 1", "Heading 2", "Reply")]
    assert [line for line in told(back) if line[0] in ("Heading 1", "Heading 2", "Reply")] == wanted
    assert len(wanted) > 8


def test_a_workbook_saved_again_has_the_same_cells(tmp_path: Path) -> None:
    path = written(transcript_of(running_board().board), TranscriptFormat.XLSX, tmp_path)
    back = converted(converted(path, "ods"), "xlsx")

    for sheet in ("transcript", "values", "guide", "columns"):
        assert worksheet(back, sheet) == worksheet(path, sheet)
