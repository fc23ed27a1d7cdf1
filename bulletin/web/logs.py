"""The log never stores a working link: secrets in addresses are masked before they are written."""

import logging
import re

_SECRET = re.compile(r"(?<=/i/|/u/)[\w-]+|(?<=/accounts/link/)[\w-]+")


def masked(text: str) -> str:
    """The text, with the secret part of each personal, mute and sign-in link left out."""
    return _SECRET.sub("…", text)


class MaskSecrets(logging.Filter):
    """Masks the finished message of every record that passes."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = masked(record.getMessage()), ()
        return True
