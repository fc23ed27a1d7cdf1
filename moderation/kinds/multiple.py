"""Several options: "Time to think; Contacts made; other: the biscuits"."""

from moderation.kinds.base import Choices
from sessions.enums import Kind


class Multiple(Choices):
    kind = Kind.MULTIPLE
