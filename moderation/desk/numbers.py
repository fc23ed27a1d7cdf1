"""The few numbers that a board's page shows."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from moderation.participation import Figures
from moderation.web import Desk


@dataclass(frozen=True)
class Number:
    value: int
    what: str


def numbers_for(desk: Desk, counted: Figures) -> list[Number]:
    """People, each counted once a line, testers in none; only those who read every reply see
    how many there are, since an observer's count would speak of what is held or private."""
    people = [
        Number(counted.invited, pgettext("how many people", "invited")),
        Number(counted.came_silent + counted.wrote, _("came")),
        Number(counted.consented, _("consented")),
    ]
    if not desk.member.reads_everything:
        return people
    return [
        *people,
        Number(counted.wrote, _("wrote on the board")),
        Number(sum(counted.entered_for.values()), _("were entered by staff")),
        Number(counted.answers, _("answers")),
    ]
