"""Every page and deed of the desk, as every role (DESIGN.md: Staff role; rules 9, 10 and 13)."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bulletin.audit.models import Entry
from bulletin.web.access import Access, access_of
from moderation.desk.staff import MAY
from moderation.desk.urls import urlpatterns
from participants.models import Participant, Reply
from sessions.enums import Reveal, Role
from sessions.models import Board, Question, StaffMember, Stage
from tests import factories
from tests.moderation.desk.conftest import signed_in

F, M, O, R = Role.FACILITATOR, Role.MODERATOR, Role.OBSERVER, Role.RECRUITER  # noqa: E741
EVERYONE, READERS = {F, M, O, R}, {F, M}

# Who may ask for a page, and who may carry out a deed. What is not here is nobody's.
PAGES = {
    "desk_board": EVERYONE,
    "desk_launch": {F},
    "desk_pause": {F},
    "desk_end": {F},
    "desk_dates": {F},
    "desk_everything": {F, M, O},
    "desk_question": {F, M, O},
    "desk_reply": READERS,
    "desk_people": {F, M, R},
    "desk_invitation": {F, M, R},
    "desk_person": {F, M, R},
    "desk_more_time": READERS,
    "desk_withdrawal": READERS,
    "desk_consent": READERS,
    "desk_on_behalf": READERS,
    "desk_staff": READERS,
    "desk_audit": EVERYONE,
}
DEEDS = {
    "desk_launch": {F},
    "desk_pause": {F},
    "desk_end": {F},
    "desk_resumption": {F},
    "desk_release": {F},
    "desk_holding": {F},
    "desk_opening": {F},
    "desk_closing": {F},
    "desk_dates": {F},
    "desk_reveal": {F},
    "desk_comment": READERS,
    "desk_concealment": READERS,
    "desk_restoration": READERS,
    "desk_passing": READERS,
    "desk_invitation": {F, M, R},
    "desk_identity": {F, R},
    "desk_link": READERS,
    "desk_revocation": READERS,
    "desk_device": READERS,
    "desk_deactivation": READERS,
    "desk_reactivation": READERS,
    "desk_more_time": READERS,
    "desk_withdrawal": READERS,
    "desk_consent": READERS,
    "desk_on_behalf": READERS,
    "desk_staff": {F},
    "desk_staff_removal": {F},
}
NAMES = sorted({*PAGES, *DEEDS})
ROUTES = {str(one.name): str(one.pattern) for one in urlpatterns}
WITH_ID = re.compile(r"<uuid:([a-z_]+)>")


class Rows:
    """What the addresses of one board's desk are filled with."""

    def __init__(self, board: Board, member: StaffMember) -> None:
        self.stage: Stage = factories.stage(board)
        self.question: Question = factories.question(self.stage, reveal=Reveal.ON_REVEAL)
        self.person: Participant = factories.participant(board)
        self.reply: Reply = factories.answer(self.person, self.question)
        self.member = member

    def address(self, name: str, slug: str) -> str:
        ids = {
            "stage_id": self.stage.pk,
            "question_id": self.question.pk,
            "reply_id": self.reply.pk,
            "participant_id": self.person.pk,
            "member_id": self.member.pk,
        }
        wanted = WITH_ID.findall(ROUTES[name])
        return reverse(name, kwargs={"slug": slug, **{key: ids[key] for key in wanted}})


@pytest.fixture
def rows(board: Board, staff: dict[Role, StaffMember]) -> Rows:
    return Rows(board, staff[Role.OBSERVER])


def test_every_address_of_the_desk_is_in_the_tables() -> None:
    named = {pattern.name for pattern in urlpatterns} - {"desk"}

    assert named == {*PAGES, *DEEDS}
    assert {access_of(pattern.callback) for pattern in urlpatterns} == {
        Access.STAFF,
        Access.SIGNED_IN,
    }


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("name", NAMES)
def test_a_page_opens_for_its_roles_alone(
    name: str, role: Role, rows: Rows, at_desk: Callable[[Role], Client]
) -> None:
    allowed = {*PAGES.get(name, set()), *DEEDS.get(name, set())}
    expected = 403 if role not in allowed else 200 if name in PAGES else 405

    assert at_desk(role).get(rows.address(name, "cop")).status_code == expected


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("name", sorted(DEEDS))
def test_a_deed_is_refused_to_every_other_role_and_leaves_nothing(
    name: str, role: Role, rows: Rows, at_desk: Callable[[Role], Client]
) -> None:
    client = at_desk(role)
    before = Entry.objects.count()

    status = client.post(rows.address(name, "cop")).status_code

    if role in DEEDS[name]:
        assert status in {200, 302, 422}
    else:
        assert (status, Entry.objects.count()) == (403, before)


