"""All that a script says of a stage can be typed: how it opens, when, for whom, in which order."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from participants.gate.openness import opened_stages
from sessions.enums import Kind, Opening
from sessions.models import Board, Stage
from sessions.script.describing import script_of
from tests import factories
from tests.factories import DAY, HOUR, NOW
from tests.moderation.desk.trails import details

WEDNESDAY = "2021-03-31T09:00"


def address(stage: Stage) -> str:
    return reverse("desk_guide_stage_rules", args=["cop", stage.pk])


def typed_in(client: Client, stage: Stage) -> dict[str, Any]:
    """What the form holds as a browser would send it back."""
    form = client.get(address(stage)).context["form"]
    sent = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in sent.items() if value not in (None, False, "")}
    return {
        name: f"{value:%Y-%m-%dT%H:%M}" if isinstance(value, datetime) else value
        for name, value in sent.items()
    }


def post(client: Client, stage: Stage, **changes: Any) -> Any:
    return client.post(address(stage), typed_in(client, stage) | changes)


def errors(response: Any) -> dict[str, str]:
    assert response.status_code == 422
    return {name: words[0] for name, words in response.context["form"].errors.items()}


@pytest.fixture
def stages(draft: Board) -> list[Stage]:
    return [factories.stage(draft, opens_at=NOW + DAY, released=False) for _ in range(2)]


def test_a_stage_that_was_written_by_hand_is_the_one_of_a_script(
    draft: Board, stages: list[Stage], facilitator: Client
) -> None:
    factories.segment_set(draft, "sector", "health", "social care")
    for stage in stages:
        factories.question(stage)

    response = post(
        facilitator,
        stages[1],
        key="looking-back",
        opening="after_previous",
        due="2021-04-01T12:00",
        closes="2021-04-01T16:00",
        in_order="on",
        segments=["sector=health"],
    )

    assert response.status_code == 302
    said = script_of(draft).stages[1]
    assert (said.key, said.opens, said.in_order) == ("looking-back", Opening.AFTER_PREVIOUS, True)
    assert (str(said.due), str(said.closes)) == ("2021-04-01 12:00", "2021-04-01 16:00")
    assert said.segments == {"sector": ["health"]}
    assert details("stage_rules_changed") == {"which": "key, opening, segments, in_order"}


@pytest.mark.parametrize("before", list(Opening))
@pytest.mark.parametrize("after", list(Opening))
def test_how_it_opens_is_chosen_anew(
    draft: Board, facilitator: Client, before: Opening, after: Opening
) -> None:
    factories.stage(draft)
    stage = factories.stage(
        draft,
        opening=before,
        opens_at=NOW + HOUR if before == Opening.BY_DATE else None,
        released=False,
    )

    assert post(facilitator, stage, opening=after.value, opens=WEDNESDAY).status_code == 302

    stage.refresh_from_db()
    at = datetime(2021, 3, 31, 8, tzinfo=UTC)
    assert (stage.opening, stage.opens_at) == (after, at if after == Opening.BY_DATE else None)


def test_sent_back_as_it_was_nothing_changes(stages: list[Stage], facilitator: Client) -> None:
    page = facilitator.post(address(stages[0]), typed_in(facilitator, stages[0]), follow=True)

    assert "Nothing was changed." in page.content.decode()


def test_what_somebody_left_alone_stays_as_another_has_put_it_meanwhile(
    draft: Board, stages: list[Stage], facilitator: Client
) -> None:
    factories.segment_set(draft, "sector", "health", "social care")
    stale = typed_in(facilitator, stages[1])
    theirs = {"opens": WEDNESDAY, "due": "2021-04-01T12:00", "segments": ["sector=health"]}
    post(facilitator, stages[1], opening="by_date", **theirs)

    response = facilitator.post(address(stages[1]), stale | {"in_order": "on"})

    assert response.status_code == 302
    said = script_of(draft).stages[1]
    assert (str(said.opens), str(said.due)) == ("2021-03-31 09:00", "2021-04-01 12:00")
    assert (said.in_order, said.segments) == (True, {"sector": ["health"]})


def test_the_second_to_change_the_same_is_shown_both_and_may_insist(
    draft: Board, stages: list[Stage], facilitator: Client
) -> None:
    stale = typed_in(facilitator, stages[1])
    post(facilitator, stages[1], due="2021-04-01T12:00", in_order="on")

    response = facilitator.post(address(stages[1]), stale | {"due": "2021-04-01T14:00"})

    assert errors(response) == {
        "due": "Somebody changed this meanwhile. Now it is: 2021-04-01 12:00. Save again for yours."
    }
    form = response.context["form"]
    again = {name: form[name].value() for name in form.fields if form[name].value()}
    assert facilitator.post(address(stages[1]), again).status_code == 302
    said = script_of(draft).stages[1]
    assert (str(said.due), said.in_order) == ("2021-04-01 14:00", True)


@pytest.mark.parametrize("seen", ["", "[]", "{", "[" * 100_000, '{"in_order": "x", "due": 1}'])
def test_what_no_page_has_sent_as_seen_breaks_nothing(
    stages: list[Stage], facilitator: Client, seen: str
) -> None:
    response = post(facilitator, stages[1], seen=seen, in_order="on")

    assert response.status_code in (302, 422)


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"opening": "by_date", "opens": ""}, "opens", "Say when it opens"),
        ({"opens": "tomorrow"}, "opens", "Give a date and a time"),
        ({"opens": "2021-03-30T10:00"}, "opens", "That time has passed."),
        ({"opens": WEDNESDAY, "due": "2021-03-31T08:00"}, "opens", "It must open before it is due"),
        ({"closes": "2021-04-09T08:00"}, "closes", "The board ends before that."),
        ({"key": "Looking Back"}, "key", "such as looking-back"),
        ({"key": "stage-2"}, "key", "Another stage has this name."),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_half_done(
    stages: list[Stage],
    facilitator: Client,
    typed: dict[str, str],
    field: str,
    words: str,
) -> None:
    found = errors(post(facilitator, stages[0], in_order="on", **typed))

    assert list(found) == [field]
    assert words in found[field]
    stages[0].refresh_from_db()
    assert (stages[0].in_order, stages[0].opens_at) == (False, NOW + DAY)


def test_the_first_stage_waits_for_none_before_it(stages: list[Stage], facilitator: Client) -> None:
    assert "opening" in errors(post(facilitator, stages[0], opening="after_previous"))


def test_what_has_opened_is_for_more_people_and_not_for_fewer(
    board: Board, facilitator: Client
) -> None:
    sector = factories.segment_set(board, "sector", "health", "social care")
    health = factories.segment(sector, "health")
    open_to_some = factories.stage(board, segments=[health])
    open_to_all = factories.stage(board)
    page = facilitator.get(address(open_to_some)).content.decode()
    assert 'name="opens"' not in page
    assert 'name="opening"' not in page
    assert 'name="key"' not in page

    fewer = post(facilitator, open_to_all, segments=["sector=health"])
    others = post(facilitator, open_to_some, segments=["sector=social care"])
    both = ["sector=health", "sector=social care"]
    more = post(facilitator, open_to_some, segments=both)

    for refused in (fewer, others):
        assert errors(refused) == {
            "segments": "This stage has opened: it can be for more people, not for fewer."
        }
    assert more.status_code == 302
    assert open_to_some.segments.count() == 2


@pytest.mark.parametrize("chosen", [[], ["sector=social care"]])
def test_nobody_is_added_to_a_stage_that_others_have_gone_past(
    board: Board, facilitator: Client, chosen: list[str]
) -> None:
    sector = factories.segment_set(board, "sector", "health", "social care")
    first = factories.question(factories.stage(board))
    health = factories.segment(sector, "health")
    for_some = factories.stage(board, opens_at=NOW + HOUR, segments=[health])
    factories.question(for_some)
    after = factories.stage(board, opening=Opening.AFTER_PREVIOUS)
    person = factories.participant(board, segments=[factories.segment(sector, "social care")])
    factories.answer(person, first)
    assert after in opened_stages(person, NOW)

    refused = post(facilitator, for_some, segments=chosen)

    assert errors(refused) == {
        "segments": "A stage that opens after it has been released: nobody is added to this one."
    }
    assert after in opened_stages(person, NOW)
    after.released_at = after.released_by = None
    after.save()
    assert post(facilitator, for_some, segments=chosen).status_code == 302


def test_somebody_is_added_where_a_stage_between_opens_for_everyone_by_itself(
    board: Board, facilitator: Client
) -> None:
    sector = factories.segment_set(board, "sector", "health", "social care")
    for_some = factories.stage(board, segments=[factories.segment(sector, "health")])
    factories.stage(board)
    factories.stage(board, opening=Opening.AFTER_PREVIOUS)

    assert post(facilitator, for_some, segments=[]).status_code == 302


@pytest.mark.parametrize("is_met", [True, False])
def test_nobody_is_added_to_a_stage_whose_summary_was_met(
    board: Board, facilitator: Client, is_met: bool
) -> None:
    sector = factories.segment_set(board, "sector", "health", "social care")
    for_all = factories.stage(board)
    for_some = factories.stage(board, segments=[factories.segment(sector, "health")])
    last = factories.stage(board, released=is_met)
    factories.question(last, kind=Kind.SUMMARY, sums_up=[for_all, for_some], statements=["So."])

    response = post(facilitator, for_some, segments=[])

    if is_met:
        assert errors(response) == {
            "segments": "A summary that participants may have met sums it up: nobody is added."
        }
    else:
        assert response.status_code == 302
    assert for_some.segments.exists() == is_met


def test_a_date_that_is_moved_later_locks_nothing_that_was_read(
    board: Board, facilitator: Client
) -> None:
    stage = factories.stage(board, due_at=NOW - HOUR)
    question = factories.question(stage)
    other = factories.question(stage)
    reader, author = (factories.participant(board) for _ in range(2))
    factories.answer(reader, other)
    factories.answer(author, question)

    assert post(facilitator, stage, due="2021-03-31T12:00").status_code == 302

    assert reader.readings.filter(question=question, unlocked_at__isnull=False).exists()


def test_the_guide_says_of_each_stage_what_holds_for_it(draft: Board, facilitator: Client) -> None:
    sector = factories.segment_set(draft, "sector", "health", "social care")
    factories.stage(draft, opens_at=NOW + DAY, due_at=NOW + 2 * DAY, in_order=True)
    health = factories.segment(sector, "health")
    factories.stage(draft, opening=Opening.AFTER_PREVIOUS, segments=[health])

    sections = facilitator.get(reverse("desk_guide", args=["cop"])).context["sections"]

    assert [section.rules for section in sections] == [
        ["Opens Wed 31 March, 13:00", "Due Thu 1 April, 13:00", "One question after the other"],
        ["When the person has finished the stage before", "For sector: health"],
    ]
