"""Guides to start from, in our own words: script files that a facilitator makes their own."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Starter:
    """One guide: `key` is its file's name and stands in addresses."""

    key: str
    title: Any
    about: Any

    @property
    def text(self) -> str:
        return (FOLDER / f"{self.key}.yaml").read_text("utf-8")

    @property
    def files(self) -> dict[str, Path]:
        """Its pictures, by what it calls them."""
        return {path.stem: path for path in sorted((FOLDER / self.key).glob("*.webp"))}


STARTERS = (
    Starter(
        "evaluation",
        _("Evaluating a programme"),
        _(
            "Five days, three stages: looking back, what we heard, looking forward. The group's"
            " first answers are summed up and voted on."
        ),
    ),
    Starter(
        "diary",
        _("A patient-experience diary"),
        _(
            "Two weeks: an entry a day for ten days, which only staff read, and at the end a"
            " conversation among those who kept one."
        ),
    ),
    Starter(
        "concept",
        _("A concept test"),
        _(
            "Four days, two ideas side by side, each in words and with a picture that stays in"
            " reach while one answers."
        ),
    ),
)


def starter_of(key: str) -> Starter | None:
    return next((one for one in STARTERS if one.key == key), None)
