"""Secrets in links: random, shown once, kept only as a digest."""

import hashlib
import secrets


def new_token() -> str:
    """22 URL-safe characters, 128 random bits: short enough never to be folded in a mail header."""
    return secrets.token_urlsafe(16)


def new_code() -> str:
    """Six digits that a person reads off a mail and types."""
    return f"{secrets.randbelow(1_000_000):06d}"


def digest_of(secret: str) -> bytes:
    """The 32 bytes by which a secret is found again without being kept."""
    return hashlib.sha256(secret.encode()).digest()
