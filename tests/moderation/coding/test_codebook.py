"""A board's codebook: added, reworded, nested, ordered, merged, removed and put back."""

import csv
from io import StringIO

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from bulletin.audit.models import Entry
from moderation.coding.actions.codebook import (
    add_code,
    change_code,
    code_called,
    merge_codes,
    move_code,
    remove_code,
    restore_code,
)
from moderation.coding.codebook import codes_in_order
from moderation.models import Code, Coding
from moderation.web import Desk
from participants.models import Reply
from sessions.actions.errors import Refused
from sessions.enums import Role
from sessions.models import Board, Question, StaffMember
from tests import factories
from tests.moderation.coding.conftest import read, url
from tests.moderation.desk.trails import trail

NOW = factories.NOW


@pytest.fixture
def by(board: Board) -> StaffMember:
    return factories.facilitator(board)


@pytest.fixture
def desk(board: Board, by: StaffMember) -> Desk:
    return Desk(by, board, NOW)


def names(desk: Desk) -> list[str]:
    return [str(code) for code in codes_in_order(desk)]


def add(board: Board, name: str, parent: Code | None = None) -> Code:
    by = factories.facilitator(board).user
    return add_code(board=board, name=name, parent=parent, by=by, now=NOW)


def test_codes_stand_in_the_order_of_their_making_each_with_those_under_it(
    board: Board, desk: Desk
) -> None:
    trust, _time = add(board, "Trust"), add(board, "Time")
    add(board, "Between people", parent=trust)

    assert names(desk) == ["Trust", "Between people", "Time"]


def test_two_codes_are_not_called_the_same_whatever_their_capitals(board: Board) -> None:
    add(board, "Trust")

    with pytest.raises(Refused) as refused:
        add(board, "TRUST")

    assert refused.value.field == "name"
    assert Code.objects.count() == 1


def test_a_code_is_called_by_its_name_or_made(board: Board, by: StaffMember) -> None:
    trust = add(board, "Trust")

    found = [code_called(board=board, name=name, by=by.user, now=NOW) for name in ("trust", "Time")]

    assert [str(code) for code in found] == ["Trust", "Time"]
    assert found[0] == trust


def test_codes_go_one_level_deep(board: Board, by: StaffMember) -> None:
    trust, time = add(board, "Trust"), add(board, "Time")
    under = add(board, "Between people", parent=trust)

    with pytest.raises(Refused):
        add(board, "Deeper", parent=under)
    with pytest.raises(Refused):
        change_code(code=trust, name="Trust", description="", parent=time, by=by.user, now=NOW)

    assert Code.objects.count() == 3
    trust.refresh_from_db()
    assert trust.parent is None


def test_a_code_is_renamed_described_and_nested(board: Board, by: StaffMember, desk: Desk) -> None:
    trust, time = add(board, "Trust"), add(board, "Time")

    wanted = {"name": "Hours", "description": "Of any kind.", "parent": trust}
    done = [change_code(code=time, by=by.user, now=NOW, **wanted) for _ in range(2)]  # type: ignore[arg-type]

    assert done == [True, False]
    assert names(desk) == ["Trust", "Hours"]
    assert [action for action, *_rest in trail()] == ["code_added", "code_added", "code_changed"]


def test_a_code_changes_places_with_the_one_beside_it(board: Board, desk: Desk) -> None:
    first, second = add(board, "First"), add(board, "Second")
    add(board, "Under", parent=first)
    add(board, "Third")

    assert move_code(code=second, up=True)
    assert names(desk) == ["Second", "First", "Under", "Third"]
    second.refresh_from_db()
    assert not move_code(code=second, up=True)
    first.refresh_from_db()
    assert move_code(code=first, up=False)

    assert names(desk) == ["Second", "Third", "First", "Under"]


def test_codes_are_merged_with_what_was_coded_and_what_stood_under(
    board: Board, by: StaffMember, desk: Desk, answer: Reply, question: Question
) -> None:
    trust, faith = add(board, "Trust"), add(board, "Faith")
    add(board, "Under faith", parent=faith)
    other = factories.answer(factories.participant(board), question)
    moderator = factories.staff(board, Role.MODERATOR)
    factories.coding(trust, answer)
    for reply in (answer, other):
        factories.coding(faith, reply)
    factories.coding(faith, answer, by=moderator)

    merge_codes(code=faith, into=trust, by=by.user, now=NOW)

    assert names(desk) == ["Trust", "Under faith"]
    coded = set(Coding.objects.values_list("code", "version__reply", "made_by"))
    assert coded == {
        (trust.pk, answer.pk, by.user.pk),
        (trust.pk, answer.pk, moderator.user.pk),
        (trust.pk, other.pk, by.user.pk),
    }
    assert trail()[-1] == ("codes_merged", by.user.pk, trust.pk)


def test_a_code_merged_into_one_under_it_leaves_that_at_its_place(
    board: Board, by: StaffMember, desk: Desk
) -> None:
    trust = add(board, "Trust")
    under, beside = add(board, "Under", parent=trust), add(board, "Beside", parent=trust)

    merge_codes(code=trust, into=under, by=by.user, now=NOW)

    under.refresh_from_db()
    beside.refresh_from_db()
    assert (under.parent, beside.parent) == (None, under)
    assert names(desk) == ["Under", "Beside"]


