"""Which process is which."""

import json
import socket
from collections.abc import Iterable

import psutil

from bulletin.services.processes import Child


def pid_of(child: Child) -> int:
    """The number of a process that was started and not stopped, as its record says."""
    return int(json.loads((child.records / child.name).read_text())["pid"])


def node_of(worker: Child) -> str:
    """What Celery calls the worker."""
    return f"{worker.name}@{socket.gethostname()}"


def behind(client_port: int, children: Iterable[Child]) -> tuple[Child, psutil.Process]:
    """The child that holds this end of a TCP connection, and which of its processes does."""
    for child in children:
        for process in family(child) if child.is_alive else []:
            if client_port in _local_ports(process):
                return child, process
    raise AssertionError(f"None of them holds port {client_port}.")


def family(child: Child) -> list[psutil.Process]:
    """The process and all that it has started."""
    head = psutil.Process(pid_of(child))
    return [head, *head.children(recursive=True)]


def _local_ports(process: psutil.Process) -> set[int]:
    try:
        return {each.laddr.port for each in process.net_connections("tcp") if each.laddr}
    except psutil.NoSuchProcess:
        return set()
