"""A piece of a page that is made of a few words is made once for these words."""

from django.template import Context, Template

_TOP = (
    "{% load web %}"
    '{% kept "participants/_top.html" slug=slug title=title title_class="top__title"'
    ' language="en-GB" %}'
)


def top_of(slug: str, title: str) -> str:
    return Template(_TOP).render(Context({"slug": slug, "title": title}))


def test_a_kept_piece_is_made_of_its_own_words_each_time() -> None:
    first, second = top_of("one", "One & all"), top_of("two", "<b>Two</b>")
    assert 'href="/b/one/"' in first
    assert "One &amp; all" in first
    assert 'href="/b/two/"' in second
    assert "&lt;b&gt;Two&lt;/b&gt;" in second
    assert top_of("one", "One & all") == first
