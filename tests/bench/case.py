"""What is measured, and how once: processor time by the processes that did the work."""

from abc import ABC, abstractmethod
from dataclasses import dataclass, field

from tests.bench import cpu
from tests.bench.counting import counting


@dataclass(frozen=True, slots=True)
class Sample:
    """One round of a case: so many requests or mails, and what they took in seconds."""

    number: int
    cpu: float
    db_cpu: float
    seconds: float

    @property
    def cpu_ms(self) -> float:
        """Milliseconds of the application's processors for each."""
        return 1000 * self.cpu / self.number

    @property
    def db_cpu_ms(self) -> float:
        """Milliseconds of the database's processors for each."""
        return 1000 * self.db_cpu / self.number

    @property
    def per_second(self) -> float:
        return self.number / self.seconds


@dataclass
class Case(ABC):
    """`application` and `database` are the heads of the processes whose time is counted.

    A turn is never of fewer than `fewest`.
    """

    name: str
    application: int
    database: int
    fewest: int = field(default=60, kw_only=True)

    def measure(self, number: int) -> Sample:
        """Do it about `number` times, and undo it; what it took."""
        before = cpu.used_by(self.application), cpu.used_by(self.database)
        done, seconds = self.run(number)
        after = cpu.used_by(self.application), cpu.used_by(self.database)
        self.undo()
        return Sample(done, after[0] - before[0], after[1] - before[1], seconds)

    @abstractmethod
    def run(self, number: int) -> tuple[int, float]:
        """How often it was done, and in how many seconds by the clock on the wall."""

    @abstractmethod
    def once(self) -> int:
        """Do it in this process, to be looked at; how many requests or mails that was."""

    @abstractmethod
    def undo(self) -> None:
        """The database is as it was, where doing it changed anything."""

    def queries(self) -> float:
        """How many statements each takes, once what is made once a process has been made."""
        self.once()
        self.undo()
        with counting() as statements:
            number = self.once()
        self.undo()
        return len(statements) / number
