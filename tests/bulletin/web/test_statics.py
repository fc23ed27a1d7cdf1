"""What an installation sends of our files: whole, small, and named by what it holds."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from pytest_django import Settings

from bulletin.web.statics import JOINED, joined, modules_of

STATIC = settings.BASE_DIR / "static"
SHEETS = {str(path.relative_to(STATIC)) for path in (STATIC / "css").rglob("*.css")}
IMPORT = re.compile(r'^import [^"]*"\./([^"]+)";', re.MULTILINE)


def text_of(name: str) -> str:
    return (STATIC / name).read_text()


def listed_in(name: str) -> list[str]:
    return [f"css/{each}" for each in re.findall(r'@import url\("([^"]+)"\)', text_of(name))]


@pytest.fixture
def collected(settings: Settings, tmp_path: Path) -> Path:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "bulletin.web.statics.StaticStorage"}
    }
    call_command("collectstatic", "--noinput", verbosity=0)
    return tmp_path


def test_every_style_sheet_stands_in_one_list_and_is_there() -> None:
    lists = [name for sheet in JOINED for name in listed_in(sheet)]
    assert sorted(lists) == sorted(SHEETS - set(JOINED))


def test_a_list_is_sent_as_one_sheet_without_comments() -> None:
    whole = joined("css/board.css", text_of)
    assert "@import" not in whole
    assert "/*" not in whole
    rules = [re.sub(r"\s", "", line) for line in text_of("css/reset.css").splitlines()]
    assert [rule for rule in rules if rule not in re.sub(r"\s", "", whole)] == []


def test_only_sheets_beside_their_list_name_files() -> None:
    naming = {name for name in SHEETS - set(JOINED) if "url(" in text_of(name)}
    assert naming == {"css/tokens.css"}


def test_what_a_script_imports_is_told_of_beside_it() -> None:
    assert set(IMPORT.findall(text_of("js/board.js"))) == {
        name.removeprefix("js/") for name in modules_of("js/board.js")
    }
    assert "js/collecting.js" in modules_of("js/hiding.js")


def test_participants_load_nothing_that_only_staff_use() -> None:
    both = set(modules_of("js/board.js")), set(modules_of("js/desk.js"))
    assert both[0] < both[1]
    assert {"js/news.js", "js/keys.js", "js/kept.js", "js/dragging.js"} & both[0] == set()
    assert finders.find("js/board.js")


def classes_of(path: Path) -> set[str]:
    text = re.sub(r"{[%{].*?[%}]}", " ", path.read_text())
    return {name for each in re.findall(r'class="([^"]*)"', text) for name in each.split()}


def styled_by(sheet: str) -> set[str]:
    return set(re.findall(r"\.([a-z][\w-]*)", joined(sheet, text_of)))


def test_no_page_of_participants_wants_a_style_of_the_desk() -> None:
    templates = settings.BASE_DIR / "templates"
    folders = ("participants", "media", "errors", "account", "allauth", "mfa", "django", "demo")
    shown = [path for folder in folders for path in (templates / folder).rglob("*.html")]
    wanted = set().union(*map(classes_of, [*shown, templates / "base.html"]))
    assert "reply__head" in wanted
    assert wanted & (styled_by("css/desk.css") - styled_by("css/board.css")) == set()


def test_an_installation_names_and_compresses_what_it_sends(collected: Path) -> None:
    [sheet] = collected.glob("css/board.????????????.css")
    assert "@import" not in sheet.read_text()
    assert 'url("../fonts/literata-latin.' in sheet.read_text()
    assert sheet.with_name(f"{sheet.name}.gz").exists()
    [script] = collected.glob("js/board.????????????.js")
    modules = IMPORT.findall(script.read_text())
    assert [name for name in modules if not re.search(r"\.[0-9a-f]{12}\.js$", name)] == []
    assert [name for name in modules if not (collected / "js" / name).exists()] == []
