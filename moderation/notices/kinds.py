"""Every kind of notice from a board to its staff."""

from bulletin.outbox.kinds import NoticeKind
from moderation.notices.calls import CallForHelp, ReportedPost
from moderation.notices.destruction_due import DestructionDue
from moderation.notices.invitation_trial import InvitationTrial
from moderation.notices.mail_alarm import MailAlarm
from moderation.notices.staff_invitation import StaffInvitation
from moderation.notices.unreleased_alarm import UnreleasedAlarm

ALL: tuple[NoticeKind, ...] = (
    UnreleasedAlarm(),
    StaffInvitation(),
    MailAlarm(),
    CallForHelp(),
    ReportedPost(),
    DestructionDue(),
    InvitationTrial(),
)
