"""The few numbers that a board's page shows."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from moderation.participation import figures
from moderation.web import Desk
from sessions.enums import Role


@dataclass(frozen=True)
class Number:
    value: int
    what: str


def numbers_for(desk: Desk) -> list[Number]:
    """People, each counted once a line, testers in none; a recruiter sees nothing of replies."""
    counted = figures(desk.board, desk.now)
    people = [
        Number(counted.invited, _("invited")),
        Number(counted.came_silent + counted.wrote, _("came")),
        Number(counted.consented, _("consented")),
    ]
    if desk.role == Role.RECRUITER:
        return people
    return [
        *people,
        Number(counted.wrote, _("wrote on the board")),
        Number(sum(counted.entered_for.values()), _("were entered by staff")),
        Number(counted.answers, _("answers")),
    ]
