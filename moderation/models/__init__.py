from .code import Code, Coding
from .mail_trial import MailTrial
from .mark import Seen, Star
from .note import Note
from .passage import Passage
from .prepared_probe import PreparedProbe
from .statement import Statement
from .transcript import Transcript

__all__ = [
    "Code",
    "Coding",
    "MailTrial",
    "Note",
    "Passage",
    "PreparedProbe",
    "Seen",
    "Star",
    "Statement",
    "Transcript",
]
