"""Whole addresses, for mails and the command line."""

from django.conf import settings


def absolute(path: str) -> str:
    """The public address of a path that begins with a slash."""
    return f"{settings.PUBLIC_URL}{path}"
