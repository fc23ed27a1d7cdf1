"""Whatever a file holds, reading it ends in a script or in plain words."""

from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sessions.script.errors import ScriptErrors
from sessions.script.reading import read_script
from tests.sessions.scripts import EVERY_KIND, EXAMPLE, faults

GARBAGE = st.sampled_from(
    ["", "x", "0", "-1", "99999999999", "first", "{}", [], {}, ["x"], [[]], [{}], {"x": "y"}, [""]]
)
FALLBACK = "This cannot be used here."


def places(data: Any) -> list[tuple[Any, Any]]:
    """Every `(container, key)` in a nested structure."""
    keys = range(len(data)) if isinstance(data, list) else data if isinstance(data, dict) else ()
    return [(data, key) for key in keys] + [place for key in keys for place in places(data[key])]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_change_to_a_script_is_read_or_explained(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([EVERY_KIND, EXAMPLE.read_text()]))
    content = yaml.load(text, Loader=yaml.BaseLoader)
    for _change in range(data.draw(st.integers(1, 3))):
        container, key = data.draw(st.sampled_from(places(content)))
        match data.draw(st.sampled_from(["replace", "remove", "rename"])):
            case "replace":
                container[key] = data.draw(GARBAGE)
            case "rename" if isinstance(container, dict):
                container[f"{key}x"] = container.pop(key)
            case _:
                del container[key]
    said = faults(yaml.safe_dump(content, allow_unicode=True))
    assert not [line for line in said if FALLBACK in line or "\n" in line]


@pytest.mark.parametrize("question", ["Why", "[]", "{}", "- a", "{kind: text}"])
def test_a_question_that_is_no_block_is_explained(question: str) -> None:
    with pytest.raises(ScriptErrors) as raised:
        read_script(f"{EVERY_KIND}      - {question}")
    assert FALLBACK not in str(raised.value)
