"""Whether the staff have come, how they are called, their roles, and who is on call."""

import re
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from bulletin.outbox.models import Mail, Notice
from moderation.actions.staffing import add_staff
from sessions.enums import Role
from sessions.models import Board, StaffMember
from tests import factories
from tests.moderation.desk.conftest import signed_in
from tests.moderation.desk.test_staff import FORM, PAGE
from tests.moderation.desk.trails import details, trail

NOW = factories.NOW


# Whether they have come, and inviting again


def member_of(board: Board, role: Role = Role.MODERATOR, **fields: Any) -> StaffMember:
    return factories.staff(board, role, display_name="The second", **fields)


def do(client: Client, name: str, member: StaffMember, **typed: str) -> str:
    """The page to which this deed leads."""
    address = reverse(name, args=["cop", member.pk])
    return str(client.post(address, typed, follow=True).content.decode())


def test_an_invitation_is_on_its_way_then_sent_or_refused_until_they_come(
    board: Board, facilitator: Client
) -> None:
    def state() -> str:
        found = re.findall(
            r'second@example.org</span>\s*<span class="badge[^"]*">(.*?)</span>',
            facilitator.get(PAGE).content.decode(),
        )
        assert len(found) == 1
        return str(found[0])

    facilitator.post(PAGE, FORM)
    assert state() == "on its way"
    Notice.objects.update(sent_at=NOW, mail=mail(failed_at=None))
    assert state() == "invited"
    Notice.objects.update(mail=mail(failed_at=NOW))
    assert state() == "not delivered"

    member = StaffMember.objects.get(user__email="second@example.org")
    browser = signed_in(member.user)
    browser.get(reverse("desk"))
    assert state() == "not delivered"
    browser.get(reverse("desk_board", args=["cop"]))

    assert state() == "has come"


def mail(*, failed_at: datetime | None) -> Mail:
    return Mail.objects.create(
        recipient=uuid4(), message_id=str(uuid4()), created_at=NOW, due_at=NOW, failed_at=failed_at
    )


def test_an_invitation_is_sent_again_by_a_button_once_the_last_one_has_left(
    board: Board, facilitator: Client
) -> None:
    facilitator.post(PAGE, FORM)
    member = StaffMember.objects.get(user__email="second@example.org")

    assert "is on its way" in do(facilitator, "desk_staff_invitation", member)
    assert Notice.objects.count() == 1
    Notice.objects.update(sent_at=NOW)
    assert "is sent an invitation." in do(facilitator, "desk_staff_invitation", member)

    again = Notice.objects.latest("nth")
    assert (again.nth, again.recipient, again.subject) == (2, member.user_id, member.pk)
    assert ("staff_invited_again", factories.facilitator(board).user_id, member.pk) in trail()


def test_whoever_has_come_is_not_invited_again(board: Board, facilitator: Client) -> None:
    member = member_of(board, first_came_at=NOW)
    invitation = reverse("desk_staff_invitation", args=["cop", member.pk])
    assert invitation not in facilitator.get(PAGE).content.decode()

    assert "They have come to the board already." in do(
        facilitator, "desk_staff_invitation", member
    )
    assert Notice.objects.count() == 0


# Names and roles


def test_a_new_name_stands_beside_what_they_wrote_before(board: Board, facilitator: Client) -> None:
    member = member_of(board)
    question = factories.question(factories.stage(board))
    answer = factories.answer(factories.participant(board), question)
    factories.comment(member, answer)
    typed = {"display_name": "Newly Called", "organisation": "Elsewhere"}

    page = do(facilitator, "desk_staff_name", member, **typed)

    assert "They are called Newly Called now." in page
    said = facilitator.get(reverse("desk_reply", args=["cop", answer.pk])).content.decode()
    assert ("Newly Called" in said, "The second" in said) == (True, False)
    assert trail() == [("staff_renamed", factories.facilitator(board).user_id, member.pk)]
    assert details("staff_renamed") == {}
    assert "called Newly Called already" in do(facilitator, "desk_staff_name", member, **typed)
    assert len(trail()) == 1


def test_a_name_is_asked_for_beside_its_field(board: Board, facilitator: Client) -> None:
    address = reverse("desk_staff_name", args=["cop", member_of(board).pk])
    assert 'value="The second"' in facilitator.get(address).content.decode()

    response = facilitator.post(address, {"display_name": " ", "organisation": "Kept"})

    assert response.status_code == 422
    assert "This field is required." in response.content.decode()
    assert 'value="Kept"' in response.content.decode()


