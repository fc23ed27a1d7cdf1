"""A page that opens offline, asks nothing of anyone, and runs nothing of anybody's."""

import lxml.html
import pytest

from moderation.transcripts.html_file import write_html
from tests.moderation.transcripts.made_up import heading, row, stage

EVIL = "<script>document.title='evil'</script><img src='http://127.0.0.1/x' onerror='evil()'>"


@pytest.fixture
def evil(tmp_path):
    """A page in which everybody typed what would run."""
    path = tmp_path / "evil.html"
    link = f"[here](http://127.0.0.1/) ![x](http://127.0.0.1/x) {EVIL}"
    with path.open("wb") as file:
        rows = [row(author=EVIL, words=EVIL, choices=EVIL, codes=[EVIL], source=EVIL)]
        write_html(file, heading(about=[EVIL], guide=[stage(f"Look:\n\n{link}")]), rows)
    return path


def test_nothing_in_it_is_fetched_or_run(evil):
    page = lxml.html.document_fromstring(evil.read_bytes())

    assert page.xpath("//script | //link | //img | //iframe | //object | //form") == []
    assert page.xpath("//@src | //@style | //@*[starts-with(name(), 'on')]") == []
    assert page.find_class("words")[0].text_content() == EVIL
    assert [one.get("href") for one in page.xpath("//a")] == ["http://127.0.0.1/"]
    assert "url(" not in evil.read_text(encoding="utf-8")


def test_its_policy_forbids_the_browser_whatever_stands_in_it(evil):
    page = lxml.html.document_fromstring(evil.read_bytes())

    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'")


def test_threads_are_indented_and_staff_are_set_apart(tmp_path):
    path = tmp_path / "threads.html"
    rows = [
        row(reply=1, thread=1),
        row(reply=2, thread=1, parent=1, kind="probe", person=None, role="moderator"),
        row(reply=3, thread=1, parent=2, kind="comment"),
        row(reply=4, thread=None, kind="comment"),
    ]
    with path.open("wb") as file:
        write_html(file, heading(), rows)

    page = lxml.html.document_fromstring(path.read_bytes())
    assert [one.get("class") for one in page.find_class("reply")] == [
        "reply depth-0",
        "reply depth-1 staff",
        "reply depth-2",
        "reply depth-0",
    ]
