"""Five thousand invitations leave, over one connection a batch."""

from datetime import UTC, date, datetime
from math import ceil
from pathlib import Path

import pytest

from bulletin import clock
from bulletin.outbox.models import Mail
from bulletin.outbox.sending import MOST_AT_ONCE
from tests.live import wait_until

from .figures import record, stopwatch
from .guides import LONDON, Guide, Member, roster
from .installing import home

INVITED = 5000
WORKERS = 3
GUIDE = Guide("Many", date(2026, 6, 1), days=3, opens_on=(1,), questions=1)

pytestmark = [pytest.mark.timeout(1800), pytest.mark.usefixtures("elsewhere")]


def londoners(number: int) -> list[Member]:
    """So many people for whom it is day."""
    return [
        Member(f"Member {n:04}", f"member{n:04}@example.org", LONDON) for n in range(1, number + 1)
    ]


def test_five_thousand_invitations_are_drained(tmp_path: Path) -> None:
    with home(tmp_path, workers=WORKERS, beats=2) as there, there.live.inside():
        clock.move_to(datetime(2026, 5, 30, 10, tzinfo=UTC))
        slug = there.board(GUIDE, roster(londoners(INVITED)))
        idle = there.post.connections
        with stopwatch() as took:
            there.live.manage("launch", slug)
            wait_until(lambda: len(there.post.taken) >= INVITED, "all have left", seconds=900)
        invited = [taken.to for taken in there.post.taken if GUIDE.title in taken.subject]
        assert sorted(invited) == [one.address for one in londoners(INVITED)]
        connections = there.post.connections - idle
        assert connections <= ceil(INVITED / MOST_AT_ONCE) + 2 * WORKERS
        wait_until(lambda: not Mail.objects.unfinished().exists(), "all are on record")
        record(
            "5,000 invitations",
            {
                "seconds": took[0],
                "mails a second": round(INVITED / took[0]),
                "connections": connections,
            },
        )
