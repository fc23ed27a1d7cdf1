"""Why a file is not taken, in words for whoever sent it."""


class NotTaken(Exception):
    """`str()` is a plain sentence to show beside the field."""


class NotYet(NotTaken):
    """The same file may be taken in a while."""
