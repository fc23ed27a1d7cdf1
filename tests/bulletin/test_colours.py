"""Whatever colour a board is given, what is written with it can be read, light and dark."""

import re
from typing import Literal

import pytest
from django.conf import settings
from hypothesis import example, given
from hypothesis import strategies as st

from bulletin.colours import DARK, LIGHT, READABLE, Scheme, contrast, palette

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
TOKENS = (settings.BASE_DIR / "static/css/tokens.css").read_text()
EDGE = 3.0


def token(name: str, scheme: Literal["light", "dark"]) -> str:
    found = re.search(rf"--{name}: light-dark\((#\w+), (#\w+)\);", TOKENS)
    assert found, name
    return found[1 if scheme == "light" else 2]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#ffffff", "#ffffff", 1.0)],
)
def test_contrast_is_counted_as_the_guidelines_count_it(
    one: str, other: str, expected: float
) -> None:
    assert contrast(one, other) == pytest.approx(expected, abs=0.005)


@pytest.mark.parametrize(("scheme", "name"), [(LIGHT, "light"), (DARK, "dark")])
def test_accents_are_made_for_the_grounds_that_pages_have(
    scheme: Scheme, name: Literal["light", "dark"]
) -> None:
    assert scheme.grounds == tuple(token(each, name) for each in ("paper", "sheet", "sunken"))
    assert scheme.ink == token("ink-soft", name)


@given(COLOURS)
@example("#000000")
@example("#ffffff")
@example("#ffff00")
@example("#0000ff")
@example("#808080")
def test_any_colour_becomes_one_that_can_be_read(colour: str) -> None:
    for scheme, made in zip((LIGHT, DARK), palette(colour), strict=True):
        for accent in (made.accent, made.accent_deep):
            for ground in (*scheme.grounds, made.accent_soft):
                assert contrast(accent, ground) >= READABLE
            assert contrast(made.on_accent, accent) >= READABLE
        assert contrast(scheme.ink, made.accent_soft) >= READABLE
        assert made.accent != made.accent_deep


def test_a_colour_that_can_be_read_stays_as_it_is() -> None:
    light, _dark = palette("#7a3b69")
    assert light.accent == "#7a3b69"


def test_a_pale_colour_keeps_its_hue() -> None:
    light, dark = palette("#ffcc00")
    red, green, blue = (int(light.accent[at : at + 2], 16) for at in (1, 3, 5))
    assert red > green > blue
    assert dark.accent == "#ffcc00"


# What stands on what: text, or only an edge that has to be made out.
TEXT_PAIRS = [
    *((ink, ground) for ink in ("ink", "ink-soft") for ground in ("paper", "sheet", "sunken")),
    *((ink, "accent-soft") for ink in ("ink", "ink-soft", "accent", "accent-deep")),
    *(("accent", ground) for ground in ("paper", "sheet", "sunken")),
    *(("accent-deep", ground) for ground in ("paper", "sheet", "sunken")),
    ("on-accent", "accent"),
    ("on-accent", "accent-deep"),
    *((tone, f"{tone}-soft") for tone in ("good", "warn", "bad")),
    *((tone, ground) for tone in ("good", "warn", "bad") for ground in ("paper", "sheet")),
    *(("ink", f"{tone}-soft") for tone in ("good", "warn", "bad")),
    *(("ink", f"tint-{number}") for number in range(1, 7)),
]
EDGE_PAIRS = [("line-strong", ground) for ground in ("paper", "sheet", "sunken")]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("front", "back", "least"),
    [*((*pair, READABLE) for pair in TEXT_PAIRS), *((*pair, EDGE) for pair in EDGE_PAIRS)],
)
def test_our_own_colours_can_be_read_too(
    front: str, back: str, least: float, scheme: Literal["light", "dark"]
) -> None:
    assert contrast(token(front, scheme), token(back, scheme)) >= least
