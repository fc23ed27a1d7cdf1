"""Observers read what the participants' consent opens to them, recruiters no reply (rules 2, 9)."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse

from moderation.desk.numbers import numbers_for
from moderation.models import Coding, Note, Passage, PreparedProbe, Statement
from moderation.participation import figures
from moderation.preview.eyes import Eyes
from moderation.web import Desk
from participants.enums import Channel, ReplyKind
from participants.models import Announcement, Call, Participant, Redaction, Reply
from sessions.enums import Identity, Kind, ObserverSight, Reveal, Role
from sessions.models import Board, Question, StaffMember, Stage
from tests import factories
from tests.moderation.desk.conftest import one_of_each, signed_in
from tests.moderation.desk.test_who_may_do_what import NAMES, PAGES, ROUTES, WITH_ID
from tests.walk.addresses import ABSENT

NOW = factories.NOW

# What an observer must never meet, each word in a place of its own.
HIDDEN = {
    "HELDWORDS",
    "REJECTEDWORDS",
    "CONCEALEDWORDS",
    "UNDERCONCEALED",
    "PRIVATEPROBE",
    "PRIVATEREPLY",
    "CALLFORHELP",
    "REPORTEDWHY",
    "NEVERWORDS",
    "UNWATCHEDWORDS",
    "UNDERUNWATCHED",
    "TESTERWORDS",
    "CORRECTEDAWAY",
    "REALSURNAME",
    "secret-address",
    "NOTETOSTAFF",
    "SOURCEWORDS",
    "CODENAME",
    "HELDCHOICE",
    "REJECTEDCHOICE",
    "CONCEALEDCHOICE",
    "NEVERCHOICE",
    "TEAMNOTE",
    "TEAMQUESTIONNOTE",
    "CONCEALEDNOTE",
    "NEVERNOTE",
    "STATEMENTWORDS",
    "VERDICTWORDS",
    "ANNOUNCEDWORDS",
}
# What one does for oneself alone: it changes nothing on the board.
FOR_ONESELF = ["desk_star", "desk_reading", "desk_reading_all", "desk_forgetting"]
# What is said in the back room: participants never see it.
BACK_ROOM = ["desk_reply_notes", "desk_question_notes", "desk_note", "desk_note_removal"]
OPEN = {"OPENWORDS", "OPENCOMMENT", "OPENPROBE", "OPENCHOICE", "OPENNOTE", "OPENQUESTIONNOTE"}


@dataclass
class Watched:
    board: Board
    question: Question
    never: Question
    closed: Question
    closed_never: Question
    open_answer: Reply
    concealed: Reply
    person: Participant
    report: Call
    staff: dict[Role, StaffMember]
    coding: Coding
    redaction: Redaction
    notes: list[Note]
    prepared: PreparedProbe
    passage: Passage
    statement: Statement
    announcement: Announcement

    def addresses(self, names: Iterable[str] = NAMES) -> list[str]:
        """Every page of the desk, for the open and for the hidden reply and question."""
        choices: dict[str, list[object]] = {
            "stage_id": [self.question.stage_id],
            "question_id": [self.question.pk, self.never.pk, self.closed.pk],
            "closed_id": [self.closed.pk, self.closed_never.pk],
            "reply_id": [self.open_answer.pk, self.concealed.pk],
            "participant_id": [self.person.pk],
            "call_id": [self.report.pk],
            "member_id": [self.staff[Role.MODERATOR].pk],
            "code_id": [self.coding.code_id],
            "coding_id": [self.coding.pk],
            "redaction_id": [self.redaction.pk],
            "file_id": [ABSENT],
            "note_id": [note.pk for note in self.notes],
            "prepared_id": [self.prepared.pk],
            "passage_id": [self.passage.pk],
            "statement_id": [self.statement.pk],
            "announcement_id": [self.announcement.pk],
            "transcript_id": [ABSENT],
            "destruction_id": [ABSENT],
            "segment_id": [ABSENT],
            "set_id": [ABSENT],
            "eyes": [Eyes(person=self.person.pk).token()],
            "address": ["b/watched/", f"b/watched/questions/{self.question.pk}/"],
        }
        addresses = []
        for name in names:
            filled: list[dict[str, object]] = [{"slug": "watched"}]
            for key in WITH_ID.findall(ROUTES[name]):
                filled = [one | {key: value} for one in filled for value in choices[key]]
            addresses += [reverse(name, kwargs=kwargs) for kwargs in filled]
        return addresses


@pytest.fixture
def watched(db: None) -> Watched:
    return watched_board()


def watched_board(
    observers: ObserverSight = ObserverSight.PSEUDONYM, identity: Identity = Identity.PSEUDONYM
) -> Watched:
    """With something of everything on it; observers and staff see people as these say."""
    board = factories.board(slug="watched", observers=observers, identity_staff=identity)
    staff = one_of_each(board)
    stage = factories.stage(board)
    question = factories.question(stage)
    question.wording.note = "NOTETOSTAFF"
    question.wording.save()
    never = factories.question(stage, reveal=Reveal.NEVER)
    person = factories.participant(
        board, name="Quincy REALSURNAME", email="secret-address@example.org", pseudonym="Calm Elm"
    )
    open_answer = factories.answer(person, question, "CORRECTEDAWAY")
    factories.version(
        open_answer, "OPENWORDS, a friend", channel=Channel.EMAIL, entered_by=staff[Role.MODERATOR]
    )
    open_answer.versions.update(source="SOURCEWORDS")
    concealed = _hide(board, question, never, open_answer, staff[Role.MODERATOR])
    report = factories.call(factories.participant(board), open_answer, why="REPORTEDWHY")
    factories.thank_you(board)
    passage = factories.passage(open_answer)
    factories.findings(board)
    factories.verdict(person, words="VERDICTWORDS")
    closed, closed_never = (_chosen(stage, reveal) for reveal in (Reveal.ALWAYS, Reveal.NEVER))
    return Watched(
        board=board,
        question=question,
        never=never,
        closed=closed,
        closed_never=closed_never,
        open_answer=open_answer,
        concealed=concealed,
        person=person,
        report=report,
        staff=staff,
        coding=factories.coding(factories.code(board, "CODENAME"), open_answer),
        redaction=factories.redact(open_answer, "a friend", "[somebody]"),
        notes=_noted(staff[Role.MODERATOR], question, never, open_answer, concealed),
        prepared=factories.prepared_probe(board),
        passage=passage,
        statement=factories.statement(board, "STATEMENTWORDS", passage),
        announcement=factories.announcement(board, text="ANNOUNCEDWORDS", appears_at=None),
    )


def _noted(
    moderator: StaffMember, question: Question, never: Question, answer: Reply, concealed: Reply
) -> list[Note]:
    """Notes for observers, for the team, and beside what observers may not read."""
    return [
        factories.note(moderator, answer, "OPENNOTE", for_observers=True),
        factories.note(moderator, question, "OPENQUESTIONNOTE", for_observers=True),
        factories.note(moderator, answer, "TEAMNOTE"),
        factories.note(moderator, question, "TEAMQUESTIONNOTE"),
        factories.note(moderator, concealed, "CONCEALEDNOTE", for_observers=True),
        factories.note(moderator, never, "NEVERNOTE", for_observers=True),
    ]


def _chosen(stage: Stage, reveal: Reveal) -> Question:
    """A closed question in which everybody chose "other", and what each wrote there."""
    question = factories.question(
        stage, kind=Kind.SINGLE, reveal=reveal, options=["Yes", "No"], settings={"other": True}
    )

    def chose(words: str) -> Reply:
        answer = factories.answer(factories.participant(stage.board), question, "")
        factories.value(answer, text=words)
        return answer

    if reveal == Reveal.NEVER:
        chose("NEVERCHOICE")
        return question
    chose("OPENCHOICE")
    factories.hold(chose("HELDCHOICE"))
    factories.conceal(chose("CONCEALEDCHOICE"))
    factories.reject(chose("REJECTEDCHOICE"))
    return question


def _hide(
    board: Board, question: Question, never: Question, answer: Reply, moderator: StaffMember
) -> Reply:
    """Everything that an observer must not read, beside a comment and a probe that they may."""

    def said(words: str, **fields: object) -> Reply:
        return factories.answer(factories.participant(board, **fields), question, words)  # type: ignore[arg-type]

    other = factories.participant(board)
    factories.comment(other, answer, "OPENCOMMENT")
    factories.probe(moderator, answer, "OPENPROBE")
    author = answer.participant
    assert author is not None
    private = factories.probe(moderator, answer, "PRIVATEPROBE", private_to=author)
    factories.comment(author, private, "PRIVATEREPLY", private_to=author)
    factories.call_for_help(author, question, "CALLFORHELP")
    factories.hold(said("HELDWORDS"))
    factories.reject(said("REJECTEDWORDS"))
    concealed = factories.conceal(said("CONCEALEDWORDS"))
    factories.comment(other, concealed, "UNDERCONCEALED")
    factories.answer(author, never, "NEVERWORDS")
    said("TESTERWORDS", tester=True)
    unwatched = factories.participant(board, consented=False)
    if board.consent_versions.get().observers != ObserverSight.NONE:
        factories.consent(unwatched, agreed={"observers": False})
    factories.comment(
        other, factories.answer(unwatched, question, "UNWATCHEDWORDS"), "UNDERUNWATCHED"
    )
    return concealed


@pytest.fixture
def enter(watched: Watched) -> Callable[[Role], Client]:
    return lambda role: signed_in(watched.staff[role].user)


def everything(client: Client, watched: Watched) -> str:
    """All that this browser is answered by the pages, and by the deeds, which stay undone."""
    pages = [client.get(address) for address in watched.addresses()]
    refused = [client.post(address) for address in watched.addresses()]
    return "".join(response.content.decode() for response in [*pages, *refused])


def found(text: str, words: set[str]) -> set[str]:
    return {word for word in words if word in text}


def test_there_was_something_to_leak(watched: Watched, enter: Callable[[Role], Client]) -> None:
    """A facilitator meets every word, with a name after having asked for it."""
    client = enter(Role.FACILITATOR)
    pages = "".join(client.get(address).content.decode() for address in watched.addresses())
    identity = client.post(reverse("desk_identity", args=["watched", watched.person.pk]))

    assert found(pages + identity.content.decode(), HIDDEN | OPEN) == HIDDEN | OPEN


def test_an_observer_meets_what_is_open_and_nothing_else(
    watched: Watched, enter: Callable[[Role], Client]
) -> None:
    text = everything(enter(Role.OBSERVER), watched)

    assert found(text, OPEN) == OPEN
    assert found(text, HIDDEN) == set()
    assert "Calm Elm" in text


def test_a_recruiter_meets_no_reply_and_a_name_only_after_asking(
    watched: Watched, enter: Callable[[Role], Client]
) -> None:
    client = enter(Role.RECRUITER)
    pages = "".join(client.get(address).content.decode() for address in watched.addresses())

    assert found(pages, OPEN | HIDDEN) == set()
    asked = client.post(reverse("desk_identity", args=["watched", watched.person.pk]))
    assert found(asked.content.decode(), OPEN | HIDDEN) == {"REALSURNAME", "secret-address"}


def test_an_observer_does_nothing_but_for_themself_and_in_the_back_room(
    watched: Watched, enter: Callable[[Role], Client]
) -> None:
    """On what they may read; of what they may not they learn nothing by trying."""
    client = enter(Role.OBSERVER)
    their_own = watched.addresses(FOR_ONESELF)
    page = client.get(reverse("desk_question", args=["watched", watched.question.pk]))

    answers = {address: client.post(address).status_code for address in watched.addresses()}

    assert {answers.pop(address) for address in their_own} <= {302, 404}
    back_room = watched.addresses(BACK_ROOM)
    assert {answers.pop(address) for address in back_room} == {302, 404, 422}
    assert Note.objects.count() == len(watched.notes)
    assert set(answers.values()) <= {403, 405}
    main = page.content.decode().partition("<main")[2].partition("</main>")[0]
    offered = set(re.findall(r'(?:form)?action="([^"]+)"', main))
    observer = watched.staff[Role.OBSERVER]
    readable = Reply.objects.for_staff(observer).filter(question=watched.question)
    stars = {reverse("desk_star", args=["watched", one.pk]) for one in readable}
    assert stars <= offered
    assert offered <= {*their_own, *stars, reverse("desk_stream", args=["watched"])}


def test_an_observer_is_told_that_a_question_is_not_open_to_them(
    watched: Watched, enter: Callable[[Role], Client]
) -> None:
    client = enter(Role.OBSERVER)

    index = client.get(reverse("desk_everything", args=["watched"])).content.decode()
    page = client.get(reverse("desk_question", args=["watched", watched.never.pk])).content.decode()

    assert "not open to observers" in index
    assert "between participants and those who run the board" in page


def test_an_observer_counts_only_what_they_may_read(
    watched: Watched, enter: Callable[[Role], Client]
) -> None:
    index = enter(Role.OBSERVER).get(reverse("desk_everything", args=["watched"])).content.decode()

    assert "1 answer<" in index
    assert "2 comments<" in index
    assert "held" not in index


def test_an_observer_learns_from_no_number_what_was_said_out_of_their_sight(
    watched: Watched, enter: Callable[[Role], Client]
) -> None:
    """The numbers of the board are the same with one more answer that is held from them."""
    desks = [
        Desk(watched.staff[role], watched.board, NOW) for role in (Role.FACILITATOR, Role.OBSERVER)
    ]
    silent = factories.participant(watched.board, first_came_at=NOW - factories.DAY)
    before = [numbers_for(desk, figures(watched.board, NOW)) for desk in desks]

    factories.hold(factories.answer(silent, watched.question, "HELDWORDS"))

    after = [numbers_for(desk, figures(watched.board, NOW)) for desk in desks]
    assert [one == other for one, other in zip(before, after, strict=True)] == [False, True]
    assert [number.what for number in after[1]] == ["invited", "came", "consented"]


def test_a_private_reply_takes_no_probe_off_an_observers_count(
    watched: Watched, enter: Callable[[Role], Client]
) -> None:
    probe = Reply.objects.get(kind=ReplyKind.PROBE, private_to=None)
    Reply.objects.filter(pk=probe.pk).update(needs_reply=True)
    index = reverse("desk_everything", args=["watched"])
    observer, facilitator = enter(Role.OBSERVER), enter(Role.FACILITATOR)
    pages = [client.get(index).content.decode() for client in (observer, facilitator)]
    assert ["1 awaits a reply" in page for page in pages] == [True, True]
    author = watched.open_answer.participant
    assert author is not None

    factories.hold(factories.comment(author, probe, "HELDWORDS"))

    pages = [client.get(index).content.decode() for client in (observer, facilitator)]
    assert ["1 awaits a reply" in page for page in pages] == [True, False]


@pytest.mark.parametrize(
    ("sight", "name"),
    [(ObserverSight.PSEUDONYM, "Calm Elm"), (ObserverSight.NAME, "Quincy")],
)
def test_an_observer_reads_the_name_that_the_person_consented_to(
    db: None, sight: ObserverSight, name: str
) -> None:
    board = factories.board(slug="named", observers=sight, identity_staff="first_name")
    question = factories.question(factories.stage(board))
    person = factories.participant(board, name="Quincy Surname", pseudonym="Calm Elm")
    factories.answer(person, question)
    client = signed_in(factories.staff(board, Role.OBSERVER).user)

    page = client.get(reverse("desk_question", args=["named", question.pk])).content.decode()

    assert f'<span class="reply__name">{name}</span>' in page


def test_without_consent_to_observers_they_read_nothing(db: None) -> None:
    board = factories.board(slug="closed", observers=ObserverSight.NONE)
    question = factories.question(factories.stage(board))
    factories.answer(factories.participant(board), question, "UNWATCHEDWORDS")
    address = reverse("desk_question", args=["closed", question.pk])
    staff = {role: factories.staff(board, role) for role in (Role.MODERATOR, Role.OBSERVER)}

    pages = {
        role: signed_in(member.user).get(address).content.decode() for role, member in staff.items()
    }

    assert "UNWATCHEDWORDS" in pages[Role.MODERATOR]
    assert "UNWATCHEDWORDS" not in pages[Role.OBSERVER]


def test_every_page_was_asked_for(watched: Watched) -> None:
    assert len(watched.addresses()) > len(PAGES)
