"""Several processes share a run so that none is left over at its end."""

from types import SimpleNamespace
from typing import cast

import pytest

from tests import sharing


def item(nodeid: str) -> pytest.Item:
    return cast("pytest.Item", SimpleNamespace(nodeid=nodeid))


def in_order(*nodeids: str) -> list[str]:
    items = [item(nodeid) for nodeid in nodeids]
    sharing.longest_first(items)
    return [one.nodeid for one in items]


def test_a_file_stays_with_one_process() -> None:
    assert sharing.unit_of("tests/browser/test_desk.py::test_one[a::b]") == (
        "tests/browser/test_desk.py"
    )


def test_what_shares_an_installation_stays_together() -> None:
    assert sharing.unit_of("tests/faults/test_redis.py::test_one") == sharing.unit_of(
        "tests/faults/test_clock.py::test_other"
    )


def test_what_takes_long_is_begun_before_many_short_ones() -> None:
    short = [f"tests/bulletin/web/test_templates.py::test_one[{n}]" for n in range(50)]
    assert in_order(*short, "tests/browser/test_desk.py::test_one")[0] == (
        "tests/browser/test_desk.py::test_one"
    )


def test_inside_a_file_the_order_stays_as_it_was() -> None:
    drawn = [f"tests/browser/test_desk.py::test_{name}" for name in "cab"]
    assert in_order(*drawn) == drawn


def test_every_place_that_is_said_to_take_long_is_there(request: pytest.FixtureRequest) -> None:
    root = request.config.rootpath
    for start in sharing._SECONDS:
        folder, _, name = start.rpartition("/")
        assert list((root / folder).glob(f"{name}*")) != [], start
