"""The log never stores a working link (rule 8), an e-mail address or where somebody sits."""

import re
from ipaddress import ip_address

GAP = "…"

_SLASH = r"(?:/|%2F)"
_LINK = re.compile(rf"({_SLASH}(?:i|u|accounts{_SLASH}link){_SLASH})[\w-]+", re.IGNORECASE)
_MAIL_ADDRESS = re.compile(r'"[^"\n]*"@\S+|\S*(?:@|%40)\S*')
_PERHAPS_AN_IP_ADDRESS = re.compile(
    r"(?<![\w.])(?:(?:\d{1,3}\.){3}\d{1,3}|[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*)(?![\w.]*\w)"
)


def masked(text: str) -> str:
    """The text without the secret part of a link, without e-mail and without IP addresses.

    Whatever stands unparted beside an @ goes with it. Addresses of this machine itself stay.
    """
    text = _LINK.sub(rf"\1{GAP}", text)
    text = _MAIL_ADDRESS.sub(GAP, text)
    return _PERHAPS_AN_IP_ADDRESS.sub(_without_a_place, text)


def _without_a_place(found: re.Match[str]) -> str:
    try:
        address = ip_address(found[0])
    except ValueError:
        return found[0]
    return found[0] if address.is_loopback or address.is_unspecified else GAP
