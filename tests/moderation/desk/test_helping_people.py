"""What staff do for a person: add, let in, give time, close a place, withdraw (rules 5, 10, 13)."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from bulletin import clock
from moderation.actions.dates import give_more_time
from moderation.actions.inviting import invite_person
from moderation.actions.letting_in import allow_device, revoke_links
from moderation.actions.places import deactivate, reactivate
from participants import rules
from participants.enums import AnswersAfterWithdrawal, Provenance
from participants.gate.openness import open_stages
from participants.gate.questions import revealed_questions
from participants.models import Extension, Participant, PersonalLink, ReplyVersion
from sessions.actions.errors import Refused
from sessions.enums import Role
from sessions.models import Board
from tests import factories
from tests.moderation.desk.trails import details, trail

NOW, HOUR, DAY = factories.NOW, factories.HOUR, factories.DAY


def address(name: str, person: Participant) -> str:
    return reverse(name, args=["cop", person.pk])


def enter(link: str) -> Client:
    """A browser in which somebody opened this link and pressed its button."""
    client = Client()
    client.post("/" + link.split("/", 3)[3])
    return client


def copied_link(client: Client, person: Participant) -> str:
    page = client.post(address("desk_link", person)).content.decode()
    (link,) = re.findall(r'readonly value="([^"]+)"', page)
    return str(link)


def test_somebody_added_by_hand_has_a_place_a_pseudonym_and_their_segments(
    board: Board, facilitator: Client
) -> None:
    sector = factories.segment_set(board, "sector", "health", "care")
    topics = factories.segment_set(board, "topics", "time", "money", "space", allows_several=True)
    chosen = [factories.segment(topics, value) for value in ("time", "space")]

    response = facilitator.post(
        reverse("desk_invitation", args=["cop"]),
        {
            "name": " Member 01 ",
            "email": "member-01@example.org",
            "segment-sector": str(factories.segment(sector, "care").pk),
            "segment-topics": [str(segment.pk) for segment in chosen],
        },
    )

    person = Participant.objects.get()
    assert response.headers["Location"] == address("desk_person", person)
    assert (person.name, person.email) == ("Member 01", "member-01@example.org")
    assert person.pseudonym not in {"", person.name}
    memberships = person.memberships.all()
    assert {held.segment.value for held in memberships} == {"care", "time", "space"}
    assert {held.provenance for held in memberships} == {Provenance.HAND}
    by = factories.facilitator(board).user
    assert trail() == [("person_invited", by.pk, person.pk)]
    assert details("person_invited") == {}


def test_two_may_share_an_address_but_nobody_is_added_twice(
    board: Board, facilitator: Client
) -> None:
    form = {"name": "Member 01", "email": "shared@example.org"}
    new = reverse("desk_invitation", args=["cop"])

    statuses = [
        facilitator.post(new, form).status_code,
        facilitator.post(new, form | {"name": "MEMBER 01"}).status_code,
        facilitator.post(new, form | {"name": "Member 02"}).status_code,
        facilitator.post(new, {"name": "Member 03"}).status_code,
    ]

    assert statuses == [302, 422, 302, 302]
    assert Participant.objects.count() == 3


def test_nobody_is_staff_and_participant_of_one_board(board: Board, facilitator: Client) -> None:
    form = {"name": "The facilitator", "email": factories.facilitator(board).user.email.upper()}

    response = facilitator.post(reverse("desk_invitation", args=["cop"]), form)

    assert response.status_code == 422
    assert "on the staff" in response.content.decode()
    assert not Participant.objects.exists()


def test_adding_the_same_person_at_once_makes_one(board: Board) -> None:
    by = factories.facilitator(board).user
    fields = {"board": board, "name": "One", "email": "", "segments": [], "by": by, "now": NOW}
    invite_person(**fields)  # type: ignore[arg-type]

    with pytest.raises(Refused):
        invite_person(**fields)  # type: ignore[arg-type]


def test_a_copied_link_lets_one_browser_in_and_is_on_the_trail(
    board: Board, facilitator: Client
) -> None:
    person = factories.participant(board)

    link = copied_link(facilitator, person)
    browser = enter(link)

    assert browser.get(reverse("board", args=["cop"])).status_code == 200
    issued = PersonalLink.objects.get()
    by = factories.facilitator(board).user
    assert issued.copied_by == by
    assert trail() == [("link_copied", by.pk, person.pk)]
    assert link.rsplit("/", 2)[1] not in str(details("link_copied"))
    assert person.devices.get().proved_address == ""


def test_every_copied_link_is_another_one_and_the_older_still_work(
    board: Board, facilitator: Client
) -> None:
    person = factories.participant(board)

    links = {copied_link(facilitator, person) for _time in range(2)}

    assert len(links) == 2
    assert PersonalLink.objects.filter(revoked_at=None).count() == 2
    assert len(trail()) == 2


def test_revoked_links_let_nobody_in_any_more(board: Board, facilitator: Client) -> None:
    person = factories.participant(board)
    link = copied_link(facilitator, person)
    browser = enter(link)
    assert browser.get(reverse("board", args=["cop"])).status_code == 200

    facilitator.post(address("desk_revocation", person))

    assert browser.get(reverse("board", args=["cop"])).status_code == 404
    assert enter(link).get(reverse("board", args=["cop"])).status_code == 404
    by = factories.facilitator(board).user
    assert not revoke_links(participant=person, by=by, now=NOW)
    assert [action for action, _by, _what in trail()] == ["link_copied", "links_revoked"]


def test_an_allowed_device_gets_in_without_a_code_and_the_next_one_does_not(
    board: Board, facilitator: Client
) -> None:
    person = factories.participant(board, email="")
    link = copied_link(facilitator, person)
    home = reverse("board", args=["cop"])
    assert enter(link).get(home).status_code == 200
    assert enter(link).get(home).status_code == 404

    facilitator.post(address("desk_device", person))
    by = factories.facilitator(board).user
    assert not allow_device(participant=person, by=by, now=NOW)

    assert [enter(link).get(home).status_code for _time in range(2)] == [200, 404]
    assert [action for action, _by, _what in trail()] == ["link_copied", "device_allowed"]


def test_looking_behind_a_pseudonym_leaves_a_trace_and_shows_it_once(
    board: Board, facilitator: Client
) -> None:
    person = factories.participant(board, name="Ottoline Surname")
    page = facilitator.get(address("desk_person", person)).content.decode()
    assert "Surname" not in page

    looked = facilitator.post(address("desk_identity", person)).content.decode()

    assert "Ottoline Surname" in looked
    assert person.email in looked
    assert "Surname" not in facilitator.get(address("desk_person", person)).content.decode()
    by = factories.facilitator(board).user
    assert trail() == [("identity_viewed", by.pk, person.pk)]
    assert "Surname" not in str(details("identity_viewed"))


def test_more_time_opens_a_closed_stage_to_this_person_until_then(
    board: Board, facilitator: Client
) -> None:
    stage = factories.stage(board, closes_at=NOW - HOUR)
    person, other = factories.participant(board), factories.participant(board)

    response = facilitator.post(
        address("desk_more_time", person),
        {"stage": str(stage.pk), "until": "2021-04-02T12:00", "reason": "Was ill."},
    )

    until = datetime(2021, 4, 2, 11, 0, tzinfo=UTC)
    assert response.status_code == 302
    assert list(open_stages(person, until - HOUR)) == [stage]
    assert list(open_stages(person, until)) == []
    assert list(open_stages(other, NOW)) == []
    assert details("more_time_given") == {"stage": str(stage.pk), "until": until.isoformat()}


def test_more_time_given_again_replaces_and_the_same_again_changes_nothing(board: Board) -> None:
    stage, person = factories.stage(board, due_at=NOW), factories.participant(board)
    by = factories.facilitator(board).user

    def give(until: datetime) -> bool:
        return give_more_time(
            participant=person, stage=stage, until=until, reason="", by=by, now=NOW
        )

    assert [give(NOW + HOUR), give(NOW + HOUR), give(NOW + DAY)] == [True, False, True]
    assert Extension.objects.get().until == NOW + DAY
    assert len(trail()) == 2


def test_more_time_locks_nothing_that_could_be_read(board: Board) -> None:
    """One's own due date opened the question; more time must not close it again."""
    stage = factories.stage(board, due_at=NOW - HOUR)
    answered, unanswered = factories.question(stage), factories.question(stage)
    person, by = factories.participant(board), factories.facilitator(board).user
    factories.answer(person, answered)
    assert unanswered in revealed_questions(person, NOW)

    give_more_time(participant=person, stage=stage, until=NOW + DAY, reason="", by=by, now=NOW)

    assert unanswered in revealed_questions(person, NOW)


