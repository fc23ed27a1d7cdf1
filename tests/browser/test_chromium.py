"""Which browser is taken, and what happens where there is none."""

import os
from pathlib import Path

import pytest

from tests.browser import chromium


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder that holds the only programs there are."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROME", raising=False)
    monkeypatch.setattr(chromium, "_MAC", tmp_path / "none")
    monkeypatch.setattr(chromium, "_playwrights", lambda: None)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    return tmp_path


def program(path: Path, script: str = "") -> str:
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


@pytest.mark.parametrize("name", ["chromium", "chromium-browser", "google-chrome"])
def test_a_browser_on_path_is_taken(only: Path, name: str) -> None:
    path = program(only / name)
    assert chromium.find_or_install() == path


def test_the_named_browser_comes_first(only: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(only / "chromium")
    monkeypatch.setenv("CHROME", program(only / "mine"))
    assert chromium.find_or_install() == str(only / "mine")


def test_a_name_that_is_no_program_is_said(only: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(only / "chromium")
    monkeypatch.setenv("CHROME", "/nowhere/chrome")
    with pytest.raises(chromium.NoBrowser, match="CHROME=/nowhere/chrome is not a program"):
        chromium.find_or_install()


def test_root_gets_debians_package_and_is_told_first(
    only: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = only / "chromium"
    program(only / "apt-get", f'[ "$1" = update ] || {{ echo > {path}; /bin/chmod 755 {path}; }}')
    assert chromium.find_or_install() == str(path)
    assert "installing Debian's package" in capsys.readouterr().err


def test_where_nothing_can_be_installed_it_is_one_line(only: Path) -> None:
    program(only / "apt-get", 'echo "E: Unable to locate package chromium" >&2; exit 100')
    with pytest.raises(chromium.NoBrowser) as reason:
        chromium.find_or_install()
    assert str(reason.value) == (
        "The browser tests need Chromium or Chrome, and Debian's package cannot be installed: "
        "E: Unable to locate package chromium (install one, or name it in CHROME)."
    )


def test_others_get_playwrights_own(
    only: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = only / "chromium"
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    installer = program(only / "installer", f"echo > {path}; /bin/chmod 755 {path}")
    monkeypatch.setattr(chromium, "_PLAYWRIGHT", ((installer,),))
    assert chromium.find_or_install() == str(path)
    assert "installing Playwright's" in capsys.readouterr().err


def test_the_tests_take_the_shell_before_the_whole_browser(only: Path) -> None:
    program(only / "chromium")
    assert chromium.quickest() == str(only / "chromium")
    shell = program(only / "chromium-headless-shell")
    assert chromium.quickest() == shell


def test_the_named_browser_comes_before_the_shell(
    only: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(only / "chromium-headless-shell")
    monkeypatch.setenv("CHROME", program(only / "mine"))
    assert chromium.quickest() == str(only / "mine")


def test_root_gets_debians_shell_once_its_lists_are_there(only: Path) -> None:
    shell, lists = only / "chromium-headless-shell", only / "lists"
    program(
        only / "apt-get",
        f'[ "$1" = update ] && {{ echo > {lists}; exit; }}\n'
        f"[ -e {lists} ] && {{ echo > {shell}; /bin/chmod 755 {shell}; }}",
    )
    chromium.get_shell()
    assert chromium.quickest() == str(shell)


def test_without_the_shell_the_tests_run_in_what_there_is(only: Path) -> None:
    program(only / "apt-get", "exit 100")
    path = program(only / "chromium")
    chromium.get_shell()
    assert chromium.quickest() == path


def test_whoever_is_not_root_installs_no_shell(only: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    program(only / "apt-get", f"echo > {only / 'called'}")
    chromium.get_shell()
    assert not (only / "called").exists()
