"""What counts as words, and what becomes of them on the way to a page (rules 3 and 15)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.text import markdown, plain


@pytest.mark.parametrize(
    "text", ["No", "Nothing", "7", "👍", "да", "لا", "不", "…but why?", "?!x", "<3", "<p>No</p>"]
)
def test_anything_that_says_something_is_content(text: str) -> None:
    assert plain.says_something(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  \n\t ",
        "\u200b\u200d\ufeff",
        "\u00a0\u2003",
        "**",
        "---",
        "> #",
        "...",
        "\u0301",
        "_ _",
        "<p>&nbsp;</p>",
        "<b></b><br/>",
    ],
)
def test_blanks_and_bare_markup_are_not_content(text: str) -> None:
    assert not plain.says_something(text)


def test_a_copy_of_the_prompt_is_not_content() -> None:
    assert not plain.says_something("what did you hope for? ", prompt="What did you hope for?")
    assert not plain.says_something("What did you hope for?", prompt="What did **you** hope for?")
    assert plain.says_something("What did you hope for? Peace.", prompt="What did you hope for?")


def test_line_breaks_and_links_are_kept_and_markup_is_shown_as_typed() -> None:
    html = plain.to_html("One <b>two</b>\nthree\n\nhttps://example.org/a?b=1&c=2")

    assert html == (
        "<p>One &lt;b&gt;two&lt;/b&gt;<br>three</p>"
        '<p><a href="https://example.org/a?b=1&amp;c=2" rel="nofollow">'
        "https://example.org/a?b=1&amp;c=2</a></p>"
    )


@given(st.text())
def test_no_text_makes_a_tag_of_its_own(text: str) -> None:
    html = str(plain.to_html(plain.clean(text)))

    for allowed in ("<p>", "</p>", "<br>", "</a>"):
        html = html.replace(allowed, "")
    remains = html.replace('<a href="', "")
    assert "<" not in remains


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_cleaned_text_can_be_stored_and_cleaning_again_changes_nothing(text: str) -> None:
    cleaned = plain.clean(text)

    cleaned.encode("utf-8")
    assert not set(cleaned) & {"\x00", "\ufffe", "\uffff"}
    assert plain.clean(cleaned) == cleaned


def test_markdown_keeps_no_script_no_attribute_and_no_picture() -> None:
    html = markdown.to_html(
        "# Big\n**bold** <script>x</script> ![p](https://example.org/p.png) "
        "[link](javascript:alert(1)) [ok](https://example.org)"
    )

    assert "<strong>bold</strong>" in html
    assert 'href="https://example.org"' in html
    for forbidden in ("<script", "<img", 'href="javascript', "<h1"):
        assert forbidden not in html
