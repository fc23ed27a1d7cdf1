"""Processes that are started, stopped, and found again."""

import json
import signal
import sys

import psutil
import pytest

from bulletin.services import folders, locks
from bulletin.services.places import Place
from bulletin.services.processes import Child, stop_left_behind
from tests.services.conftest import MakePlace, lives, wait_until

# Its own child ignores the polite request to end.
DEAF = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("here", flush=True)
time.sleep(60)
"""
FAMILY = f"""
import subprocess, sys, time
print(subprocess.Popen([sys.executable, "-c", {DEAF!r}]).pid, flush=True)
time.sleep(60)
"""


@pytest.fixture
def place(make_place: MakePlace) -> Place:
    place = make_place("demo")
    folders.prepare(place)
    return place


def run(place: Place, script: str, **settings: object) -> Child:
    child = Child(
        name="some",
        command=[sys.executable, "-u", "-c", script],
        environment={},
        logs=place.logs,
        records=place.processes,
        **settings,  # type: ignore[arg-type]
    )
    child.start()
    return child


def pids_of(child: Child, place: Place) -> list[int]:
    """The child's own number and its child's, once both run."""
    wait_until(lambda: len(child.last_words()) == 2)
    record = json.loads((place.processes / "some").read_text())
    return [record["pid"], *(int(word) for word in child.last_words() if word.isdigit())]


def test_stopping_a_process_ends_its_whole_family(place: Place) -> None:
    child = run(place, FAMILY)
    pids = pids_of(child, place)
    assert [lives(pid) for pid in pids] == [True, True]
    child.stop()
    wait_until(lambda: not any(map(lives, pids)))
    assert list(place.processes.iterdir()) == []
    child.stop()


def test_a_process_that_does_not_listen_is_ended_all_the_same(place: Place) -> None:
    child = run(place, DEAF, stop_seconds=0.2)
    wait_until(child.last_words)
    child.stop()
    assert not child.is_alive


def test_what_was_left_behind_is_stopped_by_its_record(place: Place) -> None:
    child = run(place, FAMILY)
    pids = pids_of(child, place)
    assert stop_left_behind(place.processes) == ["some"]
    wait_until(lambda: not any(map(lives, pids)))
    assert stop_left_behind(place.processes) == []
    child.stop()


def test_a_family_whose_head_was_killed_is_stopped_too(place: Place) -> None:
    child = run(place, FAMILY)
    head, other = pids_of(child, place)
    psutil.Process(head).kill()
    wait_until(lambda: not child.is_alive)
    assert lives(other)
    assert stop_left_behind(place.processes) == ["some"]
    wait_until(lambda: not lives(other))


def test_a_number_that_another_process_has_by_now_is_left_alone(place: Place) -> None:
    child = run(place, FAMILY)
    path = place.processes / "some"
    record = json.loads(path.read_text())
    path.write_text(json.dumps(record | {"started": record["started"] - 60}))
    assert stop_left_behind(place.processes) == []
    assert child.is_alive
    child.stop()


def test_a_record_from_before_the_machine_started_names_nobody(place: Place) -> None:
    child = run(place, FAMILY)
    path = place.processes / "some"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"started": 1.0}))
    assert stop_left_behind(place.processes) == []
    assert child.is_alive
    child.stop()


def test_a_record_cut_off_in_the_middle_is_thrown_away(place: Place) -> None:
    (place.processes / "some").write_text('{"pid": 1, "star')
    assert stop_left_behind(place.processes) == []
    assert list(place.processes.iterdir()) == []


def test_the_exit_status_and_the_last_words_are_known(place: Place) -> None:
    child = run(place, "print('one'); print('two'); raise SystemExit(3)")
    wait_until(lambda: not child.is_alive)
    assert (child.status, child.last_words(1)) == (3, ["two"])
    child.stop()


def test_a_lock_ends_with_its_holder_however_that_ends(place: Place) -> None:
    script = (
        "import sys, time; from pathlib import Path; from bulletin.services import locks\n"
        f"with locks.held(Path({str(place.lock)!r})): print('held', flush=True); time.sleep(60)"
    )
    child = run(place, script)
    wait_until(child.last_words)
    pid = json.loads((place.processes / "some").read_text())["pid"]
    assert locks.holder(place.lock) == pid
    with pytest.raises(locks.Held) as refused, locks.held(place.lock):
        pass
    assert refused.value.pid == pid
    psutil.Process(pid).send_signal(signal.SIGKILL)
    wait_until(lambda: not child.is_alive)
    assert locks.holder(place.lock) is None
    with locks.held(place.lock):
        pass
    child.stop()
