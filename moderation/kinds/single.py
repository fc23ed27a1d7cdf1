"""One option, or words of one's own: "Six to twelve months"."""

from moderation.kinds.base import Choices
from sessions.enums import Kind


class Single(Choices):
    kind = Kind.SINGLE
