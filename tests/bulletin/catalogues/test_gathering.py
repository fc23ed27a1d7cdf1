"""Whatever is marked is found, in Python and in templates, under whatever name the mark goes."""

from pathlib import Path

from babel.messages.catalog import Catalog

from bulletin.catalogues.gathering import Message, found, gathered


def said(product: Path) -> set[Message]:
    return {message for _path, message in found(product)}


def test_every_kind_of_mark_is_found(product: Path) -> None:
    assert said(product) == {
        Message("Hello, %(name)s."),
        Message('Read <a href="%(url)s">all of it</a> now.'),
        Message("%(number)s reply", "%(number)s replies"),
        Message("May", context="a day"),
        Message("A title"),
        Message("Written by %(name)s."),
        Message("%(number)s person", "%(number)s people"),
        Message("Look inside"),
    }


def test_a_message_that_stands_in_many_places_is_gathered_once(
    product: Path, messages: Catalog
) -> None:
    (product / "bulletin" / "two.py").write_text((product / "bulletin" / "one.py").read_text())

    assert len(gathered(product)) == len(messages) == 8


def test_our_own_sources_say_much_and_each_message_in_one_way() -> None:
    """One that has a plural here and none there is two: the second wants a context."""
    said = {message for _path, message in found()}

    alone = {(each.words, each.context) for each in said if not each.plural}
    counted = {(each.words, each.context) for each in said if each.plural}

    assert len(said) > 3500
    assert alone & counted == set()
    assert len(counted) == len(said) - len(alone)
