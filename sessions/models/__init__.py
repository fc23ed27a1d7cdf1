from .board import Board
from .consent import ConsentStatement, ConsentVersion
from .date_change import ChangedDate, DateChange
from .front_matter import Contact, RunBy
from .pause import Pause
from .question import Question
from .question_version import QuestionItem, QuestionVersion, Stimulus
from .reminder_rule import ReminderRule
from .segment import Segment, SegmentSet
from .staff_member import StaffMember
from .stage import Stage
from .thank_you import ThankYou
from .working_copy import WorkingCopy

__all__ = [
    "Board",
    "ChangedDate",
    "ConsentStatement",
    "ConsentVersion",
    "Contact",
    "DateChange",
    "Pause",
    "Question",
    "QuestionItem",
    "QuestionVersion",
    "ReminderRule",
    "RunBy",
    "Segment",
    "SegmentSet",
    "StaffMember",
    "Stage",
    "Stimulus",
    "ThankYou",
    "WorkingCopy",
]
