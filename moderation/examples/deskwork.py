"""What staff did at the desk of an example board, and what they were called for."""

from typing import Self

from pydantic import model_validator

from moderation.examples.telling import Colleague, Moment, Place, Reader, Told


class Reading(Told):
    """Somebody had read all that stood there."""

    by: Colleague
    at: Moment


class Prepared(Told):
    """A question to have ready, for every reply or under one question."""

    by: Reader
    at: Moment
    question: str = ""
    says: str


class NewCode(Told):
    """`under` is the name of the code that it stands under."""

    by: Reader
    at: Moment
    name: str
    description: str = ""
    under: str = ""


class Coding(Told):
    """One analyst went through answers from `at` on: by question and member, codes by name."""

    by: Reader
    at: Moment
    answers: dict[str, dict[int, list[str]]]


class Starring(Told):
    """The members whose answers to a question somebody starred."""

    by: Colleague
    at: Moment
    answers: dict[str, list[int]]


class Wish(Told):
    """What an observer would have asked; the probe that tells of it was asked instead."""

    by: Colleague
    at: Moment
    says: str


class Declined(Told):
    by: Reader
    at: Moment
    why: str


class Note(Told):
    """Stands beside an answer or on a question. A wish without `declined` waits."""

    by: Colleague
    at: Moment
    beside: Place | None = None
    question: str = ""
    says: str
    shared: bool = False
    wish: bool = False
    declined: Declined | None = None

    @model_validator(mode="after")
    def _stands_somewhere(self) -> Self:
        if bool(self.beside) == bool(self.question):
            raise ValueError("a note stands beside an answer or on a question")
        return self


class Redaction(Told):
    """Words of an answer that read otherwise from `at` on."""

    by: Reader
    at: Moment
    of: Place
    phrase: str
    reads: str


class Report(Told):
    """A member found a post wrong; without `settled` it waits."""

    by: int
    at: Moment
    why: str
    settled: Moment | None = None


class Reassurance(Told):
    by: Reader
    at: Moment
    says: str


class CallForHelp(Told):
    """What a member wrote to staff under a question; without `answered` it waits."""

    by: int
    question: str
    at: Moment
    says: str
    answered: Reassurance | None = None


class Absence(Told):
    """Somebody is away until the morning of the day of `until`."""

    member: int
    at: Moment
    until: Moment


class Desk(Told):
    read: list[Reading] = []
    prepared: list[Prepared] = []
    codebook: list[NewCode] = []
    coded: list[Coding] = []
    starred: list[Starring] = []
    notes: list[Note] = []
    redacted: list[Redaction] = []
    calls: list[CallForHelp] = []
    away: list[Absence] = []
