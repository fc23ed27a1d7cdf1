"""Trying a board out from the desk (DESIGN.md: Participant; rules 13 and 17)."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bulletin.audit.models import Entry
from moderation.actions.correcting import correct_address
from moderation.actions.inviting import invite_person
from moderation.actions.staffing import add_staff, change_role, remove_staff
from moderation.participation.piloting import pilots_of
from moderation.participation.statement import statement_of
from participants.models import Participant, PersonalLink, Pilot, Reply
from sessions.actions.errors import Refused
from sessions.enums import Role
from sessions.models import Board, StaffMember
from tests import factories
from tests.moderation.desk.trails import trail

NOW, DAY = factories.NOW, factories.DAY


def page(name: str, *ids: object) -> str:
    return reverse(name, args=["cop", *ids])


def words(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def test_one_press_gives_the_facilitator_a_place_and_a_link_that_opens_it(
    board: Board, staff: dict[Role, StaffMember], facilitator: Client
) -> None:
    shown = facilitator.post(page("desk_own_place"))
    again = facilitator.post(page("desk_own_place"))

    me = board.participants.get()
    assert (me.tester, me.email) == (True, staff[Role.FACILITATOR].user.email)
    assert (shown.status_code, again.status_code) == (200, 200)
    browser = Client()
    browser.post(shown.context["link"].removeprefix("http://testserver"))
    assert PersonalLink.objects.filter(participant=me, uses=1).count() == 1
    assert [action for action, _by, _whom in trail()] == [
        "tester_invited",
        "link_copied",
        "link_copied",
    ]


def test_a_named_colleague_is_added_as_a_tester(board: Board, facilitator: Client) -> None:
    typed = {"name": "Member 01", "email": "member-01@example.org"}

    response = facilitator.post(page("desk_testers"), typed, follow=True)

    assert board.participants.get().tester
    assert "Member 01 is a tester now." in response.content.decode()


def test_what_was_typed_wrong_is_said_beside_its_field(board: Board, facilitator: Client) -> None:
    response = facilitator.post(page("desk_testers"), {"name": "", "email": "nowhere"})

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"name", "email"}


def test_staff_may_be_testers_and_no_participants(
    board: Board, staff: dict[Role, StaffMember]
) -> None:
    by, email = staff[Role.FACILITATOR].user, staff[Role.MODERATOR].user.email
    person: dict[str, Any] = {"board": board, "email": email, "segments": (), "by": by, "now": NOW}

    with pytest.raises(Refused):
        invite_person(name="Member 01", **person)
    invite_person(name="Member 01", tester=True, **person)


def test_a_tester_may_join_the_staff_and_a_participant_may_not(board: Board) -> None:
    by = factories.facilitator(board).user
    joining: dict[str, Any] = {
        "board": board,
        "role": Role.MODERATOR,
        "organisation": "",
        "by": by,
        "now": NOW,
    }
    tester, person = factories.participant(board, tester=True), factories.participant(board)

    add_staff(email=tester.email, display_name="Member 01", **joining)
    with pytest.raises(Refused):
        add_staff(email=person.email, display_name="Member 02", **joining)


def test_the_page_lists_testers_alone_with_how_much_they_wrote(
    board: Board, facilitator: Client
) -> None:
    question = factories.question(factories.stage(board))
    factories.answer(factories.participant(board), question)
    factories.answer(factories.participant(board, tester=True), question)

    lines = facilitator.get(page("desk_testers")).context["testers"]

    assert [(line.name, line.posts, line.last) for line in lines] == [("Heron 02", 1, NOW)]
    read = facilitator.get(lines[0].posts_url).content.decode()
    assert read.count('id="reply-') == 1


def test_the_page_says_that_nobody_answers_before_the_launch(facilitator: Client) -> None:
    Board.objects.update(launched_at=None)

    assert "testers neither" in words(facilitator, page("desk_testers"))


def test_marking_says_what_follows(board: Board, facilitator: Client) -> None:
    person = factories.participant(board)
    address = page("desk_tester", person.pk)
    assert "stands in no figure and no transcript" in words(facilitator, address)

    facilitator.post(address)

    assert Participant.objects.get().tester


def test_a_refusal_is_said_on_the_page(board: Board, facilitator: Client) -> None:
    person = factories.participant(board)
    factories.answer(person, factories.question(factories.stage(board)))

    refused = facilitator.post(page("desk_tester", person.pk))

    assert refused.status_code == 422
    assert "They have written as a participant" in refused.content.decode()


@pytest.mark.parametrize(
    ("role", "may"), [(Role.MODERATOR, True), (Role.OBSERVER, False), (Role.RECRUITER, False)]
)
def test_of_the_staff_only_those_who_read_everything_try_the_board_out(
    board: Board, staff: dict[Role, StaffMember], facilitator: Client, role: Role, may: bool
) -> None:
    """A tester reads what participants write (rules 2 and 9)."""
    email = staff[role].user.email

    response = facilitator.post(page("desk_testers"), {"name": "A colleague", "email": email})

    assert (response.status_code == 302) is may
    assert Participant.objects.filter(email=email, tester=True).exists() is may


def test_a_recruiter_gives_no_tester_their_own_address(
    board: Board, staff: dict[Role, StaffMember]
) -> None:
    tester = factories.participant(board, tester=True)
    recruiter = staff[Role.RECRUITER].user

    with pytest.raises(Refused):
        correct_address(participant=tester, email=recruiter.email, by=recruiter, now=NOW)


@pytest.mark.parametrize("becomes", [Role.RECRUITER, Role.OBSERVER, None])
def test_who_reads_no_more_as_staff_reads_no_more_as_a_tester(
    board: Board, staff: dict[Role, StaffMember], becomes: Role | None
) -> None:
    by, member = staff[Role.FACILITATOR].user, staff[Role.MODERATOR]
    place = factories.participant(board, tester=True, email=member.user.email.upper())

    if becomes:
        change_role(member=member, role=becomes, by=by, now=NOW)
    else:
        remove_staff(member=member, by=by, now=NOW)

    place.refresh_from_db()
    assert place.deactivated_at == NOW


def test_a_tester_is_added_to_the_staff_only_to_read_everything(
    board: Board, staff: dict[Role, StaffMember]
) -> None:
    factories.participant(board, tester=True, email="tester@example.org")

    def added(role: Role) -> StaffMember:
        return add_staff(
            board=board,
            email="tester@example.org",
            role=role,
            display_name="A colleague",
            organisation="",
            by=staff[Role.FACILITATOR].user,
            now=NOW,
        )

    with pytest.raises(Refused):
        added(Role.OBSERVER)
    assert added(Role.MODERATOR)


def test_unmarking_is_refused_until_what_they_wrote_is_cleared(
    board: Board, facilitator: Client
) -> None:
    tester = factories.participant(board, tester=True)
    factories.answer(tester, factories.question(factories.stage(board)))
    address = page("desk_tester_removal", tester.pk)

    refused = facilitator.post(address, follow=True).content.decode()
    assert "Clear what testers wrote, and try again." in refused
    assert Participant.objects.get().tester

    facilitator.post(page("desk_testers_clearing"))
    facilitator.post(address)
    assert not Participant.objects.get().tester


def test_clearing_says_first_how_much_goes(board: Board, facilitator: Client) -> None:
    question = factories.question(factories.stage(board))
    answer = factories.answer(factories.participant(board, tester=True), question)
    factories.probe(factories.facilitator(board), answer)

    told = words(facilitator, page("desk_testers_clearing"))

    assert "1 post of testers is removed" in told
    assert "So is 1 reply of staff to them." in told
    assert Reply.objects.count() == 2
    facilitator.post(page("desk_testers_clearing"))
    assert not Reply.objects.exists()


def test_the_trail_says_what_was_cleared(board: Board, facilitator: Client) -> None:
    question = factories.question(factories.stage(board))
    factories.answer(factories.participant(board, tester=True), question)
    facilitator.post(page("desk_testers_clearing"))

    assert (
        "cleared what testers had written from 30 March 2021 to 30 March 2021: testers 1, posts 1,"
        " replies of staff to them 0"
    ) in words(facilitator, page("desk_audit"))


def pilot(board: Board, *, testers: int, began: date, ended: date) -> Pilot:
    return Pilot.objects.create(
        board=board, testers=testers, posts=3, began_on=began, ended_on=ended,
        cleared_at=NOW, cleared_by=factories.facilitator(board).user,
    )  # fmt: skip


def test_the_record_says_when_the_board_was_tried_out(board: Board) -> None:
    pilot(board, testers=2, began=date(2026, 3, 3), ended=date(2026, 3, 3))
    pilot(board, testers=1, began=date(2026, 3, 4), ended=date(2026, 3, 5))
    sentences = [
        "Piloted with 2 testers on 3 March 2026; what they wrote was cleared.",
        "Piloted with 1 tester from 4 March 2026 to 5 March 2026; what they wrote was cleared.",
    ]

    assert pilots_of(board, NOW) == sentences
    assert statement_of(board, NOW).paragraphs[-1] == " ".join(sentences)
    assert pilots_of(board, NOW - DAY) == []
    assert pilots_of(board, NOW, dated=False)[0] == (
        "Piloted with 2 testers; what they wrote was cleared."
    )


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.OBSERVER, Role.RECRUITER])
def test_only_facilitators_are_led_there(
    board: Board, at_desk: Callable[[Role], Client], role: Role
) -> None:
    client = at_desk(role)

    for address in ("desk_board", "desk_people"):
        assert page("desk_testers") not in client.get(page(address)).content.decode()


def test_every_deed_stands_in_the_trail_of_the_person(board: Board, facilitator: Client) -> None:
    person = factories.participant(board)
    facilitator.post(page("desk_tester", person.pk))
    facilitator.post(page("desk_tester_removal", person.pk))

    assert list(Entry.objects.filter(subject=person.pk).values_list("action", flat=True)) == [
        "person_made_participant",
        "person_made_tester",
    ]
