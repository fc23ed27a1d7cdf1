"""Where a virtual group would do harm, it stays away: one sentence says why."""

from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.db.models import Q, Value

from bulletin.accounts.models import User
from bulletin.services import envfiles
from participants.models import Participant
from participants.simulate.browser import DESK, Broken, Browser, NotAnswering
from participants.simulate.diary import Book
from sessions.models import Board

# RFC 2606: addresses under these are nobody's.
_NOBODYS = ("example.org", "example.com", "example.net", "example", "test", "invalid")


def refusal(board: Board, book: Book, *, site: str, now: datetime) -> str:
    """Why the group cannot live on this board; empty where it can."""
    if somebody_has_been_on(board, book):
        return "people have been on this board already; a virtual group needs one of its own."
    if not mail_goes_nowhere() and (where := real_people()):
        return (
            f"people have addresses of their own here ({', '.join(where)}): the clock goes "
            "forward for every board, and what then leaves would reach them. "
            "Try it in the demo, whose mail goes nowhere."
        )
    if board.has_ended(book.goes_on_at(now)):
        return "its end has passed by the product's clock: import its script with a later date."
    return "" if answers(site) else f"nothing answers at {site}: start it, or name it with --url."


def somebody_has_been_on(board: Board, book: Book) -> bool:
    """Whether anybody came or was entered for, beside the virtual people of an earlier run."""
    ours = [key for key, diary in book.diaries.items() if diary.came or diary.by or diary.consented]
    others = Participant.objects.filter(board=board).exclude(pk__in=ours)
    came_or_spoke = Q(first_came_at__isnull=False) | Q(replies__isnull=False)
    return others.filter(came_or_spoke).exists()


def mail_goes_nowhere() -> bool:
    """Whether the demo's own mail catcher takes it: its start tells all processes to use that.

    Another server on this machine may pass on what it takes, and is not believed.
    """
    place = settings.PLACE
    if not settings.IS_DEMO or place is None or not place.is_running:
        return False
    ours = {
        "DATABASE_URL": settings.DATABASE_URL,
        "REDIS_URL": settings.REDIS_URL,
        "BULLETIN_MAIL_HOST": settings.EMAIL_HOST,
        "BULLETIN_MAIL_PORT": str(settings.EMAIL_PORT),
    }
    return ours.items() <= envfiles.read(place.running).items()


def real_people() -> list[str]:
    """Where there is anybody whom a mail would reach: boards by name, or "staff"."""
    people = Participant.objects.order_by().values_list("board__slug", "email")
    staff = User.objects.filter(is_active=True).values_list(Value("staff"), "email")
    addresses = people.exclude(email="").union(staff)
    return sorted({where for where, address in addresses if not _is_made_up(address)})


def _is_made_up(address: str) -> bool:
    host = parseaddr(address)[1].rpartition("@")[2].lower()
    return any(host == end or host.endswith(f".{end}") for end in _NOBODYS)


def answers(site: str) -> bool:
    try:
        return Browser(site, DESK).open("/healthz").status == 200
    except (NotAnswering, Broken):
        return False
