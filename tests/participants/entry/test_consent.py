from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from bulletin.audit.models import Entry
from participants.entry.actions.consenting import NotAgreed, decline, give_consent
from participants.enums import Channel
from participants.models import Consent, ConsentAnswer, Participant
from sessions.enums import Identity, ObserverSight, Role
from sessions.models import Board, ConsentVersion
from tests import factories
from tests.participants.entry.doors import come_in, words

YES = {"statement-take-part": "yes", "statement-quoted": "yes"}


@pytest.fixture
def participant(board: Board) -> Participant:
    return factories.participant(board, consented=False)


@pytest.fixture
def reader(participant: Participant) -> Client:
    return come_in(participant)


def in_force(board: Board) -> ConsentVersion:
    return board.consent_versions.latest("number")


def send(reader: Client, board: Board, **answers: str) -> Any:
    named = {f"statement-{key.replace('_', '-')}": value for key, value in answers.items()}
    return reader.post("/b/cop/consent/", {"version": str(in_force(board).pk), **named})


def said_by(participant: Participant) -> dict[str, bool]:
    answers = ConsentAnswer.objects.filter(consent__participant=participant)
    return {answer.statement.key: answer.agreed for answer in answers.select_related("statement")}


def test_consent_is_kept_with_its_version_and_each_answer(
    reader: Client, board: Board, participant: Participant
) -> None:
    response = send(reader, board, take_part="yes", quoted="no")
    assert response.headers["Location"] == "/b/cop/#main"
    assert reader.get("/b/cop/").status_code == 200
    consent = Consent.objects.get()
    assert (consent.participant, consent.version) == (participant, in_force(board))
    assert (consent.channel, consent.entered_by, consent.declined_at) == (Channel.WEB, None, None)
    assert consent.given_at is not None
    assert said_by(participant) == {"take-part": True, "quoted": False}


def test_a_required_no_is_explained_beside_the_statement_and_keeps_the_rest(
    reader: Client, board: Board
) -> None:
    response = send(reader, board, take_part="no", quoted="yes")
    assert response.status_code == 422
    page = words(response)
    assert page.count("field__error") == 1
    assert "Taking part needs your yes here. If it is no, choose" in page
    assert page.index("I take part.") < page.index("field__error") < page.index("I may be quoted.")
    assert page.count(" checked") == 2
    assert not Consent.objects.exists()


def test_a_statement_left_open_is_asked_for_again(reader: Client, board: Board) -> None:
    response = send(reader, board, take_part="yes")
    assert response.status_code == 422
    page = words(response)
    assert page.index("I may be quoted.") < page.index("Please answer yes or no.")
    assert not Consent.objects.exists()


def test_declining_shuts_the_board_kindly_and_can_be_changed(
    reader: Client, board: Board, participant: Participant
) -> None:
    response = reader.post(
        "/b/cop/consent/", {"version": str(in_force(board).pk), "decline": ""}, follow=True
    )
    assert response.redirect_chain == [("/b/cop/consent/#main", 302)]
    assert "<h1>You do not take part</h1>" in words(response)
    assert Consent.objects.get().declined_at is not None
    assert not ConsentAnswer.objects.exists()
    assert reader.get("/b/cop/").headers["Location"] == "/b/cop/consent/"
    send(reader, board, take_part="yes", quoted="yes")
    assert reader.get("/b/cop/").status_code == 200
    consent = Consent.objects.get()
    assert (consent.declined_at, consent.given_at is None) == (None, False)


def test_a_material_version_is_asked_again_and_another_is_not(board: Board) -> None:
    participant = factories.participant(board)
    reader = come_in(participant)
    factories.consent_version(board, material=False, published_at=factories.NOW)
    assert reader.get("/b/cop/").status_code == 200
    factories.consent_version(board, material=True, published_at=factories.NOW)
    assert reader.get("/b/cop/").headers["Location"] == "/b/cop/consent/"
    assert "<h1>The information has changed</h1>" in words(reader.get("/b/cop/consent/"))
    assert send(reader, board, take_part="yes", quoted="no").headers["Location"] == "/b/cop/#main"
    assert list(
        Consent.objects.order_by("version__number").values_list("version__number", flat=True)
    ) == [1, 3]


