"""A page that is only read: nobody answers it."""

from moderation.kinds.base import WordsOnly
from sessions.enums import Kind


class TextPage(WordsOnly):
    kind = Kind.TEXT_PAGE
