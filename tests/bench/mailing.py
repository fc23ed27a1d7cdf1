"""python -m tests.bench.mailing: sends when told to, so that its processor time can be counted.

Each line of standard input names one of `WAYS`; each gets a line of JSON back: how many mails
left, in how many seconds.
"""

import json
import sys
import time
from collections.abc import Callable
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from functools import cache

import django
from django.core.mail import EmailMultiAlternatives, get_connection

from tests.bench.installation import LETTER

_CARRIED = ("Auto-Submitted", "List-Unsubscribe", "List-Unsubscribe-Post")


def sweep() -> int:
    """The outbox's own sweep, as the worker runs it; again if it stopped to let others in."""
    from bulletin import clock
    from bulletin.outbox.sweeping import sweep
    from tests.bench.boards import INVITED

    sent = 0
    while sent < INVITED and (left := sweep(now=clock.now()).sent):
        sent += left
    return sent


def plain() -> int:
    """A letter that a sweep has sent, sent by Django alone to as many people."""
    from tests.bench.boards import INVITED

    if not LETTER.exists():
        sweep()
    text, html, letter = _parts()
    messages = []
    for number in range(INVITED):
        message = EmailMultiAlternatives(
            subject=letter["Subject"],
            body=text,
            from_email=letter["From"],
            to=[f"member-{number:03}@example.org"],
            reply_to=[letter["Reply-To"]],
            headers={name: letter[name] for name in _CARRIED},
        )
        message.attach_alternative(html, "text/html")
        messages.append(message)
    with get_connection() as server:
        return server.send_messages(messages) or 0


@cache
def _parts() -> tuple[str, str, EmailMessage]:
    letter = BytesParser(EmailMessage, policy=policy.default).parsebytes(LETTER.read_bytes())
    bodies = [letter.get_body((kind,)) for kind in ("plain", "html")]
    text, html = (body.get_content() if body else "" for body in bodies)
    return text, html, letter


WAYS: dict[str, Callable[[], int]] = {"sweep": sweep, "plain": plain}


def main() -> None:
    django.setup()
    for line in sys.stdin:
        started = time.perf_counter()
        sent = WAYS[line.strip()]()
        answer = {"sent": sent, "seconds": time.perf_counter() - started}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
