"""Many people at once on the desk: any list, all that is wrong at once, all or nothing."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from lxml import html

from bulletin.audit.models import Entry
from bulletin.outbox.models import Notice
from bulletin.outbox.planning import plan
from participants.enums import Provenance
from participants.models import Membership, Participant
from sessions.enums import Role
from sessions.models import Board
from tests import factories
from tests.factories import NOW
from tests.lists import upload, workbook, zipped
from tests.moderation.desk.conftest import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def board(db: None) -> Board:
    factories.swept()
    made = factories.board(slug="cop", owner=factories.user("facilitator@example.org"))
    factories.segment_set(made, "sector", "health", "local authority")
    factories.segment_set(made, "topic", "costs", "quality", allows_several=True)
    return made


def bring(client: Client, **posted: Any) -> Any:
    return client.post(reverse("desk_roster", args=["cop"]), posted)


def form_on(page: Any) -> dict[str, str]:
    """What a browser would send back from the page, as it stands."""
    (form,) = html.fromstring(page.content.decode()).cssselect("form.roster")
    return {name: value for name, value in form.form_values() if name != "csrfmiddlewaretoken"}


def press(client: Client, page: Any, button: str, **typed: str) -> Any:
    return client.post(reverse(f"desk_roster_{button}", args=["cop"]), form_on(page) | typed)


def faults_on(page: Any) -> list[str]:
    tree = html.fromstring(page.content.decode())
    return [
        " ".join(
            part.text_content().strip() for part in one.cssselect(".roster__where, [id^=fault]")
        )
        for one in tree.cssselect(".roster__faults > li")
    ]


def chosen_on(page: Any) -> list[str]:
    values = form_on(page)
    return [values[name] for name in sorted(values) if name.startswith("column-")]


PASTED = {
    "an address book's lines": (
        'Member 01 <member-01@example.org>\n"Member 02" <member-02@example.org>;\n'
    ),
    "one line of an address book": (
        "Member 01 <member-01@example.org>, Member 02 <member-02@example.org>"
    ),
    "rows of a spreadsheet": "Member 01\tmember-01@example.org\nMember 02\tmember-02@example.org\n",
    "with a title above its headings": (
        "People of the project\nName;Mail\nMember 01;member-01@example.org\n"
        "Member 02;member-02@example.org\n"
    ),
    "with headings of its own": (
        "Surname;Sector;First name;Mail\n01;health;Member;member-01@example.org\n"
        "02;health;Member;member-02@example.org"
    ),
}


@pytest.mark.parametrize("how", PASTED)
def test_what_is_pasted_is_understood_and_brought_in_by_one_press(
    board: Board, facilitator: Client, how: str
) -> None:
    page = bring(facilitator, text=PASTED[how])

    assert page.status_code == 200
    assert "2 people are new" in page.content.decode()
    assert not board.participants.exists()
    assert press(facilitator, page, "import").status_code == 302
    assert sorted(board.participants.values_list("name", "email")) == [
        ("Member 01", "member-01@example.org"),
        ("Member 02", "member-02@example.org"),
    ]
    assert Entry.objects.get(action="roster_imported").details == {"added": 2, "updated": 0}


def test_who_has_no_address_and_stands_first_is_no_title(board: Board, facilitator: Client) -> None:
    page = bring(facilitator, text="Member 01\nMember 02\tmember-02@example.org\n")
    press(facilitator, page, "import")
    assert board.participants.count() == 2


WIDE: list[list[Any]] = [
    ["People of the project", "", "", "", "", "", ""],
    ["No.", "Participant", "E-mail", "Joined", "Where", "Reserve", "Notes"],
    [1, "Member 01", "member-01@example.org", "", "health", "", "rings on Mondays"],
    [2, "Member 02", "member-02@example.org", "", "Health", "x", ""],
    [3, "Member 03", "member-03@example.org", "", "local authority", "", ""],
    [4, "Member 04", "", "", "health", "no", ""],
]


def test_a_workbook_of_any_shape_is_understood(board: Board, facilitator: Client) -> None:
    data = workbook(WIDE, hidden=[5], dates={"D3": date(2026, 1, 5)}, sheets=["People", "Old"])

    page = bring(facilitator, file=upload(data))

    words = page.content.decode()
    assert chosen_on(page) == ["", "name", "email", "", "sector", "in_reserve", ""]
    assert "Left out, since they are hidden in the workbook: rows 5." in words
    assert "Left out, since they stand above the table: rows 1." in words
    assert "Not read: the sheets Old." in words
    assert "2026-01-05" in words
    assert "The board runs: 1 person is invited by e-mail." in words
    press(facilitator, page, "import")
    assert list(board.participants.order_by("name").values_list("name", "in_reserve")) == [
        ("Member 01", False),
        ("Member 02", True),
        ("Member 04", False),
    ]
    plan(now=NOW)
    invited = Notice.objects.values_list("recipient", flat=True)
    assert list(invited) == [board.participants.get(name="Member 01").pk]


def test_a_second_list_says_who_is_new_who_is_changed_and_who_stays(
    board: Board, facilitator: Client
) -> None:
    bringing = bring(facilitator, text="name,email,sector\nMember 01,,health\nMember 02,,\n")
    press(facilitator, bringing, "import")

    page = bring(
        facilitator,
        text="name,email,sector\nMember 01,member-01@example.org,health\n"
        "Member 02,,\nMember 03,,\n",
    )

    words = page.content.decode()
    assert "1 person is new" in words
    assert "1 is changed" in words
    assert "1 stays as it is" in words
    assert "1 person is invited by e-mail." in words
    assert press(facilitator, page, "import").status_code == 302
    assert press(facilitator, page, "import").status_code == 302
    assert board.participants.count() == 3
    assert Membership.objects.current().count() == 1


def test_what_is_wrong_is_mended_on_the_page_or_left_out(board: Board, facilitator: Client) -> None:
    page = bring(
        facilitator,
        text="name,email,sector\nMember 01,nowhere,helth\n,member-02@example.org,health\n",
    )
    assert page.status_code == 422
    assert faults_on(page) == [
        "Row 2, E-mail address “nowhere” is no e-mail address; it looks like name@example.org.",
        "Row 2, sector “helth” is none of its values: health, local authority."
        " Did you mean health?",
        "Row 3, Name The name is missing.",
    ]

    refused = press(facilitator, page, "import", **{"cell-2-1": "member-01@example.org"})
    assert refused.status_code == 422
    assert len(faults_on(refused)) == 2
    assert not board.participants.exists()
    mended = press(facilitator, refused, "preview", **{"cell-2-2": "Health", "out-3": "1"})

    assert mended.status_code == 200
    assert press(facilitator, mended, "import").status_code == 302
    assert board.participants.get().email == "member-01@example.org"


def test_columns_are_chosen_anew_and_must_make_a_roster(board: Board, facilitator: Client) -> None:
    page = bring(facilitator, text="A\tB\nMember 01\tMember 02\n")
    nobody = press(facilitator, page, "preview", **{"column-0": "", "column-1": ""})
    twice = press(facilitator, page, "preview", **{"column-0": "name", "column-1": "name"})

    assert "No column holds the names." in nobody.content.decode()
    assert "Two columns mean the same." in twice.content.decode()
    other = press(facilitator, page, "preview", headed="1", **{"column-0": "", "column-1": "name"})
    press(facilitator, other, "import")
    assert board.participants.get().name == "Member 02"


UNREADABLE = {
    "nothing": (b"", "This file is empty."),
    "a damaged workbook": (b"PK\x03\x04broken", "This file is damaged."),
    "an old workbook": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        "This is an old workbook",
    ),
    "a workbook with entities": (zipped(b"<!DOCTYPE a><workbook/>"), "This file is damaged."),
    "a workbook without sheets": (zipped(b"<workbook/>"), "holds no sheet that is shown"),
    "another program's zip": (zipped(b"x", "content.xml"), "This is no workbook (.xlsx)."),
    "something else": (b"\x89PNG\0\0\xff\xfe", "This is no text file."),
    "open quotation marks": (b'name\n"Member 01\n', "quotation marks on this line do not match"),
    "far too much": (b"a" * (2 * 1024 * 1024 + 1), "too large to be a roster"),
    "too many rows": (b"name\n" + b"Member\n" * 5001, "at most 5000 rows"),
    "too many columns": (b"name" + b",x" * 80 + b"\nMember 01\n", "60 columns"),
}


@pytest.mark.parametrize("what", UNREADABLE)
def test_what_is_no_list_is_refused_in_words_beside_the_file(
    board: Board, facilitator: Client, what: str
) -> None:
    data, words = UNREADABLE[what]

    page = bring(facilitator, file=upload(data, "people.csv"))

    assert page.status_code == 422
    assert (
        words in html.fromstring(page.content.decode()).cssselect(".field--wrong")[0].text_content()
    )


@pytest.mark.parametrize(("role", "field"), [(Role.FACILITATOR, "tester"), (Role.RECRUITER, "")])
def test_a_list_says_no_more_of_people_than_whoever_brings_it_may(
    board: Board, at_desk: Callable[[Role], Client], role: Role, field: str
) -> None:
    client = at_desk(role)
    page = bring(client, text="name,tester,pseudonym\nMember 01,yes,Calm Larch\n")

    press(client, page, "import", **{"column-1": "tester", "column-2": "pseudonym"})

    person = board.participants.get()
    assert chosen_on(page) == ["name", field, ""]
    assert person.tester == bool(field)
    assert person.pseudonym != "Calm Larch"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Anybody <secret@example.org>", ["of somebody of another name"]),
        ("Secret Name <other@example.org>", ["Secret Name has been on the board with another"]),
    ],
)
def test_a_list_never_tells_who_somebody_on_the_board_is(
    board: Board, at_desk: Callable[[Role], Client], line: str, said: list[str]
) -> None:
    factories.participant(
        board, name="Secret Name", email="secret@example.org", tester=True, first_came_at=NOW
    )
    client = at_desk(Role.MODERATOR)

    page = bring(client, text=line)
    words = page.content.decode() + press(client, page, "preview").content.decode()

    assert len(faults_on(page)) == len(said)
    assert all(part in words for part in said)
    typed = {word for word in ("Secret Name", "secret@example.org") if word in line}
    assert {word for word in ("Secret Name", "secret@example.org") if word in words} == typed


def test_what_cannot_be_changed_any_more_is_said_of_the_name_that_was_brought(
    board: Board, facilitator: Client
) -> None:
    factories.participant(board, name="Secret Name", email="secret@example.org", first_came_at=NOW)

    page = bring(facilitator, text="name,email,tester\nAnybody,secret@example.org,yes\n")

    assert faults_on(page)[1] == (
        "Row 2, Tester Anybody has been on the board: this cannot be changed any more."
    )
    assert "Secret Name" not in page.content.decode()


@pytest.mark.parametrize(("role", "changed"), [(Role.FACILITATOR, 1), (Role.RECRUITER, 2)])
def test_a_list_tells_a_recruiter_nothing_of_what_an_answer_gave(
    board: Board, at_desk: Callable[[Role], Client], role: Role, changed: int
) -> None:
    health = factories.segment(board.segment_sets.get(key="sector"), "health")
    for name in ("Member 01", "Member 02"):
        person = factories.participant(board, name=name, email="")
    factories.member_of(person, health)
    Membership.objects.update(provenance=Provenance.ROUTED)
    client = at_desk(role)

    page = bring(client, text="name,sector\nMember 01,health\nMember 02,health\n")
    press(client, page, "import")
    done = client.get(reverse("desk_people", args=["cop"])).content.decode()

    words = page.content.decode()
    assert ("1 is changed" in words, "2 are changed" in words) == (changed == 1, changed == 2)
    assert ("1 was changed." in done, "2 were changed." in done) == (changed == 1, changed == 2)
    assert Membership.objects.current().count() == 2


def test_who_is_moved_in_by_a_list_is_invited_again_with_a_trace(
    board: Board, facilitator: Client
) -> None:
    there = [
        factories.participant(
            board, name=f"Member 0{n}", email=f"m{n}@example.org", consented=False
        )
        for n in (1, 2)
    ]
    plan(now=NOW)
    Notice.objects.update(sent_at=NOW)
    Participant.objects.filter(pk=there[0].pk).update(in_reserve=True)

    page = bring(facilitator, text="name,in_reserve\nMember 01,no\nMember 02,yes\n")
    press(facilitator, page, "import")

    assert "The board runs: 1 person is invited by e-mail." in page.content.decode()
    assert list(Notice.objects.open().values_list("recipient", flat=True)) == [there[0].pk]
    moved = Entry.objects.filter(action__startswith="person_moved").order_by("action")
    assert [(entry.action, entry.subject) for entry in moved] == [
        ("person_moved_in", there[0].pk),
        ("person_moved_out", there[1].pk),
    ]


@pytest.mark.parametrize(
    "why", ["the same in capitals", "they cannot take part", "they declined", "a bad address"]
)
def test_nobody_is_said_to_be_invited_who_will_not_be(
    board: Board, facilitator: Client, why: str
) -> None:
    person = factories.participant(
        board,
        name="Member 01",
        email="m1@example.org",
        consented=False,
        in_reserve=why != "the same in capitals",
        cannot_take_part_at=NOW if why == "they cannot take part" else None,
        address_bad_at=NOW if why == "a bad address" else None,
    )
    if why == "they declined":
        factories.decline(person)
    address = "M1@example.org" if why == "the same in capitals" else "m1@example.org"

    page = bring(facilitator, text=f"name,email,in_reserve\nMember 01,{address},no\n")

    assert "1 is changed" in page.content.decode()
    assert "The board runs: 0 people are invited by e-mail." in page.content.decode()


def test_an_address_book_has_no_headings(board: Board, facilitator: Client) -> None:
    page = bring(facilitator, text="Member 01\nMember 02 <member-02@example.org>\n")
    press(facilitator, page, "import")
    assert board.participants.count() == 2


def test_a_row_that_is_taken_for_a_title_can_be_taken_in(board: Board, facilitator: Client) -> None:
    page = bring(facilitator, text="Member 01\nMember 02\thealth\nMember 03\tlocal authority\n")
    assert "Left out, since they stand above the table: rows 1." in page.content.decode()
    assert "2 people are new" in page.content.decode()

    again = press(facilitator, page, "preview", above="1")

    assert "3 people are new" in again.content.decode()
    press(facilitator, again, "import")
    assert sorted(board.participants.values_list("name", flat=True)) == [
        "Member 01",
        "Member 02",
        "Member 03",
    ]


def test_nothing_at_all_is_asked_for(board: Board, facilitator: Client) -> None:
    fresh = facilitator.get(reverse("desk_roster", args=["cop"])).content.decode()
    assert "Choose a file, or paste your list here." not in fresh
    assert "Choose a file, or paste your list here." in bring(facilitator).content.decode()


def test_the_list_is_kept_nowhere_and_passed_on_by_nobody_else(
    board: Board, facilitator: Client
) -> None:
    before = set(Path(settings.MEDIA_ROOT).rglob("*"))
    page = bring(facilitator, text="Member 01 <member-01@example.org>")

    forged = press(facilitator, page, "import", table="forged")

    assert forged.headers["Location"] == reverse("desk_roster", args=["cop"])
    assert not Participant.objects.exists()
    assert set(Path(settings.MEDIA_ROOT).rglob("*")) == before


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.MODERATOR, Role.RECRUITER])
def test_those_who_look_after_people_bring_them(
    board: Board, at_desk: Callable[[Role], Client], role: Role
) -> None:
    client = at_desk(role)
    press(client, bring(client, text="Member 01 <member-01@example.org>"), "import")
    assert board.participants.count() == 1


def test_before_the_launch_the_page_says_when_they_are_invited(db: None) -> None:
    factories.swept()
    board = factories.board(slug="cop", launched=False)
    page = bring(signed_in(factories.facilitator(board).user), text="Member 01 <m@example.org>")

    assert "1 person is invited by e-mail when the board is launched." in page.content.decode()
