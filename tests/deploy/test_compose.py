"""What docker-compose.yml says: the same commands as everywhere, and nothing left open."""

import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from bulletin.container import complaints
from bulletin.services import envfiles
from bulletin.services.parts import Parts
from bulletin.services.places import Place
from tests.deploy import compose
from tests.deploy.compose import EXAMPLE, FILLED_IN, Missing, Service

APP = {"web", "worker", "beat", "watch", "migrate", "manage"}
ONCE = {"migrate", "manage"}
SERVERS = {"nginx", "db", "redis"}


@pytest.fixture(scope="module")
def services() -> Mapping[str, Service]:
    return compose.services(FILLED_IN)


@pytest.mark.parametrize("name", ["web", "worker", "beat", "watch"])
def test_a_container_runs_what_serve_runs(
    name: str, services: Mapping[str, Service], tmp_path: Path
) -> None:
    parts = Parts(Place("serve", tmp_path), {})
    child = parts.web("0.0.0.0", 8000) if name == "web" else getattr(parts, name)()
    serves = [
        word.replace(str(parts.place.beat_schedule), "/tmp/beat-schedule")
        for word in child.command[1:]
    ]
    contained = services[name].command[1:]
    assert _as_module(contained) == serves


def _as_module(words: list[str]) -> list[str]:
    return ["-m", "django", *words[1:]] if words[0] == "manage.py" else words


def test_every_service_is_known_here(services: Mapping[str, Service]) -> None:
    assert set(services) == APP | SERVERS


def test_only_nginx_publishes_ports(services: Mapping[str, Service]) -> None:
    assert {name for name, service in services.items() if "ports" in service.given} == {"nginx"}
    assert services["nginx"].given["ports"] == ["80:8080", "443:8443", "127.0.0.1:9180:8081"]


def test_the_database_and_redis_are_reached_from_inside_alone(
    services: Mapping[str, Service],
) -> None:
    inside = {name for name, service in services.items() if "inside" in service.given["networks"]}
    assert inside == APP | {"db", "redis"}
    for name in ("db", "redis"):
        assert services[name].given["networks"] == ["inside"]


def test_what_ends_is_started_again_and_what_is_done_is_not(
    services: Mapping[str, Service],
) -> None:
    restarts = {name: service.given["restart"] for name, service in services.items()}
    assert restarts == {name: "no" if name in ONCE else "unless-stopped" for name in services}


def test_every_service_says_whether_it_is_well_or_that_nobody_asks(
    services: Mapping[str, Service],
) -> None:
    disabled = {
        name
        for name, service in services.items()
        if service.given.get("healthcheck", {}).get("disable")
    }
    assert disabled == APP - {"web"}
    assert all("test" in services[name].given["healthcheck"] for name in SERVERS)


def test_a_task_may_end_before_its_worker_is_killed(services: Mapping[str, Service]) -> None:
    from django.conf import settings

    graces = {
        name: int(service.given["stop_grace_period"].removesuffix("s"))
        for name, service in services.items()
        if "stop_grace_period" in service.given
    }
    assert graces["worker"] > settings.CELERY_TASK_TIME_LIMIT
    web = services["web"].command
    graceful = next(word for word in web if word.startswith("--graceful-timeout="))
    assert graces["web"] > int(graceful.partition("=")[2])
    assert graces["nginx"] > graces["web"]


def test_whoever_touches_files_is_the_same_user_and_nobody_is_root(
    services: Mapping[str, Service],
) -> None:
    ours = APP | {"nginx"}
    assert {services[name].given["user"] for name in ours} == {"10001:10001"}
    assert all(services[name].given["read_only"] for name in ours)
    assert all(services[name].given["cap_drop"] == ["ALL"] for name in ours)


def test_redis_keeps_what_it_has_and_drops_nothing(services: Mapping[str, Service]) -> None:
    words = services["redis"].command
    options = dict(zip(words[1::2], words[2::2], strict=True))
    assert options["--appendonly"] == "yes"
    assert options["--maxmemory-policy"] == "noeviction"


@pytest.mark.parametrize("name", sorted(FILLED_IN))
def test_a_missing_secret_or_setting_is_loud(name: str) -> None:
    without = {other: value for other, value in FILLED_IN.items() if other != name}
    with pytest.raises(Missing, match=f"^{name}: .{{10}}"):
        compose.services(without)
    with pytest.raises(Missing, match=f"^{name}: "):
        compose.services(without | {name: ""})


def test_containers_are_told_all_that_they_ask_for(services: Mapping[str, Service]) -> None:
    for name in APP:
        assert complaints(services[name].environment) == []


def test_the_example_names_every_variable_and_holds_no_secret() -> None:
    named = set(re.findall(r"^#?(BULLETIN_\w+)=", EXAMPLE.read_text(), flags=re.MULTILINE))
    assert named == compose.variables()
    given = envfiles.read(EXAMPLE)
    ports = {"BULLETIN_HTTP", "BULLETIN_HTTPS"}
    assert {given[name] for name in FILLED_IN.keys() - ports} == {""}


def _real_compose() -> list[str] | None:
    for words in (["docker", "compose"], ["docker-compose"]):
        if shutil.which(words[0]):
            asked = subprocess.run([*words, "version"], capture_output=True, check=False)
            if asked.returncode == 0:
                return words
    return None


def test_compose_itself_accepts_the_file(tmp_path: Path) -> None:
    words = _real_compose()
    if words is None:
        pytest.skip("Compose is not on this machine: apt-get install docker-compose")
    answers = tmp_path / "env"
    values = envfiles.read(EXAMPLE) | FILLED_IN
    answers.write_text("".join(f"{name}={value}\n" for name, value in values.items()))
    done = subprocess.run(
        [*words, "--env-file", str(answers), "--file", str(compose.FILE), "config", "--quiet"],
        capture_output=True,
        text=True,
        timeout=60,
        env={"PATH": "/usr/local/bin:/usr/bin:/bin"},
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
