"""python -m tests.bench.load: sends requests over kept connections, in a process of its own.

Standard input is one JSON object: `port`, `connections`, and `requests`, each with the `text`
to send and the `status` to expect. Standard output is `{"seconds": ...}`; the exit status is 1
with the first unexpected answer on standard error.
"""

import json
import selectors
import socket
import sys
import time
from collections import deque
from typing import Any

_END_OF_HEAD = b"\r\n\r\n"


class Unexpected(Exception):
    """An answer with another status than the one that was measured for."""


class Connection:
    """One browser's connection: it sends the next request once it has the last one's answer."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._received = b""
        self._expected = 0

    def send(self, request: dict[str, Any]) -> None:
        self._received = b""
        self._expected = request["status"]
        self.socket.sendall(request["text"].encode())

    def receive(self) -> bool:
        """Whether the answer is complete. Raises Unexpected."""
        piece = self.socket.recv(1 << 18)
        self._received += piece
        head, found, body = self._received.partition(_END_OF_HEAD)
        if not found:
            if not piece:
                raise Unexpected("the connection was closed")
            return False
        if len(body) < _length_in(head):
            return False
        if int(head.split(maxsplit=2)[1]) != self._expected:
            raise Unexpected(f"{head.decode()}\n\n{body[:2000].decode(errors='replace')}")
        return True


def _length_in(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _colon, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0


def run(port: int, connections: int, requests: list[dict[str, Any]]) -> float:
    """Every request was answered as expected; the seconds that it took."""
    waiting = deque(requests)
    open_now = [Connection(port) for _ in range(min(connections, len(requests)))]
    started = time.perf_counter()
    with selectors.DefaultSelector() as selector:
        for each in open_now:
            selector.register(each.socket, selectors.EVENT_READ, each)
            each.send(waiting.popleft())
        busy = len(open_now)
        while busy:
            for key, _events in selector.select():
                connection: Connection = key.data
                if not connection.receive():
                    continue
                if waiting:
                    connection.send(waiting.popleft())
                else:
                    busy -= 1
                    selector.unregister(connection.socket)
                    connection.socket.close()
    return time.perf_counter() - started


def main() -> int:
    job = json.load(sys.stdin)
    try:
        seconds = run(job["port"], job["connections"], job["requests"])
    except (Unexpected, OSError) as trouble:
        sys.stderr.write(f"{trouble}\n")
        return 1
    json.dump({"seconds": seconds}, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
