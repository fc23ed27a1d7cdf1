"""Quotation marks around each of several words."""

from django.utils import translation

from bulletin.text.quoting import each_quoted, quoted


def test_each_of_several_stands_in_quotation_marks() -> None:
    with translation.override("en-gb"):
        assert quoted("health") == "“health”"
        assert each_quoted(["health", "voluntary sector"]) == "“health”, “voluntary sector”"
        assert each_quoted([]) == ""
