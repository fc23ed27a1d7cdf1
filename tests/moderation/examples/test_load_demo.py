"""When the example boards are not loaded."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from bulletin import clock
from sessions.models import Board
from tests import factories

pytestmark = pytest.mark.django_db


def test_loading_is_refused_beside_other_boards():
    factories.board()

    with pytest.raises(CommandError, match="There are boards already"):
        call_command("load_demo")
    assert Board.objects.count() == 1


@pytest.mark.parametrize("profile", ["serve", "container"])
def test_loading_is_refused_in_a_real_installation(settings, profile):
    settings.PROFILE = profile

    with pytest.raises(CommandError, match="in a demo only"):
        call_command("load_demo")
    assert not Board.objects.exists()
    assert clock.offset() == timedelta()
