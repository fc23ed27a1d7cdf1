"""What a press in a question's form does, besides keeping what is typed in it: rows change their
place, files come and go."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from bulletin.media.keeping import Harmless, made_harmless
from bulletin.media.models import MediaFile
from bulletin.media.refusing import NotTaken
from bulletin.text.numbers import number_in
from bulletin.text.plain import storable
from moderation.studio.forms.base import QuestionForm
from moderation.studio.forms.looks import STIMULI
from sessions.kinds.base import MOST_STIMULI
from sessions.models import Board
from sessions.studio.actions.files import add_file
from sessions.studio.typed import LISTS, Typed

Upload = Any  # Django's, which is read like any file
KEEP_OPEN = frozenset({"more", "up", "down", "remove", "back", "add"})
UPLOAD = "upload"
_MOST_DIGITS = 9


@dataclass
class Pressed:
    """What is typed then. `refused` says per place which files were not taken, `arrives` names
    the file that came last, `removed` what can be put back."""

    typed: Typed
    refused: dict[str, list[str]] = field(default_factory=dict)
    added: list[MediaFile] = field(default_factory=list)
    arrives: str = ""
    removed: Typed | None = None

    @property
    def keeps_open(self) -> bool:
        return bool(self.refused or self.added or self.arrives or self.removed)

    def refuse(self, place: str, name: str, why: str) -> None:
        words = _("“%(name)s”: %(why)s") % {"name": name, "why": why}
        self.refused.setdefault(place, []).append(words)

    def look(self, key: str) -> None:
        """One more thing to look at, which has still to be described."""
        self.typed.setdefault(STIMULI, []).append({"file": key, "alternative": ""})
        self.arrives = key


@dataclass(frozen=True)
class _Coming:
    """A file to be added: the picture of the option in `row`, or one more thing to look at."""

    name: str
    harmless: Harmless
    row: dict[str, Any] | None = None


def pressed_in(
    form: QuestionForm, posted: QueryDict, files: MultiValueDict[str, Upload], board: Board
) -> Pressed:
    """What was chosen in a file field has come, whichever button was pressed."""
    pressed = Pressed(form.typed())
    looks = _looks(pressed, files.getlist(UPLOAD))
    _add(pressed, [*looks, *_pictures(pressed, form, files)], board)
    if (again := posted.get("again", "")) in form.shelf.around.files:
        _take_again(pressed, again)
    _move(pressed.typed, posted.get("up", ""), by=-1)
    _move(pressed.typed, posted.get("down", ""), by=1)
    _remove(pressed, posted.get("remove", ""))
    _put_back(pressed.typed, posted)
    return pressed


def _looks(pressed: Pressed, files: list[Upload]) -> list[_Coming]:
    room = MOST_STIMULI - len(pressed.typed.get(STIMULI, ()))
    coming: list[_Coming] = []
    for file in files:
        if len(coming) >= room:
            pressed.refuse(UPLOAD, _name(file), _too_many())
        elif harmless := _harmless(pressed, UPLOAD, file):
            coming.append(_Coming(_name(file), harmless))
    return coming


def _pictures(
    pressed: Pressed, form: QuestionForm, files: Mapping[str, Upload]
) -> Iterator[_Coming]:
    """`options-1-upload` is the picture of the option in that row."""
    for rows in form.lists:
        for at, file in _uploads_to(rows.name, files) if rows.takes_pictures else ():
            number = form.number_of_row(rows.name, at)
            place = f"{rows.name}-{number}"
            if number is None:
                pressed.refuse(UPLOAD, _name(file), _("Write the option first."))
            elif harmless := _harmless(pressed, place, file, is_picture=True):
                yield _Coming(_name(file), harmless, pressed.typed[rows.name][number])


def _uploads_to(name: str, files: Mapping[str, Upload]) -> Iterator[tuple[int, Upload]]:
    for field_name in files:
        list_name, _hyphen, rest = field_name.partition("-")
        at = number_in(rest.removesuffix(f"-{UPLOAD}"), digits=_MOST_DIGITS)
        if list_name == name and rest.endswith(f"-{UPLOAD}") and at is not None:
            yield at, files[field_name]


def _harmless(
    pressed: Pressed, place: str, file: Upload, *, is_picture: bool = False
) -> Harmless | None:
    try:
        harmless = made_harmless(file)
        if is_picture and not harmless.is_picture:
            raise NotTaken(_("This is no picture."))
    except NotTaken as why:
        pressed.refuse(place, _name(file), str(why))
        return None
    return harmless


def _add(pressed: Pressed, coming: list[_Coming], board: Board) -> None:
    """The board is held from the first on, so all have been read before."""
    for one in coming:
        file = add_file(board=board, harmless=one.harmless, uploaded_name=one.name)
        pressed.added.append(file)
        if one.row is None:
            pressed.look(file.key)
        else:
            one.row["picture"] = file.key


def _take_again(pressed: Pressed, key: str) -> None:
    if len(pressed.typed.get(STIMULI, ())) >= MOST_STIMULI:
        pressed.refuse(UPLOAD, key, _too_many())
    else:
        pressed.look(key)


def _too_many() -> str:
    return _("%(most)s are the most that one question can have.") % {"most": MOST_STIMULI}


def _name(file: Upload) -> str:
    return storable(file.name or "")


def _row(typed: Typed, name: str) -> tuple[list[Any], int] | None:
    """The list and the place in it that `options-3` names; None where it names none."""
    list_name, _hyphen, at = name.rpartition("-")
    place = number_in(at, digits=_MOST_DIGITS)
    rows = typed.get(list_name, []) if list_name in (*LISTS, STIMULI) else []
    return (rows, place) if place is not None and place < len(rows) else None


def _move(typed: Typed, name: str, *, by: int) -> None:
    """The row changes places with the one above or below it."""
    if (found := _row(typed, name)) is None:
        return
    rows, place = found
    if 0 <= place + by < len(rows):
        rows[place], rows[place + by] = rows[place + by], rows[place]


def _remove(pressed: Pressed, name: str) -> None:
    """What a question has to look at; it can be put back."""
    found = _row(pressed.typed, name) if name.startswith(STIMULI) else None
    if found is None:
        return
    rows, place = found
    pressed.removed = rows.pop(place) | {"at": place}
    if not rows:
        del pressed.typed[STIMULI]


def _put_back(typed: Typed, posted: QueryDict) -> None:
    at = number_in(posted.get("back", ""), digits=_MOST_DIGITS)
    file = storable(posted.get("removed-file", ""))
    if at is None or not file:
        return
    alternative = storable(posted.get("removed-alternative", "")).replace("\r\n", "\n")
    typed.setdefault(STIMULI, []).insert(at, {"file": file, "alternative": alternative})
