"""Every named constraint of our models is in the database, and refuses what its name forbids."""

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from psycopg import Error

from . import endings, guides, launching, others, people, replies
from .breaches import BREACHES, Breach

PARTS = ("bulletin", "sessions", "participants", "moderation")
TABLE = (endings, guides, people, replies, others, launching)  # importing them filled it


def named_constraints() -> list[str]:
    return [
        constraint.name
        for model in apps.get_models()
        if model.__module__.partition(".")[0] in PARTS
        for constraint in model._meta.constraints
    ]


def test_every_constraint_of_our_models_has_its_breach() -> None:
    assert sorted(BREACHES) == sorted(named_constraints())


@transaction.atomic
def _commit(breach: Breach) -> None:
    """Also ask the constraints that wait for the end of the transaction."""
    breach()
    connection.check_constraints()


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(BREACHES))
def test_the_database_refuses(name: str) -> None:
    with pytest.raises(IntegrityError) as refused:
        _commit(BREACHES[name])

    cause = refused.value.__cause__
    assert isinstance(cause, Error)
    assert cause.diag.constraint_name == name


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("model", "field"),
    [
        (model, field)
        for model in apps.get_models()
        if model.__module__.partition(".")[0] in PARTS
        for field in model._meta.local_concrete_fields
        if field.unique and not field.primary_key
    ],
    ids=str,
)
def test_a_unique_field_is_unique_in_the_database(
    model: type[models.Model], field: models.Field[object, object]
) -> None:
    with connection.cursor() as cursor:
        constraints = connection.introspection.get_constraints(cursor, model._meta.db_table)

    assert [
        constraint["columns"]
        for constraint in constraints.values()
        if constraint["unique"] and constraint["columns"] == [field.column]
    ] == [[field.column]]
