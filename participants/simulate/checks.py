"""Where a virtual group would do harm, it stays away: one sentence says why."""

from datetime import datetime
from email.utils import parseaddr

from django.db.models import Q

from participants.models import Participant
from participants.simulate.browser import DESK, Broken, Browser, NotAnswering
from participants.simulate.diary import Book
from sessions.models import Board

# RFC 2606: addresses under these are nobody's.
_NOBODYS = ("example.org", "example.com", "example.net", "example", "test", "invalid")


def refusal(board: Board, book: Book, *, site: str, is_caught: bool, now: datetime) -> str:
    """Why the group cannot live on this board; empty where it can.

    `is_caught` says that a mail catcher takes what is sent: a mail server on this machine that
    is none may well pass it on to the world.
    """
    if somebody_has_been_on(board, book):
        return "people have been on this board already; a virtual group needs one of its own."
    if not is_caught and has_real_addresses(board):
        return (
            "its people have addresses of their own, and their mail would reach them: "
            "use addresses @example.org, or name the mail catcher's folder with --mail."
        )
    if board.has_ended(now):
        return "its end has passed by the product's clock: import its script with a later date."
    return "" if answers(site) else f"nothing answers at {site}: start it, or name it with --url."


def somebody_has_been_on(board: Board, book: Book) -> bool:
    """Whether anybody came or was entered for, beside the virtual people of an earlier run."""
    ours = [key for key, diary in book.diaries.items() if diary.came or diary.by or diary.consented]
    others = Participant.objects.filter(board=board).exclude(pk__in=ours)
    came_or_spoke = Q(first_came_at__isnull=False) | Q(replies__isnull=False)
    return others.filter(came_or_spoke).exists()


def has_real_addresses(board: Board) -> bool:
    addresses = board.participants.exclude(email="").values_list("email", flat=True)
    return not all(_is_made_up(address) for address in addresses)


def _is_made_up(address: str) -> bool:
    host = parseaddr(address)[1].rpartition("@")[2].lower()
    return any(host == end or host.endswith(f".{end}") for end in _NOBODYS)


def answers(site: str) -> bool:
    try:
        return Browser(site, DESK).open("/healthz").status == 200
    except (NotAnswering, Broken):
        return False
