"""The order in which one person meets the options, and drafts that outlive a wording."""

import pytest

from participants.kinds.content import carried_over
from participants.kinds.order import in_order_for
from sessions.enums import ItemKind, Kind
from sessions.kinds.base import items_of
from sessions.models import QuestionVersion
from tests import factories
from tests.participants.kinds.asking import item, someone, wording

pytestmark = pytest.mark.django_db

OPTIONS = ["a", "b", "c", "d", "e", "f", "g", "h"]


def shuffled() -> QuestionVersion:
    return wording(Kind.MULTIPLE, options=OPTIONS, settings={"shuffle": True})


def orders(version: QuestionVersion, people: int) -> list[list[str]]:
    items = items_of(version, ItemKind.OPTION)
    return [
        [one.key for one in in_order_for(someone(version), version, items)] for _ in range(people)
    ]


def test_options_stand_as_the_guide_has_them_unless_it_wants_them_shuffled() -> None:
    assert orders(wording(Kind.MULTIPLE, options=OPTIONS), people=2) == [OPTIONS, OPTIONS]


def test_one_person_always_meets_the_same_order() -> None:
    version = shuffled()
    person, items = someone(version), items_of(version, ItemKind.OPTION)

    first, second = (in_order_for(person, version, items) for _ in range(2))

    assert first == second
    assert sorted(one.key for one in first) == OPTIONS


def test_people_meet_different_orders() -> None:
    assert len({tuple(order) for order in orders(shuffled(), people=6)}) > 3


def test_a_pinned_option_keeps_its_place() -> None:
    version = shuffled()
    version.items.filter(key__in=["c", "h"]).update(pinned=True)

    for order in orders(version, people=6):
        assert (order[2], order[7]) == ("c", "h")


def test_a_draft_written_for_an_earlier_wording_finds_its_boxes_and_options_again() -> None:
    old = wording(Kind.RANKING, options=["a", "b"])
    new = wording(Kind.RANKING, options=["b", "a", "c"])
    fields = {
        f"rank-{item(old, 'a').pk}": ["1"],
        "choice": [str(item(old, "b").pk)],
        "text": ["b-c"],
    }

    assert carried_over(fields, old, new) == {
        f"rank-{item(new, 'a').pk}": ["1"],
        "choice": [str(item(new, "b").pk)],
        "text": ["b-c"],
    }


def test_a_draft_for_this_very_wording_stays_as_it_is() -> None:
    version = wording(Kind.TEXT)

    assert carried_over({"text": ["x"]}, version, version) == {"text": ["x"]}


def test_two_people_of_one_pseudonym_on_two_boards_are_two_people() -> None:
    version = shuffled()
    items = items_of(version, ItemKind.OPTION)
    here = factories.participant(version.question.stage.board, pseudonym="Heron")
    there = factories.participant(factories.board(), pseudonym="Heron")

    assert in_order_for(here, version, items) != in_order_for(there, version, items)
