"""What a board says of itself: its title, its welcome and its front matter."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from bulletin.text.markdown import to_html
from sessions.actions.staging import locked_board
from sessions.models import Board
from sessions.studio.placeholders import placeholders_in, refuse_to_let_out

LINES = ("title", "controller", "ethics_reference")
PROSE = ("welcome", "purpose", "afterwards", "conduct", "farewell")
TEXTS = (*LINES, *PROSE)


class TextsOvertaken(Exception):
    """Somebody changed some of the same texts meanwhile: `now` is what these say, by name."""

    def __init__(self, now: dict[str, str]) -> None:
        super().__init__()
        self.now = now


@transaction.atomic
def set_texts(
    *, board: Board, texts: Mapping[str, str], seen: Mapping[str, str], by: User, now: datetime
) -> list[str]:
    """Those of TEXTS that `texts` changes read so from now on; returns which.

    `seen` is what whoever typed had before them: what they left alone stays as it is by now.
    Raises TextsOvertaken, and changes nothing, where they and somebody else changed the same, and
    Refused where the board is launched and something is still to be filled in.
    """
    board = locked_board(board)
    there = {name: getattr(board, name) for name in TEXTS}
    changed = changed_in(there, texts=texts, seen=seen)
    for name in changed:
        if board.launched_at is not None:
            refuse_to_let_out(placeholders_in([texts[name]]), field=name)
        setattr(board, name, texts[name])
        if name in PROSE:
            setattr(board, f"{name}_html", to_html(texts[name]))
    if changed:
        board.save(update_fields=[*changed, *(f"{name}_html" for name in changed if name in PROSE)])
        Entry.objects.record(
            "board_texts_changed",
            now=now,
            actor=by.pk,
            board=board.pk,
            subject=board,
            which=", ".join(changed),
        )
    return changed


def changed_in(
    there: Mapping[str, str], *, texts: Mapping[str, str], seen: Mapping[str, str]
) -> list[str]:
    """Which of the texts that are `there` whoever saw `seen` and typed `texts` changes.

    Raises TextsOvertaken where somebody else has changed the same.
    """
    changed = [name for name in there if texts[name] not in (seen[name], there[name])]
    overtaken = {name: there[name] for name in changed if there[name] != seen[name]}
    if overtaken:
        raise TextsOvertaken(overtaken)
    return changed
