"""A new board is made like another, and nothing that was said comes along."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.urls import reverse

from bulletin.audit.models import Entry
from bulletin.media.models import MediaFile
from bulletin.outbox.models import Notice
from moderation.desk.deeds.boards import of_board
from moderation.web import Desk
from participants.enums import Provenance
from participants.models import Consent, Membership, PersonalLink, Reply
from sessions.actions.boards import create_board
from sessions.enums import Role
from sessions.models import Board, Stage
from sessions.script.describing import script_of
from sessions.script.reading import read_script
from sessions.timetable.wall_time import WallTime
from tests import factories
from tests.factories import DAY, NOW
from tests.moderation.desk.conftest import _on_the_tuesday, signed_in
from tests.sessions.scripts import BOARD, EVERY_FILE, EVERY_KIND

__all__ = ["_on_the_tuesday"]

START = date(2021, 4, 9)
A_FORTNIGHT = timedelta(days=14)


@pytest.fixture
def source(db: None) -> Board:
    """With a question of every kind, its pictures, and some dates said as such."""
    factories.swept()
    text = EVERY_KIND.replace('due: {day: 4, at: "12:00"}', "due: 2021-03-29 12:00")
    text = text.replace("    opens: after_previous\n", "    opens: by_hand\n    released: true\n")
    script = read_script(text, "kinds.yaml", files=EVERY_FILE)
    return create_board(script=script, owner=factories.user(), files=EVERY_FILE, now=NOW)


@pytest.fixture
def facilitator(source: Board) -> Client:
    return signed_in(factories.facilitator(source).user)


def copied(client: Client, source: Board, **typed: Any) -> Board:
    response = copying(client, source, **typed)
    assert response.status_code == 302, response.context["form"].errors
    return Board.objects.get(slug=response.headers["Location"].strip("/").split("/")[-1])


def copying(client: Client, source: Board, **typed: Any) -> Any:
    asked = {"title": "The second wave", "starts_on": START.isoformat()}
    return client.post(reverse("desk_copy", args=[source.slug]), asked | typed)


def test_a_copy_says_what_the_board_says_a_fortnight_later(
    source: Board, facilitator: Client
) -> None:
    before = script_of(source)

    board = copied(facilitator, source)

    after = script_of(board)
    assert (board.title, board.starts_on, board.launched_at) == ("The second wave", START, None)
    assert after.segments == before.segments
    assert after.reminders == before.reminders
    assert [stage.questions for stage in after.stages] == [
        stage.questions for stage in before.stages
    ]
    assert script_of(source) == before


def test_days_and_dates_move_with_the_start_and_no_stage_is_released(
    source: Board, facilitator: Client
) -> None:
    board = copied(facilitator, source)

    first, second = board.stages.order_by("position")
    was = source.stages.get(position=first.position)
    assert (first.opens, first.due) == (
        was.opens,
        WallTime.parse("2021-04-12 12:00"),
    )
    assert first.due_at is not None
    assert was.due_at is not None
    assert first.due_at - was.due_at == A_FORTNIGHT
    assert board.ends_at - source.ends_at == A_FORTNIGHT
    assert source.stages.get(position=second.position).is_released
    assert not Stage.objects.filter(board=board, released_at__isnull=False).exists()


def test_pictures_come_along_as_files_of_their_own(source: Board, facilitator: Client) -> None:
    board = copied(facilitator, source)

    theirs, ours = (MediaFile.objects.get(board=one.pk) for one in (board, source))
    assert (theirs.key, theirs.checksum, theirs.width) == (ours.key, ours.checksum, ours.width)
    assert theirs.file.name != ours.file.name


def test_the_copier_keeps_their_name_and_others_come_along_where_they_are_asked(
    source: Board, facilitator: Client
) -> None:
    source.staff.update(display_name="Dr Example", organisation="The institute")
    moderator = factories.staff(source, Role.MODERATOR, display_name="Mo")
    factories.staff(source, Role.OBSERVER)

    alone = copied(facilitator, source)
    assert set(alone.staff.values_list("display_name", "organisation")) == {
        ("Dr Example", "The institute")
    }
    assert not Notice.objects.exists()

    board = copied(facilitator, source, staff=[str(moderator.pk)])
    assert set(board.staff.values_list("user", "role", "display_name")) == {
        (factories.facilitator(source).user.pk, "facilitator", "Dr Example"),
        (moderator.user_id, "moderator", "Mo"),
    }
    assert set(Notice.objects.values_list("recipient", "board")) == {(moderator.user_id, board.pk)}


def test_people_come_along_with_what_staff_know_of_them_and_nothing_they_said(
    source: Board, facilitator: Client
) -> None:
    sectors = source.segment_sets.get(key="sector")
    health, other = sectors.segments.all()
    me = factories.participant(source, segments=[health], timezone="Asia/Kathmandu")
    led = factories.participant(source, segments=[other])
    Membership.objects.filter(participant=led).update(provenance=Provenance.ROUTED)
    factories.answer(me, source.stages.get(position=0).questions.get(key="text"))
    PersonalLink.objects.issue(me, now=NOW)

    board = copied(facilitator, source, people="on")

    there = board.participants.order_by("name")
    assert list(there.values_list("name", "email", "timezone")) == [
        (me.name, me.email, "Asia/Kathmandu"),
        (led.name, led.email, led.timezone),
    ]
    pseudonyms = set(board.participants.values_list("pseudonym", flat=True))
    assert not pseudonyms & {me.pseudonym, led.pseudonym}
    held = Membership.objects.get(participant__board=board)
    assert (held.participant.name, held.segment.value, held.segment.segment_set.board) == (
        me.name,
        "health",
        board,
    )
    here = {"participant__board": board}
    assert not any(model.objects.filter(**here).exists() for model in (Consent, PersonalLink))
    assert not Reply.objects.filter(board=board).exists()


def test_whoever_holds_no_place_or_takes_no_part_stays_behind(
    source: Board, facilitator: Client
) -> None:
    by = factories.facilitator(source).user
    for fields in (
        {"withdrawn_at": NOW, "withdrawn_answers": "keep"},
        {"erased_at": NOW},
        {"deactivated_at": NOW, "deactivated_by": by},
        {"in_reserve": True},
        {"tester": True},
        {"cannot_take_part_at": NOW},
    ):
        factories.participant(source, **fields)
    factories.decline(factories.participant(source, consented=False))
    stays = factories.participant(source)

    board = copied(facilitator, source, people="on")

    assert [person.name for person in board.participants.all()] == [stays.name]


def test_whoever_wants_no_later_contact_or_never_agreed_stays_behind_and_is_counted(
    source: Board, facilitator: Client
) -> None:
    version = source.consent_versions.published().latest("number")
    version.statements.create(
        key="contact", text="I may be asked again.", required=False, position=9
    )
    Board.objects.filter(pk=source.pk).update(launched_at=factories.LAUNCHED_AT)
    refuses = factories.participant(source, consented=False)
    factories.consent(refuses, agreed={"contact": False})
    factories.participant(source, consented=False)
    stays = factories.participant(source)

    page = facilitator.get(reverse("desk_copy", args=[source.slug])).content.decode()
    board = copied(facilitator, source, people="on")

    assert "1 person wants no later contact: they stay behind." in page
    assert [person.name for person in board.participants.all()] == [stays.name]


def test_of_a_draft_everybody_comes_along_since_nobody_was_asked(
    source: Board, facilitator: Client
) -> None:
    factories.participant(source, consented=False)

    assert copied(facilitator, source, people="on").participants.count() == 1


def test_no_people_come_along_unless_they_are_asked_for(source: Board, facilitator: Client) -> None:
    factories.participant(source)

    assert not copied(facilitator, source).participants.exists()


def test_both_boards_tell_of_the_copy(source: Board, facilitator: Client) -> None:
    factories.participant(source)

    board = copied(facilitator, source, people="on")

    entries = Entry.objects.filter(action__in=["board_copied", "board_made_as_copy"])
    assert set(entries.values_list("board", "action", "details__people", "details__other")) == {
        (source.pk, "board_copied", 1, str(board.pk)),
        (board.pk, "board_made_as_copy", 1, str(source.pk)),
    }
    trail = facilitator.get(reverse("desk_audit", args=[source.slug])).content.decode()
    assert "made a new board like this one, with 1 of its people" in trail


def test_a_board_that_is_over_and_gone_from_participants_can_be_copied(
    source: Board, facilitator: Client
) -> None:
    long_ago = {"ends_at": NOW - 9 * DAY, "grace_ends_at": NOW - 8 * DAY}
    gone = {"launched_at": factories.LAUNCHED_AT, "archive_removed_at": NOW}
    Board.objects.filter(pk=source.pk).update(**gone, **long_ago)
    factories.participant(source)
    source.refresh_from_db()
    desk = Desk(factories.facilitator(source), source, NOW)

    assert [deed.url for deed in of_board(desk)] == [
        reverse(name, args=[source.slug]) for name in ("desk_ending", "desk_copy")
    ]
    assert copied(facilitator, source, people="on").participants.count() == 1


def test_the_same_form_sent_twice_makes_one_board(source: Board, facilitator: Client) -> None:
    page = facilitator.get(reverse("desk_copy", args=[source.slug]))
    token = str(page.context["token"])

    first, second = (copied(facilitator, source, token=token) for _each in range(2))

    assert first == second


@pytest.mark.parametrize(
    ("typed", "field"), [({"starts_on": "2021-03-29"}, "starts_on"), ({"title": " "}, "title")]
)
def test_what_cannot_be_is_said_beside_the_field(
    source: Board, facilitator: Client, typed: dict[str, str], field: str
) -> None:
    response = copying(facilitator, source, **typed)

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {field}
    assert Board.objects.count() == 1


def test_a_time_that_the_clocks_skip_is_named_and_nothing_is_made(db: None) -> None:
    """The board starts such that its second day at half past one is skipped in London."""
    factories.swept()
    text = BOARD.replace('opens: {day: 1, at: "09:00"}', 'opens: {day: 2, at: "01:30"}')
    text = text.replace('due: {day: 4, at: "12:00"}', "due: 2021-03-30 12:00")
    owner = factories.user()
    source = create_board(script=read_script(text, "f"), owner=owner, now=NOW)

    response = copying(signed_in(owner), source, starts_on="2022-03-26")

    assert response.status_code == 422
    (error,) = response.context["form"].non_field_errors()
    assert error.startswith("stages.first.opens: 2022-03-27 01:30 does not exist in Europe/London")
    assert Board.objects.count() == 1


def test_a_set_without_a_value_stays_behind(source: Board, facilitator: Client) -> None:
    factories.segment_set(source, "empty")

    board = copied(facilitator, source)

    assert not board.segment_sets.filter(key="empty").exists()


def test_a_board_without_a_stage_cannot_be_copied_and_says_so(db: None) -> None:
    factories.swept()
    source = factories.board()

    response = copying(signed_in(factories.facilitator(source).user), source)

    assert response.status_code == 422
    assert response.context["form"].non_field_errors() == [
        "There is no script of it yet: the guide is not complete."
    ]
    with pytest.raises(CommandError, match="the guide is not complete"):
        call_command("export_script", source.slug)


def test_the_first_day_offered_is_of_the_same_name(source: Board, facilitator: Client) -> None:
    form = facilitator.get(reverse("desk_copy", args=[source.slug])).context["form"]

    assert form["starts_on"].value() == START
    assert START.weekday() == source.starts_on.weekday()


def test_the_list_of_boards_offers_a_copy_to_facilitators_alone(
    source: Board, facilitator: Client
) -> None:
    address = reverse("desk_copy", args=[source.slug])
    moderator = signed_in(factories.staff(source, Role.MODERATOR).user)

    assert address in facilitator.get(reverse("desk")).content.decode()
    assert address not in moderator.get(reverse("desk")).content.decode()


def test_what_is_not_published_is_said_to_stay_behind(source: Board, facilitator: Client) -> None:
    question = source.stages.get(position=0).questions.get(key="text")
    question.hidden_at, question.hidden_by = NOW, factories.facilitator(source).user
    question.save()

    page = facilitator.get(reverse("desk_copy", args=[source.slug])).content.decode()

    assert "1 question is hidden: it stays behind." in page