def test_what_is_asked_again_says_what_has_changed(board: Board) -> None:
    reader = come_in(factories.participant(board))
    newer = factories.consent_version(board, published_at=factories.NOW)
    newer.statements.filter(key="take-part").update(text="I take part until May.")
    newer.statements.filter(key="quoted").update(key="later", text="Write to me.")
    newer.information = "Something else."
    newer.save()
    page = words(reader.get("/b/cop/consent/"))
    assert (
        "Since you agreed: The text of the information was revised. 1 statement is new."
        " 1 statement was reworded. 1 statement is no longer asked."
    ) in page
    reworded = '1. <span>I take part until May.</span> <span class="badge badge--accent">Reworded'
    assert reworded in page
    assert '2. <span>Write to me.</span> <span class="badge badge--accent">New</span>' in page


def test_who_declined_is_not_asked_again_until_something_material_changes(
    reader: Client, board: Board, participant: Participant
) -> None:
    factories.decline(participant)
    factories.consent_version(board, material=False, published_at=factories.NOW)
    assert "<h1>You do not take part</h1>" in words(reader.get("/b/cop/consent/"))
    factories.consent_version(board, material=True, published_at=factories.NOW)
    assert "<h1>Before you begin</h1>" in words(reader.get("/b/cop/consent/"))


def test_information_that_changed_meanwhile_is_shown_and_nothing_kept(
    reader: Client, board: Board
) -> None:
    old = str(in_force(board).pk)
    factories.consent_version(board, published_at=factories.NOW)
    for decision in (YES, {"decline": ""}):
        response = reader.post("/b/cop/consent/", {"version": old, **decision})
        assert response.status_code == 422
        assert "The information has changed since you opened it." in words(response)
    assert not Consent.objects.exists()


def test_an_unpublished_version_is_shown_to_nobody(reader: Client, board: Board) -> None:
    factories.consent_version(board, published_at=None)
    version = board.consent_versions.get(number=1)
    assert f'value="{version.pk}"' in words(reader.get("/b/cop/consent/"))


@pytest.mark.parametrize(
    ("sight", "identity", "words_for_it"),
    [
        (ObserverSight.NONE, Identity.PSEUDONYM, "They read nothing of what you write."),
        (ObserverSight.PSEUDONYM, Identity.REAL_NAME, "You are “Heron 01”."),
        (ObserverSight.NAME, Identity.REAL_NAME, "You are “Member 01”."),
        (ObserverSight.NAME, Identity.FIRST_NAME, "You are “Member”."),
    ],
)
def test_observers_are_named_with_what_they_see_and_under_which_name(
    sight: ObserverSight, identity: Identity, words_for_it: str
) -> None:
    board = factories.board(slug="seen", observers=sight, identity_staff=identity)
    board.run_by.create(position=1, name="The commissioner", role=Role.OBSERVER, organisation="EHP")
    factories.staff(board, Role.OBSERVER, display_name="Observer 1", organisation="Example Trust")
    page = words(come_in(factories.participant(board, consented=False)).get("/b/seen/consent/"))
    assert "<strong>The commissioner</strong>, EHP" in page
    assert "<strong>Observer 1</strong>, Example Trust" in page
    assert f"<dt>Observers</dt> <dd>{words_for_it}</dd>" in page


def test_an_observer_whom_the_front_matter_names_is_named_once(board: Board) -> None:
    board.run_by.create(position=1, name="Observer 1", role=Role.OBSERVER, organisation="EHP")
    factories.staff(board, Role.OBSERVER, display_name="Observer 1", organisation="EHP")
    page = words(come_in(factories.participant(board)).get("/b/cop/about/"))
    assert page.count("Observer 1") == 1


