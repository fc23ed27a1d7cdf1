"""The style sheets say nothing that an engine people come with would drop with harm."""

import re

from django.conf import settings

from bulletin.web.accents import sheet_of

STYLES = {path.name: path.read_text() for path in (settings.BASE_DIR / "static/css").rglob("*.css")}
_COLOUR = r"(?:[^(),]|\([^()]*\))+"
_PAIR = re.compile(rf"light-dark\(({_COLOUR}), {_COLOUR}\)")


def colours_in(rules: str) -> dict[str, str]:
    return dict(re.findall(r"(--[\w-]+): ([^;]+);", rules))


def test_webkit_would_drop_a_line_under_words_together_with_its_thickness() -> None:
    """`text-decoration: underline 1px`: without the line a button is told by its colour alone."""
    wide = r"text-decoration: [\w-]+ [^;]+"
    assert re.findall(wide, "text-decoration: underline 1px;")
    assert {
        name: re.findall(wide, text) for name, text in STYLES.items() if re.search(wide, text)
    } == {}


def test_an_engine_that_knows_no_pairs_of_colours_has_the_light_one_of_each() -> None:
    pairs, _, alone = STYLES["tokens.css"].partition(
        "@supports not (color: light-dark(#000, #fff))"
    )
    expected = {
        name: _PAIR.sub(r"\1", value)
        for name, value in colours_in(pairs).items()
        if "light-dark" in value
    }
    assert len(expected) > 20
    assert colours_in(alone) == expected


def test_so_it_is_with_a_boards_own_colour() -> None:
    alone, _, pairs = sheet_of("#7a3b69").partition("@supports (color: light-dark(#000, #fff))")
    assert colours_in(alone) == {
        name: _PAIR.sub(r"\1", value) for name, value in colours_in(pairs).items()
    }
    assert "light-dark" in pairs


def test_pairs_of_colours_stand_in_the_tokens_alone() -> None:
    assert {name for name, text in STYLES.items() if "light-dark(" in text} == {"tokens.css"}
