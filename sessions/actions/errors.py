"""What an action raises when it cannot be done now."""


class Refused(Exception):
    """What was asked cannot be done now; the text says why, and what can be done instead."""

    def __init__(self, why: str, *, field: str | None = None) -> None:
        super().__init__(why)
        self.field = field
