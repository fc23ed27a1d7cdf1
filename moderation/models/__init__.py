from .code import Code, Coding
from .mail_trial import MailTrial
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
    "MailTrial",
    "Note",
    "Passage",
    "PreparedProbe",
    "Quotation",
    "Seen",
    "Star",
    "Statement",
    "Transcript",
]
