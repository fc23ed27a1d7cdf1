"""What contributors said of the report: drawn, counted, and in their words."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from bulletin.drawing.canvas import Frame
from moderation.desk.names import naming_for
from moderation.web import Desk
from participants.enums import Vote
from participants.kinds.charts import Bar, Chart
from participants.kinds.pictures import Group, picture_of
from participants.kinds.tables import Table, tables_of
from participants.models import Findings, Verdict


@dataclass(frozen=True)
class Said:
    name: str
    verdict: str
    words: str
    at: datetime


@dataclass(frozen=True)
class Judged:
    """Testers count in nothing here."""

    people: int
    words: list[Said]
    groups: Sequence[Group]

    @property
    def picture(self) -> SafeString:
        title = _("Answers to “%(question)s”") % {"question": _("Did we get it right?")}
        return picture_of(Frame(name="verdicts", title=title), self.groups)

    @property
    def tables(self) -> list[Table]:
        return tables_of(self.groups)


def judged(desk: Desk, findings: Findings) -> Judged:
    verdicts = list(
        Verdict.objects.filter(findings=findings, participant__tester=False).select_related(
            "participant"
        )
    )
    name_of = naming_for(desk, [verdict.participant for verdict in verdicts])
    words = [
        Said(
            name_of(verdict.participant),
            str(Vote(verdict.verdict).label),
            verdict.words,
            verdict.said_at,
        )
        for verdict in verdicts
        if verdict.words
    ]
    return Judged(len(verdicts), words, (Group("", (_chart(verdicts),)),))


def _chart(verdicts: Sequence[Verdict]) -> Chart:
    counts = Counter(verdict.verdict for verdict in verdicts)
    bars = tuple(Bar(label=str(vote.label), count=counts[vote.value]) for vote in Vote)
    title = _("Did we get it right?")
    return Chart(title=title, bars=bars, out_of=len(verdicts), is_vote=True)
