"""Addresses of boards, made from their titles."""

import secrets

from django.utils.text import slugify

from sessions.models import Board

LONGEST = 50
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_MADE_UP = 6


def free_slug(title: str) -> str:
    """A slug that no board has: the title's, if need be with a few random letters.

    Random, because a number would tell participants how many boards of that title there are.
    """
    plain = slugify(title)[:LONGEST].strip("-_") or "board"
    slug = plain
    while Board.objects.filter(slug=slug).exists():
        slug = f"{plain}-{''.join(secrets.choice(_LETTERS) for _ in range(_MADE_UP))}"
    return slug
