"""The account of one person's own words as one file to keep: a page, the same for a machine, and
their files."""

import json
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from bulletin.media.models import MediaFile
from participants.mine.files import files_of
from participants.mine.gathering import day_of, own_sections
from participants.mine.sections import Said, Section, Shown, Told
from participants.models import Participant
from sessions.models import Board

_LOOK = Path(__file__).with_name("account.css")


def packed(person: Participant, now: datetime) -> IO[bytes]:
    """The zip, on disk while it is sent and gone afterwards. A file that is removed meanwhile is
    left out. The board must be loaded."""
    files = files_of(person, now, _beside)
    sections = own_sections(person, files)
    target = tempfile.TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    with ZipFile(target, "w") as archive:
        archive.writestr(_member("account.html", now), account_page(person.board, sections, now))
        archive.writestr(_member("style.css", now), _LOOK.read_text(encoding="utf-8"))
        archive.writestr(_member("account.json", now), as_json(person, sections, now))
        for file, name in files.names.items():
            _add_stored(archive, f"files/{name}", str(file.file.name), now)
    target.seek(0)
    return target


def account_page(
    board: Board, sections: Sequence[Section], now: datetime, *, alone: bool = False
) -> str:
    """`alone` holds its look within it, since no other file goes along."""
    context = {
        "board": board,
        "made_on": day_of(now),
        "sections": sections,
        "look": _within() if alone else "",
    }
    return render_to_string("participants/mine/account.html", context)


def _within() -> SafeString:
    return mark_safe(f"<style>\n{_LOOK.read_text(encoding='utf-8')}</style>")  # noqa: S308 - ours


def _beside(file: MediaFile, name: str) -> tuple[str, str]:
    """In the folder next to the page."""
    return f"files/{name}", f"files/{name}" if file.is_picture else ""


def _add_stored(archive: ZipFile, name: str, stored: str, now: datetime) -> None:
    """Pictures and documents are packed already, so they are put in as they are."""
    info = _member(name, now, packed_by=ZIP_STORED)
    with (
        suppress(FileNotFoundError),
        default_storage.open(stored) as source,
        archive.open(info, "w", force_zip64=True) as target,
    ):
        shutil.copyfileobj(source, target)


def _member(name: str, now: datetime, *, packed_by: int = ZIP_DEFLATED) -> ZipInfo:
    day = timezone.localdate(now)
    info = ZipInfo(name, date_time=(day.year, day.month, day.day, 0, 0, 0))
    info.compress_type = packed_by
    return info


def as_json(person: Participant, sections: Iterable[Section], now: datetime) -> str:
    whole = {
        "board": person.board.title,
        "made_on": timezone.localdate(now).isoformat(),
        "sections": {one.key: _section(one) for one in sections},
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _section(section: Section) -> dict[str, object]:
    return {
        "title": section.title,
        "facts": [{"what": what, "says": says} for what, says in section.lines],
        "said": [_said(one) for one in section.said],
        "files": [_file(one) for one in section.shown],
    }


def _said(one: Said) -> dict[str, object]:
    return {
        "about": one.heading,
        "facts": [{"what": what, "says": says} for what, says in one.lines],
        "versions": [_version(version) for version in one.versions],
    }


def _version(told: Told) -> dict[str, object]:
    files = [_file(one) for one in told.shown]
    return {"which": told.which, "when": told.how, "words": told.words, "files": files}


def _file(shown: Shown) -> dict[str, object]:
    return {"what": shown.label, "file": shown.address or shown.name, "bytes": shown.file.size}