def test_a_removed_observer_is_not_named(board: Board) -> None:
    gone = factories.staff(board, Role.OBSERVER, display_name="Observer 1")
    reader = come_in(factories.participant(board))
    assert "Observer 1" in words(reader.get("/b/cop/about/"))
    gone.removed_at = factories.NOW
    gone.save()
    assert "Observer 1" not in words(reader.get("/b/cop/about/"))


def test_the_copy_shows_the_latest_consent_word_for_word(board: Board) -> None:
    participant = factories.participant(board)
    factories.consent(participant, factories.consent_version(board), agreed={"quoted": False})
    page = words(come_in(participant).get("/b/cop/consent/copy/"))
    assert "version 2" in page
    assert "25 March 2021, 09:00</time> Europe/London" in page
    assert "What this is about." in page
    said = page[page.index('<ol class="answers">') :]
    agreed, quoted = said.split("</li>")[:2]
    assert ("I take part." in agreed, "Yes" in agreed) == (True, True)
    assert ("I may be quoted." in quoted, "No" in quoted) == (True, True)


def test_the_copy_can_be_saved_as_a_text(board: Board) -> None:
    participant = factories.participant(board)
    factories.consent(participant, factories.consent_version(board), agreed={"quoted": False})
    response = come_in(participant).get("/b/cop/consent/copy/file/")
    text = response.content.decode()
    disposition = 'attachment; filename="consent-cop.txt"'
    assert response.headers["Content-Disposition"] == disposition
    assert text.startswith("My consent: Communities of practice\n\nGiven: 25 March 2021, 09:00")
    assert "1. I take part.\n   Yes\n2. I may be quoted.\n   No\n" in text
    assert "What this is about." in text


def test_without_consent_there_is_no_copy(reader: Client) -> None:
    assert reader.get("/b/cop/consent/copy/").status_code == 404
    assert reader.get("/b/cop/consent/copy/file/").status_code == 404


def test_who_consented_is_led_from_the_form_to_the_copy(board: Board) -> None:
    reader = come_in(factories.participant(board))
    response = reader.post("/b/cop/consent/", {"version": str(in_force(board).pk), "decline": ""})
    assert response.headers["Location"] == "/b/cop/consent/copy/"
    assert Consent.objects.get().declined_at is None


def test_consent_entered_on_behalf_names_its_source_and_leaves_a_trace(
    board: Board, participant: Participant
) -> None:
    version, by = in_force(board), factories.facilitator(board).user
    answers = dict.fromkeys(version.statements.all(), True)
    given = give_consent(
        participant=participant,
        version=version,
        answers=answers,
        now=factories.NOW,
        channel=Channel.PAPER,
        source="signed sheet",
        entered_by=by,
    )
    assert (given.channel, given.source, given.entered_by) == (Channel.PAPER, "signed sheet", by)
    entry = Entry.objects.get()
    assert (entry.action, entry.actor, entry.subject) == ("consent_entered", by.pk, given.pk)
    assert entry.details == {"channel": "paper"}


def test_a_consent_once_given_stays_as_it_was_given(board: Board) -> None:
    participant = factories.participant(board)
    version = in_force(board)
    refusing = {statement: statement.required for statement in version.statements.all()}
    later = factories.NOW + timedelta(days=1)
    again = give_consent(participant=participant, version=version, answers=refusing, now=later)
    declined = decline(participant=participant, version=version, now=later)
    kept = Consent.objects.get()
    assert again == declined == kept
    assert (kept.given_at, kept.declined_at) == (factories.LAUNCHED_AT, None)
    assert said_by(participant) == {"take-part": True, "quoted": True}


@pytest.mark.parametrize("missing", ["take-part", "quoted"])
def test_consent_needs_an_answer_to_every_statement(
    board: Board, participant: Participant, missing: str
) -> None:
    version = in_force(board)
    answers = dict.fromkeys(version.statements.exclude(key=missing), True)
    with pytest.raises(NotAgreed):
        give_consent(participant=participant, version=version, answers=answers, now=factories.NOW)
    assert not Consent.objects.exists()
