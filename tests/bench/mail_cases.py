"""Mails: what is owed is planned and sent by the real sweep; and the same letters, plainly."""

import json
import subprocess
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass

from bulletin.services.trouble import Trouble
from tests.bench.boards import Boards
from tests.bench.case import Case
from tests.bench.mailing import WAYS


class Mailer:
    """`tests.bench.mailing` in a process of its own, until the stack is left."""

    def __init__(self, environment: Mapping[str, str], stack: ExitStack) -> None:
        self._process = stack.enter_context(
            subprocess.Popen(
                [sys.executable, "-m", "tests.bench.mailing"],
                env=dict(environment),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        )

    @property
    def pid(self) -> int:
        return self._process.pid

    def send(self, way: str) -> tuple[int, float]:
        """How many mails left, in how many seconds. Raises Trouble."""
        sending, answering = self._process.stdin, self._process.stdout
        assert sending is not None
        assert answering is not None
        sending.write(f"{way}\n")
        sending.flush()
        line = answering.readline()
        if not line:
            raise Trouble(f"{way}: the process that sends mails has ended.")
        answer = json.loads(line)
        return answer["sent"], answer["seconds"]


@dataclass
class MailCase(Case):
    """One mail to everybody on the inviting board, however many are asked for."""

    mailer: Mailer
    way: str
    boards: Boards

    def run(self, number: int) -> tuple[int, float]:
        """Raises Trouble where not everybody was written to."""
        sent, seconds = self.mailer.send(self.way)
        self._check(sent)
        return sent, seconds

    def once(self) -> int:
        sent = WAYS[self.way]()
        self._check(sent)
        return sent

    def _check(self, sent: int) -> None:
        expected = self.boards.inviting.board.participants.count()
        if sent != expected:
            raise Trouble(f"{self.name}: {sent} mails left, not {expected}.")

    def undo(self) -> None:
        self.boards.uninvite()


def mail_cases(boards: Boards, mailer: Mailer, *, database: int) -> list[MailCase]:
    ways = {"notices": "sweep", "notices plain": "plain"}
    return [MailCase(name, mailer.pid, database, mailer, way, boards) for name, way in ways.items()]