@pytest.mark.parametrize(
    ("until", "message"),
    [
        ("2021-03-30T10:00", "That is no later than what they have."),
        ("2021-04-04T12:00", "grace period ends before that"),
        ("2021-03-28T01:30", "does not exist in Europe/London"),
        ("", "This field is required."),
    ],
)
def test_time_that_cannot_be_given_is_refused_beside_its_field(
    board: Board, facilitator: Client, until: str, message: str
) -> None:
    stage, person = factories.stage(board, due_at=NOW), factories.participant(board)

    response = facilitator.post(
        address("desk_more_time", person),
        {"stage": str(stage.pk), "until": until, "reason": "Was ill."},
    )

    assert response.status_code == 422
    page = response.content.decode()
    assert message in page
    assert 'value="Was ill."' in page
    assert trail() == []


def test_a_closed_place_lets_nobody_in_and_keeps_what_was_written(
    board: Board, facilitator: Client
) -> None:
    question, person = factories.question(factories.stage(board)), factories.participant(board)
    factories.answer(person, question, "KEPT")
    browser = enter(copied_link(facilitator, person))

    facilitator.post(address("desk_deactivation", person))

    assert browser.get(reverse("board", args=["cop"])).status_code == 403
    assert not rules.may_answer(person, question, clock.now())
    facilitator.post(address("desk_reactivation", person))
    assert browser.get(reverse("board", args=["cop"])).status_code == 200
    assert ReplyVersion.objects.get().text == "KEPT"


