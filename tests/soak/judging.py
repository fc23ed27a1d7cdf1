"""Whether everybody was written to as promised: judged by the mailboxes, the roster, the guide
and what people did, never by what the product noted of its own mails."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tests.live import Taken

from .guides import Guide, Member

_MORNING, _NIGHT = time(8), time(21)
INVITATION = "You are invited"
OPENED = "The next part is open"
REMINDERS = ("Something is left", "Your place is waiting")
CODE = "Your code"
# The mail is looked at every half hour; a worker that dies costs one look more.
_SOON = timedelta(minutes=75)


@dataclass(frozen=True)
class Deeds:
    """What one person did, in UTC: when they answered which question, and when they left."""

    answers: dict[str, datetime]
    left_at: datetime | None


@dataclass(frozen=True)
class Judge:
    """Each question gives what speaks against the promise: nothing, where it was kept."""

    guide: Guide
    members: Sequence[Member]
    deeds: dict[str, Deeds]
    mails: dict[str, list[Taken]]

    def mailed_at_night(self) -> list[str]:
        """A code that somebody has just asked for may come at any hour."""
        return [
            f"{member.name} in {member.zone.key} at {local:%Y-%m-%d %H:%M}: {mail.subject}"
            for member, mail in self._all()
            if not mail.subject.startswith(CODE)
            and not _MORNING <= (local := mail.at.astimezone(member.zone)).time() < _NIGHT
        ]

    def mailed_twice(self, handed_over_again: set[str]) -> list[str]:
        """A message may come once more where the product says so itself, under its Message-ID."""
        wrong = []
        for member in self.members:
            mails = self.mails[member.address]
            times = Counter(mail.id for mail in mails)
            wrong += [
                f"{member.name}: {name} came {number} times"
                for name, number in times.items()
                if number > (2 if name in handed_over_again else 1)
            ]
            wrong += [f"{member.name}: {why}" for why in _said_again(mails, member.zone)]
        return wrong

    def reminded_without_need(self) -> list[str]:
        """Somebody was reminded of a stage in which they had answered everything, or had left."""
        wrong = []
        for member, mail in self._all():
            deeds = self.deeds[member.address]
            if deeds.left_at and mail.at > deeds.left_at:
                wrong.append(f"{member.name} had left at {deeds.left_at}: {mail.subject}")
            if mail.subject.startswith(REMINDERS[0]):
                wrong += [
                    f"{member.name} had finished {self.guide.title_of(stage)} at {mail.at}"
                    for stage in self._named_in(mail)
                    if not self._left_in(stage, deeds, mail.at)
                ]
        return wrong

    def forgotten(self) -> list[str]:
        """An invitation or the news of a stage that was owed and did not come in time."""
        return [*self._uninvited(), *self._untold()]

    def _all(self) -> Iterator[tuple[Member, Taken]]:
        for member in self.members:
            for mail in self.mails[member.address]:
                yield member, mail

    def _named_in(self, mail: Taken) -> list[int]:
        text = _words_of(mail)
        titles = map(self.guide.title_of, range(len(self.guide.opens_on)))
        return [stage for stage, title in enumerate(titles) if title in text]

    def _left_in(self, stage: int, deeds: Deeds, at: datetime) -> bool:
        """A mail is written some moments before it comes; what was answered since, counts not."""
        keys = (f"q-{stage}-{place}" for place in range(self.guide.questions))
        written = at - timedelta(seconds=30)
        return any(key not in deeds.answers or deeds.answers[key] > written for key in keys)

    def _uninvited(self) -> Iterator[str]:
        for member in self.members:
            invitations = [
                m for m in self.mails[member.address] if m.subject.startswith(INVITATION)
            ]
            if len({mail.id for mail in invitations}) != 1:
                yield f"{member.name}: {len(invitations)} invitations"

    def _untold(self) -> Iterator[str]:
        """The first stage is named in the invitation; of each later one everybody is told."""
        for stage in range(1, len(self.guide.opens_on)):
            opens = self.guide.opens_at(stage)
            for member in self.members:
                due = _by_day(opens, member.zone)
                if self._knows_already(member, stage, due + _SOON):
                    continue
                news = self._news(member, opens, due + _SOON)
                if len(news) != 1:
                    yield f"{member.name}: {len(news)} times told that stage {stage} opened"

    def _knows_already(self, member: Member, stage: int, by: datetime) -> bool:
        """They have answered in it, or gone: nothing was owed them any more."""
        deeds = self.deeds[member.address]
        keys = (f"q-{stage}-{place}" for place in range(self.guide.questions))
        answered = any(deeds.answers[key] <= by for key in keys if key in deeds.answers)
        return answered or (deeds.left_at is not None and deeds.left_at <= by)

    def _news(self, member: Member, since: datetime, by: datetime) -> set[str]:
        mails = self.mails[member.address]
        return {m.id for m in mails if m.subject.startswith(OPENED) and since <= m.at <= by}


def _by_day(instant: datetime, zone: ZoneInfo) -> datetime:
    """The instant, or the next 08:00 there where it lies in the night."""
    local = instant.astimezone(zone)
    if _MORNING <= local.time() < _NIGHT:
        return instant
    day = local.date() if local.time() < _MORNING else local.date() + timedelta(days=1)
    return datetime.combine(day, _MORNING, zone)


def _said_again(mails: Sequence[Taken], zone: ZoneInfo) -> Iterator[str]:
    """Two mails that say the same, or two reminders on one day."""
    first = {mail.id: mail for mail in reversed(mails)}
    texts: defaultdict[str, int] = defaultdict(int)
    reminders: defaultdict[date, int] = defaultdict(int)
    for mail in first.values():
        if mail.subject.startswith((INVITATION, OPENED)):
            texts[_words_of(mail)] += 1
        if mail.subject.startswith(REMINDERS):
            reminders[mail.at.astimezone(zone).date()] += 1
    yield from (f"{number} mails say: {text[:80]}" for text, number in texts.items() if number > 1)
    yield from (f"{number} reminders on {day}" for day, number in reminders.items() if number > 1)


def _words_of(mail: Taken) -> str:
    """Its text without the links, which are new in each."""
    part = mail.message.get_body(("plain",))
    assert part is not None
    lines = part.get_content().splitlines()
    return "\n".join(line for line in lines if not line.startswith("http"))
