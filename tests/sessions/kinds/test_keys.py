"""Keys of options and statements stay while wordings change."""

from hypothesis import given
from hypothesis import strategies as st

from sessions.enums import ItemKind
from sessions.kinds.keys import keys_for, keys_to_write

OPTION = ItemKind.OPTION
KEY = st.from_regex(r"[a-z0-9]{1,3}(-[2-3])?", fullmatch=True)


def made(*texts: str) -> list[str]:
    return keys_for([(None, text) for text in texts], kind=OPTION)


def test_a_key_is_made_from_the_text() -> None:
    assert made("Less than 3 months", "Élan vital") == ["less-than-3-months", "elan-vital"]


def test_texts_alike_get_keys_apart() -> None:
    assert made("Yes", "yes!", "Yes.") == ["yes", "yes-2", "yes-3"]


def test_a_text_without_latin_letters_gets_a_numbered_key() -> None:
    assert made("はい", "いいえ", "🙂") == ["option", "option-2", "option-3"]


def test_a_given_key_stays_and_made_ones_step_aside() -> None:
    assert keys_for([(None, "Yes"), ("yes", "Certainly")], kind=OPTION) == ["yes-2", "yes"]


def test_a_long_text_makes_a_key_that_fits() -> None:
    first, second = made("a" * 300, "a" * 300 + "b")
    assert (first, second) == ("a" * 40, "a" * 40 + "-2")


def test_only_keys_that_the_text_would_not_make_are_written() -> None:
    kept = [("yes", "Yes"), ("perhaps", "Maybe"), ("no", "No")]
    assert keys_to_write(kept, kind=OPTION) == [None, "perhaps", None]


@given(st.lists(st.tuples(KEY, st.text("Aab-1 é", max_size=4)), unique_by=lambda item: item[0]))
def test_written_keys_always_make_the_kept_ones_again(kept: list[tuple[str, str]]) -> None:
    written = keys_to_write(kept, kind=OPTION)
    again = keys_for(
        [(key, text) for key, (_, text) in zip(written, kept, strict=True)], kind=OPTION
    )
    assert again == [key for key, _text in kept]
