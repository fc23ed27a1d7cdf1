"""What the Dockerfile says, as far as it can be known without building."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from bulletin.services.places import CHECKOUT
from tests.deploy.front import SOURCE

DOCKERFILE = (CHECKOUT / "Dockerfile").read_text()
LET_IN = {
    line[1:]
    for line in (CHECKOUT / ".dockerignore").read_text().splitlines()
    if line.startswith("!")
}


def stage(name: str) -> str:
    """The instructions of one image."""
    found = re.search(rf"^FROM \S+ AS {name}\n(.*?)(?=^FROM |\Z)", DOCKERFILE, re.DOTALL | re.M)
    assert found
    return found[1]


def test_only_locked_packages_are_installed() -> None:
    assert "--require-hashes -r /tmp/base.txt" in stage("packages")
    assert DOCKERFILE.count("pip install") == 1


def test_nothing_runs_as_root() -> None:
    for name in ("app", "front"):
        assert re.findall(r"^USER (.*)$", stage(name), re.M) == ["10001:10001"]


def test_the_web_process_is_asked_how_it_is() -> None:
    assert "HEALTHCHECK" in stage("app")
    assert "/healthz" in stage("app")


def test_no_secret_is_kept_in_an_image() -> None:
    kept = re.findall(r"^(?:ENV|ARG)\s.*?(?<!\\)\n", DOCKERFILE, re.M | re.DOTALL)
    assert kept
    assert not re.search(r"SECRET|KEY|PASSWORD|_URL", "".join(kept))


def test_the_images_get_what_they_need_and_no_more() -> None:
    assert {
        *("bulletin", "sessions", "participants", "moderation", "templates", "static"),
        *("requirements/base.txt", "deploy/nginx", "manage.py"),
    } == LET_IN
    assert all((CHECKOUT / name).exists() for name in LET_IN)


def test_what_the_build_runs_works_with_what_the_image_gets(tmp_path: Path) -> None:
    """The files and pages of the front come from the files that .dockerignore lets in alone."""
    app = tmp_path / "app"
    for name in LET_IN - {"requirements/base.txt"}:
        source = CHECKOUT / name
        target = app / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    found = re.search(r"^RUN (BULLETIN_STATIC_ROOT=.*?)(?=^[A-Z])", stage("app"), re.M | re.DOTALL)
    assert found
    command = re.sub(r"(?<=[= ])/(srv|app)\b", rf"{tmp_path}/\1", found[1].replace("\\\n", " "))
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=app,
        env={
            "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
            "BULLETIN_PROFILE": "container",
        },
        capture_output=True,
        text=True,
        timeout=110,
    )
    assert done.returncode == 0, done.stderr
    written = {path.name: path.read_text() for path in (tmp_path / "srv/pages").iterdir()}
    named = re.findall(r"/_refused/(\w+\.html);", (SOURCE / "site.conf").read_text())
    assert sorted(written) == sorted(named)
    for text in written.values():
        [style] = re.findall(r'href="/(static/css/board\.[0-9a-f]{12}\.css)"', text)
        assert "<h1>" in text
        assert (tmp_path / "srv" / style).exists()
