"""Staff say who holds what, with a trace (rule 2: a corrected segment may lock again)."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from bulletin.audit.models import Entry
from participants.actions.unlocking import remember_what_is_open
from participants.enums import Provenance
from participants.models import Membership, Participant, Reply
from sessions.enums import Role
from sessions.models import Board, Segment, SegmentSet
from tests import factories
from tests.factories import NOW
from tests.participants.routing.choosing import choose, held_by, history_of


def give(client: Client, person: Participant, **chosen: Any) -> Any:
    """What is chosen, beside what the page held when it was opened."""
    address = reverse("desk_person_segments", args=["cop", person.pk])
    form = client.get(address).context["form"]
    seen = {f"initial-{name}": form[name].value() for name in form.fields}
    there = {name: form[name].value() for name in form.fields}
    typed = {f"segment-{key}": value for key, value in chosen.items()}
    return client.post(address, {**seen, **there, **typed})


def test_somebody_is_given_a_value_and_another_and_none(
    board: Board, facilitator: Client, health: Segment, care: Segment
) -> None:
    me = factories.participant(board)
    for value in (str(health.pk), str(care.pk), ""):
        assert give(facilitator, me, sector=value).status_code == 302

    assert {(value, how) for value, how, _ended in history_of(me)} == {
        ("health", "hand"),
        ("care", "hand"),
    }
    assert held_by(me) == []
    user = factories.facilitator(board).user
    assert set(Membership.objects.values_list("given_by", "ended_by", "ended_through")) == {
        (user.pk, user.pk, Provenance.HAND)
    }
    entries = Entry.objects.filter(action="segments_changed", subject=me.pk)
    assert [entry.details for entry in entries] == [{"sets": "sector"}] * 3


def test_a_set_that_was_left_alone_stays_as_it_has_become_since(
    board: Board, facilitator: Client, sectors: SegmentSet, health: Segment
) -> None:
    topics = factories.segment_set(board, "topic", "costs", "quality", allows_several=True)
    costs = factories.segment(topics, "costs")
    me = factories.participant(board)
    address = reverse("desk_person_segments", args=["cop", me.pk])
    form = facilitator.get(address).context["form"]
    seen = {f"initial-{name}": form[name].value() for name in form.fields}
    factories.member_of(me, health)

    facilitator.post(address, {**seen, "segment-sector": "", "segment-topic": [str(costs.pk)]})

    assert held_by(me) == ["health", "costs"]


def test_saving_what_they_hold_already_leaves_no_trace(
    board: Board, facilitator: Client, health: Segment
) -> None:
    me = factories.participant(board, segments=[health])

    give(facilitator, me)

    assert history_of(me) == [("health", "roster", None)]
    assert not Entry.objects.filter(action="segments_changed").exists()


def test_a_corrected_segment_locks_the_old_groups_replies_and_opens_the_new_ones(
    board: Board, facilitator: Client, sectors: SegmentSet, health: Segment, care: Segment
) -> None:
    question = factories.question(factories.stage(board), within_set=sectors)
    me, alike, other = (
        factories.participant(board, segments=[one]) for one in (health, health, care)
    )
    mine, theirs, others = (factories.answer(one, question) for one in (me, alike, other))
    remember_what_is_open(me, now=NOW)
    assert set(Reply.objects.visible_to(me, now=NOW)) == {mine, theirs}
    page = facilitator.get(reverse("desk_person_segments", args=["cop", me.pk]))
    assert "they no longer read what the group they leave says" in page.content.decode()

    give(facilitator, me, sector=str(care.pk))

    assert set(Reply.objects.visible_to(me, now=NOW)) == {mine, others}
    assert set(Reply.objects.visible_to(alike, now=NOW)) == {theirs}


def test_what_the_new_group_says_opens_by_the_rules_alone(
    board: Board, facilitator: Client, sectors: SegmentSet, health: Segment, care: Segment
) -> None:
    """They could read before they answered, and do no more in a group that is new to them."""
    question = factories.question(factories.stage(board), within_set=sectors)
    me, other = (factories.participant(board, segments=[one]) for one in (health, care))
    factories.answer(other, question)
    factories.reading(me, question)

    give(facilitator, me, sector=str(care.pk))

    assert not Reply.objects.visible_to(me, now=NOW).exists()


def test_whoever_has_left_holds_what_they_held(
    board: Board, facilitator: Client, health: Segment
) -> None:
    gone = factories.participant(board, withdrawn_at=NOW, withdrawn_answers="keep")

    response = give(facilitator, gone, sector=str(health.pk))

    assert "They hold no place on this board any more." in response.content.decode()
    assert history_of(gone) == []


def test_one_value_is_given_to_several_people_at_once(
    board: Board, facilitator: Client, health: Segment, care: Segment
) -> None:
    first, second = factories.participant(board), factories.participant(board, segments=[care])
    left_out = factories.participant(board, segments=[care])
    address = reverse("desk_segment_people", args=["cop", health.pk])
    shown = facilitator.get(address).context["form"].fields["people"].choices
    assert [label for _pk, label in shown] == [
        "Heron 01",
        "Heron 02 (care)",
        "Heron 03 (care)",
    ]

    facilitator.post(address, {"people": [str(first.pk), str(second.pk)]})

    assert [held_by(one) for one in (first, second, left_out)] == [["health"], ["health"], ["care"]]
    assert Entry.objects.filter(action="segments_changed").count() == 2
    assert facilitator.post(address, {}).status_code == 422


def test_of_several_values_one_more_is_given_beside_the_others(
    board: Board, facilitator: Client
) -> None:
    topics = factories.segment_set(board, "topic", "costs", "quality", allows_several=True)
    costs, quality = topics.segments.all()
    me = factories.participant(board, segments=[costs])

    address = reverse("desk_segment_people", args=["cop", quality.pk])
    facilitator.post(address, {"people": [str(me.pk)]})

    assert held_by(me) == ["costs", "quality"]


def test_the_page_of_a_person_tells_how_they_came_to_what_they_held(
    board: Board,
    facilitator: Client,
    at_desk: Callable[[Role], Client],
    health: Segment,
    care: Segment,
) -> None:
    me = factories.participant(board, segments=[care])
    asked = factories.routing_question(factories.stage(board), health, care, prompt="100% where?")
    choose(me, asked, "health")
    give(facilitator, me, sector=str(care.pk))

    told = {(fact.what, fact.who) for fact in facts(facilitator, me)}

    assert told == {
        ("sector: care, as a roster said", ""),
        ("No longer sector: care, by their answer", ""),
        ("sector: health, by their answer to “100% where?”", ""),
        ("No longer sector: health, by hand", "The facilitator"),
        ("sector: care, given by hand", "The facilitator"),
    }
    recruiter = [fact.what for fact in facts(at_desk(Role.RECRUITER), me)]
    assert sorted(recruiter) == ["sector: care, as a roster said", "sector: care, given by hand"]


def test_who_reads_no_answers_is_not_told_what_held_again_after_one(
    board: Board,
    facilitator: Client,
    at_desk: Callable[[Role], Client],
    health: Segment,
    care: Segment,
) -> None:
    me = factories.participant(board, segments=[care])
    asked = factories.routing_question(factories.stage(board), health)
    choose(me, asked, "health")
    choose(me, asked, "Elsewhere", now=NOW + factories.HOUR)
    assert "sector: care again, as before their answer" in {
        fact.what for fact in facts(facilitator, me)
    }

    recruiter = [fact.what for fact in facts(at_desk(Role.RECRUITER), me)]
    assert recruiter == ["sector: care, as a roster said"]


def facts(client: Client, person: Participant) -> Any:
    address = reverse("desk_person", args=["cop", person.pk])
    return client.get(address, {"kind": "segments"}).context["facts"].facts
