import pytest
from django.test import Client
from django.urls import get_resolver

from bulletin import clock
from bulletin.web.access import Access, access_of
from participants.entry import urls
from participants.models import Device, Participant
from sessions.models import Board
from tests import factories
from tests.participants.entry.doors import come_in, link_of, move_on, words

PAGES = ("", "about/", "consent/", "consent/copy/", "consent/copy/file/")


def test_every_address_of_this_part_says_who_may_call_it() -> None:
    declared = {pattern.name: access_of(pattern.callback) for pattern in urls.urlpatterns}
    public = {"home", "cut_link", "personal_link", "further_device", "lost_link", "entry_code"}
    assert declared == {
        name: Access.PUBLIC if name in public else Access.PARTICIPANT for name in declared
    }
    assert declared.keys() <= get_resolver().reverse_dict.keys()


@pytest.mark.parametrize("page", [*PAGES, "leave/"])
def test_an_outsider_gets_one_page_whether_there_is_a_board_or_not(
    client: Client, board: Board, page: str
) -> None:
    factories.participant(board)
    there, nowhere = (
        client.post(f"/b/{slug}/{page}") if page == "leave/" else client.get(f"/b/{slug}/{page}")
        for slug in ("cop", "none")
    )
    assert (there.status_code, nowhere.status_code) == (404, 404)
    assert there.headers["Cache-Control"] == "private, no-store"
    assert words(there).replace("/b/cop/", "/b/none/") == words(nowhere)
    assert 'action="/b/cop/enter/"' in words(there)


def test_a_device_of_one_board_is_an_outsider_on_another(board: Board) -> None:
    client = come_in(factories.participant(board))
    factories.participant(factories.board(slug="other"))
    outside, never_in = client.get("/b/other/"), Client().get("/b/other/")
    assert (outside.status_code, words(outside)) == (404, words(never_in))


def test_one_browser_may_hold_places_on_two_boards(board: Board) -> None:
    client = come_in(factories.participant(board))
    come_in(factories.participant(factories.board(slug="other", title="Another one")), client)
    assert "<h1>Communities of practice</h1>" in words(client.get("/b/cop/"))
    assert "<h1>Another one</h1>" in words(client.get("/b/other/"))


def test_an_outsider_whom_htmx_asks_for_is_sent_to_the_whole_page(
    client: Client, board: Board
) -> None:
    for slug in ("cop", "none"):
        response = client.get(f"/b/{slug}/about/", headers={"HX-Request": "true"})
        assert response.headers["HX-Redirect"] == f"/b/{slug}/"
        assert response.content == b""


@pytest.mark.parametrize("page", PAGES)
def test_no_cache_keeps_a_page(board: Board, page: str) -> None:
    response = come_in(factories.participant(board)).get(f"/b/cop/{page}")
    assert response.status_code == (302 if page == "consent/" else 200)
    assert response.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (
            {"withdrawn_at": factories.NOW, "withdrawn_answers": "remove"},
            "Your answers have been taken away",
        ),
        (
            {"withdrawn_at": factories.NOW, "withdrawn_answers": "keep"},
            "The answers you had given are kept.",
        ),
        ({"deactivated_at": factories.NOW}, "Your place is closed"),
        ({"in_reserve": True}, "Your place is closed"),
    ],
)
def test_whose_place_is_closed_is_told_so_on_every_page(
    board: Board, fields: dict[str, object], said: str
) -> None:
    participant = factories.participant(board)
    client = come_in(participant)
    Participant.objects.update(**fields)
    for page in PAGES:
        response = client.get(f"/b/cop/{page}")
        assert response.status_code == 403
        assert said in words(response)


def test_whose_place_is_closed_can_still_sign_out(board: Board) -> None:
    client = come_in(factories.participant(board))
    Participant.objects.update(deactivated_at=factories.NOW)
    assert client.post("/b/cop/leave/").headers["Location"] == "/"
    assert Device.objects.get().ended_at is not None


