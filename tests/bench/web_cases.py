"""Pages: real requests of several people over kept connections, answered by the web process."""

import itertools
import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.test import Client

from bulletin.services.trouble import Trouble
from tests.bench.browsers import Request
from tests.bench.case import Case, Sample

CONNECTIONS = 8
_LOOKS = 3


@dataclass
class WebCase(Case):
    """Any of `requests` costs the same; with `each_once` none is sent twice in a round."""

    port: int
    requests: Sequence[Request]
    each_once: bool = False
    undone_by: Callable[[], None] = lambda: None

    def measure(self, number: int) -> Sample:
        """Everybody has looked just before, so that no turn pays for the turn of another page."""
        if not self.each_once:
            self.run(_LOOKS * len(self.requests))
        return super().measure(number)

    def run(self, number: int) -> tuple[int, float]:
        """Raises Trouble with the answer that was not as expected."""
        chosen = self._chosen(number)
        job = {
            "port": self.port,
            "connections": CONNECTIONS,
            "requests": [each.on_the_wire() for each in chosen],
        }
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.load"],
            input=json.dumps(job),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise Trouble(f"{self.name}: {done.stderr}")
        return len(chosen), float(json.loads(done.stdout)["seconds"])

    def _chosen(self, number: int) -> list[Request]:
        endless = self.requests if self.each_once else itertools.cycle(self.requests)
        return list(itertools.islice(endless, number))

    def once(self) -> int:
        """Raises Trouble where the answer has another status."""
        request = self.requests[0]
        answer = self._client.generic(
            request.method,
            request.path,
            request.body,
            request.content_type,
            headers=request.all_headers,
        )
        if answer.status_code != request.status:
            raise Trouble(f"{self.name}: status {answer.status_code}")
        return 1

    @cached_property
    def _client(self) -> Client:
        return Client(SERVER_NAME="localhost")

    def undo(self) -> None:
        self.undone_by()
