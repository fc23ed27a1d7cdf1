"""What a monitor may count, all of it asked of the database: no process keeps a number.

Nothing here says anything of a person or of what a board is about.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import inf
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, Sum
from django.db.models.functions import Now

from bulletin.health.enums import Alarm
from bulletin.health.models import Look
from bulletin.health.standing import GIVEN_UP_COUNTS_FOR, STUCK_AFTER, troubles
from bulletin.outbox.models import Mail, Notice, Sweep
from moderation.desk.boards import STATES, state_of
from moderation.models import Transcript
from participants.models import ReplyVersion
from sessions.models import Board, Pause

LATELY = timedelta(hours=1)


@dataclass(frozen=True)
class Metric:
    """A gauge: one value, or one for each key of its label."""

    name: str
    meaning: str
    value: float = 0
    label: str = ""
    values: Mapping[str, float] | None = None

    def lines(self) -> Iterator[str]:
        """As Prometheus reads them (text format 0.0.4)."""
        name = f"bulletin_{self.name}"
        yield f"# HELP {name} {self.meaning}"
        yield f"# TYPE {name} gauge"
        if self.values is None:
            yield f"{name} {_number(self.value)}"
        else:
            for key, value in self.values.items():
                yield f'{name}{{{self.label}="{key}"}} {_number(value)}'


def as_text(metrics: list[Metric]) -> str:
    return "".join(f"{line}\n" for metric in metrics for line in metric.lines())


def metrics(*, now: datetime) -> list[Metric]:
    """Every metric there is; the number of queries does not grow with anything."""
    return [
        _alarms(now),
        *_sweeps(),
        _watch(),
        *_notices(now),
        *_mails(now),
        _transcripts(),
        _boards(now),
        _replies(now),
    ]


def _alarms(now: datetime) -> Metric:
    standing = {trouble.alarm for trouble in troubles(now=now)}
    values = {alarm.value: alarm in standing for alarm in Alarm}
    return Metric("alarm", "Whether this alarm stands.", label="alarm", values=values)


def _sweeps() -> Iterator[Metric]:
    age = Sweep.objects.age()
    lately = Sweep.objects.filter(finished_at__gt=Now() - LATELY).aggregate(
        planned=Sum("planned", default=0), sent=Sum("sent", default=0)
    )
    yield Metric("sweep_age_seconds", "Since the last sweep ended.", _seconds(age))
    yield Metric("notices_planned", "By the sweeps of the last hour.", lately["planned"])
    yield Metric("mails_sent", "By the sweeps of the last hour.", lately["sent"])


def _watch() -> Metric:
    age = Look.objects.age()
    return Metric("watch_age_seconds", "Since the watch last looked.", _seconds(age))


def _notices(now: datetime) -> Iterator[Metric]:
    due = Q(held_why="", due_at__lte=now)
    facts = Notice.objects.open().aggregate(
        due=Count("pk", filter=due),
        overdue=Count("pk", filter=due & Q(due_at__lte=now - STUCK_AFTER)),
        held=Count("pk", filter=~Q(held_why="")),
        oldest=Min("due_at", filter=due),
    )
    oldest = facts.pop("oldest")
    age = (now - oldest).total_seconds() if oldest else 0
    yield Metric("notices_waiting", "Not sent yet, by how they wait.", label="how", values=facts)
    yield Metric("notices_oldest_due_seconds", "How long the oldest due notice has waited.", age)


def _mails(now: datetime) -> Iterator[Metric]:
    failed = Mail.objects.filter(failed_at__gt=now - LATELY).count()
    bounced = Mail.objects.filter(bounced_at__gt=now - LATELY).count()
    parked = Notice.objects.given_up(since=now - GIVEN_UP_COUNTS_FOR)
    given_up = parked.aggregate(mails=Count("mail", distinct=True))["mails"]
    yield Metric("mails_failed", "In the last hour, whatever the reason.", failed)
    yield Metric("mails_bounced", "In the last hour.", bounced)
    yield Metric("mails_given_up", "In the last day, by no fault of their address.", given_up)


def _transcripts() -> Metric:
    waiting = Transcript.objects.unbuilt().count()
    return Metric("transcripts_waiting", "Asked for and not built yet.", waiting)


def _boards(now: datetime) -> Metric:
    pauses = Pause.objects.open(now=now).filter(board=OuterRef("pk"))
    boards: Iterable[Any] = Board.objects.annotate(paused=Exists(pauses)).only(
        "launched_at", "ends_at", "grace_ends_at", "archived_at"
    )
    found = Counter(state_of(board, now, paused=board.paused).key for board in boards)
    values = {key: found[key] for key in STATES}
    return Metric("boards", "By what they are doing.", label="state", values=values)


def _replies(now: datetime) -> Metric:
    new = ReplyVersion.objects.filter(number=1, submitted_at__gt=now - LATELY)
    written = new.filter(reply__board__in=Board.objects.live(now=now)).count()
    return Metric("replies_written", "In the last hour.", written)


def _seconds(age: timedelta | None) -> float:
    """Since something that may never have been."""
    return inf if age is None else age.total_seconds()


def _number(value: float) -> str:
    return "+Inf" if value == inf else f"{value:.0f}"
