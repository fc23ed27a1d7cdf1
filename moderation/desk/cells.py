"""One cell of the grid: whether somebody answered a question, when and by what way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from moderation.desk.routing import Routing
from participants.enums import Channel
from participants.models import Participant, Reply
from sessions.models import Question
from sessions.rules import has_opened

_BY_CHANNEL = {
    Channel.EMAIL: ("mail", gettext_lazy("answered by e-mail")),
    Channel.TELEPHONE: ("phone", gettext_lazy("answered by telephone")),
    Channel.PAPER: ("file-text", gettext_lazy("answered on paper")),
}


@dataclass(frozen=True)
class Cell:
    """An icon (empty for a blank cell) with the words that a screen reader hears."""

    words: str
    icon: str = ""
    tone: str = ""
    is_answered: bool = False
    is_theirs: bool = True
    is_open: bool = True


def cell_of(
    person: Participant,
    question: Question,
    answers: Sequence[Reply],
    routing: Routing,
    now: datetime,
) -> Cell:
    """`answers` are this person's standing entries, the first one first."""
    if answers:
        return _answered(question, answers)
    if not routing.is_theirs(person, question):
        return Cell(_("not theirs"), tone="none", is_theirs=False)
    if not has_opened(question.stage, now):
        return Cell(_("not open yet"), tone="ahead", is_open=False)
    return Cell(_("not yet"), icon="circle", tone="waits")


def _answered(question: Question, answers: Sequence[Reply]) -> Cell:
    first = answers[0]
    assert first.current_version is not None
    icon, words = _BY_CHANNEL.get(
        Channel(first.current_version.channel), ("check", gettext_lazy("answered"))
    )
    said = str(words)
    if question.entries > 1:
        said = _("%(words)s, %(count)d of %(entries)d entries") % {
            "words": said,
            "count": len(answers),
            "entries": question.entries,
        }
    if first.late:
        return Cell(_("%(words)s, late") % {"words": said}, icon, "late", is_answered=True)
    return Cell(said, icon, "answered", is_answered=True)


def legend() -> list[Cell]:
    """Every sign that the grid may show, each once."""
    return [
        Cell(_("answered"), "check", "answered"),
        Cell(_("answered late"), "check", "late"),
        *(Cell(str(words), icon, "answered") for icon, words in _BY_CHANNEL.values()),
        Cell(_("not yet"), "circle", "waits"),
        Cell(_("not open yet"), tone="ahead"),
        Cell(_("not theirs"), tone="none"),
    ]
