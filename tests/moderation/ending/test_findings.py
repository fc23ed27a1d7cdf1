"""The report goes to those who contributed, and they say whether it is right (rules 8 and 12)."""

import re
from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bulletin import clock
from bulletin.outbox.enums import Reason
from bulletin.outbox.models import Notice
from bulletin.outbox.sweeping import sweep
from participants.actions.findings import send_findings
from participants.actions.withdrawing import withdraw
from participants.enums import AnswersAfterWithdrawal, Vote
from participants.models import Findings, Participant, Verdict
from sessions.actions.errors import Refused
from sessions.models import Board, ConsentStatement
from tests import factories
from tests.bulletin.media.documents import as_bytes, pdf
from tests.conftest import Mailbox
from tests.letters import everything_in, words_of
from tests.moderation.desk.trails import trail
from tests.moderation.ending.conftest import AFTER
from tests.participants.visits import browser_of

PAGE = "/desk/cop/findings/"
THEIRS = "/b/cop/findings/"


@pytest.fixture
def contributor(board: Board) -> Participant:
    question = factories.question(factories.stage(board))
    person = factories.participant(board, name="Member 01")
    factories.answer(person, question, "What they said.")
    return person


def test_it_is_written_shown_as_it_is_read_and_sent_by_a_press(
    board: Board, facilitator: Client, contributor: Participant
) -> None:
    facilitator.post(PAGE, {"text": "We *heard* you.", "verdicts": "2021-05-01T12:00"})

    page = facilitator.get(PAGE).content.decode()
    assert "We <em>heard</em> you." in page
    assert "1 person with an address is told by e-mail." in page
    reader = browser_of(contributor, now=AFTER)
    assert reader.get(THEIRS).status_code == 404

    facilitator.post(f"{PAGE}sending/")
    facilitator.post(f"{PAGE}sending/")

    assert "We <em>heard</em> you." in reader.get(THEIRS).content.decode()
    assert [action for action, _by, _what in trail()] == ["findings_sent"]


def test_a_pdf_is_read_behind_the_gate(
    board: Board, facilitator: Client, contributor: Participant, client: Client
) -> None:
    wrong = facilitator.post(PAGE, {"text": "", "document": BytesIO(b"no PDF at all")})
    assert wrong.status_code == 422

    document = BytesIO(as_bytes(pdf()))
    document.name = "report.pdf"
    kept = facilitator.post(PAGE, {"text": "", "document": document})
    assert kept.status_code == 302
    facilitator.post(f"{PAGE}sending/")

    reader = browser_of(contributor, now=AFTER + factories.HOUR)
    answer = reader.get(f"{THEIRS}report.pdf")
    assert answer.status_code == 200
    assert b"".join(answer).startswith(b"%PDF-")
    silent = browser_of(factories.participant(board), now=AFTER + factories.HOUR)
    assert silent.get(f"{THEIRS}report.pdf").status_code == 404
    assert client.get(f"{THEIRS}report.pdf").status_code == 404
    facilitator.post(PAGE, {"text": "A text instead.", "drop_document": "on"})
    assert reader.get(f"{THEIRS}report.pdf").status_code == 404


@pytest.mark.parametrize(
    ("text", "now", "why"),
    [("", AFTER, "nothing to send"), ("Words.", factories.NOW, "still runs")],
)
def test_it_is_not_sent_empty_or_while_the_board_runs(
    board: Board, text: str, now: datetime, why: str
) -> None:
    factories.findings(board, text, sent_at=None)

    with pytest.raises(Refused, match=why):
        send_findings(board=board, by=factories.facilitator(board).user, now=now)


@pytest.mark.parametrize(
    ("verdicts", "why"),
    [
        ("2021-04-05T09:00", "The time to answer has passed."),
        ("2021-06-02T09:00", "They can answer only while they can read here."),
    ],
)
def test_nobody_is_asked_at_a_time_when_they_cannot_answer(
    board: Board, facilitator: Client, verdicts: str, why: str
) -> None:
    Board.objects.update(reading_until=AFTER.replace(month=6, day=1))

    answer = facilitator.post(PAGE, {"text": "Words.", "verdicts": verdicts})

    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert not Findings.objects.exists()


def test_the_time_to_answer_is_looked_at_again_before_it_is_sent_and_not_once_it_is(
    board: Board, facilitator: Client, contributor: Participant
) -> None:
    typed = {"text": "Words.", "verdicts": "2021-04-10T09:00"}
    facilitator.post(PAGE, typed)
    clock.move_to(AFTER + 7 * factories.DAY)

    refused = facilitator.post(f"{PAGE}sending/", follow=True)
    assert "The time to answer has passed." in refused.content.decode()
    assert Findings.objects.get().sent_at is None
    Findings.objects.update(sent_at=AFTER, sent_by=factories.facilitator(board).user)

    assert facilitator.post(PAGE, typed | {"text": "Corrected."}).status_code == 302
    assert Findings.objects.get().text == "Corrected."


def test_the_mail_holds_nobodys_words_and_goes_once(
    board: Board, contributor: Participant, mailbox: Mailbox
) -> None:
    factories.findings(board, "A quotation: What they said.", sent_at=AFTER)

    assert sweep(now=AFTER).sent == 1
    assert sweep(now=AFTER + factories.DAY).sent == 0

    [mail] = mailbox.messages
    assert mail["To"] == contributor.email
    assert "What they said" not in everything_in(mail)
    assert "quotation" not in everything_in(mail)
    assert "did we get it right?" in words_of(mail)
    link = re.search(r"http://localhost:8000(/i/\S+)", words_of(mail))
    assert link is not None


