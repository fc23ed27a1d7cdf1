from .code import Code, Coding
from .mark import Seen, Star
from .note import Note
from .prepared_probe import PreparedProbe
from .transcript import Transcript

__all__ = ["Code", "Coding", "Note", "PreparedProbe", "Seen", "Star", "Transcript"]
