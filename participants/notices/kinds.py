"""Every kind of notice to participants."""

from bulletin.outbox.kinds import NoticeKind
from participants.notices.announcement import AnnouncementNotice
from participants.notices.date_changed import DateChanged
from participants.notices.entry_code import EntryCode
from participants.notices.findings import FindingsOut
from participants.notices.help_answered import HelpAnswered
from participants.notices.invitation import Invitation
from participants.notices.probe_asked import ProbeAsked
from participants.notices.reminders import NeverCame, Unfinished
from participants.notices.reply_rejected import ReplyRejected
from participants.notices.stage_opened import StageOpened

ALL: tuple[NoticeKind, ...] = (
    Invitation(),
    StageOpened(),
    Unfinished(),
    NeverCame(),
    EntryCode(),
    HelpAnswered(),
    ProbeAsked(),
    ReplyRejected(),
    FindingsOut(),
    DateChanged(),
    AnnouncementNotice(),
)
