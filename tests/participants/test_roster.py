"""People from a spreadsheet: brought in, updated, never doubled."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bulletin.audit.models import Entry
from bulletin.outbox.models import Notice
from bulletin.privacy.enums import Destroyable
from participants.enums import Provenance
from participants.models import Membership, Participant, PersonalLink
from participants.notices.names import INVITATION
from participants.pseudonyms import ADJECTIVES, NOUNS
from participants.roster import RosterErrors, import_roster
from sessions.models import Board
from tests import factories
from tests.factories import LAUNCHED_AT, NOW

pytestmark = pytest.mark.django_db
ROSTER = Path(__file__).resolve().parents[2] / "moderation" / "examples" / "roster.csv"
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def board() -> Board:
    made = factories.board(owner=factories.user("facilitator@example.org"))
    factories.segment_set(made, "sector", "health", "local authority", "voluntary sector")
    factories.segment_set(made, "topic", "costs", "quality", "time", allows_several=True)
    return made


def imported(board: Board, text: str, *, now: datetime = NOW) -> tuple[int, int, int]:
    """How many were added, updated and left unchanged."""
    result = import_roster(board=board, data=text.encode(), now=now)
    return result.added, result.updated, result.unchanged


def refused(board: Board, text: str) -> list[str]:
    """What is wrong with it, each as `LINE: column: message`; nothing has changed."""
    before = list(Participant.objects.order_by("id").values())
    with pytest.raises(RosterErrors) as raised:
        imported(board, text)
    assert list(Participant.objects.order_by("id").values()) == before
    return [line.removeprefix("f:") for line in raised.value.lines("f")]


def held(person: Participant) -> dict[str, str]:
    """The person's segments now, with where each came from."""
    current = Membership.objects.current().filter(participant=person)
    return {
        membership.segment.value: membership.provenance
        for membership in current.select_related("segment")
    }


def give_by_hand(person: Participant, value: str) -> None:
    segment = person.board.segment_sets.get(key="sector").segments.get(value=value)
    Membership.objects.current().filter(participant=person).update(ended_at=NOW)
    factories.member_of(person, segment)
    Membership.objects.current().filter(participant=person).update(provenance=Provenance.HAND)


def test_the_example_s_people_each_get_a_place_with_a_random_pseudonym() -> None:
    board = factories.board()
    factories.segment_set(
        board, "sector", "health", "local authority", "voluntary sector",
        "people with lived experience",
    )  # fmt: skip
    factories.segment_set(board, "community", "north", "east", "south", "west", "coast", "city")
    text = ROSTER.read_text()
    assert imported(board, text) == (23, 0, 0)
    people = list(board.participants.order_by("name"))
    assert [person.email for person in people[19:]] == ["member20@example.org", "", "", ""]
    assert held(people[0]) == {"health": "roster", "north": "roster"}
    assert people[0].added_at == NOW
    for person in people:
        adjective, noun = person.pseudonym.split()
        assert adjective in ADJECTIVES
        assert noun in NOUNS
    assert imported(board, text, now=LATER) == (0, 0, 23)


def test_what_is_left_out_is_as_on_the_board(board: Board) -> None:
    imported(board, "name\nMember 01\n")
    person = board.participants.get()
    assert (person.timezone, person.language) == (board.timezone, board.language)
    assert (person.email, person.tester) == ("", False)


def test_a_row_may_say_everything_about_a_person(board: Board) -> None:
    imported(
        board,
        "name,email,time zone,language,pseudonym,tester,sector,topic\n"
        "Member 01,m1@example.org,Europe/Paris,fr,Calm Larch,yes,Health,costs | Time\n",
    )
    person = board.participants.get()
    assert (person.email, person.timezone, person.language, person.pseudonym, person.tester) == (
        "m1@example.org",
        "Europe/Paris",
        "fr",
        "Calm Larch",
        True,
    )
    assert held(person) == {"health": "roster", "costs": "roster", "time": "roster"}


def test_importing_again_updates_and_adds_and_takes_nobody_off(board: Board) -> None:
    imported(
        board,
        "name,email,timezone\nMember 01,m1@example.org,\nMember 02,m2@example.org,\n"
        "Member 03,m3@example.org,\n",
    )
    again = (
        "name,email,timezone\nMember 01,m1@example.org,Europe/Paris\n"
        "MEMBER 02,M2@example.org,\nMember 04,m4@example.org,\n"
    )
    ids = set(board.participants.values_list("pk", flat=True))
    assert imported(board, again) == (1, 2, 0)
    assert board.participants.count() == 4
    assert ids < set(board.participants.values_list("pk", flat=True))
    assert board.participants.get(email="m1@example.org").timezone == "Europe/Paris"
    assert imported(board, again) == (0, 0, 3)


def test_an_empty_cell_leaves_what_is_known(board: Board) -> None:
    imported(board, "name,email,language\nMember 01,m1@example.org,fr\n")
    assert imported(board, "name,email,language\nMember 01,,\n") == (0, 0, 1)
    person = board.participants.get()
    assert (person.email, person.language) == ("m1@example.org", "fr")


