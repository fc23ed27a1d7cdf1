from bulletin.text.markdown import to_html
from sessions.enums import ContactPurpose, Role
from sessions.models import Board
from tests import factories
from tests.participants.entry.doors import come_in, words


def front_matter(board: Board) -> None:
    board.purpose_html = to_html("To learn *what it made possible*.")
    board.conduct_html = to_html("Write as you would speak.")
    board.afterwards_html = to_html("A short memorandum.")
    board.controller, board.ethics_reference = "Example Institute", "EX-2021-014"
    board.withdrawal_until = factories.ENDS_AT + 14 * factories.DAY
    board.save()
    board.run_by.create(
        position=1, name="The facilitator", role=Role.FACILITATOR, organisation="Example Institute"
    )
    for position, purpose in enumerate(ContactPurpose, start=1):
        board.contacts.create(
            position=position, purpose=purpose, name="Someone", email=f"{position}@example.org"
        )
    board.contacts.filter(position=1).update(telephone="+44 20 7946 0000")


def test_it_says_all_that_stands_behind_the_board(board: Board) -> None:
    front_matter(board)
    page = words(come_in(factories.participant(board)).get("/b/cop/about/"))
    for said in (
        "To learn <em>what it made possible</em>.",
        "Write as you would speak.",
        "A short memorandum.",
        "Example Institute</dd>",
        "EX-2021-014",
        "<strong>The facilitator</strong>, Example Institute",
        "1 April 2021, 17:00</time> Europe/London",
        "15 April 2021, 17:00</time> Europe/London",
        "About 15 minutes a day",
        "“Heron 01” is a name made up for you",
        'href="tel:+44 20 7946 0000"',
        *(f"mailto:{number}@example.org" for number in (1, 2, 3, 4)),
        'href="/b/cop/consent/copy/"',
        'href="/b/cop/withdrawal/"',
    ):
        assert said in page, said


def test_before_consent_it_leads_to_the_information_instead(board: Board) -> None:
    front_matter(board)
    page = words(come_in(factories.participant(board, consented=False)).get("/b/cop/about/"))
    assert "A short memorandum." in page
    assert 'href="/b/cop/consent/"' in page
    assert "/b/cop/withdrawal/" not in page
    assert "/b/cop/consent/copy/" not in page


def test_a_board_without_made_up_names_speaks_of_none(board: Board) -> None:
    for audience in ("peers", "staff", "exports"):
        setattr(board, f"identity_{audience}", "first_name")
    board.save()
    page = words(come_in(factories.participant(board, name="Robin Member")).get("/b/cop/about/"))
    assert "Heron" not in page
    assert "<dt>Other participants</dt> <dd>You are “Robin”.</dd>" in page


def test_every_page_of_a_board_leads_there(board: Board) -> None:
    client = come_in(factories.participant(board))
    for page in ("", "about/", "consent/copy/"):
        assert 'href="/b/cop/about/"' in words(client.get(f"/b/cop/{page}"))
