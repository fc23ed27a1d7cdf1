"""Sets of segments are made, named, put in order and removed on the desk."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bulletin.audit.models import Entry
from participants.models import Membership
from sessions.enums import Role
from sessions.models import Board, Segment, SegmentSet
from sessions.studio.typed import typed_in
from tests import factories
from tests.sessions.studio.writing import as_it_is, save

SEGMENTS = reverse("desk_segments", args=["cop"])


def at(name: str, row: Segment | SegmentSet) -> str:
    return reverse(name, args=["cop", row.pk])


def values(segment_set: SegmentSet) -> list[str]:
    return list(segment_set.segments.order_by("position").values_list("value", flat=True))


def said(client: Client, address: str, **typed: object) -> str:
    return client.post(address, typed, follow=True).content.decode()


def test_a_facilitator_makes_a_set_and_gives_it_values(board: Board, facilitator: Client) -> None:
    facilitator.post(SEGMENTS, {"key": "role", "several": "on"})
    made = board.segment_sets.get()
    for value in ("nurse", "porter"):
        facilitator.post(at("desk_segment_values", made), {"value": value})

    assert (made.key, made.allows_several, values(made)) == ("role", True, ["nurse", "porter"])
    assert set(Entry.objects.filter(board=board.pk).values_list("action", "details__set")) == {
        ("segment_set_added", "role"),
        ("segment_added", "role"),
    }


@pytest.mark.parametrize(
    ("key", "why"),
    [
        ("sector", "Another set has this name."),
        ("email", "A roster has a column of this name already; call the set something else."),
        ("e-mail", "A roster has a column of this name already; call the set something else."),
        ("mail", "A roster has a column of this name already; call the set something else."),
        ("in-reserve", "A roster has a column of this name already; call the set something else."),
        ("reserve", "A roster has a column of this name already; call the set something else."),
        ("My set", "“My set” is no key: small letters, digits and hyphens, such as my-set."),
    ],
)
def test_a_set_is_called_what_a_script_and_a_roster_can_call_it(
    facilitator: Client, sectors: SegmentSet, key: str, why: str
) -> None:
    response = facilitator.post(SEGMENTS, {"key": key})

    assert response.status_code == 422
    assert response.context["form"].errors == {"key": [why]}


def test_a_value_that_is_there_is_refused_beside_what_was_typed(
    facilitator: Client, sectors: SegmentSet
) -> None:
    response = facilitator.post(at("desk_segment_values", sectors), {"value": " Health "})

    assert response.status_code == 422
    page = response.content.decode()
    assert "This value is there already." in page
    assert 'value=" Health "' in page or 'value="Health"' in page
    assert values(sectors) == ["health", "care"]


def test_a_value_is_renamed_with_what_is_being_written(
    board: Board, facilitator: Client, sectors: SegmentSet, health: Segment
) -> None:
    stage = factories.stage(board)
    asked = factories.routing_question(stage, *sectors.segments.all())
    person = factories.participant(board, segments=[health])
    save(asked, segments={"sector": ["health"]}, prompt="Where?")

    facilitator.post(at("desk_segment", health), {"value": "health care"})

    assert values(sectors) == ["health care", "care"]
    assert Membership.objects.get(participant=person).segment == health
    typed = typed_in(as_it_is(asked))
    assert typed["segments"] == {"sector": ["health care"]}
    assert [option.get("segment") for option in typed["options"]] == ["health care", "care", None]


def test_a_set_is_renamed_with_what_is_being_written_until_the_board_is_live(
    facilitator: Client, board: Board, sectors: SegmentSet
) -> None:
    Board.objects.update(launched_at=None, launched_by=None)
    asked = factories.question(factories.stage(board), within_set=sectors)
    save(asked, within="sector", prompt="", segments={"sector": ["care"]})

    facilitator.post(at("desk_segment_set", sectors), {"key": "branch"})

    sectors.refresh_from_db()
    typed = typed_in(as_it_is(asked))
    assert (sectors.key, typed["within"], typed["segments"]) == (
        "branch",
        "branch",
        {"branch": ["care"]},
    )
    Board.objects.update(launched_at=factories.NOW, launched_by=factories.facilitator(board).user)
    facilitator.post(at("desk_segment_set", sectors), {"key": "sector"})
    sectors.refresh_from_db()
    assert sectors.key == "branch"


def test_values_change_places(facilitator: Client, sectors: SegmentSet, care: Segment) -> None:
    facilitator.post(at("desk_segment_place", care), {"up": ""})
    assert values(sectors) == ["care", "health"]

    facilitator.post(at("desk_segment_place", care), {"up": ""})
    assert values(sectors) == ["care", "health"]


def held(board: Board, health: Segment) -> None:
    factories.member_of(factories.participant(board), health, ended_at=factories.NOW)


def stages(board: Board, health: Segment) -> None:
    factories.stage(board, segments=[health])


def questions(board: Board, health: Segment) -> None:
    factories.question(factories.stage(board), segments=[health], hidden=True)


def options(board: Board, health: Segment) -> None:
    factories.routing_question(factories.stage(board), health)


def writing(board: Board, health: Segment) -> None:
    asked = factories.question(factories.stage(board))
    save(asked, segments={"sector": ["health"]})


@pytest.mark.parametrize(
    ("hang", "why"),
    [
        (held, "Somebody holds it, or has held it."),
        (stages, "A stage is for those who hold it."),
        (questions, "A question is asked of those who hold it."),
        (options, "An option of a question leads to it, or led to it in an earlier wording."),
        (writing, "A question that is being written names it."),
    ],
)
def test_a_value_on_which_something_hangs_stays_and_says_what(
    board: Board,
    facilitator: Client,
    sectors: SegmentSet,
    health: Segment,
    hang: Callable[[Board, Segment], None],
    why: str,
) -> None:
    hang(board, health)

    assert why in facilitator.get(at("desk_segment", health)).content.decode()
    assert f"“health” stays: {why}" in said(facilitator, at("desk_segment_removal", health))
    assert f"This set stays: {why}" in said(facilitator, at("desk_segment_set_removal", sectors))
    assert values(sectors) == ["health", "care"]


def test_a_set_by_which_replies_are_limited_stays(
    board: Board, facilitator: Client, sectors: SegmentSet
) -> None:
    factories.question(factories.stage(board), within_set=sectors)

    page = said(facilitator, at("desk_segment_set_removal", sectors))

    assert "A question limits its replies to one&#x27;s own value of it." in page
    assert SegmentSet.objects.filter(pk=sectors.pk).exists()


def test_what_nothing_hangs_on_is_removed(
    facilitator: Client, sectors: SegmentSet, health: Segment
) -> None:
    said(facilitator, at("desk_segment_removal", health))
    assert values(sectors) == ["care"]

    said(facilitator, at("desk_segment_set_removal", sectors))
    assert not SegmentSet.objects.exists()


def test_a_set_allows_several_values_unless_a_question_limits_its_replies_by_it(
    board: Board, facilitator: Client, sectors: SegmentSet, health: Segment, care: Segment
) -> None:
    person = factories.participant(board, segments=[health])
    facilitator.post(at("desk_segment_set", sectors), {"key": "sector", "several": "on"})
    sectors.refresh_from_db()
    assert sectors.allows_several
    factories.member_of(person, factories.segment(sectors, "care"))

    several = facilitator.post(at("desk_segment_set", sectors), {"key": "sector"})
    assert several.context["form"].errors == {"several": ["Somebody holds several of its values."]}

    Membership.objects.filter(segment=care).delete()
    factories.question(factories.stage(board), within_set=sectors)
    facilitator.post(at("desk_segment_set", sectors), {"key": "sector"})
    assert Membership.objects.get().single
    again = facilitator.post(at("desk_segment_set", sectors), {"key": "sector", "several": "on"})
    assert again.status_code == 422


def test_the_page_says_who_holds_what_and_what_is_for_whom(
    board: Board, facilitator: Client, sectors: SegmentSet, health: Segment
) -> None:
    factories.participant(board, segments=[health])
    factories.participant(board, segments=[health], tester=True)
    stage = factories.stage(board, title="For them", segments=[health])
    factories.question(stage, prompt="And you?", segments=[health], within_set=sectors)
    factories.routing_question(factories.stage(board), health, prompt="Where?")

    (card,) = (card for card, _form in facilitator.get(SEGMENTS).context["cards"])

    assert [use.words for use in card.uses] == ["And you?"]
    assert card.is_asked
    assert [(line.people, [use.words for use in line.uses]) for line in card.lines] == [
        (1, ["Stage “For them”", "Asked: And you?", "“health” under: Where?"]),
        (0, []),
    ]


def test_a_recruiter_looks_at_segments_without_what_is_asked_or_was_answered(
    board: Board, at_desk: Callable[[Role], Client], health: Segment
) -> None:
    factories.routing_question(factories.stage(board), health, prompt="Where?")
    led = factories.participant(board)
    factories.member_of(led, health)
    Membership.objects.update(provenance="routed")
    recruiter = at_desk(Role.RECRUITER)

    (card,) = (card for card, _form in recruiter.get(SEGMENTS).context["cards"])
    person = reverse("desk_person", args=["cop", led.pk])
    grid = recruiter.get(reverse("desk_people", args=["cop"]), {"segment": str(health.pk)})

    assert [(line.people, line.uses) for line in card.lines] == [(0, []), (0, [])]
    assert "health" not in recruiter.get(person).content.decode()
    assert "health" in at_desk(Role.MODERATOR).get(person).content.decode()
    assert grid.context["grid"].lines == []


def test_the_page_asks_the_same_however_much_there_is(board: Board, facilitator: Client) -> None:
    counts = []
    for each in (1, 3):
        for number in range(each):
            made = factories.segment_set(board, f"set-{each}-{number}", "one", "two", "three")
            one, *_others = made.segments.all()
            stage = factories.stage(board, segments=[one])
            factories.question(stage, segments=[one], within_set=made)
            factories.routing_question(stage, *made.segments.all())
            factories.participant(board, segments=[one])
        facilitator.get(SEGMENTS)
        with CaptureQueriesContext(connection) as asked:
            facilitator.get(SEGMENTS)
        counts.append(len(asked))

    assert counts == [17, 17]
