"""What a real installation keeps beside its data: its secrets, and its owner's settings."""

import base64
import secrets

from bulletin.services import envfiles
from bulletin.services.places import Place
from bulletin.services.trouble import Trouble

_SECRETS_COMMENT = "Keep this file, and keep it with every backup: the data is useless without it."

_ANSWERS = """\
# What this installation is told by its owner. Take away a # to set a value, then start again.
#
# The address that participants open, as it stands in their mails:
#BULLETIN_PUBLIC_URL=https://board.example.org
#
# The mail server, what it wants to be told, and how the connection is encrypted:
#BULLETIN_MAIL_HOST=smtp.example.org
#BULLETIN_MAIL_PORT=587
#BULLETIN_MAIL_USER=
#BULLETIN_MAIL_PASSWORD=
# starttls, ssl or none
#BULLETIN_MAIL_TLS=starttls
#BULLETIN_MAIL_FROM=Bulletin <board@example.org>
#
# Where the pages are served: 127.0.0.1 is this machine alone, 0.0.0.0 the whole network.
# Behind a proxy on this machine, leave it.
#BULLETIN_BIND=127.0.0.1
#
# How many proxies stand before it (nginx on this machine: 1):
#BULLETIN_PROXIES=0
#
# What a monitor must show to read /metrics, as "Authorization: Bearer …"; nobody may without:
#BULLETIN_METRICS_TOKEN=
"""


def keep(place: Place) -> None:
    """The secrets and the owner's file exist, readable by us alone. Idempotent.

    Raises Trouble where the data is there and its secrets are not: new ones would lock out
    everybody who uses an authenticator app, and end every session.
    """
    if place.postgres.exists() and not place.secrets.exists():
        raise Trouble(
            f"{place.secrets} is missing: put it back from your backup, "
            "or make an empty file there to start with new secrets."
        )
    kept = envfiles.read(place.secrets)
    missing = {name: make() for name, make in _MAKERS.items() if name not in kept}
    if missing:
        envfiles.write(place.secrets, kept | missing, _SECRETS_COMMENT)
    if not place.answers.exists():
        place.answers.touch(mode=0o600)
        place.answers.write_text(_ANSWERS, encoding="utf-8")


def _field_key() -> str:
    """A key for what the database holds encrypted: 32 bytes, as Fernet wants them."""
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


_MAKERS = {
    "BULLETIN_SECRET_KEY": lambda: secrets.token_urlsafe(50),
    "BULLETIN_FIELD_KEY": _field_key,
}
