"""The mails that people have received, as the mail catcher left them in its folder."""

import os
import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

_CODE = re.compile(r"^ {4}(\d{3} ?\d{3})$", re.MULTILINE)
_ADDRESS = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class Letter:
    """`link` leads to the reader's place, `code` is six digits; each empty where it has none."""

    link: str
    code: str


@dataclass(slots=True)
class Letters:
    """Everybody's letters by address: those in the folder that are `ours`, by their Message-ID."""

    folder: Path
    ours: Callable[[str], bool]
    received: int = 0
    _known: set[str] = field(default_factory=set)
    _by_address: dict[str, list[Letter]] = field(default_factory=lambda: defaultdict(list))

    def to(self, address: str) -> list[Letter]:
        """The first comes first. None reach whoever has no address."""
        return self._by_address.get(address.casefold(), []) if address else []

    def fetch(self) -> None:
        """Take what has arrived since."""
        there = {name for name in os.listdir(self.folder) if name.endswith(".eml")}
        for name in sorted(there - self._known):
            self._known.add(name)
            self._take(self.folder / name)

    def _take(self, path: Path) -> None:
        parser = BytesParser(EmailMessage, policy=policy.default)
        message = parser.parsebytes(path.read_bytes())
        if not self.ours(str(message["Message-ID"])):
            return
        self.received += 1
        part = message.get_body(("plain",))
        text = part.get_content() if part else ""
        links = [address for address in _ADDRESS.findall(text) if "/i/" in address]
        code = _CODE.search(text)
        letter = Letter(links[0] if links else "", code[1].replace(" ", "") if code else "")
        self._by_address[str(message["To"]).casefold()].append(letter)
