"""What an installation sends of our files: whole, small, and named by what it holds."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from pytest_django import Settings

from bulletin.web.statics import SCRIPTS, SHEETS, joined_script, joined_sheet

STATIC = settings.BASE_DIR / "static"
PIECES = {str(path.relative_to(STATIC)) for path in (STATIC / "css").rglob("*.css")}
MODULES = {f"js/{path.name}" for path in (STATIC / "js").glob("*.js")}


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
    lists = [name for sheet in SHEETS for name in listed_in(sheet)]
    assert sorted(lists) == sorted(PIECES - set(SHEETS))


def test_a_list_is_sent_as_one_sheet_without_comments() -> None:
    whole = joined_sheet("css/board.css", text_of)
    assert "@import" not in whole
    assert "/*" not in whole
    rules = [re.sub(r"\s", "", line) for line in text_of("css/reset.css").splitlines()]
    assert [rule for rule in rules if rule not in re.sub(r"\s", "", whole)] == []


def test_only_sheets_beside_their_list_name_files() -> None:
    naming = {name for name in PIECES - set(SHEETS) if "url(" in text_of(name)}
    assert naming == {"css/tokens.css"}


def scopes_in(script: str) -> list[str]:
    """The modules that it holds, in the order in which they run."""
    return [f"js/{name}.js" for name in re.findall(r"^const \$(\w+) = ", script, re.MULTILINE)]


def test_a_script_is_sent_with_what_it_imports_each_once_and_what_is_needed_first() -> None:
    held = scopes_in(joined_script("js/desk.js", text_of))
    assert held[-1] == "js/desk.js"
    assert len(held) == len(set(held))
    assert held.index("js/collecting.js") < held.index("js/hiding.js")
    assert held.index("js/starting.js") < held.index("js/desk.js")


def test_every_module_is_in_a_script_that_pages_name() -> None:
    """But for the worker, which a browser asks for by itself."""
    held = {module for name in SCRIPTS for module in scopes_in(joined_script(name, text_of))}
    assert held == MODULES - {"js/worker.js"}


@pytest.mark.parametrize("name", SCRIPTS)
def test_nothing_is_left_to_import_and_every_name_is_handed_on(name: str) -> None:
    script = joined_script(name, text_of)
    assert re.findall(r"^(?:import|export)\b.*", script, re.MULTILINE) == []
    wanted = re.findall(r"^const \{([^}]*)\} = \$(\w+);", script, re.MULTILINE)
    _before, *pieces = re.split(r"^const \$(\w+) = \(\(\) => \{$", script, flags=re.MULTILINE)
    bodies = dict(zip(pieces[::2], pieces[1::2], strict=True))
    handed = {
        module: set(re.findall(r"\w+", body.rpartition("\nreturn {")[2]))
        for module, body in bodies.items()
    }
    assert wanted
    for names, module in wanted:
        assert set(re.findall(r"\w+", names)) <= handed[module], module


@pytest.mark.parametrize("name", sorted(MODULES))
def test_a_module_imports_each_name_once_and_by_its_own_name(name: str) -> None:
    """A browser runs nothing of one that takes a name twice."""
    imports = re.findall(r"^import \{([^}]*)\} from", text_of(name), re.MULTILINE)
    assert len(imports) == len(re.findall(r"^import\b", text_of(name), re.MULTILINE))
    names = [one.strip() for each in imports for one in each.strip(" ,\n").split(",")]
    assert [one for one in names if not re.fullmatch(r"\w+", one)] == []
    assert sorted(names) == sorted(set(names))


def test_participants_load_nothing_that_only_staff_use() -> None:
    theirs = set(scopes_in(joined_script("js/board.js", text_of)))
    staffs = {"js/news.js", "js/keys.js", "js/kept.js", "js/dragging.js", "js/collecting.js"}
    assert "js/autosave.js" in theirs
    assert theirs & staffs == set()


def classes_of(path: Path) -> set[str]:
    text = re.sub(r"{[%{].*?[%}]}", " ", path.read_text())
    return {name for each in re.findall(r'class="([^"]*)"', text) for name in each.split()}


def styled_by(sheet: str) -> set[str]:
    return set(re.findall(r"\.([a-z][\w-]*)", joined_sheet(sheet, text_of)))


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
    assert scopes_in(script.read_text())[-1] == "js/board.js"
