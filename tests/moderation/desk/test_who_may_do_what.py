"""Every page and deed of the desk, as every role (DESIGN.md: Staff role; rules 9, 10 and 13)."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse
from django.utils.html import escape

from bulletin.audit.models import Entry
from bulletin.web.access import Access, access_of
from moderation.desk.roles import Row
from moderation.desk.roles import rows as table_rows
from moderation.desk.tabs import PARTS
from moderation.models import (
    Code,
    Coding,
    Note,
    Passage,
    PreparedProbe,
    Statement,
    Transcript,
)
from moderation.preview.eyes import Eyes
from moderation.urls import urlpatterns
from moderation.web import roles_of
from participants.models import Announcement, Call, Participant, Reply
from sessions.enums import Kind, ObserverSight, Reveal, Role
from sessions.models import Board, Question, Segment, StaffMember, Stage
from tests import factories
from tests.moderation.desk.conftest import signed_in

F, M, O, R = Role.FACILITATOR, Role.MODERATOR, Role.OBSERVER, Role.RECRUITER  # noqa: E741

WHERE = (
    "Put each into a row of moderation/desk/roles.py that says in words what it shows or does:"
    " into `pages` if it is looked at, `deeds` if it is posted to, `forms` if both."
)


def patterns(among: Sequence[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for one in among:
        if isinstance(one, URLResolver):
            yield from patterns(one.url_patterns)
        else:
            yield one


def allowed(kind: Callable[[Row], tuple[str, ...]]) -> dict[str, set[Role]]:
    """Whose each address is, by the product's own table."""
    return {name: set(row.roles) for row in table_rows() for name in kind(row)}


DESK = {str(one.name): one for one in patterns(urlpatterns)}
STAFF = {name for name, one in DESK.items() if access_of(one.callback) == Access.STAFF}
# Who may ask for a page, and who may carry out a deed. What is in no row is nobody's.
PAGES = allowed(lambda row: row.pages + row.forms)
DEEDS = allowed(lambda row: row.deeds + row.forms)
NAMES = sorted({*PAGES, *DEEDS})
ROUTES = {name: str(one.pattern) for name, one in DESK.items()}
WITH_ID = re.compile(r"<(?:uuid|str|path):([a-z_]+)>")


class Rows:
    """What the addresses of one board's desk are filled with."""

    def __init__(self, board: Board, member: StaffMember) -> None:
        self.stage: Stage = factories.stage(board)
        self.question: Question = factories.question(self.stage, reveal=Reveal.ON_REVEAL)
        self.person: Participant = factories.participant(board)
        self.reply: Reply = factories.answer(self.person, self.question)
        self.transcript = Transcript.objects.create(
            board=board, format="json", identity="pseudonym", asked_at=factories.NOW
        )
        self.call: Call = factories.call(factories.participant(board), self.reply)
        self.member = member
        self.code: Code = factories.code(board)
        analyst = board.staff.filter(role=Role.MODERATOR).first()
        self.coding: Coding = factories.coding(self.code, self.reply, by=analyst)
        self.redaction = factories.redact(self.reply, "answer")
        self.file = factories.picture(board, "harbour")
        factories.stimulus(self.question, self.file)
        board.consent_versions.update(observers=ObserverSight.PSEUDONYM)
        self.closed: Question = factories.question(
            self.stage, kind=Kind.SINGLE, options=["Yes", "No"]
        )
        factories.value(factories.answer(self.person, self.closed, ""), "yes")
        self.note: Note = factories.wish(member, self.reply)
        self.prepared: PreparedProbe = factories.prepared_probe(board)
        self.passage: Passage = factories.passage(self.reply)
        self.statement: Statement = factories.statement(board, "One.", self.passage)
        factories.findings(board, document=factories.picture(board, "report"))
        self.destruction = factories.destruction(board)
        self.segment: Segment = factories.segment_set(board, "sector", "health").segments.get()
        self.announcement: Announcement = factories.announcement(board)

    def address(self, name: str, slug: str) -> str:
        ids = {
            "stage_id": self.stage.pk,
            "question_id": self.question.pk,
            "closed_id": self.closed.pk,
            "reply_id": self.reply.pk,
            "participant_id": self.person.pk,
            "member_id": self.member.pk,
            "code_id": self.code.pk,
            "coding_id": self.coding.pk,
            "redaction_id": self.redaction.pk,
            "file_id": self.file.pk,
            "note_id": self.note.pk,
            "prepared_id": self.prepared.pk,
            "passage_id": self.passage.pk,
            "statement_id": self.statement.pk,
            "segment_id": self.segment.pk,
            "set_id": self.segment.segment_set_id,
            "announcement_id": self.announcement.pk,
            "transcript_id": self.transcript.pk,
            "call_id": self.call.pk,
            "destruction_id": self.destruction.pk,
            "eyes": Eyes().token(),
            "address": "b/cop/",
        }
        wanted = WITH_ID.findall(ROUTES[name])
        return reverse(name, kwargs={"slug": slug, **{key: ids[key] for key in wanted}})


