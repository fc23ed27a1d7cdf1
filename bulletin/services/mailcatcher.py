"""A mail server that delivers nothing: each mail becomes a file in a folder.

The demo's mails go here, and the tests': a real SMTP server, so that what is sent is what
would have been sent.
"""

import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from bulletin.services.ports import LOOPBACK

_STOP_SIGNALS = {signal.SIGTERM, signal.SIGINT}


class _IntoFolder:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Write the mail whole or not at all; a mail that is not written is not accepted."""
        content = envelope.content
        assert isinstance(content, bytes)
        arrived = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
        path = self._folder / f"{arrived}-{token_hex(4)}.eml"
        beside = path.with_suffix(".part")
        try:
            beside.write_bytes(content)
            beside.replace(path)
        except OSError as error:
            return f"452 {error.strerror}"
        return "250 Kept"


def catcher(folder: Path, port: int) -> Controller:
    """A server on the loopback address that puts each mail into `folder`, in order of arrival.

    It runs between its `start()` and its `stop()`.
    """
    return Controller(_IntoFolder(folder), hostname=LOOPBACK, port=port, ready_timeout=20)


def main(folder: str, port: str) -> None:
    """Catch mails until SIGTERM."""
    os.umask(0o077)
    signal.pthread_sigmask(signal.SIG_BLOCK, _STOP_SIGNALS)
    server = catcher(Path(folder), int(port))
    server.start()
    signal.sigwait(_STOP_SIGNALS)
    server.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
