"""The audit log is append-only: the database itself refuses (rule 13)."""

import pytest
from django.db import IntegrityError, connection, transaction
from psycopg.errors import RestrictViolation

from bulletin.audit.models import Entry
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def an_entry() -> Entry:
    return Entry.objects.record("stage released", now=NOW, actor=None, stage="first")


def test_an_entry_cannot_be_changed() -> None:
    entry = an_entry()

    with pytest.raises(IntegrityError, match="append-only") as refused, transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(action="nothing happened")

    assert isinstance(refused.value.__cause__, RestrictViolation)
    assert Entry.objects.get().action == "stage released"


def test_an_entry_cannot_be_deleted() -> None:
    an_entry()

    with pytest.raises(IntegrityError, match="append-only") as refused, transaction.atomic():
        Entry.objects.all().delete()

    assert isinstance(refused.value.__cause__, RestrictViolation)
    assert Entry.objects.count() == 1


def test_the_hatch_is_open_for_its_transaction_alone() -> None:
    entry = an_entry()

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL audit.allow_change = 'on'")
        Entry.objects.filter(pk=entry.pk).update(details={})
        cursor.execute("SET LOCAL audit.allow_change = 'off'")
    entry.refresh_from_db()
    assert entry.details == {}
    with pytest.raises(IntegrityError), transaction.atomic():
        entry.delete()
