"""Each field that can hold words says whether erasure keeps or scrubs it (rule 14)."""

from django.apps import apps
from django.db import models

from sessions.fields import WallTimeField

PARTS = ("bulletin", "sessions", "participants", "moderation")
HOLDS_WORDS = (models.CharField, models.TextField, models.JSONField, models.FileField)
# Its values come from a closed list or a form of their own, never from somebody's keyboard.
HOLDS_NO_WORDS = (models.SlugField, WallTimeField)
# Everybody signs in by code or passkey: Django's own column holds a mark that none is set.
NOT_OURS = {"accounts.User.password"}


def wordy_fields() -> dict[str, models.Field[object, object]]:
    return {
        f"{model._meta.label}.{field.name}": field
        for model in apps.get_models()
        if model.__module__.partition(".")[0] in PARTS
        for field in model._meta.local_fields
        if isinstance(field, HOLDS_WORDS)
        and not isinstance(field, HOLDS_NO_WORDS)
        and not field.choices
    }


def test_every_field_that_can_hold_words_is_declared_kept_or_scrubbed() -> None:
    fields = wordy_fields()
    undeclared = {
        name for name, field in fields.items() if not hasattr(field, "erasure")
    } - NOT_OURS

    assert len(fields) > 50
    assert undeclared == set()


def test_a_declaration_is_one_of_the_two() -> None:
    said = {getattr(field, "erasure", None) for field in wordy_fields().values()} - {None}

    assert said == {"kept", "scrubbed"}
