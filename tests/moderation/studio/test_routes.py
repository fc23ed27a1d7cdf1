"""Where the options of a question lead is chosen in its form, and published with its wording."""

import pytest
from django.test import Client
from django.urls import reverse

from sessions.enums import Kind
from sessions.models import Board, Question, SegmentSet
from sessions.studio.typed import typed_in
from tests import factories
from tests.factories import NOW
from tests.moderation.studio.conftest import opened
from tests.sessions.studio.writing import as_it_is, put_out, save


@pytest.fixture
def sectors(board: Board) -> SegmentSet:
    return factories.segment_set(board, "sector", "health", "care")


@pytest.fixture
def where(board: Board, sectors: SegmentSet) -> Question:
    return factories.routing_question(factories.stage(board), *sectors.segments.all())


def write(client: Client, question: Question, **typed: str) -> str:
    """What the form says once that was saved."""
    address = reverse("desk_guide_question", args=["cop", question.pk])
    response = client.post(address, opened(client, question) | typed, follow=True)
    return response.content.decode()


def test_a_form_shows_where_each_option_leads(facilitator: Client, where: Question) -> None:
    shown = opened(facilitator, where)

    assert [shown.get(f"options-{number}-segment") for number in range(4)] == [
        "sector=health",
        "sector=care",
        "",
        "",
    ]


def test_what_is_chosen_is_published_as_a_version_of_its_own(
    facilitator: Client, where: Question, sectors: SegmentSet
) -> None:
    before = where.wording

    write(facilitator, where, **{"options-2-segment": "sector=care", "options-1-segment": ""})
    put_out(where)

    after = as_it_is(where).wording
    assert (before.number, after.number) == (1, 2)
    assert led_from(before) == ["health", "care", None]
    assert led_from(after) == ["health", None, "care"]


def test_options_lead_within_one_set_and_what_was_chosen_stays(
    board: Board, facilitator: Client, where: Question
) -> None:
    factories.segment_set(board, "role", "nurse")

    page = write(facilitator, where, **{"options-2-segment": "role=nurse"})

    assert "All options lead within one set, which is “sector”; this is none of it." in page
    assert opened(facilitator, where)["options-2-segment"] == "role=nurse"
    assert typed_in(as_it_is(where))["routes"] == "sector"


def test_a_value_that_is_gone_is_named_as_gone(facilitator: Client, where: Question) -> None:
    options = [{"text": "Yes", "segment": "north"}, {"text": "No"}]
    save(where, options=options, routes="sector")

    page = facilitator.get(reverse("desk_guide_question", args=["cop", where.pk]))

    assert '<option value="sector=north" selected>sector=north (no longer there)' in (
        page.content.decode()
    )


def test_a_question_of_some_of_a_set_leads_nobody_to_others_of_it(
    where: Question, sectors: SegmentSet
) -> None:
    asked = save(where, segments={"sector": ["health"]})
    assert [fault.path for fault in asked.faults] == [("routes",)]

    where.stage.segments.add(factories.segment(sectors, "health"))
    assert [fault.path for fault in save(where, segments={}).faults] == [("routes",)]


def test_a_stage_that_leads_to_others_of_a_set_is_not_for_some_of_it(
    board: Board, facilitator: Client, sectors: SegmentSet
) -> None:
    stage = factories.stage(board, opens_at=NOW + factories.DAY)
    factories.routing_question(stage, *sectors.segments.all())
    address = reverse("desk_guide_stage_rules", args=["cop", stage.pk])
    form = facilitator.get(address).context["form"]
    there = {name: form[name].value() for name in form.fields}
    typed = {key: value for key, value in there.items() if value not in (None, False)}

    response = facilitator.post(address, typed | {"segments": ["sector=health"]})

    assert "Only some of sector are asked this" in response.content.decode()
    assert not stage.segments.exists()


def test_the_guide_and_what_waits_say_where_options_lead(
    facilitator: Client, where: Question
) -> None:
    write(facilitator, where, **{"options-2-segment": "sector=care"})

    guide = facilitator.get(reverse("desk_guide", args=["cop"])).content.decode()
    waiting = facilitator.get(reverse("desk_guide_publication", args=["cop"])).content.decode()

    assert "Elsewhere → care" in guide
    assert "Elsewhere (leads to: care)" in waiting


def test_on_a_board_without_segments_no_option_leads_anywhere(
    board: Board, facilitator: Client
) -> None:
    asked = factories.question(factories.stage(board), kind=Kind.SINGLE, options=["Yes", "No"])

    assert "options-0-segment" not in opened(facilitator, asked)


def led_from(version: object) -> list[str | None]:
    items = version.items.order_by("position")  # type: ignore[attr-defined]
    return list(items.values_list("routes_to__value", flat=True))
