"""The kinds of notice that participants receive, by the name a `Notice` keeps."""

INVITATION = "invitation"
STAGE_OPENED = "stage_opened"
REMINDER_UNFINISHED = "reminder_unfinished"
REMINDER_NEVER_CAME = "reminder_never_came"
ENTRY_CODE = "entry_code"
HELP_ANSWERED = "help_answered"
PROBE_ASKED = "probe_asked"
REPLY_REJECTED = "reply_rejected"
FINDINGS = "findings"
DATE_CHANGED = "date_changed"
ANNOUNCEMENT = "announcement"

REMINDERS = (REMINDER_UNFINISHED, REMINDER_NEVER_CAME)