def test_closing_and_opening_a_place_twice_change_nothing_the_second_time(board: Board) -> None:
    person, by = factories.participant(board), factories.facilitator(board).user

    closed = [deactivate(participant=person, by=by, now=NOW) for _time in range(2)]
    opened = [reactivate(participant=person, by=by, now=NOW) for _time in range(2)]

    assert (closed, opened) == ([True, False], [True, False])
    assert [action for action, _by, _what in trail()] == [
        "person_deactivated",
        "person_reactivated",
    ]


@pytest.mark.parametrize("answers", list(AnswersAfterWithdrawal))
def test_a_withdrawal_does_with_the_answers_what_was_said(
    board: Board, facilitator: Client, answers: AnswersAfterWithdrawal
) -> None:
    question, person = factories.question(factories.stage(board)), factories.participant(board)
    factories.answer(person, question, "SAIDWORDS")
    everything = reverse("desk_question", args=["cop", question.pk])
    assert "SAIDWORDS" in facilitator.get(everything).content.decode()

    assert facilitator.post(address("desk_withdrawal", person)).status_code == 422
    for _time in range(2):
        facilitator.post(address("desk_withdrawal", person), {"answers": answers.value})

    person.refresh_from_db()
    assert person.withdrawn_at is not None
    page = facilitator.get(everything).content.decode()
    assert ("SAIDWORDS" in page) == (answers == AnswersAfterWithdrawal.KEEP)
    assert ("asked for their words to be removed" in page) == (
        answers == AnswersAfterWithdrawal.REMOVE
    )
    assert len(trail()) == 1


def test_what_can_be_done_is_reached_from_the_top_of_a_persons_page(
    board: Board, facilitator: Client
) -> None:
    factories.answer(factories.participant(board), factories.question(factories.stage(board)))
    person = board.participants.get()

    page = facilitator.get(reverse("desk_person", args=["cop", person.pk])).content.decode()

    places = [page.index(words) for words in ('href="#deeds"', 'id="answers"', 'id="deeds"')]
    assert places == sorted(places)


def test_who_has_withdrawn_is_left_in_peace(board: Board, facilitator: Client) -> None:
    factories.question(factories.stage(board))
    person = factories.participant(board)
    assert (
        "Record their consent" in facilitator.get(address("desk_person", person)).content.decode()
    )

    facilitator.post(address("desk_withdrawal", person), {"answers": "keep"})

    answer = facilitator.get(address("desk_person", person))
    assert [deed.label for deed in answer.context["deeds"]] == [
        "Make them a copy of everything",
    ]
    page = answer.content.decode()
    assert "Enter an answer" not in page
    assert "withdrew" in page


def test_a_recruiter_may_add_people_but_not_act_as_them(
    board: Board, at_desk: Callable[[Role], Client]
) -> None:
    person = factories.participant(board)

    page = at_desk(Role.RECRUITER).get(address("desk_person", person)).content.decode()

    assert "Show name and address" in page
    assert "Copy a personal link" not in page
