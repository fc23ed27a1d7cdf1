"""Staff see what a statement was made of; nobody else does, nor that it was made of anything."""

from collections.abc import Iterable

import pytest
from django.test import Client
from django.urls import reverse

from moderation.collecting.actions.summing_up import make_summary
from moderation.models import Passage, Statement
from participants.actions.redacting import redact_phrase
from participants.actions.withdrawing import withdraw
from participants.enums import AnswersAfterWithdrawal
from participants.models import Participant, Reply
from sessions.enums import Role
from sessions.models import Question, Stage
from tests import factories
from tests.factories import NOW
from tests.moderation.collecting.conftest import read
from tests.moderation.desk.conftest import signed_in
from tests.moderation.desk.test_observers import watched_board
from tests.moderation.desk.test_what_each_role_sees import pages_of
from tests.participants.visits import browser_of
from tests.sessions.studio.writing import put_out, save
from tests.walk.test_differential_walk import trace

PAGES = ("desk_question", "desk_charts", "desk_guide_question")
# All on which something is said, counted or told of what staff did.
READ = (
    "desk_audit",
    "desk_board",
    "desk_charts",
    "desk_collected",
    "desk_everything",
    "desk_passages",
    "desk_question",
    "desk_speakers",
    "desk_starred",
    "desk_statement",
    "desk_stream",
)


@pytest.fixture
def summary(answer: Reply, ahead: Stage) -> Question:
    """One that is open and voted on, of two statements; one of them made of two passages."""
    board = answer.board
    board.consent_versions.update(observers="pseudonym")
    passages = factories.passage(answer), factories.passage(answer, 16, 24)
    factories.statement(board, "We lack time.", *passages)
    factories.statement(board, "We need a room.")
    question = make_summary(stage=ahead, by=factories.facilitator(board).user, now=NOW)
    put_out(question)
    Stage.objects.filter(pk=ahead.pk).update(opens_at=NOW)
    made = Question.objects.get(pk=question.pk)
    assert answer.participant
    vote(answer.participant, made, "agree")
    return made


def vote(person: Participant, summary: Question, said: str) -> None:
    factories.value(factories.answer(person, summary, ""), "we-lack-time", text=said)


def page_of(client: Client, name: str, question: Question) -> str:
    return read(client, name, *([] if name == "desk_charts" else [question.pk]))


@pytest.mark.parametrize("name", PAGES)
def test_who_runs_the_board_reads_from_how_many_passages_and_opens_them(
    name: str, summary: Question, facilitator: Client
) -> None:
    page = page_of(facilitator, name, summary)

    assert page.count('class="evidence"') == 1
    evidence = page.partition('class="evidence"')[2].partition("</details>")[0]
    assert "from 2 passages" in evidence
    assert "<p>Ask Jane</p>" in evidence


def test_a_statement_reworded_in_the_guide_keeps_its_evidence(
    summary: Question, facilitator: Client
) -> None:
    typed = [
        {"key": "we-need-a-room", "text": "We need a room."},
        {"key": "we-lack-time", "text": "Time is short."},
    ]
    save(summary, statements=typed)
    waiting = page_of(facilitator, "desk_guide_question", summary)
    assert waiting.count("from 2 passages") == 1
    put_out(summary)

    evidence = page_of(facilitator, "desk_question", summary).partition('class="evidence"')[2]

    assert evidence.index("Time is short.") < evidence.index("from 2 passages")


def test_evidence_reads_as_the_reply_reads_now(
    summary: Question, answer: Reply, facilitator: Client
) -> None:
    by = factories.facilitator(answer.board).user
    redact_phrase(reply=answer, phrase="Jane", replacement="[a colleague]", by=by, now=NOW)

    page = page_of(facilitator, "desk_question", summary)

    assert "<p>Ask [a colleague]</p>" in page
    assert "Jane" not in page


def test_what_is_gone_is_not_counted(summary: Question, answer: Reply, moderator: Client) -> None:
    other = factories.answer(factories.participant(answer.board), answer.question)
    Statement.objects.get(key="we-lack-time").passages.add(factories.passage(other))
    assert "from 3 passages" in page_of(moderator, "desk_question", summary)
    assert answer.participant
    keep = AnswersAfterWithdrawal.REMOVE

    withdraw(participant=answer.participant, answers=keep, now=NOW, by=None)

    assert "from 1 passage<" in page_of(moderator, "desk_question", summary)


def test_the_votes_on_a_summary_that_was_made_so_are_drawn_by_segment(
    summary: Question, answer: Reply, facilitator: Client
) -> None:
    sector = factories.segment_set(answer.board, "sector", "health", "social care")
    for value, said in {"health": "agree", "social care": "disagree"}.items():
        person = factories.participant(answer.board)
        factories.member_of(person, factories.segment(sector, value))
        vote(person, summary, said)

    page = read(facilitator, "desk_charts", by="sector")

    assert all(word in page for word in ("We lack time.", "health", "social care", "Disagree"))
    assert "from 2 passages" in page


# Nobody else


def traces(clients: Iterable[Client], addresses: Iterable[str]) -> list[object]:
    return [trace(client.get(address)) for client in clients for address in addresses]


def without_evidence() -> None:
    Statement.objects.all().delete()
    Passage.objects.all().delete()


def test_no_participant_sees_a_trace_of_evidence(
    summary: Question, answer: Reply, facilitator: Client
) -> None:
    """Neither who said it, nor who contributed, nor who may not see the summary."""
    board = answer.board
    contributor, outsider = factories.participant(board), factories.participant(board)
    factories.answer(contributor, answer.question, "Something else.")
    assert answer.participant
    readers: list[Participant] = [answer.participant, contributor, outsider]
    clients = [browser_of(reader) for reader in readers]
    addresses = [
        reverse("board", args=["cop"]),
        *(reverse("question", args=["cop", one.pk]) for one in (summary, answer.question)),
    ]
    for client in clients:
        client.get(addresses[0])
    before, staffs = traces(clients, addresses), page_of(facilitator, "desk_question", summary)
    assert sum(b"We lack time." in bytes(str(one), "utf-8") for one in before) >= 2
    assert "from 2 passages" in staffs

    without_evidence()

    assert traces(clients, addresses) == before


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.RECRUITER])
def test_no_page_of_an_observers_or_recruiters_changes_with_what_is_collected(
    db: None, role: Role
) -> None:
    watched = watched_board()
    other, moderator = (signed_in(watched.staff[one].user) for one in (role, Role.MODERATOR))
    before, moderators = pages_of(other, watched, READ), pages_of(moderator, watched, READ)

    without_evidence()

    assert pages_of(moderator, watched, READ) != moderators
    assert pages_of(other, watched, READ) == before
