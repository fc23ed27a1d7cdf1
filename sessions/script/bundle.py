"""A script with its pictures and files in one zip: `guide.yaml`, and `files/KEY.webp` and others.

Whatever somebody brings, it is refused in plain words, or read within bounds; every file in it is
made harmless again before it is kept.
"""

import re
import stat
from collections.abc import Iterable, Iterator
from os import SEEK_END
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from bulletin.media.keeping import Harmless, made_harmless
from bulletin.media.models import MediaFile
from bulletin.media.refusing import NotTaken
from bulletin.media.zips import UNREADABLE, is_locked, is_read_in_pieces
from sessions.kinds.base import files_in, pictures_in
from sessions.models import Board
from sessions.script.scalars import KEY, LONGEST_KEY
from sessions.script.shape import BoardScript
from sessions.script.source import LONGEST_FILE

GUIDE = "guide.yaml"
FOLDER = "files/"
LARGEST_FILE = 60 * 1024 * 1024
LARGEST_SUM = 128 * 1024 * 1024
MOST_FILES = 200
BEGINNING = b"PK\x03\x04"
_FILE = re.compile(rf"{FOLDER}({KEY.pattern})\.[a-z0-9]{{1,5}}")
# The end of a zip, where the list of its contents is told of, and the mark of a larger one.
_END_OF_LIST, _SHORTEST_END, _LONGEST_END = b"PK\x05\x06", 22, 22 + 65535
_LARGE_ZIP = b"PK\x06\x07"
_LONGEST_LIST = 256 * 1024
_LONGEST_BEGINNING = 1024


class NoBundle(Exception):
    """Why this zip is not taken, for whoever brings it."""


class Bundle:
    """A zip that holds a guide, looked through before anything is unpacked. Raises NoBundle."""

    def __init__(self, file: IO[bytes]) -> None:
        _refuse_a_long_list(file)
        try:
            self._zip = ZipFile(file)
        except UNREADABLE:
            raise NoBundle(_damaged()) from None
        self._files = _looked_through(self._zip.infolist())

    @property
    def keys(self) -> set[str]:
        return set(self._files)

    def guide(self) -> bytes:
        return self._read(GUIDE, LONGEST_FILE)

    def harmless(self, keys: Iterable[str]) -> dict[str, Harmless]:
        """Those of its files that are called so. Raises NoBundle, naming the one that cannot be
        taken."""
        return {key: self._harmless(self._files[key]) for key in sorted(keys)}

    def _harmless(self, info: ZipInfo) -> Harmless:
        try:
            with self._zip.open(info) as part:
                return made_harmless(part)
        except NotTaken as why:
            raise NoBundle(f"{info.filename}: {why}") from None
        except UNREADABLE:
            raise NoBundle(_damaged()) from None

    def _read(self, name: str, most: int) -> bytes:
        try:
            with self._zip.open(name) as part:
                data = part.read(most + 1)
        except UNREADABLE:
            raise NoBundle(_damaged()) from None
        if len(data) > most:
            raise NoBundle(_too_large(name))
        return data


def holds_a_bundle(file: IO[bytes]) -> bool:
    """Whether it is a zip of ours, whatever is wrong with it, rather than another."""
    begins = file.read(_LONGEST_BEGINNING)
    file.seek(0, SEEK_END)
    size = file.tell()
    file.seek(max(0, size - _LONGEST_LIST))
    end = file.read()
    file.seek(0)
    return begins.startswith(BEGINNING) and GUIDE.encode() in begins + end


def _refuse_a_long_list(file: IO[bytes]) -> None:
    """zipfile reads all of a zip's list of contents, so how long that is must be known before."""
    size = file.seek(0, SEEK_END)
    file.seek(max(0, size - _LONGEST_END))
    end = file.read()
    at = end.rfind(_END_OF_LIST)
    file.seek(0)
    if at < 0 or _LARGE_ZIP in end or len(end) < at + _SHORTEST_END:
        raise NoBundle(_damaged())
    if int.from_bytes(end[at + 12 : at + 16], "little") > _LONGEST_LIST:
        raise NoBundle(_too_many())


def _looked_through(infos: list[ZipInfo]) -> dict[str, ZipInfo]:
    """Its files by their keys, where all of it is as it should be."""
    if len(infos) > MOST_FILES + 2:
        raise NoBundle(_too_many())
    if sum(info.file_size for info in infos) > LARGEST_SUM:
        raise NoBundle(_("This zip is too large once unpacked."))
    files: dict[str, ZipInfo] = {}
    names: set[str] = set()
    for info in infos:
        _refuse_what_is_no_plain_file(info, names)
        names.add(info.filename)
        if info.filename in (GUIDE, FOLDER):
            continue
        key = _key_of(info)
        if key in files:
            raise NoBundle(_("“%(key)s” names two files in this zip.") % {"key": key})
        files[key] = info
    if GUIDE not in names:
        raise NoBundle(_("There is no guide.yaml in this zip."))
    return files


def _refuse_what_is_no_plain_file(info: ZipInfo, names: set[str]) -> None:
    named = {"name": info.filename}
    if info.filename in names:
        raise NoBundle(_("“%(name)s” is in this zip twice.") % named)
    if is_locked(info):
        raise NoBundle(_("This zip is locked with a password."))
    if not is_read_in_pieces(info) or stat.S_ISLNK(info.external_attr >> 16):
        raise NoBundle(_("“%(name)s” is no plain file.") % named)
    if info.file_size > LARGEST_FILE:
        raise NoBundle(_too_large(info.filename))


def _key_of(info: ZipInfo) -> str:
    found = _FILE.fullmatch(info.filename)
    if found is None or len(found[1]) > LONGEST_KEY:
        raise NoBundle(
            _("“%(name)s” cannot be in this zip: it holds guide.yaml, and files as files/name.jpg.")
            % {"name": info.filename}
        )
    return found[1]


def write_bundle(script: str, files: Iterable[MediaFile], out: IO[bytes]) -> None:
    """What `Bundle` reads."""
    with ZipFile(out, "w", ZIP_DEFLATED) as bundle:
        bundle.writestr(GUIDE, script)
        for file in files:
            info = ZipInfo(f"{FOLDER}{file.shown_name}")
            with file.file.open("rb") as stored, bundle.open(info, "w") as part:
                while piece := stored.read(64 * 1024):
                    part.write(piece)


def files_named(script: BoardScript) -> set[str]:
    """What the script's questions have to look at, their options, and its logo, by key."""
    return set(_named(script))


def files_of(board: Board, script: BoardScript) -> list[MediaFile]:
    """Those that the board's script names."""
    return list(MediaFile.objects.filter(board=board.pk, key__in=files_named(script)))


def _named(script: BoardScript) -> Iterator[str]:
    if logo := script.board.look.logo:
        yield logo
    for stage in script.stages:
        for question in stage.questions:
            for _path, key in (*files_in(question), *pictures_in(question)):
                yield key


def _too_many() -> str:
    return _("This zip holds more than %(most)s files.") % {"most": MOST_FILES}


def _damaged() -> str:
    return _("This zip is damaged.")


def _too_large(name: str) -> str:
    return _("“%(name)s” is too large.") % {"name": name}
