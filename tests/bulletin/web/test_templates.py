"""What the content policy forbids is in no template, and what a template names is there."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
STYLES = sorted((settings.BASE_DIR / "static" / "css").rglob("*.css"))
FORBIDDEN = re.compile(
    r"\sstyle=|\son[a-z]+=|hx-on|\"js:|'js:|hx-trigger=\"[^\"]*\[|<style"
    r"|<script(?![^>]*(?:src=|type=\"application/json\"))"
)
# Mail has no stylesheet of ours: its styles stand in the letter.
PAGES = [path for path in TEMPLATES if "mail" not in path.parts]


def named(path: Path) -> str:
    return str(path.relative_to(settings.BASE_DIR))


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_nothing_inline_stands_in_a_template(path: Path) -> None:
    assert FORBIDDEN.findall(path.read_text()) == []


@pytest.mark.parametrize(
    "bad", [' style="color: red"', " onclick='go()'", ' hx-vals="js:{}"', "<script>", "<style>"]
)
def test_what_is_looked_for_would_be_found(bad: str) -> None:
    assert FORBIDDEN.search(f"<div{bad}" if bad.startswith(" ") else bad)


def icons_in(text: str) -> Iterator[str]:
    return (match.group(1) for match in re.finditer(r'{% icon "([^"]+)"', text))


def test_every_icon_that_a_template_shows_is_in_the_sprite() -> None:
    sprite = (settings.BASE_DIR / "static" / "icons.svg").read_text()
    there = set(re.findall(r'<symbol id="([^"]+)"', sprite))
    shown = {name for path in TEMPLATES for name in icons_in(path.read_text())}
    assert shown
    assert shown - there == set()


@pytest.mark.parametrize("path", STYLES, ids=named)
def test_colours_are_named_in_one_place_and_directions_are_logical(path: Path) -> None:
    text = path.read_text()
    physical = r"\b(?:margin|padding|border)-(?:left|right|top|bottom)\b|text-align: (?:left|right)"
    assert re.findall(physical, text) == []
    assert "orientation" not in text
    if path.name != "tokens.css":
        assert re.findall(r"#[0-9a-f]{3,8}\b|rgb\(", _without_print(text)) == []


def _without_print(text: str) -> str:
    """The rules for the screen: paper is white whatever the tokens say."""
    return text.split("@media print")[0]