def test_two_people_may_share_an_address(board: Board) -> None:
    text = "name,email\nMember 01,family@example.org\nMember 02,family@example.org\n"
    assert imported(board, text) == (2, 0, 0)
    assert imported(board, text) == (0, 0, 2)


def test_someone_who_joins_an_address_does_not_take_the_other_s_place(board: Board) -> None:
    imported(board, "name,email\nMember 01,family@example.org\n")
    first = board.participants.get()
    both = "name,email\nMember 02,family@example.org\nMember 01,family@example.org\n"
    assert imported(board, both) == (1, 0, 1)
    first.refresh_from_db()
    assert first.name == "Member 01"


def test_a_corrected_name_or_address_changes_the_person_who_has_not_come_yet(
    board: Board,
) -> None:
    imported(board, "name,email\nMembr 01,m1@example.org\nMember 02,wrong@example.org\n")
    corrected = "name,email\nMember 01,m1@example.org\nMember 02,m2@example.org\n"
    assert imported(board, corrected) == (0, 2, 0)
    assert sorted(board.participants.values_list("name", "email")) == [
        ("Member 01", "m1@example.org"),
        ("Member 02", "m2@example.org"),
    ]


def test_an_address_that_was_missing_is_added_to_the_person(board: Board) -> None:
    imported(board, "name,email\nMember 01,\n")
    assert imported(board, "name,email\nMember 01,m1@example.org\n") == (0, 1, 0)
    assert board.participants.get().email == "m1@example.org"


def test_nobody_who_has_been_on_the_board_is_turned_into_someone_else(board: Board) -> None:
    factories.participant(board, name="Member 01", email="m1@example.org", first_came_at=NOW)
    factories.participant(board, name="Member 02", email="m2@example.org", first_came_at=NOW)
    assert refused(board, "name,email\nMember 09,m1@example.org\nMember 02,x@example.org\n") == [
        "2: name: This address is that of Member 01, who has been on the board. Write that name;"
        " if this is someone else, keep the row of Member 01 in the file too.",
        "3: email: Member 02 has been on the board with the address m2@example.org. Write that"
        " address; if this is someone else, keep the row of Member 02 in the file too.",
    ]
    both = "name,email\nMember 09,m1@example.org\nMember 01,m1@example.org\n"
    assert imported(board, both) == (1, 0, 1)


def test_what_others_have_met_is_settled_once_somebody_has_come(board: Board) -> None:
    factories.participant(board, name="Member 01", email="", first_came_at=NOW)
    assert refused(board, "name,pseudonym,tester\nMember 01,Calm Larch,yes\n") == [
        "2: pseudonym: Member 01 has been on the board: this cannot be changed any more.",
        "2: tester: Member 01 has been on the board: this cannot be changed any more.",
    ]


def test_an_erased_person_is_never_brought_back(board: Board) -> None:
    factories.participant(board, name="", email="", erased_at=NOW)
    erased = factories.participant(board, name="Member 01", email="", erased_at=NOW)
    assert imported(board, "name\nMember 01\n") == (1, 0, 0)
    erased.refresh_from_db()
    assert erased.erased_at == NOW


def test_the_pseudonym_of_an_erased_person_is_not_given_again(board: Board) -> None:
    factories.participant(board, name="", email="", pseudonym="Calm Larch", erased_at=NOW)
    assert refused(board, "name,pseudonym\nMember 01,Calm Larch\n") == [
        "2: pseudonym: Calm Larch is somebody else's pseudonym."
    ]


def test_a_changed_segment_ends_the_old_one_and_adds_another(board: Board) -> None:
    imported(board, "name,sector\nMember 01,health\n")
    assert imported(board, "name,sector\nMember 01,local authority\n", now=LATER) == (0, 1, 0)
    memberships = Membership.objects.order_by("given_at").select_related("segment")
    assert [(m.segment.value, m.ended_at) for m in memberships] == [
        ("health", LATER),
        ("local authority", None),
    ]


def test_a_changed_segment_locks_what_was_read_in_the_group_that_is_left(board: Board) -> None:
    imported(board, "name,sector\nMember 01,health\n")
    sector = board.segment_sets.get(key="sector")
    question = factories.question(factories.stage(board), within_set=sector)
    read = factories.reading(board.participants.get(), question, unlocked_at=NOW)

    imported(board, "name,sector\nMember 01,local authority\n", now=LATER)

    read.refresh_from_db()
    assert read.locked_again_at == LATER


@pytest.mark.parametrize(
    ("what", "field"), [(Destroyable.KEY, "name"), (Destroyable.CONTACTS, "email")]
)
def test_what_a_board_has_destroyed_is_not_brought_back(
    board: Board, what: Destroyable, field: str
) -> None:
    factories.destruction(board, what)

    assert refused(board, "name,email\nMember 01,member-01@example.org\n") == [
        f"2: {field}: This board has destroyed what it kept of that, and takes no more of it."
    ]


