"""The people whom only the photographs need, by the boards on which they stand."""

from tests.photographs.shots import PLANTED, Visitor

LOOKER = "looker@example.org"
PAUSED = f"{PLANTED}paused"
EARLY = f"{PLANTED}early"
ENDED = f"{PLANTED}ended"
ASKED_AGAIN = f"{PLANTED}asked-again"
UNLAUNCHED = f"{PLANTED}unlaunched"
WITHDRAWN, CLOSED, DECLINED = "withdrawn@example.org", "closed@example.org", "declined@example.org"
ERASED, RESERVE, TESTER = "erased@example.org", "reserve@example.org", "tester@example.org"
RECRUITER = "recruiter@example.org"
HAS_ANSWERED_ALL = "member09@example.org"


def looker(slug: str) -> Visitor:
    return Visitor(LOOKER, slug)