@pytest.mark.parametrize("name", NAMES)
def test_a_board_of_others_is_answered_like_one_that_does_not_exist(
    name: str, rows: Rows, board: Board
) -> None:
    elsewhere = factories.board(slug="elsewhere")
    client = signed_in(factories.facilitator(elsewhere).user)

    theirs = [client.get(rows.address(name, "cop")), client.post(rows.address(name, "cop"))]
    nowhere = [
        client.get(rows.address(name, "nowhere")),
        client.post(rows.address(name, "nowhere")),
    ]

    assert [one.status_code for one in theirs] == [404, 404]
    assert [_masked(one) for one in theirs] == [_masked(one) for one in nowhere]


@pytest.mark.parametrize("name", [name for name in NAMES if WITH_ID.search(ROUTES[name])])
def test_what_stands_on_another_board_is_not_there(name: str, rows: Rows) -> None:
    """One's own board in the address, another's stage, person or reply behind it."""
    elsewhere = factories.board(slug="elsewhere")
    client = signed_in(factories.facilitator(elsewhere).user)
    ask = client.get if name in PAGES else client.post

    assert ask(rows.address(name, "elsewhere")).status_code == 404


def _masked(response: Any) -> bytes:
    return b"".join(line for line in response.content.splitlines() if b"csrf" not in line.lower())


@pytest.mark.parametrize("name", ["desk", *NAMES])
def test_a_stranger_is_led_to_the_sign_in_page(name: str, rows: Rows, client: Client) -> None:
    address = reverse("desk") if name == "desk" else rows.address(name, "cop")

    for response in (client.get(address), client.post(address)):
        assert response.status_code == 302
        assert response.headers["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", ["desk", *NAMES])
def test_one_factor_alone_opens_nothing(
    name: str, rows: Rows, board: Board, client: Client
) -> None:
    client.force_login(factories.facilitator(board).user)
    address = reverse("desk") if name == "desk" else rows.address(name, "cop")

    for response in (client.get(address), client.post(address)):
        assert response.headers["Location"] == reverse("first_factor")


def test_somebody_removed_from_the_staff_is_a_stranger_to_the_board(
    rows: Rows, staff: dict[Role, StaffMember], at_desk: Callable[[Role], Client]
) -> None:
    client = at_desk(M)
    address = rows.address("desk_board", "cop")
    assert client.get(address).status_code == 200

    StaffMember.objects.filter(pk=staff[M].pk).update(removed_at=factories.NOW)

    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("See the stages, their dates and the numbers", "desk_board"),
        ("Launch, pause, release, open, close and move dates", "desk_release"),
        ("Add and remove staff", "desk_staff_removal"),
        ("See the people, and add somebody", "desk_invitation"),
        ("Look at the name and address behind a pseudonym", "desk_identity"),
        ("Read everything said", "desk_reply"),
        ("Comment, ask for more, conceal and restore", "desk_comment"),
        ("Enter what somebody said, give more time, withdraw a person", "desk_on_behalf"),
    ],
)
def test_the_table_of_roles_says_what_the_pages_do(sentence: str, name: str) -> None:
    may = {str(words): set(roles) for words, roles in MAY}

    assert may[sentence] == DEEDS.get(name, PAGES.get(name))


def test_no_page_of_the_desk_is_kept_by_a_cache(
    rows: Rows, at_desk: Callable[[Role], Client]
) -> None:
    client = at_desk(F)

    for name in PAGES:
        response = client.get(rows.address(name, "cop"))
        assert "no-store" in response.headers["Cache-Control"], name
        assert "private" in response.headers["Cache-Control"], name
