"""The long proofs keep their progress and figures where a person sees them."""

import logging
from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from .figures import say


@pytest.fixture(autouse=True)
def _announced(request: pytest.FixtureRequest) -> None:
    """A proof that takes minutes says which it is."""
    if "elsewhere" in request.fixturenames:
        say("")
        say(request.node.name.removeprefix("test_").replace("_", " "))


@pytest.fixture(autouse=True)
def _unheard(caplog: pytest.LogCaptureFixture) -> None:
    """The mail server says a dozen lines a message; thousands of them cost more than the mail."""
    caplog.set_level(logging.WARNING, logger="mail.log")


@pytest.fixture
def elsewhere(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Models may be used: those of an installation, inside `Installation.inside()`."""
    with django_db_blocker.unblock():
        yield
