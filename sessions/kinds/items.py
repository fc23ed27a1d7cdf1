"""What a script lists under a question, and how it is written back."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from pydantic import GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from sessions.enums import ItemKind
from sessions.kinds.base import items_of
from sessions.kinds.keys import keys_to_write
from sessions.models import QuestionVersion
from sessions.script.base import ScriptModel
from sessions.script.fields import TEXT_SCHEMA, Key
from sessions.script.scalars import wrong


class ItemScript(ScriptModel):
    """An item is its text, or its text with a key and more."""

    key: Key | None = None
    if TYPE_CHECKING:
        text: str  # each kind of item says in which place and how long

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        return {"text": value} if isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"anyOf": [TEXT_SCHEMA, handler(schema)]}


def told_apart(items: Sequence[ItemScript], twice: str) -> None:
    """Raise a plain error where two read the same; or `twice`, where `%(key)s` names two."""
    seen: set[str] = set()
    for item in items:
        if item.text.casefold() in seen:
            raise wrong(_("“%(text)s” is there twice.") % {"text": item.text})
        seen.add(item.text.casefold())
    given = [item.key for item in items if item.key]
    for key in given:
        if given.count(key) > 1:
            raise wrong(twice % {"key": key})


def written_items(version: QuestionVersion, kind: ItemKind, *marks: str) -> list[dict[str, Any]]:
    """A version's items of one kind in script form, with these of their marks."""
    items = items_of(version, kind)
    keys = keys_to_write([(item.key, item.text) for item in items], kind=kind)
    return [
        {"key": key, "text": item.text} | {mark: getattr(item, mark) for mark in marks}
        for key, item in zip(keys, items, strict=True)
    ]
