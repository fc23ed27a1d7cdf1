"""A server that takes every connection and says nothing."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def mute_server() -> Iterator[int]:
    """Its port. The kernel makes the connections; nobody ever reads from them."""
    with socket.create_server(("127.0.0.1", 0), backlog=16) as server:
        yield int(server.getsockname()[1])
