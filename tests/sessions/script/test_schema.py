"""The published schema is the one the models make, and accepts what an editor sees."""

import json
from typing import Any

import jsonschema
import pytest
import yaml

from sessions.enums import Kind
from sessions.script.json_schema import published_schema
from tests.sessions.scripts import EVERY_KIND, EXAMPLE, ROOT

SCHEMA = json.loads(published_schema())
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
TIMESTAMP = "tag:yaml.org,2002:timestamp"


class AsEditorsRead(yaml.SafeLoader):
    """YAML 1.1 as JSON can hold it: truth values and numbers, but no dates."""


AsEditorsRead.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != TIMESTAMP]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def complaints(content: Any) -> list[str]:
    return [error.json_path for error in VALIDATOR.iter_errors(content)]


def example() -> Any:
    return yaml.load(EXAMPLE.read_text(), Loader=AsEditorsRead)


def test_the_published_file_is_what_the_models_make() -> None:
    assert (ROOT / "docs" / "script-schema.json").read_text() == published_schema()


def test_it_is_a_json_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("loader", [AsEditorsRead, yaml.BaseLoader])
@pytest.mark.parametrize("text", [EXAMPLE.read_text(), EVERY_KIND], ids=["example", "kinds"])
def test_it_accepts_a_script_however_a_yaml_reader_sees_its_scalars(
    text: str, loader: type[yaml.SafeLoader]
) -> None:
    assert complaints(yaml.load(text, Loader=loader)) == []


def test_the_example_has_scalars_that_readers_see_differently() -> None:
    (again,) = [
        question
        for stage in example()["stages"]
        for question in stage["questions"]
        if question["key"] == "again"
    ]
    assert again["options"] == [True, "Perhaps", False]


def test_it_names_every_kind_so_that_an_editor_can_complete_it() -> None:
    questions = SCHEMA["$defs"]["StageScript"]["properties"]["questions"]["items"]
    assert set(questions["discriminator"]["mapping"]) == set(Kind.values)


@pytest.mark.parametrize(
    ("where", "what"),
    [
        (("board", "titel"), "A board"),
        (("board", "after_due"), "nobody"),
        (("board", "minutes_per_day"), 0),
        (("board", "ends"), {"day": 7}),
        (("stages", 0, "questions", 0, "kind"), "essay"),
        (("stages", 0, "questions", 0, "colour"), "red"),
        (("stages", 0, "questions", 1, "options"), ["one"]),
        (("stages", 0, "opens"), "soon"),
    ],
)
def test_it_refuses_what_the_import_would_refuse(where: tuple[str | int, ...], what: Any) -> None:
    content = example()
    inner = content
    for step in where[:-1]:
        inner = inner[step]
    inner[where[-1]] = what
    assert complaints(content) != []