def test_a_code_is_not_merged_into_itself_or_into_another_boards(
    board: Board, by: StaffMember
) -> None:
    trust, elsewhere = add(board, "Trust"), add(factories.board(slug="other"), "Trust")

    for into in (trust, elsewhere):
        with pytest.raises(ValueError, match="cannot be merged"):
            merge_codes(code=trust, into=into, by=by.user, now=NOW)


def test_a_removed_code_comes_back_with_all_that_it_had(
    board: Board, by: StaffMember, desk: Desk, answer: Reply, facilitator: Client
) -> None:
    trust = add(board, "Trust")
    add(board, "Between people", parent=trust)
    factories.coding(trust, answer)
    assert "1 of 1 replies" in read(facilitator, "desk_codebook")

    assert [remove_code(code=trust, by=by.user, now=NOW) for _ in range(2)] == [True, False]

    assert names(desk) == ["Between people"]
    book = read(facilitator, "desk_codebook")
    assert "1 reply had it" in book
    assert "Trust" not in read(facilitator, "desk_question", answer.question_id)
    assert [restore_code(code=trust, by=by.user, now=NOW) for _ in range(2)] == [True, False]
    assert names(desk) == ["Trust", "Between people"]
    assert "Trust" in read(facilitator, "desk_question", answer.question_id)


def test_a_removed_code_does_not_come_back_beside_another_of_its_name(
    board: Board, by: StaffMember
) -> None:
    trust = add(board, "Trust")
    remove_code(code=trust, by=by.user, now=NOW)
    add(board, "Trust")

    with pytest.raises(Refused):
        restore_code(code=trust, by=by.user, now=NOW)

    assert Code.objects.current().count() == 1


def test_the_page_adds_changes_orders_merges_and_removes(
    board: Board, facilitator: Client, desk: Desk
) -> None:
    for name in ("Trust", "Time", "Money"):
        facilitator.post(url("desk_codebook"), {"name": name, "description": "", "parent": ""})
    trust, time, money = Code.objects.order_by("position")
    facilitator.post(url("desk_code_place", time.pk), {"up": ""})
    assert names(desk) == ["Time", "Trust", "Money"]

    changed = {"name": "Hours", "description": "Of any kind.", "parent": str(trust.pk)}
    facilitator.post(url("desk_code_change", time.pk), changed)
    assert names(desk) == ["Trust", "Hours", "Money"]
    facilitator.post(url("desk_code_merging", money.pk), {"into": str(trust.pk)})
    facilitator.post(url("desk_code_removal", trust.pk))
    assert names(desk) == ["Hours"]
    facilitator.post(url("desk_code_restoration", trust.pk))

    assert names(desk) == ["Trust", "Hours"]
    assert "Of any kind." in read(facilitator, "desk_codebook")


def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_stays(
    board: Board, facilitator: Client
) -> None:
    add(board, "Trust")
    typed = {"name": "trust", "description": "MYDESCRIPTION", "parent": ""}

    response = facilitator.post(url("desk_codebook"), typed)

    page = response.content.decode()
    assert response.status_code == 422
    assert "There is a code of this name." in page
    assert "MYDESCRIPTION" in page


def test_the_codebook_is_downloaded_and_runs_in_no_spreadsheet_program(
    board: Board, facilitator: Client, answer: Reply
) -> None:
    trust = add(board, "Trust, “and” faith")
    add(board, "=HYPERLINK(1)", parent=trust)
    factories.coding(trust, answer)

    response = facilitator.get(url("desk_codebook_file"))

    lines = list(csv.reader(StringIO(response.content.decode("utf-8-sig"))))
    assert lines == [
        ["code", "stands_under", "description", "replies", "of_replies"],
        ["Trust, “and” faith", "", "", "1", "1"],
        ["'=HYPERLINK(1)", "Trust, “and” faith", "", "0", "1"],
    ]
    assert response.headers["Content-Disposition"] == (
        'attachment; filename="cop-codebook-2021-03-30.csv"'
    )
    assert Entry.objects.filter(action="codebook_downloaded").count() == 1


def test_the_codebook_asks_the_same_queries_for_one_code_as_for_three(
    board: Board,
    facilitator: Client,
    answer: Reply,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for wanted in (1, 3):
        while Code.objects.filter(removed_at=None).count() < wanted:
            code = factories.code(board, f"Code {Code.objects.count()}")
            factories.code(board, f"Under {Code.objects.count()}", parent=code)
            factories.coding(code, answer)
            gone = factories.code(board, f"Gone {Code.objects.count()}")
            remove_code(code=gone, by=factories.facilitator(board).user, now=NOW)
        with django_assert_num_queries(QUERIES_OF_THE_CODEBOOK):
            read(facilitator, "desk_codebook")


# A savepoint and its end; session, user, member with board; whether there are testers, how
# many replies each code has, the codes, those removed, all replies; what one may stand under;
# the pause; alarms.
QUERIES_OF_THE_CODEBOOK = 12
