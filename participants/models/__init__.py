from .announcement import Announcement, AnnouncementRead
from .call import Call
from .consent import Consent, ConsentAnswer
from .draft import Draft
from .entry import Device, DevicePermission, EntryCode, PersonalLink
from .extension import Extension
from .findings import Findings, Verdict
from .membership import Membership
from .participant import Participant
from .pilot import Pilot
from .reading import Reading, Skip, StageFinish
from .reply import Reply
from .reply_version import AnswerValue, Redaction, ReplyVersion
from .thanks import Thanks
from .upload import Upload

__all__ = [
    "Announcement",
    "AnnouncementRead",
    "AnswerValue",
    "Call",
    "Consent",
    "ConsentAnswer",
    "Device",
    "DevicePermission",
    "Draft",
    "EntryCode",
    "Extension",
    "Findings",
    "Membership",
    "Participant",
    "PersonalLink",
    "Pilot",
    "Reading",
    "Redaction",
    "Reply",
    "ReplyVersion",
    "Skip",
    "StageFinish",
    "Thanks",
    "Upload",
    "Verdict",
]