def test_those_are_told_who_contributed_and_agreed_to_later_contact(
    board: Board, mailbox: Mailbox
) -> None:
    version = board.consent_versions.get()
    ConsentStatement.objects.create(
        version=version, key="contact", text="You may write.", required=False, position=9
    )
    question = factories.question(factories.stage(board))

    def person(*, agreed: bool = True, wrote: bool = True, **fields: Any) -> Participant:
        made = factories.participant(board, consented=False, **fields)
        factories.consent(made, agreed={"contact": agreed})
        if wrote:
            factories.answer(made, question)
        return made

    told = person()
    person(agreed=False)
    person(wrote=False)
    person(muted_at=AFTER)
    person(tester=True)
    person(withdrawn_at=AFTER, withdrawn_answers="keep")
    person(email="")
    factories.findings(board, sent_at=AFTER)

    assert sweep(now=AFTER).sent == 1
    assert [mail["To"] for mail in mailbox.messages] == [told.email]


def test_without_such_a_statement_those_are_told_who_have_not_muted_the_board(
    board: Board, contributor: Participant, mailbox: Mailbox
) -> None:
    muted = factories.participant(board, muted_at=AFTER)
    factories.answer(muted, factories.question(factories.stage(board)))
    factories.findings(board, sent_at=AFTER)

    sweep(now=AFTER)

    assert [mail["To"] for mail in mailbox.messages] == [contributor.email]


@pytest.mark.parametrize("why", [Reason.MUTED, Reason.ANSWERED, Reason.BOARD_OVER])
def test_what_changes_before_it_is_sent_is_respected(
    board: Board, contributor: Participant, mailbox: Mailbox, settings, why: Reason
) -> None:
    factories.findings(board, sent_at=AFTER)
    server, settings.EMAIL_HOST = settings.EMAIL_HOST, ""
    assert sweep(now=AFTER).sent == 0
    match why:
        case Reason.MUTED:
            Participant.objects.update(muted_at=AFTER)
        case Reason.ANSWERED:
            factories.verdict(contributor)
        case Reason.BOARD_OVER:
            Board.objects.update(reading_until=AFTER)
    settings.EMAIL_HOST = server

    assert sweep(now=AFTER + factories.HOUR).sent == 0
    assert Notice.objects.get(kind="findings").dropped_why == why


def test_one_says_whether_it_is_right_and_may_change_it_until_the_date(
    board: Board, contributor: Participant, moderator: Client
) -> None:
    findings = factories.findings(board, sent_at=AFTER)
    Findings.objects.update(verdicts_until=AFTER + factories.DAY)
    reader = browser_of(contributor, now=AFTER)
    home = reverse("board", args=["cop"])
    assert "did we get it right?" in reader.get(home).content.decode()

    assert reader.post(THEIRS, {"words": "Only words."}).status_code == 422
    reader.post(THEIRS, {"verdict": "partly", "words": "The third point is not ours."})
    reader.post(THEIRS, {"verdict": "agree", "words": ""})

    given = Verdict.objects.get()
    assert (given.participant, given.findings, given.verdict, given.words) == (
        contributor, findings, Vote.AGREE, "",
    )  # fmt: skip
    assert "You have said whether we got it right." in reader.get(home).content.decode()
    clock.move_to(AFTER + factories.DAY)
    late = reader.post(THEIRS, {"verdict": "disagree", "words": "Too late."})
    assert late.status_code == 422
    assert "The time for this answer is over." in late.content.decode()
    assert "Too late." in late.content.decode()
    assert Verdict.objects.get().verdict == Vote.AGREE


def test_the_desk_counts_verdicts_and_shows_words_and_peers_see_neither(
    board: Board, contributor: Participant, moderator: Client
) -> None:
    question = board.stages.get().questions.get()
    peer = factories.participant(board)
    tester = factories.participant(board, tester=True)
    for person in (peer, tester):
        factories.answer(person, question)
    factories.findings(board, sent_at=AFTER)
    factories.verdict(contributor, Vote.PARTLY, "The third point is not ours.")
    factories.verdict(tester, Vote.DISAGREE, "Testing.")

    page = moderator.get("/desk/cop/findings/verdicts/").content.decode()
    theirs = browser_of(peer, now=AFTER).get(THEIRS).content.decode()

    assert "1 person has answered." in page
    assert "<svg" in page
    assert "The third point is not ours." in page
    assert "Testing." not in page
    assert "The third point" not in theirs
    assert "1 person" not in theirs


@pytest.mark.parametrize("person", ["silent", "not consented", "withdrawn"])
def test_who_did_not_contribute_finds_none(
    board: Board, contributor: Participant, person: str
) -> None:
    factories.findings(board, sent_at=AFTER)
    who = factories.participant(board, consented=person != "not consented")
    browser = browser_of(who, now=AFTER)
    if person == "withdrawn":
        factories.answer(who, board.stages.get().questions.get())
        withdraw(participant=who, answers=AnswersAfterWithdrawal.KEEP, now=AFTER, by=None)

    assert browser.get(THEIRS).status_code in {302, 403, 404}
    assert browser.post(THEIRS, {"verdict": "agree"}).status_code in {302, 403, 404}
    assert not Verdict.objects.exists()


def test_words_removed_with_a_withdrawal_take_the_verdict_with_them(
    board: Board, contributor: Participant
) -> None:
    factories.findings(board, sent_at=AFTER)
    factories.verdict(contributor, words="My words.")

    withdraw(participant=contributor, answers=AnswersAfterWithdrawal.REMOVE, now=AFTER, by=None)

    assert not Verdict.objects.exists()
