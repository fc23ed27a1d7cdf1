"""What a device keeps of the product: the page that there is without a connection."""

import json
import re

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from bulletin.web import shell
from bulletin.web.middleware import POLICY

_IMPORT = re.compile(r'^import .* from "\./([a-z_]+\.js)";', re.M)


def what_is_kept(client: Client, language: str = "en-gb") -> dict[str, object]:
    script = client.get("/worker.js", {"in": language}).content.decode()
    kept: dict[str, object] = json.loads(script.splitlines()[0].removeprefix("self.shell = ")[:-1])
    return kept


def test_the_worker_is_asked_for_anew_and_has_the_whole_site_for_its_scope(client: Client) -> None:
    response = client.get("/worker.js")

    assert response.headers["Content-Type"] == "text/javascript"
    assert response.headers["Cache-Control"] == "no-cache"
    assert 'importScripts("/static/js/worker.js");' in response.content.decode()
    assert "worker-src 'self'" in POLICY


def test_nothing_is_kept_but_one_page_and_static_files_that_are_there(client: Client) -> None:
    kept = what_is_kept(client)

    assert kept.keys() == {"version", "page", "files"}
    assert kept["page"] == "/offline/?in=en-gb"
    files = kept["files"]
    assert isinstance(files, list)
    assert [one for one in files if finders.find(one.removeprefix("/static/")) is None] == []
    assert all(one.startswith("/static/") for one in files)


def test_whatever_the_pages_script_imports_is_kept_too(client: Client) -> None:
    files = what_is_kept(client)["files"]
    wanted, seen = ["offline.js"], set()
    while wanted:
        name = wanted.pop()
        seen.add(name)
        found = finders.find(f"js/{name}")
        assert found
        with open(found) as script:
            wanted += set(_IMPORT.findall(script.read())) - seen

    assert isinstance(files, list)
    assert {f"/static/js/{name}" for name in seen} == {one for one in files if "/js/" in one}


def test_the_page_is_the_same_for_everybody_and_sets_nothing(client: Client) -> None:
    response = client.get("/offline/", {"in": "de"})

    assert 'lang="de"' in response.content.decode()
    assert not response.cookies
    assert "csrf" not in response.content.decode().lower()
    assert response.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("wanted", ["", "xx", "../../etc"])
def test_an_unknown_language_is_our_own(client: Client, wanted: str) -> None:
    assert what_is_kept(client, wanted) == what_is_kept(client)


def test_whoever_asks_for_the_page_itself_reads_it_in_their_browsers_language(
    client: Client,
) -> None:
    by_wish = client.get("/offline/", headers={"Accept-Language": "fr-CA"})
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"
    by_choice = client.get("/offline/", headers={"Accept-Language": "fr-CA"})

    assert '<html lang="fr"' in by_wish.content.decode()
    assert '<html lang="es"' in by_choice.content.decode()


def test_each_version_of_what_is_kept_has_a_name_of_its_own(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    english, french = (what_is_kept(client, language)["version"] for language in ("en-gb", "fr"))
    assert english != french

    shell.worker.cache_clear()
    monkeypatch.setattr(shell, "offline_page", lambda: "Another page")
    assert what_is_kept(client)["version"] != english
    shell.worker.cache_clear()
