"""The words of one paragraph, and what stands in it that is none."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from lxml import etree

from sessions.studio.bringing.word.xml import attribute, child, name_of, text_in, value_of

_SKIPPED = {"pPr", "rPr", "instrText", "delInstrText", "moveFrom", "sdtPr", "sdtEndPr", "fldData"}
_ASIDES = {
    "footnoteReference": "footnote",
    "endnoteReference": "endnote",
    "commentReference": "comment",
}
_CHARACTERS = {
    "tab": "\t",
    "ptab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "-",
    "sym": "☐ ",  # a box to tick, as a rule
}
_FORMULA = gettext_lazy("A formula: %(words)s")
_NO_WORDS = {
    "del": (gettext_lazy("Deleted in tracked changes: %(words)s"), "delText"),
    "oMath": (_FORMULA, "t"),
    "oMathPara": (_FORMULA, "t"),
}
_OFF = ("0", "false", "off")


class Runs:
    """`text` is what is read; `left` names the rest, each in a sentence."""

    def __init__(self, asides: dict[tuple[str, str], str]) -> None:
        self.left: list[str] = []
        self._asides = asides
        self._said: list[str] = []

    @property
    def text(self) -> str:
        return "".join(self._said)

    def read(self, element: etree._Element) -> None:
        for one in element:
            self._take(one)

    def _take(self, one: etree._Element) -> None:
        match name_of(one):
            case "t":
                self._said.append(one.text or "")
            case "p":
                self.read(one)
                self._said.append(" ")
            case name if name in _CHARACTERS:
                self._said.append(_CHARACTERS[name])
            case "r" if _is_hidden(one):
                self._leave(_("Hidden text: %(words)s"), text_in(one, "t"))
            case name if name in _ASIDES:
                self._aside(_ASIDES[name], attribute(one, "id") or "")
            case "drawing" | "pict" | "object":
                self._drawing(one)
            case "AlternateContent":
                self.read(next(iter(one), one))
            case name if name in _NO_WORDS:
                sentence, words = _NO_WORDS[name]
                self._leave(str(sentence), text_in(one, words))
            case name if name not in _SKIPPED:
                self.read(one)

    def _leave(self, sentence: str, words: str) -> None:
        if words:
            self.left.append(sentence % {"words": words})

    def _aside(self, kind: str, number: str) -> None:
        """Named where it is first referred to."""
        words = self._asides.pop((kind, number), "")
        match kind:
            case "footnote":
                self._leave(_("A footnote: %(words)s"), words)
            case "endnote":
                self._leave(_("An endnote: %(words)s"), words)
            case _:
                self._leave(_("A comment: %(words)s"), words)

    def _drawing(self, drawing: etree._Element) -> None:
        if words := text_in(drawing, "t"):
            self._leave(_("A text box: %(words)s"), words)
            return
        about = next((one for one in drawing.iter() if name_of(one) == "docPr"), None)
        described = " ".join((attribute(about, "descr") or "").split())
        self.left.append(
            _("A picture: %(words)s") % {"words": described} if described else _("A picture")
        )


def _is_hidden(run: etree._Element) -> bool:
    hidden = child(child(run, "rPr"), "vanish")
    return hidden is not None and value_of(hidden) not in _OFF