def test_before_the_launch_there_is_one_page_that_says_so(client: Client) -> None:
    board = factories.board(slug="draft", launched=False, purpose_html="<p>Not yet public.</p>")
    client.post(link_of(factories.participant(board, consented=False)))
    for page in PAGES:
        response = client.get(f"/b/draft/{page}")
        assert response.status_code == 403
        assert "This board has not begun" in words(response)
        assert "Not yet public." not in words(response)


def test_without_consent_a_board_leads_to_the_information(board: Board) -> None:
    client = come_in(factories.participant(board, consented=False))
    assert client.get("/b/cop/").headers["Location"] == "/b/cop/consent/"
    partial = client.get("/b/cop/", headers={"HX-Request": "true"})
    assert partial.headers["HX-Redirect"] == "/b/cop/consent/"
    assert client.get("/b/cop/about/").status_code == 200


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("Europe/London", "Tue 30 March, 19:00</time> Europe/London"),
        ("America/New_York", "Tue 30 March, 14:00</time> America/New York"),
        ("Asia/Kolkata", "Tue 30 March, 23:30</time> Asia/Kolkata"),
    ],
)
def test_times_are_in_the_readers_own_zone_with_its_name(
    board: Board, zone: str, said: str
) -> None:
    factories.stage(board, due_at=factories.NOW + 6 * factories.HOUR)
    client = come_in(factories.participant(board, timezone=zone))
    assert f'{said} <span class="nobreak">(in 6 hours)</span>' in words(client.get("/b/cop/"))


def test_a_page_is_in_the_readers_language_as_far_as_there_is_one(board: Board) -> None:
    french = come_in(factories.participant(board, language="fr-CA"))
    welsh = come_in(factories.participant(board, language="cy"))
    assert french.get("/b/cop/").headers["Content-Language"] == "fr"
    assert '<html lang="fr" dir="ltr">' in words(french.get("/b/cop/"))
    assert welsh.get("/b/cop/").headers["Content-Language"] == "en-gb"


def test_when_someone_was_here_is_kept_to_ten_minutes(board: Board) -> None:
    participant = factories.participant(board)
    client = come_in(participant)
    participant.refresh_from_db()
    came = participant.last_came_at
    assert came == participant.first_came_at
    for minutes in (9, 2):
        move_on(minutes=minutes)
        client.get("/b/cop/")
        participant.refresh_from_db()
        assert (participant.last_came_at == came) == (minutes == 9)
    assert participant.last_came_at is not None
    assert abs((clock.now() - participant.last_came_at).total_seconds()) < 60


def test_signing_out_ends_this_device_and_no_other(board: Board) -> None:
    here = come_in(factories.participant(board))
    elsewhere = come_in(factories.participant(board))
    come_in(factories.participant(factories.board(slug="other")), here)
    assert here.get("/b/cop/leave/").status_code == 405
    response = here.post("/b/cop/leave/", follow=True)
    assert "You are signed out on this device." in words(response)
    assert here.get("/b/cop/").status_code == 404
    assert here.get("/b/other/").status_code == 200
    assert elsewhere.get("/b/cop/").status_code == 200
    assert Device.objects.filter(ended_at=None).count() == 2


def test_the_last_to_sign_out_in_a_browser_has_it_emptied(board: Board) -> None:
    here = come_in(factories.participant(board))
    come_in(factories.participant(factories.board(slug="other")), here)

    first, last = (here.post(f"/b/{slug}/leave/") for slug in ("cop", "other"))

    assert "Clear-Site-Data" not in first.headers
    assert last.headers["Clear-Site-Data"] == '"cache", "storage"'


def test_what_staff_of_the_same_browser_keep_in_it_stays(client: Client, board: Board) -> None:
    come_in(factories.participant(factories.board(slug="other")), client)
    client.force_login(factories.facilitator(board).user)

    response = client.post("/b/other/leave/")

    assert response.headers["Location"] == "/"
    assert "Clear-Site-Data" not in response.headers


def test_staff_signed_in_in_the_same_browser_are_no_participant(
    client: Client, board: Board
) -> None:
    client.force_login(factories.facilitator(board).user)
    assert client.get("/b/cop/").status_code == 404