def test_a_changed_role_holds_at_once_and_stands_in_the_trail(
    board: Board, facilitator: Client
) -> None:
    member = member_of(board, Role.OBSERVER)
    theirs = signed_in(member.user)
    assert theirs.get(PAGE).status_code == 403
    form = facilitator.get(reverse("desk_staff_role", args=["cop", member.pk])).content.decode()
    assert "Moderator: reads everything said on the board" in form
    assert "It holds at once" in form

    page = do(facilitator, "desk_staff_role", member, role="moderator")

    assert "The second is moderator from now on." in page
    assert theirs.get(PAGE).status_code == 200
    assert details("staff_role_changed") == {"before": "observer", "after": "moderator"}
    line = facilitator.get(reverse("desk_audit", args=["cop"])).content.decode()
    assert "changed the role of The second from observer to moderator" in line
    assert "was moderator already" in do(facilitator, "desk_staff_role", member, role="moderator")
    assert len(trail()) == 1


def test_the_last_facilitator_keeps_their_role(board: Board, facilitator: Client) -> None:
    me = factories.facilitator(board)

    refused = do(facilitator, "desk_staff_role", me, role="moderator")

    assert "A board keeps at least one facilitator" in refused
    me.refresh_from_db()
    assert me.role == Role.FACILITATOR


@pytest.mark.parametrize(
    ("role", "page"), [(Role.MODERATOR, "desk_staff"), (Role.RECRUITER, "desk_board")]
)
def test_whoever_gives_their_role_up_lands_on_a_page_that_they_may_see(
    role: Role, page: str, board: Board, facilitator: Client
) -> None:
    factories.staff(board, Role.FACILITATOR)
    me = factories.facilitator(board)

    response = facilitator.post(
        reverse("desk_staff_role", args=["cop", me.pk]), {"role": role.value}
    )

    assert response.headers["Location"] == reverse(page, args=["cop"])
    assert facilitator.get(response.headers["Location"]).status_code == 200


# On call


def test_the_page_says_who_is_on_call_and_otherwise_that_the_facilitators_are_called(
    board: Board, facilitator: Client
) -> None:
    member = member_of(board)
    nobody = "Nobody is on call: calls for help and reported posts reach the facilitators."
    assert nobody in facilitator.get(PAGE).content.decode()

    page = do(facilitator, "desk_staff_duty", member)

    assert "The second is on call." in page
    assert "reach at once who is on call: The second." in page
    assert page.count(">On call</span>") == 1
    assert nobody not in page
    assert nobody in do(facilitator, "desk_staff_relief", member)
    me = factories.facilitator(board).user_id
    assert trail() == [("staff_on_call", me, member.pk), ("staff_off_call", me, member.pk)]


def test_the_same_again_changes_nothing(board: Board, facilitator: Client) -> None:
    member = member_of(board)

    assert "was not on call" in do(facilitator, "desk_staff_relief", member)
    do(facilitator, "desk_staff_duty", member)
    assert "was on call already" in do(facilitator, "desk_staff_duty", member)
    assert len(trail()) == 1


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.RECRUITER])
def test_only_those_who_can_read_a_call_are_put_on_call(
    role: Role, board: Board, facilitator: Client
) -> None:
    member = member_of(board, role)

    refused = do(facilitator, "desk_staff_duty", member)

    assert "Only facilitators and moderators can be on call." in refused
    member.refresh_from_db()
    assert not member.on_call


def test_whoever_reads_no_calls_any_more_is_on_call_no_more(
    board: Board, facilitator: Client
) -> None:
    member = member_of(board, on_call=True)

    do(facilitator, "desk_staff_role", member, role="observer")

    member.refresh_from_db()
    assert not member.on_call
    assert list(board.staff.reached_by_calls()) == [factories.facilitator(board)]


def test_the_page_asks_the_same_for_one_member_and_for_many(
    board: Board, facilitator: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    facilitator.get(PAGE)
    for _more in range(3):
        with django_assert_num_queries(9):
            facilitator.get(PAGE)
        add_staff(
            board=board,
            email=f"one-more-{_more}@example.org",
            role=Role.MODERATOR,
            display_name="One more",
            organisation="",
            by=factories.facilitator(board).user,
            now=NOW,
        )
