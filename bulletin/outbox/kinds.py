"""The kinds of notice there are, each registered by the part that knows its reason.

The outbox itself knows no participant and no board: a kind tells it what is owed, what
must wait and what is no longer wanted; a correspondence tells whom a letter reaches and
writes it.
"""

import uuid
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Protocol

from bulletin.outbox.enums import Reason, Wait
from bulletin.outbox.letters import Letter
from bulletin.outbox.models import Mail, Notice


@dataclass(frozen=True, slots=True)
class NewNotice:
    """A notice to be planned; `recipient`, `subject` and `nth` make it one with its kind."""

    recipient: uuid.UUID
    subject: uuid.UUID
    due_at: datetime
    board: uuid.UUID | None = None
    nth: int = 1
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Hold:
    """A due notice must wait; `until` is None where nobody can say how long."""

    why: Wait
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Parcel:
    """A mail in our hands, with those of its notices that are to be sent now."""

    mail: Mail
    notices: Sequence[Notice]


Writer = Callable[[Parcel], Letter]


class Correspondence(Protocol):
    """One sort of letter: notices of one recipient and board that may share a mail."""

    def zones(self, recipients: Collection[uuid.UUID]) -> Mapping[uuid.UUID, tzinfo]:
        """Where each recipient's clock stands; whoever is gone is left out."""
        ...

    def writer(self, parcels: Sequence[Parcel], *, now: datetime) -> Writer:
        """Writes the letter of each of these as it may be read at `now`.

        What the letters need is read here, for all at once: the number of queries does not
        grow with the parcels. Their recipients exist and have an address.
        """
        ...

    def address_refused(self, recipient: uuid.UUID, address: str, *, now: datetime) -> None:
        """A server has said that this address, the recipient's until now, takes no mail."""
        ...


class NoticeKind(Protocol):
    """A reason for writing to someone. What is not overridden holds for most kinds."""

    name: str
    correspondence: Correspondence
    quiet: bool = True
    """Waits for the morning between 21:00 and 08:00 in the recipient's zone."""
    travels_alone: bool = False
    lasts: timedelta | None = None
    """How long after it was asked for an owed notice is still worth sending."""

    def plan(self, now: datetime) -> Iterable[NewNotice]:
        """Everything of this kind that is due and not yet planned, found by state."""
        return ()

    def holds(self, notices: Sequence[Notice], *, now: datetime) -> Mapping[uuid.UUID, Hold]:
        """Which of these must wait, by the notice's id."""
        return {}

    def unwanted(self, notices: Sequence[Notice], *, now: datetime) -> Mapping[uuid.UUID, Reason]:
        """Which of these are no longer to be sent, by the notice's id."""
        return {}


_kinds: dict[str, NoticeKind] = {}


def register(kind: NoticeKind) -> None:
    """Make a kind known; to be called while apps get ready. A second call replaces the first."""
    _kinds[kind.name] = kind


def kinds() -> Collection[NoticeKind]:
    return _kinds.values()


def kind_named(name: str) -> NoticeKind:
    """Raises KeyError for a name that no part has registered."""
    return _kinds[name]


def is_known(name: str) -> bool:
    return name in _kinds
