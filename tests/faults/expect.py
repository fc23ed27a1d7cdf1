"""What must hold after every fault: each mailbox holds what it should, once, and by day."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from zoneinfo import ZoneInfo

from django.db.models import Max
from django.db.models.functions import Now

from bulletin.outbox.models import Mail, Sweep
from bulletin.outbox.quiet_hours import MORNING, NIGHT_FALLS
from participants.models import Participant
from tests.live import Installation, Taken, wait_until

Mailboxes = Mapping[str, Sequence[str]]


def sweeps(live: Installation, times: int = 2) -> None:
    """So many sweeps have begun from now on, and ended."""
    newest = Sweep.objects.aggregate(newest=Max("pk", default=0))["newest"]
    later = Sweep.objects.filter(pk__gt=newest, ended_at__isnull=False)
    wait_until(lambda: later.count() >= times, f"{times} sweeps have run")


def mailboxes_hold(live: Installation, expected: Mailboxes, *, again: Collection[str] = ()) -> None:
    """They hold this and, after two more sweeps, nothing else; nobody was written to at night.

    `again` names the addresses at which a message arrived once more, the very same, which is in
    the log.
    """
    number = sum(map(len, expected.values())) + len(again)
    wait_until(lambda: len(live.post.taken) >= number, f"{number} mails have arrived", seconds=120)
    sweeps(live)
    first, repeated = _told_apart(live.post.taken)
    assert _mailboxes(first) == {address: list(held) for address, held in expected.items() if held}
    assert Counter(each.to for each in repeated) == Counter(again)
    assert [each.id for each in repeated if not _is_logged(live, each)] == []
    assert [each.to for each in first + repeated if _is_at_night(each)] == []


def all_hold(addresses: Iterable[str], *subjects: str) -> Mailboxes:
    return {address: list(subjects) for address in addresses}


def claims_run_out(live: Installation) -> None:
    """Ten minutes go by for the mails that nobody living has in hand."""
    with live.still():
        Mail.objects.filter(claimed_until__gt=Now()).update(claimed_until=Now())


def _told_apart(taken: Iterable[Taken]) -> tuple[list[Taken], list[Taken]]:
    """The first arrivals, and those under a Message-ID that had arrived before."""
    first: dict[str, Taken] = {}
    repeated = []
    for each in taken:
        if each.id in first:
            repeated.append(each)
            assert (each.to, each.subject) == (first[each.id].to, first[each.id].subject)
        first.setdefault(each.id, each)
    return list(first.values()), repeated


def _mailboxes(taken: Iterable[Taken]) -> Mailboxes:
    held: dict[str, list[str]] = defaultdict(list)
    for each in taken:
        held[each.to].append(each.subject)
    return dict(held)


def _is_logged(live: Installation, repeated: Taken) -> bool:
    """Whether a worker has written that it sends this mail once more."""
    mail = Mail.objects.get(message_id=repeated.id)
    return f"Mail {mail.pk} may have left before" in live.workers_words


def _is_at_night(taken: Taken) -> bool:
    person = Participant.objects.filter(email=taken.to).first()
    if person is None:  # staff, whom an alarm may wake
        return False
    there = taken.at.astimezone(ZoneInfo(person.timezone)).time()
    return not MORNING <= there < NIGHT_FALLS
