"""A letter that many get is rendered once; each copy has its own reader's words and no other's."""

from pathlib import Path

import pytest
from pytest_django import Settings

from bulletin.outbox.letters import Form

TEXT = "Hello {{ name }},\n\n\n{{ board }}\n{{ link }}\n"
HTML = '<p>Hello {{ name }}</p><a href="{{ link }}">{{ board }}</a>'


@pytest.fixture
def form(tmp_path: Path, settings: Settings) -> Form:
    mail = tmp_path / "mail"
    mail.mkdir()
    (mail / "sample.txt").write_text(f"{{% autoescape off %}}{TEXT}{{% endautoescape %}}")
    (mail / "sample.html").write_text(HTML)
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    return Form.of("sample", {"board": "A & B"}, gaps=["name", "link"])


def test_each_copy_has_its_own_words_in_the_gaps(form: Form) -> None:
    first = form.filled({"name": "Member 01", "link": "http://x.example.org/1/"})
    second = form.filled({"name": "Member 02", "link": "http://x.example.org/2/"})

    assert first[0] == "Hello Member 01,\n\nA & B\nhttp://x.example.org/1/\n"
    assert second[1] == ('<p>Hello Member 02</p><a href="http://x.example.org/2/">A &amp; B</a>')
    assert ("01" in second[0] + second[1], "02" in first[0] + first[1]) == (False, False)


def test_what_fills_a_gap_is_never_markup_nor_another_gap(form: Form) -> None:
    marks = "".join(piece for piece in form.text if piece in {"name", "link"})
    name = f'<b>"{marks}" {{{{ link }}}} %s'

    text, html = form.filled({"name": name, "link": "http://x.example.org/1/"})

    assert text.startswith(f"Hello {name},\n")
    assert html.startswith("<p>Hello &lt;b&gt;&quot;namelink&quot; {{ link }} %s</p>")
