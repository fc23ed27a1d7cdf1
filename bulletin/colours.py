"""A board's own colour, made such that whatever is written with it can be read.

From one colour come the four that pages are made of, light and dark. Its hue is kept; how light
it is moves, in OKLCH, where equal steps look equal, as far as contrast asks for it and no further.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import atan2, cbrt, cos, hypot, sin

COLOUR = re.compile(r"#[0-9a-f]{6}")
# What text needs (WCAG 2.2, 1.4.3); what it asks of edges, 3, is less.
READABLE = 4.5
_STEP = 0.005
_SOFTEST = 0.018

Channels = tuple[float, float, float]


@dataclass(frozen=True)
class Oklch:
    """Lightness from 0 to 1, chroma, and hue in radians."""

    lightness: float
    chroma: float
    hue: float


@dataclass(frozen=True)
class Scheme:
    """What accents stand on, and how light each is where nothing else is asked for."""

    grounds: tuple[str, ...]
    ink: str
    on_accent: str
    soft: float
    towards: int
    hover: float


# As static/css/tokens.css has them, which a test sees to: paper, sheet and what is sunken.
LIGHT = Scheme(
    grounds=("#f8f4ec", "#fffdf8", "#f0eadd"),
    ink="#625849",
    on_accent="#fffdf8",
    soft=0.94,
    towards=-1,
    hover=-0.08,
)
DARK = Scheme(
    grounds=("#1a1815", "#232019", "#131110"),
    ink="#b8ad9b",
    on_accent="#131110",
    soft=0.29,
    towards=1,
    hover=0.07,
)


@dataclass(frozen=True)
class Accents:
    """The colours of one scheme, by what `static/css/tokens.css` calls them."""

    accent: str
    accent_deep: str
    accent_soft: str
    on_accent: str


@lru_cache(maxsize=256)
def palette(colour: str) -> tuple[Accents, Accents]:
    """Those of a `#rrggbb`, light and dark."""
    return _accents(colour, LIGHT), _accents(colour, DARK)


def contrast(one: str, other: str) -> float:
    """From 1 to 21, as WCAG counts it."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _accents(colour: str, scheme: Scheme) -> Accents:
    given = _oklch(colour)
    soft = _first(
        lambda at: _soft_at(given, at),
        _steps(scheme.soft, -scheme.towards),
        lambda soft: contrast(soft, scheme.ink) >= READABLE,
    )
    behind = (*scheme.grounds, soft)

    def is_readable(accent: str) -> bool:
        apart = min(contrast(accent, ground) for ground in behind)
        return apart >= READABLE and contrast(accent, scheme.on_accent) >= READABLE

    def at(lightness: float) -> str:
        return _hex(Oklch(lightness, given.chroma, given.hue))

    accent = _first(at, _steps(given.lightness, scheme.towards), is_readable)
    reached = _oklch(accent).lightness
    deep = _first(at, _steps(_hovered(reached, scheme), scheme.towards), is_readable)
    return Accents(accent, deep, soft, scheme.on_accent)


def _soft_at(given: Oklch, lightness: float) -> str:
    return _hex(Oklch(lightness, min(given.chroma, _SOFTEST), given.hue))


def _hovered(lightness: float, scheme: Scheme) -> float:
    """A step further; at the end of the scale a step back, so that it is seen."""
    further = lightness + scheme.hover
    return further if 0.1 <= further <= 0.97 else lightness - 3 * scheme.hover


def _steps(start: float, towards: int) -> Iterator[float]:
    """Lightness by lightness from the start to black or white."""
    end = 1.0 if towards > 0 else 0.0
    for number in range(round(abs(end - start) / _STEP) + 1):
        yield start + towards * number * _STEP
    yield end


def _first(
    at: Callable[[float], str], lightnesses: Iterator[float], is_fit: Callable[[str], bool]
) -> str:
    """The colour at the first lightness that is fit; at the last, black or white, each is."""
    colour = ""
    for lightness in lightnesses:
        colour = at(lightness)
        if is_fit(colour):
            break
    return colour


# sRGB to OKLCH and back: Björn Ottosson, "A perceptual color space for image processing".


def _oklch(colour: str) -> Oklch:
    red, green, blue = _linear(colour)
    long = cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return Oklch(lightness, hypot(a, b), atan2(b, a))


def _hex(colour: Oklch) -> str:
    """With as much of its chroma as a screen can show."""
    kept, lost = 0.0, 1.0
    if _is_shown(_rgb(colour)):
        kept = 1.0
    else:
        for _halving in range(12):
            share = (kept + lost) / 2
            if _is_shown(_rgb(Oklch(colour.lightness, colour.chroma * share, colour.hue))):
                kept = share
            else:
                lost = share
    shown = _rgb(Oklch(colour.lightness, colour.chroma * kept, colour.hue))
    return "#" + "".join(f"{round(255 * _encoded(channel)):02x}" for channel in shown)


def _rgb(colour: Oklch) -> Channels:
    """Linear red, green and blue; outside of 0 to 1 where no screen shows it."""
    a, b = colour.chroma * cos(colour.hue), colour.chroma * sin(colour.hue)
    long = (colour.lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (colour.lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (colour.lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _is_shown(channels: Channels) -> bool:
    return all(-1e-4 <= channel <= 1 + 1e-4 for channel in channels)


def _linear(colour: str) -> Channels:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _decoded(red), _decoded(green), _decoded(blue)


def _decoded(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _encoded(channel: float) -> float:
    clipped = min(1.0, max(0.0, channel))
    return clipped * 12.92 if clipped <= 0.0031308 else 1.055 * clipped ** (1 / 2.4) - 0.055
