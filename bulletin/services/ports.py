"""Ports of this machine: whether one can be had, and a free one."""

import errno
import socket

from bulletin.services.trouble import Trouble

LOOPBACK = "127.0.0.1"


def read(text: str) -> int:
    """The port that PORT names. Raises Trouble."""
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        raise Trouble(f"PORT={text}: a port is a number from 1 to 65535.")
    return int(text)


def check(host: str, port: int) -> None:
    """Nothing else listens there and we may. Raises Trouble."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
    except OSError as error:
        raise Trouble(_reason(host, port, error)) from None


def _reason(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use: stop what uses it, or name another one with PORT=."
    if error.errno == errno.EACCES:
        return f"Port {port} is kept for root: name one above 1023 with PORT=."
    return f"BULLETIN_BIND={host}: this machine has no such address ({error.strerror})."


def free() -> int:
    """A port of the loopback address that nothing listens on at this moment."""
    with socket.socket() as listener:
        listener.bind((LOOPBACK, 0))
        return int(listener.getsockname()[1])