def test_a_roster_that_says_the_same_leaves_what_was_given_by_hand(board: Board) -> None:
    imported(board, "name,sector\nMember 01,health\n")
    person = board.participants.get()
    give_by_hand(person, "voluntary sector")
    assert imported(board, "name,sector\nMember 01,health\n", now=LATER) == (0, 0, 1)
    assert held(person) == {"voluntary sector": "hand"}


def test_a_roster_that_says_something_new_replaces_what_was_given_by_hand(board: Board) -> None:
    imported(board, "name,sector\nMember 01,health\n")
    person = board.participants.get()
    give_by_hand(person, "voluntary sector")
    assert imported(board, "name,sector\nMember 01,local authority\n", now=LATER) == (0, 1, 0)
    assert held(person) == {"local authority": "roster"}


def test_a_value_given_by_hand_that_the_roster_says_too_stays_the_hand_s(board: Board) -> None:
    imported(board, "name\nMember 01\n")
    person = board.participants.get()
    give_by_hand(person, "health")
    assert imported(board, "name,sector\nMember 01,health\n") == (0, 0, 1)
    assert held(person) == {"health": "hand"}


def test_an_empty_cell_takes_back_what_the_roster_gave_and_no_more(board: Board) -> None:
    imported(board, "name,sector\nMember 01,health\nMember 02,health\n")
    second = board.participants.get(name="Member 02")
    give_by_hand(second, "health")
    assert imported(board, "name,sector\nMember 01,\nMember 02,\n", now=LATER) == (0, 1, 1)
    assert held(board.participants.get(name="Member 01")) == {}
    assert held(second) == {"health": "hand"}


def test_a_column_that_is_not_there_says_nothing_of_segments(board: Board) -> None:
    imported(board, "name,sector\nMember 01,health\n")
    assert imported(board, "name\nMember 01\n") == (0, 0, 1)
    assert held(board.participants.get()) == {"health": "roster"}


def test_where_a_set_allows_several_values_only_the_difference_moves(board: Board) -> None:
    imported(board, "name,topic\nMember 01,costs|time\n")
    assert imported(board, "name,topic\nMember 01,time|quality\n", now=LATER) == (0, 1, 0)
    person = board.participants.get()
    assert held(person) == {"time": "roster", "quality": "roster"}
    assert Membership.objects.filter(participant=person, ended_at=LATER).count() == 1


def test_a_corrected_address_ends_the_links_that_went_to_the_wrong_one(board: Board) -> None:
    person = factories.participant(board, name="Member 01", email="wrong@example.org")
    mailed = PersonalLink.objects.issue(person, now=LAUNCHED_AT)
    copied = PersonalLink.objects.issue(
        person, now=LAUNCHED_AT, by=factories.facilitator(board).user
    )
    Notice.objects.create(
        kind=INVITATION, recipient=person.pk, subject=board.pk, board=board.pk,
        planned_at=LAUNCHED_AT, due_at=LAUNCHED_AT, sent_at=LAUNCHED_AT,
    )  # fmt: skip
    assert imported(board, "name,email\nMember 01,right@example.org\n") == (0, 1, 0)
    assert not PersonalLink.objects.living(mailed).exists()
    assert PersonalLink.objects.living(copied).exists()
    assert list(Notice.objects.order_by("nth").values_list("nth", "sent_at")) == [
        (1, LAUNCHED_AT),
        (2, None),
    ]


def test_nobody_is_invited_twice_by_a_roster_that_says_the_same(board: Board) -> None:
    person = factories.participant(board, name="Member 01", email="m1@example.org")
    Notice.objects.create(
        kind=INVITATION, recipient=person.pk, subject=board.pk, board=board.pk,
        planned_at=LAUNCHED_AT, due_at=LAUNCHED_AT, sent_at=LAUNCHED_AT,
    )  # fmt: skip
    imported(board, "name,email,language\nMember 01,M1@example.org,fr\n")
    assert Notice.objects.count() == 1


def test_an_import_leaves_a_trace_without_names(board: Board) -> None:
    imported(board, "name\nMember 01\n")
    imported(board, "name\nMember 01\n", now=LATER)
    (entry,) = Entry.objects.filter(action="roster_imported")
    assert (entry.actor, entry.details) == (None, {"added": 1, "updated": 0})


def test_a_board_of_another_name_shares_nobody(board: Board) -> None:
    text = "name,email\nMember 01,m1@example.org\n"
    imported(factories.board(), text)
    assert imported(board, text) == (1, 0, 0)


@pytest.mark.parametrize("count", [1, 3])
def test_a_roster_that_says_the_same_asks_the_same_few_questions(
    board: Board, count: int, django_assert_num_queries: Any
) -> None:
    text = "name,email,sector\n" + "".join(
        f"Member {n:02},m{n}@example.org,health\n" for n in range(count)
    )
    imported(board, text)
    with django_assert_num_queries(11):
        imported(board, text)
