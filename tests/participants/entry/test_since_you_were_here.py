"""What came since somebody was last here: a line for each, through the gate alone (rule 1)."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from participants.entry.overview.since import MOST_TO_ME
from participants.models import Participant, Reply
from sessions.enums import Identity
from sessions.models import Board, QuestionVersion, StaffMember, Stage
from tests import factories
from tests.factories import HOUR, NOW
from tests.participants.entry.doors import come_in, move_on, words
from tests.sessions.studio.writing import reword

AWAY = NOW + HOUR
MINUTE = HOUR / 60
SECRET = "Zanzibarium"


@pytest.fixture
def me(board: Board) -> Participant:
    return factories.participant(board)


@pytest.fixture
def peer(board: Board) -> Participant:
    return factories.participant(board)


@pytest.fixture
def moderator(board: Board) -> StaffMember:
    return factories.facilitator(board)


@pytest.fixture
def stage(board: Board) -> Stage:
    return factories.stage(board)


@pytest.fixture
def answer(me: Participant, stage: Stage) -> Reply:
    return factories.answer(me, factories.question(stage, prompt="What did you hope for?"))


@pytest.fixture
def reader(me: Participant) -> Client:
    """Who was here at noon, and is away since."""
    browser = come_in(me)
    browser.get("/b/cop/")
    return browser


def back(reader: Client) -> str:
    """The page two hours later."""
    move_on(hours=2)
    return words(reader.get("/b/cop/"))


def lines(page: str) -> list[tuple[str, str]]:
    """Where each line leads, and what it says."""
    found = re.findall(
        r'<li><a href="([^"]+)"><svg[^>]*>.*?</svg><span>(.*?)</span></a></li>', page
    )
    return [(where, said) for where, said in found]


def test_there_is_no_such_panel_on_a_first_visit(reader: Client) -> None:
    page = words(reader.get("/b/cop/"))

    assert "Since you were here" not in page
    assert "Nothing new since" not in page


def test_with_nothing_new_it_says_since_when(reader: Client, answer: Reply) -> None:
    page = back(reader)

    assert 'Nothing new since <time datetime="2021-03-30T12:00+00:00">' in page
    assert lines(page) == []


def test_each_sort_of_news_leads_to_its_place(
    board: Board,
    me: Participant,
    peer: Participant,
    moderator: StaffMember,
    answer: Reply,
    reader: Client,
) -> None:
    question = answer.question
    theirs = factories.answer(peer, question, said_at=AWAY)
    factories.comment(peer, theirs, said_at=AWAY)
    comment = factories.comment(peer, answer, SECRET, said_at=AWAY)
    probe = factories.probe(moderator, answer, SECRET, needs_reply=True, said_at=AWAY)
    refused = factories.answer(me, factories.question(question.stage, prompt="And now?"))
    factories.reject(refused, now=AWAY)
    opened = factories.stage(board, title="Looking forward", opens_at=AWAY)
    said = factories.announcement(board, title="A new date", appears_at=AWAY)
    there = f"/b/cop/questions/{question.pk}/"

    page = back(reader)

    assert lines(page) == [
        (f"/b/cop/replies/{probe.pk}/", f"{moderator.display_name} has asked you something"),
        (
            f"/b/cop/questions/{refused.question_id}/",
            "An answer of yours was not accepted: “And now?”",
        ),
        (f"/b/cop/replies/{comment.pk}/", f"{peer.pseudonym} has replied to you"),
        (f"/b/cop/announcements/#announcement-{said.pk}", "Announced: A new date"),
        (f"#stage-{opened.pk}", "Has opened: Looking forward"),
        (f"{there}#replies", "2 new replies under “What did you hope for?”"),
    ]
    assert SECRET not in page


def test_it_stays_the_same_throughout_a_visit_and_is_gone_at_the_next(
    peer: Participant, answer: Reply, reader: Client
) -> None:
    factories.answer(peer, answer.question, said_at=AWAY)
    first = lines(back(reader))
    move_on(minutes=30)
    reader.get(f"/b/cop/questions/{answer.question_id}/")

    assert lines(words(reader.get("/b/cop/"))) == first != []
    move_on(minutes=45)
    assert lines(words(reader.get("/b/cop/"))) == first
    assert lines(back(reader)) == []


def test_a_locked_reader_gets_the_same_bytes_whatever_was_written(
    board: Board, peer: Participant, stage: Stage, reader: Client, moderator: StaffMember
) -> None:
    locked = factories.question(stage)
    move_on(hours=2)
    before = words(reader.get("/b/cop/"))
    theirs = factories.answer(peer, locked, SECRET, said_at=AWAY)
    factories.comment(factories.participant(board), theirs, said_at=AWAY)
    factories.probe(moderator, theirs, said_at=AWAY)

    assert words(reader.get("/b/cop/")) == before
    assert "Nothing new since" in before


@pytest.mark.parametrize("how", ["concealed", "held", "withdrawn", "on a hidden reply", "anothers"])
def test_what_may_not_be_read_is_no_news(
    board: Board, peer: Participant, answer: Reply, reader: Client, how: str
) -> None:
    other = factories.participant(board)
    if how == "anothers":
        factories.comment(peer, answer, said_at=NOW - HOUR)
    elif how == "on a hidden reply":
        hidden = factories.conceal(factories.comment(peer, answer, said_at=NOW - HOUR))
        factories.comment(other, hidden, said_at=AWAY)
    else:
        comment = factories.comment(peer, answer, said_at=AWAY)
        at = {"concealed": "concealed_at", "held": "held_at", "withdrawn": "withdrawn_at"}[how]
        by = {"concealed_by": factories.user()} if how == "concealed" else {}
        Reply.objects.filter(pk=comment.pk).update(**{at: AWAY}, **by)

    assert [said for _where, said in lines(back(reader)) if "to you" in said] == []


def test_peers_are_named_as_the_board_names_them(
    board: Board, peer: Participant, answer: Reply, reader: Client
) -> None:
    board.identity_peers = Identity.FIRST_NAME
    board.save()
    factories.comment(peer, answer, said_at=AWAY)

    [(_where, said)] = lines(back(reader))

    assert said == f"{peer.first_name} has replied to you"


def test_many_replies_to_one_have_some_lines_and_a_count(
    peer: Participant, answer: Reply, reader: Client
) -> None:
    for _ in range(MOST_TO_ME + 2):
        factories.comment(peer, answer, said_at=AWAY)

    said = [words for _where, words in lines(back(reader))]

    assert said[:-1] == [f"{peer.pseudonym} has replied to you"] * MOST_TO_ME
    assert said[-1] == "2 new replies under “What did you hope for?”"


def test_a_question_asked_again_is_news_once(
    me: Participant, answer: Reply, reader: Client
) -> None:
    reword(answer.question, "What do you hope for?")
    QuestionVersion.objects.filter(number=2).update(published_at=AWAY)

    assert [said for _where, said in lines(back(reader))] == [
        "Reworded, and asked again: “What do you hope for?”"
    ]
    assert lines(back(reader)) == []


def to_me(reader: Client) -> list[str]:
    return [where for where, _said in lines(words(reader.get("/b/cop/")))]


def test_what_is_said_to_somebody_is_told_at_once_until_they_open_its_question(
    peer: Participant, moderator: StaffMember, answer: Reply, reader: Client
) -> None:
    move_on(minutes=5)
    comment = factories.comment(peer, answer, said_at=NOW + MINUTE)
    probe = factories.probe(moderator, answer, said_at=NOW + MINUTE)
    assert to_me(reader) == [f"/b/cop/replies/{probe.pk}/", f"/b/cop/replies/{comment.pk}/"]

    reader.get(f"/b/cop/replies/{comment.pk}/", follow=True)

    assert to_me(reader) == []
    further = factories.comment(peer, answer, said_at=NOW + 2 * MINUTE)
    assert to_me(reader) == [f"/b/cop/replies/{further.pk}/"]


def test_on_a_first_visit_it_is_called_new_and_nothing_is_said_of_before(
    peer: Participant, answer: Reply, reader: Client
) -> None:
    move_on(minutes=5)
    factories.comment(peer, answer, said_at=NOW + MINUTE)
    page = words(reader.get("/b/cop/"))

    assert "New for you" in page
    assert "Since you were here" not in page


def test_what_was_not_opened_is_told_at_the_next_visit_too(
    peer: Participant, answer: Reply, reader: Client
) -> None:
    comment = factories.comment(peer, answer, said_at=NOW + MINUTE)
    move_on(minutes=30)
    reader.get("/b/cop/")

    assert f"/b/cop/replies/{comment.pk}/" in back(reader)


def test_what_was_opened_comes_back_as_no_count(
    peer: Participant, answer: Reply, reader: Client
) -> None:
    factories.comment(peer, answer, said_at=AWAY)
    assert len(lines(back(reader))) == 1

    reader.get(f"/b/cop/questions/{answer.question_id}/")

    assert to_me(reader) == []


def test_opening_one_question_takes_nothing_of_another_off_the_page(
    me: Participant, peer: Participant, answer: Reply, reader: Client
) -> None:
    move_on(minutes=5)
    other = factories.answer(me, factories.question(answer.question.stage))
    there = factories.comment(peer, other, said_at=NOW + MINUTE)
    factories.comment(peer, answer, said_at=NOW + 2 * MINUTE)

    reader.get(f"/b/cop/questions/{answer.question_id}/")

    assert to_me(reader) == [f"/b/cop/replies/{there.pk}/"]


def test_what_is_hidden_leaves_no_trace_of_having_been_looked_at(
    board: Board, peer: Participant, stage: Stage, reader: Client
) -> None:
    locked = factories.question(stage)
    factories.answer(peer, locked, said_at=NOW + MINUTE)
    move_on(minutes=5)
    before = dict(reader.session)

    reader.get(f"/b/cop/questions/{locked.pk}/")

    assert dict(reader.session) == before


@pytest.mark.parametrize("number", [1, 3])
def test_it_takes_two_queries_however_much_is_new(
    board: Board,
    peer: Participant,
    me: Participant,
    stage: Stage,
    reader: Client,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(number):
        mine = factories.answer(me, factories.question(stage))
        factories.comment(peer, mine, said_at=AWAY)
        factories.answer(peer, mine.question, said_at=AWAY)
    assert len(lines(back(reader))) == 2 * number

    # All that the page asks anyway, what was told to this person, and who speaks to them by name.
    with django_assert_num_queries(10 + 2):
        reader.get("/b/cop/")
