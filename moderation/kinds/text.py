"""Words of one's own: the version's text says it all."""

from moderation.kinds.base import WordsOnly
from sessions.enums import Kind


class Text(WordsOnly):
    kind = Kind.TEXT
