"""Machines for the services: network namespaces where permitted, else loopback addresses.

In namespaces each host has a network, an address and a loopback of its own, and the others'
names in its hosts file, so that a command written for containers runs as it is. Without the
right to make namespaces each host is one of the loopback's addresses, and `Host.words` puts
addresses where a command says names.
"""

import ctypes
import os
import re
import shutil
import socket
import struct
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

_NAMESPACES = Path("/run/netns")
_HOSTS = Path("/etc/netns")
_NETWORK_NAMESPACE = 0x40000000  # CLONE_NEWNET
_ANYWHERE = re.compile(r"\b0\.0\.0\.0\b")
_DOCKERS_RESOLVER = "127.0.0.11"


@dataclass(frozen=True)
class Host:
    """One machine: its name, its address, and the namespace it is, if it is one."""

    name: str
    address: str
    namespace: str = ""
    names: Mapping[str, str] = field(default_factory=dict)

    def command(self, words: Sequence[str]) -> list[str]:
        """The command, run on this host."""
        if self.namespace:
            return ["ip", "netns", "exec", self.namespace, *words]
        return [self.words(word) for word in words]

    def words(self, text: str) -> str:
        """The text, with addresses for names where this host cannot look names up."""
        if self.namespace:
            return text
        for name, address in self.names.items():
            text = re.sub(rf"\b{name}(?=:\d)", address, text)
        return _ANYWHERE.sub(self.address, text)

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Sockets opened in the block by this thread, or threads it starts, are this host's."""
        if not self.namespace:
            yield
            return
        with Path("/proc/thread-self/ns/net").open() as home:
            _enter(_NAMESPACES / self.namespace)
            try:
                yield
            finally:
                _set_namespace(home.fileno())

    def connect(self, address: str, port: int, seconds: float = 60.0) -> socket.socket:
        """A connection from this host's own address."""
        with self.inside():
            return socket.create_connection(
                (address, port), timeout=seconds, source_address=(self.address, 0)
            )


def _enter(path: Path) -> None:
    with path.open() as namespace:
        _set_namespace(namespace.fileno())


def _set_namespace(handle: int) -> None:
    library = ctypes.CDLL(None, use_errno=True)
    if library.setns(handle, _NETWORK_NAMESPACE) != 0:
        raise OSError(ctypes.get_errno(), "setns")


def may_make_namespaces() -> bool:
    """Whether this process may make network namespaces and join them by a bridge."""
    if os.geteuid() != 0 or shutil.which("ip") is None:
        return False
    probe = f"b{os.getpid()}probe"
    try:
        _ip("netns", "add", probe)
    except subprocess.CalledProcessError:
        return False
    try:
        _ip("-n", probe, "link", "add", "lan", "type", "bridge")
        _ip("-n", probe, "link", "add", "one", "type", "veth", "peer", "name", "other")
    except subprocess.CalledProcessError:
        return False
    else:
        return True
    finally:
        _ip("netns", "delete", probe)


@contextmanager
def hosts(names: Sequence[str], *, aliases: Mapping[str, str]) -> Iterator[dict[str, Host]]:
    """One host for each name, inside the block; `aliases` are further names of some.

    A name may stand for several hosts, as in Compose where a service has several containers.
    """
    if may_make_namespaces():
        with _namespaces(names, aliases) as made:
            yield made
    else:
        addresses = {name: f"127.89.0.{number}" for number, name in enumerate(names, start=2)}
        yield {name: Host(name, addresses[name], names=addresses) for name in names}


@contextmanager
def _namespaces(names: Sequence[str], aliases: Mapping[str, str]) -> Iterator[dict[str, Host]]:
    """The bridge that joins them is in a namespace too: nothing of this machine is touched."""
    prefix = f"b{os.getpid()}"
    lan = f"{prefix}lan"
    made = {
        name: Host(name, f"10.89.0.{number}", f"{prefix}{name}")
        for number, name in enumerate(names, start=2)
    }
    lines = [f"{host.address} {name}" for name, host in made.items()]
    lines += [f"{made[name].address} {alias}" for name, alias in aliases.items()]
    written = "\n".join(["127.0.0.1 localhost", *lines, ""])
    try:
        _ip("netns", "add", lan)
        _ip("-n", lan, "link", "add", "lan", "type", "bridge")
        _ip("-n", lan, "link", "set", "lan", "up")
        for number, host in enumerate(made.values()):
            _join(host, lan, f"port{number}", written)
        yield made
    finally:
        for namespace in [lan, *(host.namespace for host in made.values())]:
            shutil.rmtree(_HOSTS / namespace, ignore_errors=True)
            if (_NAMESPACES / namespace).exists():
                _ip("netns", "delete", namespace)


def _join(host: Host, lan: str, port: str, written: str) -> None:
    """The host is there, with its address, on the bridge, and knows the others' names."""
    (_HOSTS / host.namespace).mkdir(parents=True)
    (_HOSTS / host.namespace / "hosts").write_text(written)
    _ip("netns", "add", host.namespace)
    _ip("-n", host.namespace, "link", "set", "lo", "up")
    veth = ("type", "veth", "peer", "name", "eth0", "netns", host.namespace)
    _ip("-n", lan, "link", "add", port, *veth)
    _ip("-n", lan, "link", "set", port, "master", "lan", "up")
    _ip("-n", host.namespace, "address", "add", f"{host.address}/24", "dev", "eth0")
    _ip("-n", host.namespace, "link", "set", "eth0", "up")


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)


@contextmanager
def resolver(host: Host, names: Mapping[str, Sequence[str]]) -> Iterator[int]:
    """What Docker runs beside each container: a name server; gives the port it listens on.

    It answers for `names` alone, each with all its addresses.
    """
    with host.inside():
        server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    with server:
        server.bind((_DOCKERS_RESOLVER, 53 if host.namespace else 0))
        thread = Thread(target=_answer_names, args=(server, names), daemon=True)
        thread.start()
        port = int(server.getsockname()[1])
        try:
            yield port
        finally:
            with host.inside(), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as last:
                last.sendto(b"", (_DOCKERS_RESOLVER, port))
            thread.join(10)


def _answer_names(server: socket.socket, names: Mapping[str, Sequence[str]]) -> None:
    """Answer questions for addresses (RFC 1035) until an empty one comes."""
    while True:
        question, asker = server.recvfrom(512)
        if not question:
            return
        end = question.index(b"\0", 12)
        name = ".".join(_labels(question[12:end]))
        found = names.get(name, [])
        flags, refused = 0x8180, 0x8183
        answer = question[:2] + struct.pack(
            ">HHHHH", flags if found else refused, 1, len(found), 0, 0
        )
        answer += question[12 : end + 5]
        for address in found:
            answer += struct.pack(">HHHIH", 0xC00C, 1, 1, 1, 4) + socket.inet_aton(address)
        server.sendto(answer, asker)


def _labels(raw: bytes) -> Iterator[str]:
    while raw:
        yield raw[1 : raw[0] + 1].decode()
        raw = raw[raw[0] + 1 :]
