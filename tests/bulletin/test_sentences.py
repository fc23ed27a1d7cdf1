"""Words in the middle of a sentence, in each language."""

from django.utils import translation

from bulletin.text.sentences import each_quoted, quoted, within


def test_a_label_begins_small_inside_a_sentence() -> None:
    with translation.override("en-gb"):
        assert within("By e-mail") == "by e-mail"


def test_german_nouns_stay_tall() -> None:
    with translation.override("de"):
        assert within("Leitung") == "Leitung"


def test_nothing_stays_nothing() -> None:
    assert within("") == ""


def test_each_of_several_stands_in_quotation_marks() -> None:
    with translation.override("en-gb"):
        assert quoted("health") == "“health”"
        assert each_quoted(["health", "voluntary sector"]) == "“health”, “voluntary sector”"
        assert each_quoted([]) == ""
