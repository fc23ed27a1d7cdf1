"""The published JSON Schema of a script, by which an editor completes and checks the file.

It describes the file as an editor's YAML reader sees it, so it is a little wider than what
`read_script` accepts: an option `Yes` may be a truth value there, and `14:00` a number.
"""

import json
from typing import Any

from sessions.script.shape import BoardScript

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TITLE = "Bulletin board script"


def published_schema() -> str:
    """The text of docs/script-schema.json."""
    schema = _tidied(BoardScript.model_json_schema(by_alias=True))
    schema = {"$schema": DIALECT} | schema | {"title": TITLE}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _tidied(schema: Any) -> Any:
    """Without the titles that pydantic makes up from names, and without null: no key needs it."""
    if isinstance(schema, list):
        return [_tidied(entry) for entry in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {
        key: _tidied(value)
        for key, value in schema.items()
        if not (key == "title" and isinstance(value, str))
        and not (key == "default" and (value in (None, "") or isinstance(value, list | dict)))
    }
    choices = kept.get("anyOf", [])
    if {"type": "null"} in choices:
        choices.remove({"type": "null"})
        if len(choices) == 1:
            kept = {key: value for key, value in kept.items() if key != "anyOf"} | choices[0]
    return kept
