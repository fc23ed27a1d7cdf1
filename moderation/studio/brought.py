"""What somebody brings to make a board of: a guide as text, or a script, and what it holds."""

import re
from dataclasses import dataclass, field
from typing import Literal

from django.utils.translation import gettext as _

from moderation.studio.companions import Companions
from sessions.script.errors import ScriptError, ScriptErrors
from sessions.script.reading import read_script
from sessions.script.shape import BoardScript
from sessions.studio.bringing.draft import GuideDraft
from sessions.studio.bringing.reading import LONGEST_GUIDE, read_guide
from sessions.studio.bringing.word.package import LARGEST_FILE, NotReadable, too_large
from sessions.studio.bringing.word.reading import text_of_document

Form = Literal["guide", "script"]
_IS_SCRIPT = re.compile(r"^\ufeff?format:[ \t]*[\"']?bulletin-script", re.MULTILINE)
_DOCUMENTS = (b"PK", b"\xd0\xcf\x11\xe0")
_SCRIPT_NAMES = (".yaml", ".yml")


@dataclass(frozen=True)
class Brought:
    """A text and what was understood of it. Of a guide there is a draft; of a script there is
    the script, or what is wrong with it."""

    text: str
    form: Form
    draft: GuideDraft | None = None
    script: BoardScript | None = None
    faults: list[ScriptError] = field(default_factory=list)
    companions: Companions = field(default_factory=Companions)

    @property
    def can_be_made(self) -> bool:
        return self.script is not None or bool(self.draft and self.draft.questions)


def understood(
    text: str, form: Form | None = None, companions: Companions | None = None
) -> Brought:
    """The text as a guide or a script; which of them, the text itself says where nobody does."""
    companions = companions or Companions()
    if (form or form_of(text)) == "guide":
        return Brought(text, "guide", draft=read_guide(text))
    try:
        script = read_script(text, files=companions.keys)
        return Brought(text, "script", script=script, companions=companions)
    except ScriptErrors as errors:
        return Brought(text, "script", faults=errors.errors, companions=companions)


def form_of(text: str) -> Form:
    return "script" if _IS_SCRIPT.search(text) else "guide"


def text_of_file(name: str, data: bytes) -> tuple[str, Form]:
    """A file's text, by what it holds rather than by its name. Raises NotReadable."""
    if len(data) > LARGEST_FILE:
        raise NotReadable(too_large())
    if data.startswith(_DOCUMENTS) or name.lower().endswith((".docx", ".doc")):
        return text_of_document(data), "guide"
    text = text_of_script(data)
    form: Form = "script" if name.lower().endswith(_SCRIPT_NAMES) else form_of(text)
    if form == "guide" and len(text) > LONGEST_GUIDE:
        raise NotReadable(_("This text is too long to be a guide."))
    return text, form


def text_of_script(data: bytes) -> str:
    """Raises NotReadable for what is no text."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = None
    if text is None or "\0" in text:
        raise NotReadable(
            _("This is neither a Word document (.docx) nor a script, nor text saved as UTF-8.")
        )
    return text
