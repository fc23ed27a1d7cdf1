"""python -m tests.bench.sink PORT LETTER: a mail server that takes everything, and is quick.

It keeps the last message of its first conversation, in the file LETTER, and nothing else.
"""

import socketserver
import sys
from collections.abc import Sequence
from pathlib import Path

from bulletin.services.ports import LOOPBACK

_ANSWERS = {b"EHLO": b"250 sink\r\n", b"DATA": b"354 go on\r\n", b"QUIT": b"221 bye\r\n"}
_END = b".\r\n"


class Conversation(socketserver.StreamRequestHandler):
    disable_nagle_algorithm = True
    message: Sequence[bytes] = ()

    def handle(self) -> None:
        self.wfile.write(b"220 sink\r\n")
        for line in self.rfile:
            verb = line[:4].upper()
            self.wfile.write(_ANSWERS.get(verb, b"250 ok\r\n"))
            if verb == b"DATA":
                self.message = list(iter(self.rfile.readline, _END))
                self.wfile.write(b"250 taken\r\n")
            elif verb == b"QUIT":
                self._keep_message(Path(sys.argv[2]))
                return

    def _keep_message(self, letter: Path) -> None:
        if not letter.exists():
            letter.write_bytes(b"".join(self.message))


class Sink(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


if __name__ == "__main__":
    with Sink((LOOPBACK, int(sys.argv[1])), Conversation) as server:
        server.serve_forever()
