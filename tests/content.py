"""What people have written, told apart from what the product says around it."""

from collections.abc import Iterable

from django.apps import apps
from django.db.models import CharField, TextField

_SHORT = 3
_PARTS = {"accounts", "focus_sessions", "participants", "moderation"}


def written() -> list[str]:
    """Every line of every text in the database, the longest first; what is as short as a key
    would be found in the middle of our own words."""
    texts: set[str] = set()
    for model in apps.get_models():
        if model._meta.app_label in _PARTS:
            for field in model._meta.get_fields():
                if isinstance(field, CharField | TextField):
                    texts.update(model._default_manager.values_list(field.name, flat=True))
    lines = {line.strip() for text in texts if text for line in str(text).splitlines()}
    return sorted((line for line in lines if len(line) > _SHORT), key=len, reverse=True)


def without(content: Iterable[str], said: str) -> str:
    """What is left of these words once what people have written is taken out of them."""
    for words in content:
        said = said.replace(words, " ")
    return said
