"""Who runs a board and whom to turn to, as every participant's page tells."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from sessions.actions.errors import Refused
from sessions.actions.staging import locked_board
from sessions.enums import ContactPurpose
from sessions.models import Board, Contact, RunBy
from sessions.studio.placeholders import placeholders_in, refuse_to_let_out


@transaction.atomic
def set_people_behind(
    *,
    board: Board,
    run_by: Sequence[RunBy],
    contacts: Sequence[Contact],
    by: User,
    now: datetime,
) -> None:
    """These are named from now on, in this order, and nobody else.

    Raises Refused, and changes nothing, where a launched board would name nobody who runs it or
    nobody to ask, or would show what is still to be filled in.
    """
    board = locked_board(board)
    if board.launched_at is not None:
        _refuse_to_leave_people_alone(run_by, contacts)
    board.run_by.all().delete()
    board.contacts.all().delete()
    for position, person in enumerate(run_by):
        person.board, person.position = board, position
    for position, contact in enumerate(contacts):
        contact.board, contact.position = board, position
    RunBy.objects.bulk_create(run_by)
    Contact.objects.bulk_create(contacts)
    Entry.objects.record(
        "board_texts_changed",
        now=now,
        actor=by.pk,
        board=board.pk,
        subject=board,
        which="run_by, contacts",
    )


def _refuse_to_leave_people_alone(run_by: Sequence[RunBy], contacts: Sequence[Contact]) -> None:
    if not run_by:
        raise Refused(_("Name who runs the board: a name and a role."))
    if not any(contact.purpose == ContactPurpose.QUESTIONS for contact in contacts):
        raise Refused(_("Name somebody whom participants can ask."))
    said = [text for one in run_by for text in (one.name, one.organisation)]
    refuse_to_let_out(placeholders_in([*said, *(one.name for one in contacts)]))
