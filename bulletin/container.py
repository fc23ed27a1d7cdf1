"""What an installation in containers must be told, and what is wrong with what it was told.

Settings ask before anything starts, so that everything that is missing is said at once. This
module needs nothing of Django.
"""

import base64
import binascii
from collections.abc import Mapping

_NEEDED = {
    "BULLETIN_PUBLIC_URL": "the address that participants open, such as https://board.example.org",
    "BULLETIN_SECRET_KEY": "at least 50 random characters: openssl rand -hex 32",
    "BULLETIN_FIELD_KEY": "32 random bytes: openssl rand -base64 32 | tr '+/' '-_'",
    "BULLETIN_MAIL_HOST": "the mail server",
    "BULLETIN_MAIL_FROM": "the sender of invitations and reminders",
    "BULLETIN_MEDIA": "the folder of private files",
    "BULLETIN_LEDGER": "the file of erasures, outside the database and the folder of files",
    "DATABASE_URL": "PostgreSQL's address",
    "REDIS_URL": "Redis's address",
}
_SECRET_CHARACTERS = 50
_FIELD_KEY_BYTES = 32


def complaints(environment: Mapping[str, str]) -> list[str]:
    """One line for each variable that is missing or cannot be right; secrets are not repeated."""
    lines = [
        f"{name} is not set: {what}." for name, what in _NEEDED.items() if not environment.get(name)
    ]
    lines += [f"{name} {trouble}" for name, trouble in _wrong(environment) if environment.get(name)]
    return lines


def _wrong(environment: Mapping[str, str]) -> list[tuple[str, str]]:
    found = []
    if not environment.get("BULLETIN_PUBLIC_URL", "").startswith("https://"):
        found.append(
            ("BULLETIN_PUBLIC_URL", "must begin with https://: nothing may travel in clear.")
        )
    if len(environment.get("BULLETIN_SECRET_KEY", "")) < _SECRET_CHARACTERS:
        found.append(("BULLETIN_SECRET_KEY", f"has fewer than {_SECRET_CHARACTERS} characters."))
    if not _is_field_key(environment.get("BULLETIN_FIELD_KEY", "")):
        found.append(("BULLETIN_FIELD_KEY", "is not 32 bytes in URL-safe Base64."))
    return found


def _is_field_key(text: str) -> bool:
    try:
        return len(base64.b64decode(text, altchars=b"-_", validate=True)) == _FIELD_KEY_BYTES
    except (binascii.Error, ValueError):
        return False