@pytest.fixture
def board(db: None) -> Board:
    """One that lets observers read, so that they have something to write a note beside."""
    factories.swept()
    return factories.board(slug="cop", observers=ObserverSight.PSEUDONYM)


@pytest.fixture
def rows(board: Board, staff: dict[Role, StaffMember]) -> Rows:
    return Rows(board, staff[Role.OBSERVER])


def test_every_address_of_the_desk_stands_in_the_table_of_roles() -> None:
    missing = {name: sorted(roles_of(DESK[name].callback)) for name in STAFF - set(NAMES)}

    assert missing == {}, f"No row names these addresses. {WHERE}"
    assert set(NAMES) - STAFF == set(), "These rows name addresses that do not exist."


def test_no_address_stands_in_the_table_twice() -> None:
    looked_at = Counter(name for row in table_rows() for name in row.pages + row.forms)
    posted_to = Counter(name for row in table_rows() for name in row.deeds + row.forms)

    assert {name for name, times in (looked_at | posted_to).items() if times > 1} == set()


def test_no_address_is_open_but_to_staff_the_list_of_ones_boards_and_who_makes_one() -> None:
    assert {access_of(one.callback) for one in DESK.values()} == {Access.STAFF, Access.SIGNED_IN}
    outside = {"desk", "desk_new_board", "desk_new_board_preview", "desk_new_board_making"}
    assert set(DESK) - STAFF == outside


def test_the_table_says_what_the_views_say() -> None:
    said = {name: {*PAGES.get(name, set()), *DEEDS.get(name, set())} for name in NAMES}

    assert {name: set(roles_of(DESK[name].callback)) for name in NAMES} == said, WHERE


def test_every_tab_is_there_for_whoever_may_open_it() -> None:
    places = [place for part in PARTS for place in part.places]

    assert {place.page: set(place.roles) for place in places} == {
        place.page: PAGES[place.page] for place in places
    }


@pytest.mark.parametrize("role", list(Role))
def test_a_page_opens_for_its_roles_alone(
    role: Role, rows: Rows, at_desk: Callable[[Role], Client]
) -> None:
    client = at_desk(role)

    def is_right(name: str, status: int) -> bool:
        if role not in {*PAGES.get(name, set()), *DEEDS.get(name, set())}:
            return status == 403
        return status in {200, 302} if name in PAGES else status == 405

    answers = {name: each_undone(client.get, rows.address(name, "cop")) for name in NAMES}
    statuses = {name: answer.status_code for name, answer in answers.items()}
    assert {name: status for name, status in statuses.items() if not is_right(name, status)} == {}


@pytest.mark.parametrize("role", list(Role))
def test_a_deed_is_refused_to_every_other_role_and_leaves_nothing(
    role: Role, rows: Rows, at_desk: Callable[[Role], Client]
) -> None:
    client = at_desk(role)
    mine = {name for name, roles in DEEDS.items() if role in roles}
    wrong = {}

    for name in mine:
        status = each_undone(client.post, rows.address(name, "cop")).status_code
        if status not in {200, 302, 422}:
            wrong[name] = status
    before = Entry.objects.count()
    for name in DEEDS.keys() - mine:
        status = client.post(rows.address(name, "cop")).status_code
        if (status, Entry.objects.count()) != (403, before):
            wrong[name] = status

    assert wrong == {}


