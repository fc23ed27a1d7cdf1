"""Staff announce something: whoever runs the board writes drafts, facilitators publish."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bulletin.outbox.models import Notice
from moderation.announcing.page import Mails, mails_of
from moderation.web import Desk
from participants.models import Announcement
from sessions.enums import Role
from sessions.models import Board
from tests import factories
from tests.factories import NOW
from tests.moderation.desk.trails import trail

PAGE = "/desk/cop/announcements/"
TYPED = {"title": "A pause", "text": "Back on *Monday*.", "to": "everyone", "by_mail": "on"}


def at(announcement: Announcement, what: str = "") -> str:
    return f"{PAGE}{announcement.pk}/{what}"


def written(client: Client, **changes: object) -> Announcement:
    response = client.post(PAGE, TYPED | changes)
    assert response.status_code == 302, response.content.decode()
    return Announcement.objects.latest("written_at")


def test_a_draft_is_looked_at_and_then_published(board: Board, facilitator: Client) -> None:
    factories.participant(board)
    factories.participant(board, email="")

    draft = written(facilitator)

    page = facilitator.get(at(draft)).content.decode()
    assert "<p>Back on <em>Monday</em>.</p>" in page
    assert "Hello Member 01," in page
    assert "2 people as things stand now." in page
    assert "1 of them is told by mail." in page
    assert not draft.is_published
    assert facilitator.post(at(draft, "publication/"), {"when": "now"}).status_code == 302
    draft.refresh_from_db()
    assert (draft.published_at is not None, draft.appears_at) == (True, draft.published_at)
    assert [action for action, _by, _subject in trail()] == ["announcement_published"]


def test_moderators_write_and_facilitators_publish(
    board: Board, at_desk: Callable[[Role], Client]
) -> None:
    moderator = at_desk(Role.MODERATOR)
    draft = written(moderator)
    assert moderator.post(at(draft, "text/"), TYPED | {"title": "Soon"}).status_code == 302
    assert moderator.post(at(draft, "publication/"), {"when": "now"}).status_code == 403

    at_desk(Role.FACILITATOR).post(at(draft, "publication/"), {"when": "now"})

    refused = moderator.post(at(draft, "text/"), TYPED | {"title": "Changed"})
    assert refused.status_code == 422
    draft.refresh_from_db()
    assert draft.title == "Soon"


def test_it_appears_at_its_moment_in_the_boards_zone(board: Board, facilitator: Client) -> None:
    draft = written(facilitator)
    publication = at(draft, "publication/")
    for wrong in ({"when": "later"}, {"when": "later", "appears": "2021-03-30T09:00"}):
        assert facilitator.post(publication, wrong).status_code == 422

    facilitator.post(publication, {"when": "later", "appears": "2021-03-31T09:00"})

    draft.refresh_from_db()
    assert draft.appears_at is not None
    assert draft.appears_at.isoformat() == "2021-03-31T08:00:00+00:00"
    assert not draft.has_appeared(NOW)


def test_before_its_moment_it_can_be_a_draft_again_and_then_be_thrown_away(
    board: Board, facilitator: Client
) -> None:
    draft = written(facilitator)
    later = {"when": "later", "appears": "2021-03-31T09:00"}
    facilitator.post(at(draft, "publication/"), later)

    assert "It is a draft again." in (
        facilitator.post(at(draft, "withdrawal/"), follow=True).content.decode()
    )

    draft.refresh_from_db()
    assert not draft.is_published
    facilitator.post(at(draft, "removal/"))
    assert not Announcement.objects.exists()


def test_once_it_is_out_it_is_corrected_with_a_trace(board: Board, facilitator: Client) -> None:
    announcement = factories.announcement(board, "A pause", "Back on Monday.")

    page = facilitator.get(at(announcement, "text/")).content.decode()
    assert 'name="to"' not in page
    facilitator.post(at(announcement, "text/"), TYPED | {"text": "Back on Tuesday."})

    announcement.refresh_from_db()
    assert announcement.text_html == "<p>Back on Tuesday.</p>"
    assert announcement.first_text == "A pause\n\nBack on Monday."
    assert announcement.corrected_at is not None
    assert [action for action, _by, _subject in trail()] == ["announcement_corrected"]


def test_once_it_is_out_it_can_be_taken_back_and_stays_in_the_list(
    board: Board, facilitator: Client
) -> None:
    announcement = factories.announcement(board)

    facilitator.post(at(announcement, "removal/"))
    facilitator.post(at(announcement, "withdrawal/"))

    announcement.refresh_from_db()
    assert announcement.withdrawn_at is not None
    assert "Taken back" in facilitator.get(PAGE).content.decode()
    assert "took the announcement “Thank you so far” back" in (
        facilitator.get(reverse("desk_audit", args=["cop"])).content.decode()
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"title": ""}, "This field is required."),
        ({"to": "segment"}, "Choose the value that they hold."),
        ({"to": "stage"}, "Choose the stage."),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    board: Board, facilitator: Client, change: dict[str, str], said: str
) -> None:
    factories.stage(board)
    factories.segment_set(board, "sector", "health")

    response = facilitator.post(PAGE, TYPED | change)

    page = response.content.decode()
    assert response.status_code == 422
    assert said in page
    assert "Back on *Monday*." in page


def test_without_segments_or_stages_nobody_is_asked_about_them(
    board: Board, facilitator: Client
) -> None:
    page = facilitator.get(PAGE).content.decode()

    assert 'name="segment"' not in page
    assert 'value="stage"' not in page
    assert 'value="contributors"' in page


def test_nobody_is_told_what_is_still_to_be_filled_in(board: Board, facilitator: Client) -> None:
    draft = written(facilitator, text="Back on [FILL IN: day].")

    response = facilitator.post(at(draft, "publication/"), {"when": "now"})

    assert response.status_code == 422
    assert "Something is still to be filled in: day." in response.content.decode()


def test_before_the_launch_nothing_is_announced(board: Board, facilitator: Client) -> None:
    draft = written(facilitator)
    Board.objects.update(launched_at=None, launched_by=None)

    assert facilitator.post(at(draft, "publication/"), {"when": "now"}).status_code == 422


def test_it_says_where_somebody_is_named(board: Board, facilitator: Client) -> None:
    factories.participant(board, name="Quincy Surname", pseudonym="Green Heron")
    draft = written(facilitator, text="As Green Heron and Quincy Surname said …")

    page = facilitator.get(at(draft)).content.decode()

    assert "It names somebody who takes part: Green Heron." in page


def test_the_desk_counts_what_left_waits_and_came_back(board: Board) -> None:
    announcement = factories.announcement(board)

    def owed(**fields: Any) -> Notice:
        return factories.notice(
            kind="announcement", board=board.pk, subject=announcement.pk, **fields
        )

    owed(sent_at=NOW)
    owed(sent_at=NOW, mail=factories.mail(bounced_at=NOW))
    owed(dropped_at=NOW, dropped_why="bad_address", mail=factories.mail(failed_at=NOW))
    owed(dropped_at=NOW, dropped_why="muted")
    owed()
    desk = Desk(factories.facilitator(board), board, NOW)

    assert mails_of(desk) == {announcement.pk: Mails(sent=2, waiting=1, bounced=2)}
