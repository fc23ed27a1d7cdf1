"""Many people at once: found, ticked, told of what will follow, and done in one go."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from bulletin.outbox.sweeping import sweep
from participants.models import Extension, Membership, Participant
from sessions.enums import Identity, Role
from sessions.models import Board
from tests import factories
from tests.conftest import Mailbox
from tests.moderation.desk.trails import trail

NOW, DAY = factories.NOW, factories.DAY


def people_page(client: Client, **asked: str) -> str:
    return client.get(reverse("desk_people", args=["cop"]), asked).content.decode()


def shown(page: str) -> list[str]:
    return [one.text_content() for one in html.fromstring(page).cssselect("tbody th a")]


def choose(client: Client, deed: str, *people: Participant, **posted: Any) -> Any:
    who = [str(person.pk) for person in people]
    address = reverse("desk_people_deed", args=["cop"])
    return client.post(address, {"deed": deed, "who": who, **posted})


def confirm(client: Client, page: Any, **typed: Any) -> Any:
    """Press the button on the page that says what will follow."""
    assert page.status_code == 200, page.headers
    (form,) = html.fromstring(page.content.decode()).cssselect("main form[method=post]")
    said = {name: value for name, value in form.form_values() if name != "csrfmiddlewaretoken"}
    return client.post(reverse("desk_people_deed", args=["cop"]), said | typed)


def done(action: str) -> set[Any]:
    return {subject for name, _actor, subject in trail() if name == action}


def test_fresh_links_go_to_those_whom_mail_can_reach_and_to_nobody_twice(
    board: Board, facilitator: Client, mailbox: Mailbox
) -> None:
    first, second = (factories.participant(board, first_came_at=NOW) for _ in range(2))
    without = factories.participant(board, email="", first_came_at=NOW)
    third = factories.participant(board, first_came_at=NOW)

    page = choose(facilitator, "link", first, second, without)

    words = page.content.decode()
    assert "For 2 people. 1 other that you chose is left as it is." in words
    assert "Each gets the invitation by e-mail" in words
    confirm(facilitator, page)
    again = choose(facilitator, "link", first, second)
    sweep(now=NOW + factories.HOUR)
    assert again.headers["Location"] == reverse("desk_people", args=["cop"]) + "?"
    assert sorted(str(one["To"]) for one in mailbox.messages) == [first.email, second.email]
    assert done("link_sent") == {first.pk, second.pk}
    assert third.pk not in done("link_sent")


def test_more_time_is_given_to_many_and_asked_for_beside_its_fields(
    board: Board, facilitator: Client
) -> None:
    stage = factories.stage(board, due_at=NOW + DAY)
    people = [factories.participant(board) for _ in range(3)]
    page = choose(facilitator, "time", *people)

    wrong = confirm(facilitator, page, stage=str(stage.pk), until="2021-03-30T13:00")
    assert wrong.status_code == 422
    assert "no later than what they have" in wrong.content.decode()
    confirm(facilitator, page, stage=str(stage.pk), until="2021-04-01T12:00", reason="Away")

    assert set(Extension.objects.values_list("participant", "stage")) == {
        (person.pk, stage.pk) for person in people
    }
    assert done("more_time_given") == {person.pk for person in people}


def test_many_are_put_into_a_segment_each_once(board: Board, facilitator: Client) -> None:
    sector = factories.segment_set(board, "sector", "health", "care")
    health, care = (factories.segment(sector, value) for value in ("health", "care"))
    people = [factories.participant(board, segments=[segment]) for segment in (health, care)]
    people.append(factories.participant(board))

    confirm(facilitator, choose(facilitator, "segment", *people), segment=str(health.pk))

    current = Membership.objects.current()
    assert set(current.values_list("participant", "segment")) == {
        (person.pk, health.pk) for person in people
    }
    assert done("segments_changed") == {people[1].pk, people[2].pk}


def test_what_follows_of_another_segment_is_said_as_on_the_pages_of_segments(
    board: Board, facilitator: Client
) -> None:
    sector = factories.segment_set(board, "sector", "health")
    factories.question(factories.stage(board), within_set=sector)
    person = factories.participant(board)
    address = reverse("desk_segment_people", args=["cop", sector.segments.get().pk])

    pages = [choose(facilitator, "segment", person), facilitator.get(address)]

    for page in pages:
        words = " ".join(page.content.decode().split())
        assert "they no longer read what the group they leave says" in words
        assert "they are told so by e-mail" in words
        assert "Nobody is told by e-mail" not in words


def test_many_are_moved_to_the_reserve_but_for_those_who_came(
    board: Board, facilitator: Client
) -> None:
    people = [factories.participant(board) for _ in range(2)]
    came = factories.participant(board, first_came_at=NOW)

    confirm(facilitator, choose(facilitator, "reserve", *people, came))

    assert set(board.participants.filter(in_reserve=True)) == set(people)
    assert done("person_moved_out") == {person.pk for person in people}


def test_places_of_all_who_are_found_are_closed_with_a_reason(
    board: Board, facilitator: Client
) -> None:
    """Those who are found as the page is asked: nobody who comes to be like them meanwhile."""
    found = [factories.participant(board, first_came_at=None) for _ in range(2)]
    came = factories.participant(board, first_came_at=NOW)
    page = choose(facilitator, "close", everybody="1", query="?standing=never-came")
    factories.participant(board, first_came_at=None)

    response = confirm(facilitator, page, reason="Did not come")

    address = reverse("desk_people", args=["cop"])
    assert response.headers["Location"] == f"{address}?standing=never-came"
    closed = Participant.objects.filter(deactivated_at__isnull=False)
    assert set(closed.values_list("pk", "deactivated_why")) == {
        (person.pk, "Did not come") for person in found
    }
    came.refresh_from_db()
    assert came.is_active


def test_nobody_ticked_and_nothing_chosen_is_said(board: Board, facilitator: Client) -> None:
    person = factories.participant(board)
    for posted in (choose(facilitator, "link"), choose(facilitator, "", person)):
        assert posted.status_code == 302
    page = people_page(facilitator)
    assert "Tick somebody first." in page
    assert "Choose what is to be done." in page


def test_people_of_another_board_are_nobody_here(board: Board, facilitator: Client) -> None:
    other = factories.participant(factories.board())
    assert choose(facilitator, "close", other).status_code == 302
    other.refresh_from_db()
    assert other.is_active


@pytest.mark.parametrize(
    ("deed", "may"),
    [("link", 200), ("segment", 403), ("reserve", 200), ("time", 403), ("close", 403)],
)
def test_a_recruiter_does_for_many_what_they_may_do_for_one(
    board: Board, at_desk: Callable[[Role], Client], deed: str, may: int
) -> None:
    """Who holds a segment by an answer they must not learn, not even by how many are given it."""
    client = at_desk(Role.RECRUITER)
    person = factories.participant(board)
    assert choose(client, deed, person).status_code == may
    assert (f'value="{deed}"' in people_page(client)) == (may == 200)


def test_people_are_found_by_what_this_desk_calls_them_and_not_by_more(
    db: None, at_desk: Callable[[Role], Client], board: Board, facilitator: Client
) -> None:
    factories.participant(board, name="Member Alpha", pseudonym="Calm Larch")
    factories.participant(board, name="Member Beta", pseudonym="Quiet Otter")

    assert shown(people_page(facilitator, called="LARCH")) == ["Calm Larch"]
    assert shown(people_page(facilitator, called="alpha")) == []
    Board.objects.update(identity_staff=Identity.REAL_NAME)
    assert shown(people_page(facilitator, called="alpha")) == ["Member Alpha"]
    assert shown(people_page(facilitator, called="otter")) == ["Member Beta"]


@pytest.mark.parametrize("who", ["Member Alpha", "member-01@EXAMPLE.org"])
def test_a_name_or_address_is_looked_up_with_a_trace(
    board: Board, at_desk: Callable[[Role], Client], who: str
) -> None:
    person = factories.participant(board, name="Member Alpha")
    factories.participant(board, name="Member Alphabet")
    address = reverse("desk_people_lookup", args=["cop"])

    for role in (Role.FACILITATOR, Role.RECRUITER):
        found = at_desk(role).post(address, {"who": who})
        assert found.headers["Location"] == reverse("desk_person", args=["cop", person.pk])
    assert done("identity_viewed") == {person.pk}
    assert at_desk(Role.MODERATOR).post(address, {"who": who}).status_code == 403
    assert "Look somebody up" not in people_page(at_desk(Role.MODERATOR))
    nobody = at_desk(Role.FACILITATOR).post(address, {"who": "Member"})
    assert "Nobody on this board has that name or address." in nobody.content.decode()
    empty = at_desk(Role.FACILITATOR).post(address, {"who": ""})
    assert empty.status_code == 422
    assert "Nobody on this board" not in empty.content.decode()


def test_what_is_left_in_one_stage_is_asked_for(board: Board, facilitator: Client) -> None:
    first, second = factories.stage(board), factories.stage(board)
    questions = [factories.question(stage) for stage in (first, second)]
    done_first = factories.participant(board, pseudonym="Done first")
    factories.answer(done_first, questions[0])
    factories.participant(board, pseudonym="Done nothing")

    assert shown(people_page(facilitator, left=str(first.pk))) == ["Done nothing"]
    assert shown(people_page(facilitator, left=str(second.pk))) == ["Done first", "Done nothing"]


def test_a_long_list_comes_a_hundred_at_a_time(board: Board, facilitator: Client) -> None:
    factories.many_participants(board, 205)

    first, last = people_page(facilitator), people_page(facilitator, page="3", called="heron")

    assert len(shown(first)) == 100
    assert "205 of 205 people" in first
    assert 'href="?page=2"' in first
    assert len(shown(last)) == 5
    assert 'href="?called=heron&amp;page=2"' in last
    assert len(shown(people_page(facilitator, page="99"))) == 5
    assert len(shown(people_page(facilitator, page="9" * 5000))) == 5
