"""Every kind of notice is known once all parts are there."""

from bulletin.outbox.kinds import kinds


def test_these_are_the_reasons_for_which_people_are_written_to() -> None:
    named = {kind.name: kind.quiet for kind in kinds()}

    assert named == {
        "announcement": True,
        "call_for_help": False,
        "date_changed": True,
        "destruction_due": True,
        "entry_code": False,
        "findings": True,
        "help_answered": True,
        "invitation": True,
        "mail_alarm": False,
        "probe_asked": True,
        "reminder_never_came": True,
        "reminder_unfinished": True,
        "reply_rejected": True,
        "reported_post": False,
        "sign_in_code": False,
        "staff_invitation": True,
        "stage_opened": True,
        "test_invitation": False,
        "unreleased_alarm": False,
    }
