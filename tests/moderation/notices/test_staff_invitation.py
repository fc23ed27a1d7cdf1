"""Who is given a role on a board is told how to sign in."""

import pytest

from bulletin.outbox.actions import owe
from bulletin.outbox.models import Notice
from bulletin.outbox.sweeping import sweep
from sessions.enums import Role
from sessions.models import StaffMember
from tests import factories
from tests.conftest import Mailbox
from tests.letters import words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator() -> StaffMember:
    """A moderator whom the facilitator has just added."""
    member = factories.staff(
        factories.board(), Role.MODERATOR, user=factories.user("moderator@example.org")
    )
    owe(
        kind="staff_invitation",
        recipient=member.user_id,
        subject=member.pk,
        board=member.board_id,
        now=factories.NOW,
    )
    return member


def test_the_letter_names_the_board_and_the_role(moderator: StaffMember, mailbox: Mailbox) -> None:
    sweep(now=factories.NOW)

    [message] = mailbox.to("moderator@example.org")
    assert message["Subject"] == "Your role on a board: Communities of practice"
    words = words_of(message)
    assert "You now have a role on the board “Communities of practice”: Moderator." in words
    assert f"http://localhost:8000/desk/{moderator.board.slug}/" in words


def test_who_was_removed_meanwhile_is_not_written_to(
    moderator: StaffMember, mailbox: Mailbox
) -> None:
    moderator.removed_at = factories.NOW
    moderator.save()

    sweep(now=factories.NOW)

    assert (Notice.objects.get().dropped_why, mailbox.messages) == ("no_longer_staff", [])


def test_who_may_no_longer_sign_in_is_not_written_to(
    moderator: StaffMember, mailbox: Mailbox
) -> None:
    moderator.user.is_active = False
    moderator.user.save()

    sweep(now=factories.NOW)

    assert (Notice.objects.get().dropped_why, mailbox.messages) == ("gone", [])
