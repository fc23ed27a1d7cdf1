"""The account of one person's own words as one file to keep: a page, the same for a machine, and
their files."""

import json
import shutil
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils import timezone

from participants.mine.gathering import day_of, file_name, own_sections, uploads_of
from participants.mine.sections import Said, Section
from participants.models import Participant


def packed(person: Participant, now: datetime) -> IO[bytes]:
    """The zip, on disk while it is sent and gone afterwards. A file that is removed meanwhile is
    left out. The board must be loaded."""
    sections = own_sections(person)
    target = tempfile.TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    with ZipFile(target, "w") as archive:
        context = {"board": person.board, "made_on": day_of(now), "sections": sections}
        page = render_to_string("participants/mine/account.html", context)
        archive.writestr(_member("account.html", now), page)
        archive.writestr(_member("account.json", now), as_json(person, sections, now))
        for number, upload in enumerate(uploads_of(person), start=1):
            name = f"files/{file_name(upload, number)}"
            _add_stored(archive, name, str(upload.file.file.name), now)
    target.seek(0)
    return target


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
    }


def _said(one: Said) -> dict[str, object]:
    return {
        "about": one.heading,
        "facts": [{"what": what, "says": says} for what, says in one.lines],
        "versions": [{"when": when, "words": words} for when, words in one.versions],
    }
