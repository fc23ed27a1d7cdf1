"""The demo, loaded once for all tests that only look at it."""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

from bulletin import clock
from moderation.examples.demo import STARTS, Demo
from sessions.models import Board


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker) -> Iterator[tuple[Demo, str]]:
    """The boards and what the command printed; all of it is undone after the module's last test.

    A test that changes something uses `db` as well: its changes end with it.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        printed = StringIO()
        call_command("load_demo", stdout=printed)
        running = Board.objects.get(slug="communities-of-practice-what-have-we-learned")
        yield (
            Demo(
                running=running,
                finished=Board.objects.get(slug="communities-of-practice-the-pilot-year"),
                draft=Board.objects.get(slug="communities-of-practice-a-year-later"),
                starts_at=STARTS.instant(running.starts_on, running.zone),
            ),
            printed.getvalue(),
        )
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded: tuple[Demo, str]) -> Demo:
    clock.move_to(loaded[0].starts_at)
    return loaded[0]
