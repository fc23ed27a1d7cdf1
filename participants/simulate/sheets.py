"""A form on a page: the boxes that stand in it, filled in by what they are and not by whose."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from urllib.parse import urljoin, urlsplit

from participants.simulate.markup import Element
from participants.simulate.words import Pen

Pairs = Sequence[tuple[str, str]]

_BUTTONS = {"submit", "button", "reset", "image"}
_TYPED = {"textarea", "text", "search", "email", "url", "tel"}


@dataclass(slots=True)
class Box:
    """Everything of one name: what kind of box, what it holds, what it offers as (words, value)."""

    name: str
    kind: str
    holds: list[str] = field(default_factory=list)
    offers: list[tuple[str, str]] = field(default_factory=list)
    least: str = ""
    most: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """`action` takes it the plain way, `live_action` with htmx where the page has it."""

    page: str
    action: str
    live_action: str
    boxes: tuple[Box, ...]
    element: Element

    @classmethod
    def of(cls, form: Element, page: str) -> "Sheet":
        return cls(
            page=page,
            action=urlsplit(urljoin(page, form["action"])).path if form["action"] else page,
            live_action=form["hx-post"],
            boxes=tuple(_boxes(form)),
            element=form,
        )

    @property
    def asks(self) -> list[Box]:
        """What a person has to do with: all but what the page keeps for itself."""
        return [box for box in self.boxes if box.kind != "hidden"]

    @property
    def file_boxes(self) -> set[str]:
        return {box.name for box in self.boxes if box.kind == "file"}

    def has_button(self, name: str) -> bool:
        return any(button["name"] == name for button in self.element.all("button"))

    def box(self, name: str) -> Box | None:
        return next((box for box in self.boxes if box.name == name), None)

    def pressed(self, filled: Mapping[str, list[str]], button: str = "") -> Pairs:
        """What is sent; `button` names the one that was pressed, where it has a name."""
        pairs = [(name, text) for name, texts in filled.items() for text in texts]
        return [*pairs, (button, "1")] if button else pairs

    def saying(self, **said: str) -> dict[str, list[str]]:
        """The form as it stands, but for the boxes that are named."""
        return {box.name: [said[box.name]] if box.name in said else box.holds for box in self.boxes}

    def as_it_stands(self, button: str = "") -> Pairs:
        return self.pressed(self.saying(), button)


def filled(
    sheet: Sheet,
    *,
    pen: Pen,
    chance: Random,
    tries: int = 0,
    given: Mapping[str, str] | None = None,
) -> dict[str, list[str]]:
    """Every box with something that fits it; `given` says what certain boxes are to hold.

    Whoever was told that it was wrong tries again, and fills more and chooses otherwise.
    Choices are made by their words, so their order on the page changes nothing.
    """
    filler = _Filler(sheet, pen, chance, tries)
    return {
        box.name: [given[box.name]] if given and box.name in given else filler.fill(box)
        for box in sheet.boxes
    }


class _Filler:
    """One person with one form before them."""

    def __init__(self, sheet: Sheet, pen: Pen, chance: Random, tries: int) -> None:
        self._pen = pen
        self._chance = chance
        self._tries = tries
        self._choosing = any(box.offers for box in sheet.asks)
        self._words_for = {value for box in sheet.asks for _words, value in box.offers}
        self._chosen: set[str] = set()
        self._taken: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)

    def fill(self, box: Box) -> list[str]:
        if box.kind == "hidden":
            return box.holds
        if box.kind in {"radio", "checkbox", "select"}:
            return self._choose(box)
        if box.kind == "number":
            low, high = int(box.least or 1), int(box.most or 10)
            return [str(self._chance.randint(low, high))]
        if box.kind == "file":
            return [f"photo-{self._chance.randint(1, 9999)}.png"]
        return [self._write(box)] if box.kind in _TYPED else box.holds

    def _choose(self, box: Box) -> list[str]:
        offers = [value for _words, value in sorted(box.offers) if value]
        if box.kind == "select":
            chosen = [self._place(offers)]
        elif box.kind == "radio":
            chosen = [self._chance.choice(offers)]
        else:
            chosen = self._chance.sample(offers, self._how_many(len(offers)))
        self._chosen.update(chosen)
        return chosen

    def _how_many(self, offered: int) -> int:
        wanted = self._tries or self._chance.randint(1, 3)
        return min(offered, wanted)

    def _place(self, offers: list[str]) -> str:
        """Where several boxes offer the same, they are places in an order: each once."""
        taken = self._taken[tuple(offers)]
        free = [value for value in offers if value not in taken]
        place = self._chance.choice(free or offers)
        taken.add(place)
        return place

    def _write(self, box: Box) -> str:
        """Words beside a choice belong to it; prose beside choices is for who has more to say."""
        if box.name in self._words_for:
            return self._pen.few_words() if box.name in self._chosen else ""
        if box.kind != "textarea":
            return self._pen.few_words()
        begun = box.holds[0].strip() if box.holds else ""
        if self._choosing and not self._tries and self._chance.random() < 0.5:
            return begun
        return self._pen.answer(begun)


def _boxes(form: Element) -> list[Box]:
    boxes: dict[str, Box] = {}
    for element in form.walk():
        name = element["name"]
        if name and not _is_shut(element, form):
            _add(boxes, name, element, form)
    return list(boxes.values())


def _is_shut(element: Element, form: Element) -> bool:
    around = element.around("fieldset[disabled]")
    return "disabled" in element or (around is not None and around.around("form") == form)


def _add(boxes: dict[str, Box], name: str, element: Element, form: Element) -> None:
    if element.tag == "textarea":
        boxes[name] = Box(name, "textarea", [element.content.removeprefix("\n")])
    elif element.tag == "select":
        options = element.all("option")
        box = boxes[name] = Box(name, "select")
        box.offers = [(option.text, option["value"]) for option in options]
        box.holds = [option["value"] for option in options if "selected" in option][:1]
    elif element.tag == "input" and element["type"] not in _BUTTONS:
        kind = element["type"] or "text"
        box = boxes.setdefault(name, Box(name, kind, least=element["min"], most=element["max"]))
        if kind in {"radio", "checkbox"}:
            value = element["value"] or "on"
            box.offers.append((_label(element, form), value))
            box.holds += [value] if "checked" in element else []
        else:
            box.holds.append(element["value"])


def _label(element: Element, form: Element) -> str:
    label = element.around("label")
    if label is None and element["id"]:
        label = form.first(f'label[for="{element["id"]}"]')
    return label.text if label else element["value"]
