"""Boards and rosters for the long proofs, and what is known of them beside the product."""

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
# Summer time begins or ends in each on another date; three are a part of an hour off.
ZONES = (
    "Europe/London",
    "Europe/Berlin",
    "America/New_York",
    "America/St_Johns",
    "America/Los_Angeles",
    "America/Sao_Paulo",
    "Africa/Casablanca",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Australia/Sydney",
    "Pacific/Auckland",
)
_KINDS = (
    "kind: text",
    "kind: scale, scale: {from: 1, to: 7, low: Not at all, high: Wholly}",
    "kind: single, options: [Yes, Perhaps, No]",
    "kind: multiple, options: [Time, People, A goal, Contacts], max_choices: 3, other: true",
)


@dataclass(frozen=True)
class Guide:
    """`stages` stages, each opening at 09:00 London time on its day, due two days later."""

    title: str
    starts_on: date
    days: int
    opens_on: tuple[int, ...]
    questions: int

    @property
    def ends_at(self) -> datetime:
        day = self.starts_on + timedelta(days=self.days - 1)
        return datetime(day.year, day.month, day.day, 18, tzinfo=LONDON)

    def key_of(self, stage: int) -> str:
        return f"stage-{stage}"

    def title_of(self, stage: int) -> str:
        return f"Part {stage} of {self.title}"

    def opens_at(self, stage: int) -> datetime:
        day = self.starts_on + timedelta(days=self.opens_on[stage] - 1)
        return datetime(day.year, day.month, day.day, 9, tzinfo=LONDON)

    @property
    def script(self) -> str:
        return (
            _HEAD.format(title=self.title, starts_on=self.starts_on, days=self.days)
            + "".join(self._stage(number) for number in range(len(self.opens_on)))
            + _REMINDERS
        )

    def _stage(self, number: int) -> str:
        day = self.opens_on[number]
        due = min(day + 2, self.days)
        head = (
            f"  - key: {self.key_of(number)}\n    title: {self.title_of(number)}\n"
            f'    opens: {{day: {day}, at: "09:00"}}\n    due: {{day: {due}, at: "17:00"}}\n'
            f"    released: {'true' if number % 2 == 0 else 'false'}\n    questions:\n"
        )
        return head + "".join(
            f'      - {{key: q-{number}-{place}, prompt: "Question {place} of part {number}?",'
            f" {_KINDS[place % len(_KINDS)]}}}\n"
            for place in range(self.questions)
        )


_HEAD = """\
format: bulletin-script/1
board:
  title: {title}
  timezone: Europe/London
  language: en-GB
  starts_on: {starts_on}
  ends: {{day: {days}, at: "18:00"}}
  minutes_per_day: 60
  front_matter:
    purpose: To see that what is promised holds.
    run_by: [{{name: The facilitator, role: facilitator}}]
    contacts: [{{for: questions, name: The facilitator, email: facilitator@example.org}}]
  consent:
    information: What this is about.
    statements:
      - {{key: take-part, text: I agree to take part.}}
      - {{key: quoted, required: false, text: My words may be quoted.}}
stages:
"""
_REMINDERS = """\
reminders:
  - {working_days_before_due: 0, at: "09:30", to: unfinished}
  - {working_days_before_due: 1, at: "16:00", to: unfinished}
  - {working_days_after_open: 1, at: "11:00", to: never_came}
"""


@dataclass(frozen=True)
class Member:
    """Somebody on the roster, as the roster says."""

    name: str
    address: str
    zone: ZoneInfo


def members(number: int) -> list[Member]:
    """So many people, evenly over the zones; everyone has an address of their own."""
    return [
        Member(f"Member {n:03}", f"member{n:03}@example.org", ZoneInfo(ZONES[n % len(ZONES)]))
        for n in range(1, number + 1)
    ]


def roster(people: list[Member]) -> str:
    lines = io.StringIO()
    writer = csv.writer(lines)
    writer.writerow(["name", "email", "timezone"])
    writer.writerows([one.name, one.address, one.zone.key] for one in people)
    return lines.getvalue()
