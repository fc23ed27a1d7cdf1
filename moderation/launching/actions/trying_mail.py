"""The board's own invitation goes to the facilitator who asks for it, as a test."""

from datetime import datetime

from django.db import transaction

from bulletin.audit.models import Entry
from bulletin.installation.checks import Finding
from bulletin.outbox.actions import owe
from moderation.launching.trials import Outcome, mail_host, mail_sender, trial_of
from moderation.models import MailTrial
from moderation.notices.names import TEST_INVITATION
from sessions.actions.staging import locked_board
from sessions.models import StaffMember


@transaction.atomic
def try_mail(*, member: StaffMember, server: Finding, now: datetime) -> bool:
    """A test message is owed to this member's own address, or what is wrong with the mail `server`
    is kept. False, and nothing changes, while one is on its way."""
    board = locked_board(member.board)
    if trial_of(board, now=now).outcome == Outcome.WAITS:
        return False
    trial = MailTrial(
        board=board,
        asked_at=now,
        asked_by=member.user,
        host=mail_host(),
        sender=mail_sender(),
    )
    if server.works:
        trial.notice = owe(
            kind=TEST_INVITATION,
            recipient=member.user_id,
            subject=board.pk,
            board=board.pk,
            now=now,
        ).pk
    else:
        trial.trouble = server.sentence[:500]
    trial.save(force_insert=True)
    Entry.objects.record(
        "test_message_sent", now=now, actor=member.user_id, board=board.pk, subject=board
    )
    return True
