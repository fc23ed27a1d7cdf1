"""Everything said in one stream: its order and pages, what it is narrowed to, and the search."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse

from moderation.desk.filters import MEANS
from moderation.desk.forms.filters import FilterForm
from moderation.desk.stream import A_PAGE
from moderation.models import Seen
from participants.enums import Channel
from participants.models import Participant, Reply
from sessions.enums import Kind, ObserverSight, Role
from sessions.models import Board, Question, StaffMember
from tests import factories
from tests.moderation.desk.conftest import signed_in
from tests.moderation.desk.test_following import posts_on

NOW, HOUR, DAY = factories.NOW, factories.HOUR, factories.DAY
MINUTE = HOUR / 60


def page_of(client: Client, slug: str = "cop", **asked: object) -> str:
    response = client.get(reverse("desk_stream", args=[slug]), asked)
    assert response.status_code == 200
    return str(response.content.decode())


def next_page(client: Client, page: str) -> str:
    link = re.search(r'href="(\?[^"]+)" rel="next"', page)
    assert link is not None
    address = reverse("desk_stream", args=["cop"]) + link[1].replace("&amp;", "&")
    return str(client.get(address).content.decode())


def without_token(page: str) -> str:
    return re.sub(r'[A-Za-z0-9]{64}|"as_of" id="as-of" value="[^"]+"', "", page)


@dataclass
class Scene:
    """One of each: what a filter lets through is named in the test."""

    board: Board
    first: Question
    second: Question
    person: Participant
    me: StaffMember
    said: dict[str, Reply]

    def names(self, page: str) -> set[str]:
        shown = set(posts_on(page))
        return {name for name, reply in self.said.items() if str(reply.pk) in shown}


@pytest.fixture
def scene(board: Board, staff: dict[Role, StaffMember]) -> Scene:
    me = staff[Role.MODERATOR]
    first = factories.question(factories.stage(board, title="Hopes"), prompt="What did you hope?")
    second = factories.question(factories.stage(board, title="Ahead"))
    person = factories.participant(board, pseudonym="Calm Elm")
    segment = factories.segment(factories.segment_set(board, "sector", "health"), "health")
    factories.member_of(person, segment)
    answer = factories.answer(person, first, "Meeting colleagues.")
    other = factories.participant(board)
    said = {
        "answer": answer,
        "comment": factories.comment(other, answer, "So did I."),
        "mailed": factories.answer(other, second, "By mail.", channel=Channel.EMAIL, entered_by=me),
        "held": factories.hold(factories.answer(factories.participant(board), first)),
        "concealed": factories.conceal(factories.answer(factories.participant(board), first)),
        "rejected": factories.reject(factories.answer(factories.participant(board), second)),
        "help": factories.call_for_help(other, second),
    }
    said["waiting"] = factories.probe(me, said["comment"], needs_reply=True)
    said["private"] = factories.probe(me, answer, private_to=person, needs_reply=True)
    said["reply"] = factories.comment(person, said["private"], private_to=person)
    Seen.objects.create(member=me, reply=answer, seen_at=NOW)
    return Scene(board, first, second, person, me, said)


EVERYTHING = {
    "answer", "comment", "mailed", "held", "concealed", "rejected", "help", "waiting", "private",
    "reply",
}  # fmt: skip
NARROWED = {
    "unread=new": EVERYTHING - {"answer", "waiting", "private"},
    "stage={scene.second.stage.pk}": {"mailed", "rejected", "help"},
    "question={scene.second.pk}": {"mailed", "rejected", "help"},
    "person={scene.person.pk}": {"answer", "reply"},
    "segment={segment}": {"answer", "reply"},
    "channel=email": {"mailed"},
    "channel=web": EVERYTHING - {"mailed"},
    "probe=any": {"answer", "comment"},
    "probe=waiting": {"comment"},
    "probe=answered": {"answer"},
    "kind=answer": {"answer", "mailed", "held", "concealed", "rejected"},
    "kind=comment": {"comment", "help", "reply"},
    "kind=probe": {"waiting", "private"},
    "kind=private": {"help", "private", "reply"},
    "kind=help": {"help"},
    "state=held": {"held"},
    "state=concealed": {"concealed"},
    "state=rejected": {"rejected"},
    "words=colleague": {"answer"},
    "kind=answer&state=held": {"held"},
    "order=oldest": EVERYTHING,
    "": EVERYTHING,
}


@pytest.fixture
def desk(scene: Scene) -> Client:
    return signed_in(scene.me.user)


@pytest.mark.parametrize("query", NARROWED)
def test_a_filter_lets_through_what_it_says(scene: Scene, desk: Client, query: str) -> None:
    segment = scene.person.memberships.get().segment_id
    address = (
        reverse("desk_stream", args=["cop"]) + "?" + query.format(scene=scene, segment=segment)
    )

    page = desk.get(address).content.decode()

    assert scene.names(page) == NARROWED[query]
    assert page.count('class="chip"') == len([one for one in query.split("&") if one]) - (
        "order" in query
    )


def test_every_filter_was_tried(scene: Scene) -> None:
    tried = {part.partition("=")[0] for query in NARROWED for part in query.split("&") if part}

    assert tried == {*MEANS, "order"}


def test_a_chip_leads_to_the_address_without_its_filter(scene: Scene, desk: Client) -> None:
    page = page_of(desk, kind="answer", state="held", words="answer")

    links = set(re.findall(r'class="chip" href="([^"]*)"', page))

    assert links == {
        "?words=answer&amp;kind=answer",
        "?words=answer&amp;state=held",
        "?kind=answer&amp;state=held",
    }
    assert "State: Held" in page
    assert "Words: answer" in page


def test_a_stream_that_holds_nothing_says_why(scene: Scene, desk: Client) -> None:
    page = page_of(desk, words="zebra", order="oldest")
    assert "Nothing that was said fits these filters." in page
    assert 'href="?order=oldest">Clear all filters' in page

    Reply.objects.all().update(current_version=None, parent=None)
    Reply.objects.filter(kind="probe").update(board=factories.board())
    empty = factories.board(slug="empty")
    reader = signed_in(factories.staff(empty, Role.MODERATOR).user)
    assert "Nothing has been said yet." in page_of(reader, "empty")


@pytest.mark.parametrize(
    "asked",
    [
        {"kind": "sermon"},
        {"stage": "00000000-0000-4000-8000-000000000000"},
        {"question": "00000000-0000-4000-8000-000000000000"},
        {"person": "00000000-0000-4000-8000-000000000000"},
        {"person": "x"},
        {"from": "x"},
        {"from": "2021-03-30T12:00:00~00000000-0000-4000-8000-000000000000"},
        {"down_to": "2021-03-30T12:00:00Z~x"},
        {"marked": "yesterday"},
    ],
)
def test_what_is_not_on_offer_is_not_there(
    scene: Scene, desk: Client, asked: dict[str, str]
) -> None:
    assert desk.get(reverse("desk_stream", args=["cop"]), asked).status_code == 404


def test_a_search_that_is_too_long_says_so_and_keeps_what_was_typed(
    scene: Scene, desk: Client
) -> None:
    page = page_of(desk, words="a" * 300)

    assert "at most 200 characters" in page
    assert "a" * 300 in page
    assert posts_on(page) == []


def test_each_reply_stands_with_its_place_and_the_way_to_its_thread(
    scene: Scene, desk: Client
) -> None:
    page = page_of(desk, kind="comment", question=scene.first.pk)
    comment = page.partition(f'id="reply-{scene.said["comment"].pk}"')[2].partition("</article")[0]

    assert "Hopes · What did you hope?" in comment
    assert "to Calm Elm" in comment
    thread = reverse("desk_question", args=["cop", scene.first.pk])
    pk = scene.said["comment"].pk
    assert f'href="{thread}?at={pk}#reply-{pk}"' in comment


def answers(board: Board, number: int) -> list[str]:
    """So many answers a minute apart, and two at the same moment; the ids, newest first."""
    question = factories.question(factories.stage(board))
    people = [factories.participant(board) for _ in range(number)]
    said = [
        factories.answer(person, question, said_at=NOW - max(1, place) * MINUTE)
        for place, person in enumerate(people)
    ]
    newest_first = sorted(said, key=lambda reply: (reply.posted_at, reply.pk), reverse=True)
    return [str(reply.pk) for reply in newest_first]


@pytest.mark.parametrize("order", ["", "oldest"])
def test_pages_go_on_where_the_one_before_ended_whatever_comes_meanwhile(
    board: Board, facilitator: Client, order: str
) -> None:
    said = answers(board, A_PAGE + 3)
    if order:
        said.reverse()
    asked = {"order": order} if order else {}

    first = page_of(facilitator, **asked)
    factories.answer(factories.participant(board), Question.objects.get(), said_at=NOW)
    second = next_page(facilitator, first)

    assert posts_on(first) == said[:A_PAGE]
    assert posts_on(second)[:3] == said[A_PAGE:]
    assert len(posts_on(second)) == 3 + bool(order)
    assert "To the first page" in second
    assert 'rel="next"' not in second


def test_what_is_new_is_put_above_and_takes_nothing_off_the_page(
    board: Board, facilitator: Client
) -> None:
    said = answers(board, A_PAGE + 3)
    page = page_of(facilitator)
    came = factories.answer(factories.participant(board), Question.objects.get(), said_at=NOW)

    show = re.search(r'href="([^"]+)" data-news-show', page)
    assert show is not None
    grown = facilitator.get(show[1].replace("&amp;", "&")).content.decode()

    assert posts_on(grown) == [str(came.pk), *said[:A_PAGE]]
    assert posts_on(next_page(facilitator, grown)) == said[A_PAGE:]


def test_the_search_knows_the_boards_language(db: None) -> None:
    board = factories.board(slug="de", language="de")
    question = factories.question(factories.stage(board))
    factories.answer(factories.participant(board), question, "Die Häuser waren leer.")
    reader = signed_in(factories.staff(board, Role.MODERATOR).user)

    page = page_of(reader, "de", words="Haus")

    assert "Die <mark>Häuser</mark> waren leer." in page


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("hope meeting", 1),
        ('"meeting people"', 1),
        ('"people meeting"', 0),
        ("meeting -people", 0),
        ("nothing or meetings", 1),
        ("the", 0),
        ("'; DROP TABLE", 0),
        ("& | ! ( : *", 0),
    ],
)
def test_one_searches_as_in_a_search_engine(
    board: Board, facilitator: Client, words: str, number: int
) -> None:
    question = factories.question(factories.stage(board))
    factories.answer(factories.participant(board), question, "I hoped for meeting people.")

    assert len(posts_on(page_of(facilitator, words=words))) == number


def test_marks_stand_around_words_alone_and_everything_else_stays_escaped(
    board: Board, facilitator: Client
) -> None:
    question = factories.question(factories.stage(board))
    text = "<b onclick='amp'>amp</b> R&D & amp, http://example.org/amp?x=amp \ue000evil\ue001"
    factories.answer(factories.participant(board), question, text)

    page = page_of(facilitator, words="amp")

    body = page.partition('<div class="reply__body">')[2].partition("</div>")[0]
    assert "<b" not in body.replace("<br", "")
    assert "&lt;b onclick=&#x27;<mark>amp</mark>&#x27;&gt;<mark>amp</mark>&lt;/b&gt;" in body
    assert 'href="http://example.org/amp?x=amp"' in body
    assert "R&amp;D &amp; <mark>amp</mark>," in body


def test_words_of_other_are_found_and_marked(board: Board, facilitator: Client) -> None:
    question = factories.question(
        factories.stage(board), kind=Kind.SINGLE, options=["Time", "Money"], other=True
    )
    reply = factories.answer(factories.participant(board), question, "gardens")
    factories.value(reply, text="allotment gardens")

    page = page_of(facilitator, words="garden")

    assert page.count("<mark>gardens</mark>") == 2


def test_redacted_words_are_not_found(board: Board, facilitator: Client) -> None:
    question = factories.question(factories.stage(board))
    reply = factories.answer(factories.participant(board), question, "Ask JANEDOE about it.")
    assert len(posts_on(page_of(facilitator, words="janedoe"))) == 1

    factories.redact(reply, "JANEDOE", "[a colleague]")

    page = page_of(facilitator, words="janedoe")
    assert (posts_on(page), "JANEDOE" in page) == ([], False)
    assert len(posts_on(page_of(facilitator, words="colleague"))) == 1


def test_an_earlier_version_is_not_found(board: Board, facilitator: Client) -> None:
    question = factories.question(factories.stage(board))
    reply = factories.answer(factories.participant(board), question, "EARLIERWORDS")
    factories.version(reply, "LATERWORDS")

    assert posts_on(page_of(facilitator, words="earlierwords")) == []
    assert posts_on(page_of(facilitator, words="laterwords")) == [str(reply.pk)]


HIDINGS: dict[str, Callable[[Board, Question], Reply]] = {
    "held": lambda board, question: factories.hold(said_by(board, question)),
    "concealed": lambda board, question: factories.conceal(said_by(board, question)),
    "rejected": lambda board, question: factories.reject(said_by(board, question)),
    "a call for help": lambda board, question: factories.call_for_help(
        factories.participant(board), question, "Zanzibarium"
    ),
    "of a tester": lambda board, question: factories.answer(
        factories.participant(board, tester=True), question, "Zanzibarium"
    ),
}


def said_by(board: Board, question: Question) -> Reply:
    return factories.answer(factories.participant(board), question, "Zanzibarium")


@pytest.mark.parametrize("hiding", HIDINGS)
@pytest.mark.parametrize(
    "query",
    ["words=zanzibarium", "", "unread=new", "kind=comment", "channel=web", "probe=any"],
)
def test_an_observer_gets_the_same_bytes_whether_hidden_words_exist(
    db: None, hiding: str, query: str
) -> None:
    board = factories.board(slug="watched", observers=ObserverSight.PSEUDONYM)
    question = factories.question(factories.stage(board))
    factories.answer(factories.participant(board), question, "Open words.")
    readers = [factories.staff(board, role) for role in (Role.OBSERVER, Role.MODERATOR)]
    observer, moderator = (signed_in(reader.user) for reader in readers)
    pages = [
        reverse("desk_stream", args=["watched"]) + f"?{query}",
        reverse("desk_speakers", args=["watched"]),
        reverse("desk_everything", args=["watched"]),
        reverse("desk_question", args=["watched", question.pk]),
        reverse("desk_news", args=["watched"]) + f"?{query}&as_of=2020-01-01T00:00:00Z",
    ]

    def bytes_of(client: Client) -> list[str]:
        return [without_token(client.get(page).content.decode()) for page in pages]

    without = bytes_of(observer)
    hidden = HIDINGS[hiding](board, question)

    assert bytes_of(observer) == without
    assert str(hidden.pk) in moderator.get(pages[3]).content.decode()


def test_a_hidden_persons_filter_is_answered_like_an_absent_ones(db: None) -> None:
    board = factories.board(slug="watched", observers=ObserverSight.PSEUDONYM)
    question = factories.question(factories.stage(board))
    hidden = factories.hold(said_by(board, question))
    observer = signed_in(factories.staff(board, Role.OBSERVER).user)

    address = reverse("desk_stream", args=["watched"])

    assert observer.get(address, {"person": hidden.participant_id}).status_code == 404


def test_an_observer_is_offered_nothing_that_tells_who_somebody_is(
    scene: Scene, at_desk: Callable[[Role], Client]
) -> None:
    page = page_of(at_desk(Role.OBSERVER))

    offered = set(re.findall(r'<(?:select|input type="search") name="([a-z]+)"', page))
    offered |= set(re.findall(r'name="([a-z]+)"[^>]* id="id_', page))
    assert offered == {"words", "unread", "stage", "kind", "probe", "channel", "order"}
    assert "Calls for help" not in page
    assert set(FilterForm.base_fields) - offered == {"segment", "state", "question", "person"}
