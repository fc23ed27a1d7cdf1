"""Who runs a board: adding and removing staff."""

import pytest
from django.test import Client
from django.urls import reverse

from bulletin.accounts.models import User
from bulletin.outbox.models import Notice
from moderation.actions.staffing import add_staff, remove_staff
from participants.models import Participant
from sessions.actions.errors import Refused
from sessions.enums import Role
from sessions.models import Board, StaffMember
from tests import factories
from tests.moderation.desk.conftest import signed_in
from tests.moderation.desk.trails import details, trail

NOW = factories.NOW
FORM = {
    "email": "second@example.org",
    "role": "moderator",
    "display_name": "The second moderator",
    "organisation": "Example Institute",
}
PAGE = "/desk/cop/staff/"


def test_somebody_added_holds_the_role_is_told_by_mail_and_sees_the_board(
    board: Board, facilitator: Client
) -> None:
    assert facilitator.post(PAGE, FORM).status_code == 302

    member = StaffMember.objects.get(user__email="second@example.org")
    assert (member.role, member.display_name) == (Role.MODERATOR, "The second moderator")
    notice = Notice.objects.get()
    assert (notice.kind, notice.recipient, notice.subject) == (
        "staff_invitation",
        member.user_id,
        member.pk,
    )
    by = factories.facilitator(board).user
    assert trail() == [("staff_added", by.pk, member.pk)]
    assert details("staff_added") == {"role": "moderator"}
    home = signed_in(member.user).get(reverse("desk_board", args=["cop"]))
    assert home.status_code == 200


def test_the_same_again_adds_and_sends_nothing(board: Board, facilitator: Client) -> None:
    for email in ("second@example.org", "Second@Example.org"):
        assert facilitator.post(PAGE, FORM | {"email": email}).status_code == 302

    assert StaffMember.objects.filter(user__email="second@example.org").count() == 1
    assert Notice.objects.count() == 1
    assert len(trail()) == 1


def test_another_role_for_somebody_who_has_one_is_refused(
    board: Board, facilitator: Client
) -> None:
    facilitator.post(PAGE, FORM)

    response = facilitator.post(PAGE, FORM | {"role": "observer"})

    assert response.status_code == 422
    assert "They are moderator here: remove that role first." in response.content.decode()


def test_nobody_is_participant_and_staff_of_one_board(board: Board, facilitator: Client) -> None:
    person = factories.participant(board)

    response = facilitator.post(PAGE, FORM | {"email": person.email.upper()})

    page = response.content.decode()
    assert response.status_code == 422
    assert "Somebody with this address takes part in the board." in page
    assert 'value="The second moderator"' in page
    assert not User.objects.filter(email__iexact=person.email).exists()


def test_a_user_who_joined_their_place_is_no_staff_either(board: Board) -> None:
    person = factories.participant(board)
    user = factories.user("another-address@example.org")
    Participant.objects.filter(pk=person.pk).update(user=user)

    with pytest.raises(Refused):
        add_staff(
            board=board,
            email=user.email,
            role=Role.OBSERVER,
            display_name="One",
            organisation="",
            by=factories.facilitator(board).user,
            now=NOW,
        )


def test_somebody_removed_is_gone_from_the_page_and_from_the_board(
    board: Board, facilitator: Client
) -> None:
    member = factories.staff(board, Role.MODERATOR, display_name="The leaving one")
    assert "The leaving one" in facilitator.get(PAGE).content.decode()

    facilitator.post(reverse("desk_staff_removal", args=["cop", member.pk]))

    member.refresh_from_db()
    assert member.removed_at is not None
    assert "The leaving one is no longer" in facilitator.get(PAGE).content.decode()
    assert "The leaving one" not in facilitator.get(PAGE).content.decode()
    by = factories.facilitator(board).user
    assert not remove_staff(member=member, by=by, now=NOW)
    assert trail() == [("staff_removed", by.pk, member.pk)]


def test_a_board_keeps_its_last_facilitator(board: Board, facilitator: Client) -> None:
    me = factories.facilitator(board)
    removal = reverse("desk_staff_removal", args=["cop", me.pk])

    refused = facilitator.post(removal, follow=True).content.decode()
    me.refresh_from_db()
    assert me.removed_at is None
    assert "A board keeps at least one facilitator" in refused

    factories.staff(board, Role.FACILITATOR)
    response = facilitator.post(removal)

    me.refresh_from_db()
    assert me.removed_at is not None
    assert response.headers["Location"] == reverse("desk")


def test_addresses_of_staff_are_for_facilitators_alone(board: Board, facilitator: Client) -> None:
    member = factories.staff(board, Role.MODERATOR)

    assert member.user.email in facilitator.get(PAGE).content.decode()
    page = signed_in(member.user).get(PAGE).content.decode()

    assert "The moderator" in page
    assert "@example.org" not in page
    assert "Add to the staff" not in page
