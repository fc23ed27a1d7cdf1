"""The language and the clocks that a participant reads by: guessed, shown, changed in a tap."""

from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from participants.models import Participant
from sessions.enums import Kind
from sessions.models import Board
from tests import factories
from tests.participants.entry.doors import come_in, link_of, words

FRENCH = {"Accept-Language": "fr-CA,fr;q=0.9,en;q=0.5"}
POLISH = {"Accept-Language": "pl,en;q=0.5"}


def page(client: Client, board: Board, name: str = "board", **headers: str) -> str:
    asked = {key.replace("_", "-"): value for key, value in headers.items()}
    return words(client.get(reverse(name, args=[board.slug]), headers=asked))


def choose(client: Client, board: Board, **fields: str):
    return client.post(reverse("language", args=[board.slug]), fields)


def test_the_foot_says_what_one_reads_and_by_which_clocks(board: Board) -> None:
    client = come_in(factories.participant(board, timezone="America/New_York"))

    assert "English · times as in New York" in page(client, board)


def test_the_rosters_language_holds_until_another_is_chosen(board: Board) -> None:
    client = come_in(factories.participant(board, language="fr-CA"))

    assert '<html lang="fr"' in words(client.get(reverse("board", args=[board.slug])))


def test_a_language_is_chosen_and_pages_mails_and_strangers_pages_follow(board: Board) -> None:
    person = factories.participant(board)
    client = come_in(person)

    response = choose(client, board, language="de")

    person.refresh_from_db()
    assert (person.language, person.timezone) == ("de", board.timezone)
    assert response.headers["Location"] == reverse("language", args=[board.slug])
    assert '<html lang="de"' in page(client, board)
    assert '<html lang="de"' in words(client.get("/"))


def test_a_zone_is_chosen_and_the_time_there_is_shown(board: Board) -> None:
    person = factories.participant(board)
    client = come_in(person)

    choose(client, board, timezone="Asia/Tokyo")

    shown = page(client, board, "language")
    person.refresh_from_db()
    assert person.timezone == "Asia/Tokyo"
    assert "In Tokyo it is 21:00 now." in shown
    assert '<option value="Asia/Tokyo" selected>Tokyo</option>' in shown


def test_what_is_no_language_or_zone_is_refused_beside_its_field(board: Board) -> None:
    person = factories.participant(board)
    client = come_in(person)

    for fields in ({"language": "xx"}, {"timezone": "Europe/Atlantis"}):
        response = choose(client, board, **fields)
        assert response.status_code == 422
        assert "is not one of the available choices." in words(response)
    person.refresh_from_db()
    assert (person.language, person.timezone) == ("en-GB", "Europe/London")


def test_a_browser_that_likes_another_language_is_offered_it_in_that_language(
    board: Board,
) -> None:
    client = come_in(factories.participant(board))

    offered = page(client, board, Accept_Language=FRENCH["Accept-Language"])

    assert 'class="offer" method="post" action="/b/cop/language/" lang="fr"' in offered
    assert "français" in offered


def test_what_cannot_be_had_or_is_read_already_is_not_offered(board: Board) -> None:
    english = come_in(factories.participant(board))
    french = come_in(factories.participant(board, language="fr"))

    for client, header in (
        (english, "pl"),
        (english, "pl,en-US;q=0.5,fr;q=0.2"),
        (english, ""),
        (english, "*"),
        (french, "fr-CA"),
        (french, "pl"),
    ):
        assert 'lang="fr"> <input' not in page(client, board, Accept_Language=header)
        assert 'name="keep" value="language"' not in page(client, board, Accept_Language=header)


def test_an_offer_that_was_declined_is_not_made_again(board: Board) -> None:
    person = factories.participant(board)
    client = come_in(person)
    back = reverse("about", args=[board.slug])

    response = choose(client, board, keep="language", back=back)

    person.refresh_from_db()
    assert response.headers["Location"] == back
    assert person.language == "en-GB"
    shown = page(client, board, Accept_Language="fr")
    assert 'value="language"' not in shown
    assert 'value="timezone"' in shown


def test_one_is_not_led_away_from_the_site(board: Board) -> None:
    client = come_in(factories.participant(board))

    response = choose(client, board, keep="timezone", back="https://example.org/")

    assert response.headers["Location"] == reverse("language", args=[board.slug])


def test_what_names_no_page_leads_back_to_the_choice(client: Client, board: Board) -> None:
    come_in(factories.participant(board), client)
    for back in ("nonsense", "desk", "", "//elsewhere.example/"):
        response = choose(client, board, language="fr", back=back)
        assert response.headers["Location"] == f"/b/{board.slug}/language/"


def test_who_has_not_consented_or_has_withdrawn_may_choose_too(board: Board) -> None:
    new = factories.participant(board, consented=False)
    client = come_in(new)

    assert "times as in London" in words(client.get(reverse("consent", args=[board.slug])))
    choose(client, board, language="es")

    new.refresh_from_db()
    assert new.language == "es"


def test_the_door_speaks_the_language_chosen_there_and_so_does_the_board_behind_it(
    client: Client, board: Board
) -> None:
    person = factories.participant(board)
    door = link_of(person)
    assert f'name="next" value="{escape(door)}"' in words(client.get(door))

    response = client.post(reverse("language_cookie"), {"language": "es", "next": door})

    assert response.headers["Location"] == door
    assert '<html lang="es"' in words(client.get(door))
    assert Participant.objects.get(pk=person.pk).language == "en-GB"
    come_in(person, client)
    assert Participant.objects.get(pk=person.pk).language == "es"
    assert 'value="language"' not in page(client, board)


def test_who_came_before_keeps_their_language_in_a_browser_where_somebody_chose_another(
    client: Client, board: Board
) -> None:
    somebody, other = factories.participant(board), factories.participant(board)
    come_in(other)
    other.device_permissions.create(given_at=factories.NOW)
    come_in(somebody, client)
    choose(client, board, language="es")

    come_in(other, client)

    other.refresh_from_db()
    assert other.language == "en-GB"
    assert '<html lang="en' in words(client.get(reverse("board", args=[board.slug])))


def test_the_boards_own_words_are_in_its_language_and_ours_in_the_readers(board: Board) -> None:
    """So that a screen reader says each as it is spoken."""
    question = factories.question(
        factories.stage(board), kind=Kind.SINGLE, prompt="Where do you work?", options=["Here"]
    )
    reader = factories.participant(board, language="fr")
    answer = factories.answer(reader, factories.question(question.stage), "What I wrote.")
    client = come_in(reader)

    asked = words(client.get(reverse("question", args=[board.slug, question.pk])))
    said = words(client.get(reverse("question", args=[board.slug, answer.question_id])))

    assert '<html lang="fr"' in asked
    assert '<div class="prompt prose" lang="en-GB">' in asked
    assert '<span lang="en-GB">Here</span>' in asked
    assert '<div class="reply__body" lang="en-GB">' in said
    assert 'lang="en-GB"' not in page(come_in(factories.participant(board)), board)
