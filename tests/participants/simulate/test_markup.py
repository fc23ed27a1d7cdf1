"""Reading a page: enough of selectors, and whatever a template leaves unclosed."""

import pytest

from participants.simulate.markup import Element, read

PAGE = """
<main id="main"><section class="card card--now"><h2>Left</h2>
<p>Due <time datetime="2021-03-29T12:00+00:00">Mon</time><br>soon
<a class="button button--second" href="/b/x/questions/1/">Con<b>tinue</b></a></section>
<article class="reply"><footer><a href="/b/x/replies/1/comments/" hx-get="/y">Reply</a></footer>
<article class="reply reply--own"><p>Mine &amp; yours</p></article></article></main>
"""


def hrefs(selector: str) -> list[str]:
    return [one["href"] for one in read(PAGE).all(selector)]


def first(selector: str) -> Element:
    found = read(PAGE).first(selector)
    assert found is not None
    return found


def test_an_element_is_found_by_its_tag_classes_id_attributes_and_place() -> None:
    assert hrefs(".card--now a.button") == ["/b/x/questions/1/"]
    assert hrefs('main a[href$="/comments/"]') == ["/b/x/replies/1/comments/"]
    assert hrefs('a[href*="/replies/"][hx-get]') == ["/b/x/replies/1/comments/"]
    assert hrefs('a[href^="/b/"]') == ["/b/x/questions/1/", "/b/x/replies/1/comments/"]
    assert hrefs("footer a.button") == []
    assert len(read(PAGE).all("#main article.reply")) == 2
    assert len(read(PAGE).all("article article")) == 1


def test_words_are_read_as_a_person_reads_them() -> None:
    assert first("section").text == "Left Due Monsoon Continue"
    assert first(".reply--own").text == "Mine & yours"


def test_an_element_knows_what_it_stands_in() -> None:
    own = first(".reply--own p")
    assert own.around("article") == own.parent != first("article")
    assert first(".reply--own").classes == {"reply", "reply--own"}
    assert own.around("section") is None


def test_what_is_no_selector_is_an_error() -> None:
    with pytest.raises(ValueError, match="a>>b is no selector"):
        read(PAGE).all("a>>b")
