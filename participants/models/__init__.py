from .announcement import Announcement, AnnouncementRead
from .call import Call
from .consent import Consent, ConsentAnswer
from .draft import Draft
from .entry import Device, DevicePermission, EntryCode, PersonalLink
from .extension import Extension
from .findings import Findings, Verdict
from .membership import Membership
from .mention import Mention
from .participant import Participant
from .pilot import Pilot
from .quote import Quote
from .reading import Reading, Skip, StageFinish
from .reply import Reply
from .reply_version import AnswerValue, Redaction, ReplyVersion
from .resonance import Resonance
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
    "Mention",
    "Participant",
    "PersonalLink",
    "Pilot",
    "Quote",
    "Reading",
    "Redaction",
    "Reply",
    "ReplyVersion",
    "Resonance",
    "Skip",
    "StageFinish",
    "Thanks",
    "Upload",
    "Verdict",
]