def test_a_board_of_others_is_answered_like_one_that_does_not_exist(rows: Rows) -> None:
    elsewhere = factories.board(slug="elsewhere")
    client = signed_in(factories.facilitator(elsewhere).user)

    def asked(slug: str) -> dict[str, list[tuple[int, bytes]]]:
        return {
            name: [
                (answer.status_code, _masked(answer))
                for ask in (client.get, client.post)
                for answer in [ask(rows.address(name, slug))]
            ]
            for name in NAMES
        }

    theirs = asked("cop")
    assert {status for answers in theirs.values() for status, _body in answers} == {404}
    assert theirs == asked("nowhere")


def test_what_stands_on_another_board_is_not_there(rows: Rows) -> None:
    """One's own board in the address, another's stage, person or reply behind it."""
    elsewhere = factories.board(slug="elsewhere")
    client = signed_in(factories.facilitator(elsewhere).user)
    with_ids = [name for name in NAMES if WITH_ID.search(ROUTES[name])]

    statuses = {
        name: ask(rows.address(name, "elsewhere")).status_code
        for name in with_ids
        for ask in [client.get if name in PAGES else client.post]
    }

    assert statuses == dict.fromkeys(with_ids, 404)


def each_undone(ask: Callable[[str], Any], address: str) -> Any:
    """The answer; what came of asking is taken back, so that the next finds things as they were."""
    before = transaction.savepoint()
    answer = ask(address)
    b"".join(answer)
    transaction.savepoint_rollback(before)
    return answer


def _masked(response: Any) -> bytes:
    return b"".join(line for line in response.content.splitlines() if b"csrf" not in line.lower())


def _everywhere(rows: Rows) -> list[str]:
    return [reverse("desk"), *(rows.address(name, "cop") for name in NAMES)]


def test_a_stranger_is_led_to_the_sign_in_page(rows: Rows, client: Client) -> None:
    for address in _everywhere(rows):
        for response in (client.get(address), client.post(address)):
            assert response.status_code == 302, address
            assert response.headers["Location"].startswith(reverse("account_login")), address


def test_one_factor_alone_opens_nothing(rows: Rows, board: Board, client: Client) -> None:
    client.force_login(factories.facilitator(board).user)

    for address in _everywhere(rows):
        for response in (client.get(address), client.post(address)):
            assert response.headers["Location"] == reverse("first_factor"), address


def test_somebody_removed_from_the_staff_is_a_stranger_to_the_board(
    rows: Rows, staff: dict[Role, StaffMember], at_desk: Callable[[Role], Client]
) -> None:
    client = at_desk(M)
    address = rows.address("desk_board", "cop")
    assert client.get(address).status_code == 200

    StaffMember.objects.filter(pk=staff[M].pk).update(removed_at=factories.NOW)

    assert client.get(address).status_code == 404


def test_the_staff_page_shows_the_whole_table(at_desk: Callable[[Role], Client]) -> None:
    page = at_desk(M).get(reverse("desk_staff", args=["cop"]))

    cells = re.findall(r'<tr><th scope="row">(.*?)</th>(.*?)</tr>', page.content.decode())
    shown = {words: re.findall(r">(yes|no)<", marks) for words, marks in cells}
    assert shown == {
        escape(row.what): ["yes" if role in row.roles else "no" for role in Role]
        for row in table_rows()
    }


def test_each_role_has_its_own_list(at_desk: Callable[[Role], Client]) -> None:
    page = at_desk(F).get(reverse("desk_staff", args=["cop"])).content.decode()

    lists = page.partition('class="roles-lists"')[2].split("<summary>")[1:]
    assert {one.partition("<")[0]: set(re.findall("<li>(.*?)</li>", one)) for one in lists} == {
        str(role.label): {str(escape(row.what)) for row in table_rows() if role in row.roles}
        for role in Role
    }


def test_no_page_of_the_desk_is_kept_by_a_cache(
    rows: Rows, at_desk: Callable[[Role], Client]
) -> None:
    client = at_desk(F)

    for name in PAGES:
        response = client.get(rows.address(name, "cop"))
        b"".join(response)
        assert "no-store" in response.headers["Cache-Control"], name
        assert "private" in response.headers["Cache-Control"], name
