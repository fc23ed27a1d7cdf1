from .code import Code, Coding
from .mark import Seen, Star
from .note import Note
from .passage import Passage
from .prepared_probe import PreparedProbe
from .quotation import Quotation
from .statement import Statement
from .transcript import Transcript

__all__ = [
    "Code",
    "Coding",
    "Note",
    "Passage",
    "PreparedProbe",
    "Quotation",
    "Seen",
    "Star",
    "Statement",
    "Transcript",
]
