"""Before dates are moved: who would be told of it by e-mail, and what they would read.

What is shown is what really happens: the dates are moved, the mails written, and all of it taken
back. Whoever saves has had it before them, with the choice to tell nobody.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeVar

from django.db import transaction

from moderation.web import Desk, DeskRequest
from participants.notices.foretold import Foretold, foretold
from sessions.models import Board, DateChange

SHOWN, TELL = "shown", "tell"
T = TypeVar("T")


@dataclass(frozen=True)
class Telling:
    """`is_settled` once it was before whoever sent the form, or where there is nobody to tell."""

    letters: Sequence[Foretold] = ()
    was_shown: str = ""
    wants_to_tell: bool = True
    is_held: bool = False

    @property
    def people(self) -> int:
        return sum(each.people for each in self.letters)

    @property
    def digest(self) -> str:
        said = repr([(each.people, each.letter) for each in self.letters])
        return sha256(said.encode()).hexdigest()[:20]

    @property
    def is_settled(self) -> bool:
        return not self.letters or self.was_shown == self.digest

    @property
    def tells(self) -> bool:
        return bool(self.letters) and self.wants_to_tell


def moved_or_asked(request: DeskRequest, deed: Callable[[], T]) -> tuple[T, Telling]:
    """What `deed` gives, which moves dates and owes notices of it.

    Of a telling that is not settled yet nothing stays: it is to be shown, and sent again. Where
    nobody is to be told no notice is owed. What `deed` raises it raises.
    """
    with transaction.atomic():
        result, telling, made = _done(request, deed)
        if not telling.is_settled:
            transaction.set_rollback(True)
        elif made and not telling.tells:
            made.delete()
    return result, telling


def asked(request: DeskRequest, deed: Callable[[], object]) -> Telling:
    """The same for a page that is only looked at: nothing stays."""
    with transaction.atomic():
        _result, telling, _made = _done(request, deed)
        transaction.set_rollback(True)
    return telling


def _done(request: DeskRequest, deed: Callable[[], T]) -> tuple[T, Telling, DateChange | None]:
    desk = request.desk
    mine = desk.board.date_changes.filter(made_by=desk.user, made_at=desk.now)
    before = set(mine.values_list("pk", flat=True))
    result = deed()
    made = mine.exclude(pk__in=before).first()
    return result, _telling(request, made), made


def _telling(request: DeskRequest, made: DateChange | None) -> Telling:
    desk, posted = request.desk, request.POST
    return Telling(
        letters=_letters(desk, made) if made else (),
        was_shown=posted.get(SHOWN, ""),
        wants_to_tell=TELL in posted or SHOWN not in posted,
        is_held=desk.pause is not None,
    )


def _letters(desk: Desk, made: DateChange) -> Sequence[Foretold]:
    """While the board is paused, as they would be read once it goes on."""
    made.board = Board.objects.get(pk=desk.board.pk)
    with transaction.atomic():
        desk.board.pauses.open(now=desk.now).update(ended_at=desk.now, ended_by=desk.user)
        letters = foretold(made, now=desk.now)
        transaction.set_rollback(True)
    return letters
