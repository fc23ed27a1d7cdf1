"""Somebody who may make boards, on a Tuesday."""

from collections.abc import Iterator

import pytest
from django.test import Client

from bulletin import clock
from bulletin.accounts.models import User
from tests import factories
from tests.moderation.desk.conftest import signed_in


@pytest.fixture(autouse=True)
def _on_the_tuesday() -> Iterator[None]:
    clock.move_to(factories.NOW)
    yield
    clock.reset()


@pytest.fixture
def maker(db: None) -> User:
    return factories.user(may_create_boards=True, name="The facilitator")


@pytest.fixture
def browser(maker: User) -> Client:
    return signed_in(maker)
