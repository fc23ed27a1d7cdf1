"""The back room: notes beside what was said, and wishes whose answers find their way back."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from bulletin import clock
from moderation.models import Note
from participants.models import Participant, Reply
from sessions.enums import ObserverSight, Reveal, Role
from sessions.models import Board, Question, StaffMember
from tests import factories
from tests.moderation.desk.trails import trail
from tests.participants.visits import address, browser_of

NOW, HOUR = factories.NOW, factories.HOUR
WISHES = "/desk/cop/wishes/"


@pytest.fixture
def board(db: None) -> Board:
    factories.swept()
    return factories.board(slug="cop", observers=ObserverSight.PSEUDONYM)


@pytest.fixture
def question(board: Board) -> Question:
    return factories.question(factories.stage(board), reveal=Reveal.ALWAYS)


@pytest.fixture
def author(board: Board) -> Participant:
    return factories.participant(board, name="Quincy Realname", pseudonym="Green Heron")


@pytest.fixture
def answer(author: Participant, question: Question) -> Reply:
    return factories.answer(author, question, "ANSWERWORDS")


@pytest.fixture
def moderator(at_desk: Callable[[Role], Client]) -> Client:
    return at_desk(Role.MODERATOR)


@pytest.fixture
def observer(at_desk: Callable[[Role], Client]) -> Client:
    return at_desk(Role.OBSERVER)


def to(name: str, row: Reply | Question | Note) -> str:
    return reverse(name, args=["cop", row.pk])


def read(client: Client, question: Question) -> str:
    return client.get(to("desk_question", question)).content.decode()


def test_a_note_of_the_team_is_read_by_the_team_alone(
    moderator: Client, facilitator: Client, observer: Client, answer: Reply
) -> None:
    moderator.post(to("desk_reply_notes", answer), {"text": "TEAMWORDS"})

    pages = [read(client, answer.question) for client in (moderator, facilitator, observer)]
    assert ["TEAMWORDS" in page for page in pages] == [True, True, False]
    assert browser_of(author_of(answer)).get(address(answer.question)).status_code == 200


def author_of(answer: Reply) -> Participant:
    assert answer.participant is not None
    return answer.participant


@pytest.mark.parametrize("who", ["moderator", "observer"])
def test_a_note_for_observers_is_read_by_all_in_the_back_room_and_by_no_participant(
    board: Board,
    moderator: Client,
    observer: Client,
    at_desk: Callable[[Role], Client],
    author: Participant,
    answer: Reply,
    who: str,
) -> None:
    writer = {"moderator": moderator, "observer": observer}[who]
    before = browser_of(author).get(address(answer.question)).content

    writer.post(to("desk_reply_notes", answer), {"text": "NOTEWORDS", "for_observers": "on"})
    writer.post(to("desk_question_notes", answer.question), {"text": "QUESTIONWORDS",
                                                             "for_observers": "on"})  # fmt: skip

    for client in (moderator, observer):
        page = read(client, answer.question)
        assert page.index("QUESTIONWORDS") < page.index("ANSWERWORDS") < page.index("NOTEWORDS")
    after = browser_of(author).get(address(answer.question)).content
    assert (b"NOTEWORDS" in before, b"NOTEWORDS" in after) == (False, False)
    assert b"QUESTIONWORDS" not in after


def test_an_observers_note_is_for_observers_whatever_they_send(
    observer: Client, answer: Reply
) -> None:
    observer.post(to("desk_reply_notes", answer), {"text": "Mine.", "for_observers": ""})

    assert Note.objects.get().for_observers is True


def test_beside_what_an_observer_may_not_read_there_is_nothing_for_them(
    observer: Client, question: Question, answer: Reply, staff: dict[Role, StaffMember]
) -> None:
    never = factories.question(question.stage, reveal=Reveal.NEVER)
    own = factories.note(staff[Role.OBSERVER], answer, "OWNWORDS")
    assert observer.get(to("desk_note", own)).status_code == 200
    factories.conceal(answer)

    refused = [
        observer.get(to("desk_reply_notes", answer)),
        observer.post(to("desk_reply_notes", answer), {"text": "Mine."}),
        observer.get(to("desk_question_notes", never)),
        observer.get(to("desk_note", own)),
    ]

    assert [response.status_code for response in refused] == [404] * 4
    assert "OWNWORDS" not in read(observer, question)
    assert Note.objects.count() == 1


def test_ones_own_note_is_changed_and_removed_without_a_trace_of_its_words(
    moderator: Client, facilitator: Client, answer: Reply, staff: dict[Role, StaffMember]
) -> None:
    note = factories.note(staff[Role.MODERATOR], answer, "BEFORE")

    moderator.post(to("desk_note", note), {"text": "AFTERWARDS"})
    page = read(facilitator, answer.question)
    assert ("BEFORE" in page, "AFTERWARDS" in page) == (False, True)

    facilitator.post(to("desk_note", note), {"text": "TAMPERED"})
    facilitator.post(to("desk_note_removal", note))
    note.refresh_from_db()
    assert note.text == "AFTERWARDS"

    moderator.post(to("desk_note_removal", note))

    assert list(Note.objects.all()) == []
    by = staff[Role.MODERATOR].user.pk
    assert trail() == [("note_removed", by, answer.question_id)]


def test_the_same_note_sent_twice_is_one(moderator: Client, answer: Reply) -> None:
    for _click in range(2):
        moderator.post(to("desk_reply_notes", answer), {"text": "Once."})

    assert Note.objects.count() == 1


def test_a_wish_is_asked_in_other_words_and_its_answer_comes_back(
    observer: Client, moderator: Client, author: Participant, answer: Reply
) -> None:
    observer.post(to("desk_reply_notes", answer), {"text": "WISHWORDS", "wants_probe": "on"})
    wish = Note.objects.get()
    assert "waits for a moderator" in observer.get(WISHES).content.decode()
    assert "WISHWORDS" in moderator.get(WISHES).content.decode()

    page = moderator.get(to("desk_reply", answer), {"wish": str(wish.pk)}).content.decode()
    box = page.partition('id="write"')[2].partition("</form>")[0]
    assert "WISHWORDS</textarea>" in box
    assert "Observers read no private exchange, so it is asked in the open." in box
    assert ('value="comment"' in box, 'value="private probe"' in box) == (False, False)
    asked = {"manner": "probe", "text": "PROBEWORDS", "needs_reply": "on", "wish": str(wish.pk)}
    assert moderator.post(to("desk_comment", answer), asked).status_code == 302

    probe = Reply.objects.get(staff__isnull=False)
    wish.refresh_from_db()
    assert (wish.probe, wish.settled_at is not None) == (probe, True)
    page = observer.get(WISHES).content.decode()
    assert page.index("WISHWORDS") < page.index("Asked by The moderator")
    assert page.index("Asked by The moderator") < page.index("PROBEWORDS")
    assert "Nobody has answered yet." in page

    clock.move_to(NOW + HOUR)
    factories.comment(author, probe, "REPLYWORDS", said_at=NOW + HOUR)
    clock.move_to(NOW + 2 * HOUR)
    pages = [observer.get(WISHES).content.decode() for _visit in range(2)]
    assert ["REPLYWORDS" in page for page in pages] == [True, True]
    assert [">new</span>" in page for page in pages] == [True, False]
    assert "Quincy" not in "".join(pages)


def test_a_private_probe_is_not_made_of_an_observers_wish(
    moderator: Client, answer: Reply, staff: dict[Role, StaffMember]
) -> None:
    wish = factories.wish(staff[Role.OBSERVER], answer)
    own = factories.wish(staff[Role.FACILITATOR], answer)
    sent = {"manner": "private probe", "text": "Between us?"}

    refused = moderator.post(to("desk_comment", answer), sent | {"wish": str(wish.pk)})
    taken = moderator.post(to("desk_comment", answer), sent | {"wish": str(own.pk)})

    assert [refused.status_code, taken.status_code] == [422, 302]
    assert Reply.objects.filter(staff__isnull=False).count() == 1


def test_a_wish_is_declined_with_a_reason_that_reaches_whoever_wished_it(
    observer: Client, moderator: Client, answer: Reply, staff: dict[Role, StaffMember]
) -> None:
    wish = factories.wish(staff[Role.OBSERVER], answer, "WISHWORDS")

    moderator.post(to("desk_declining", wish), {"why": "It leads them."})

    page = observer.get(WISHES).content.decode()
    assert "The moderator declined it: It leads them." in page
    by = staff[Role.MODERATOR].user.pk
    assert trail() == [("wish_declined", by, answer.question_id)]


def test_the_second_to_settle_a_wish_is_told_who_did_and_asks_nothing_twice(
    moderator: Client, facilitator: Client, answer: Reply, staff: dict[Role, StaffMember]
) -> None:
    wish = factories.wish(staff[Role.OBSERVER], answer)
    moderator.post(to("desk_declining", wish), {"why": "It leads them."})

    declined = facilitator.post(to("desk_declining", wish), {"why": "No."}, follow=True)
    asked = facilitator.post(
        to("desk_comment", answer), {"manner": "probe", "text": "MYWORDS", "wish": str(wish.pk)}
    )

    told = "The moderator did so already, on Tue 30 March, 13:00."
    assert told in declined.content.decode()
    assert asked.status_code == 409
    assert told in asked.content.decode()
    assert "MYWORDS" in asked.content.decode()
    assert Reply.objects.filter(staff__isnull=False).count() == 0


def test_a_settled_wish_is_not_reworded_any_more(
    observer: Client, answer: Reply, staff: dict[Role, StaffMember]
) -> None:
    wish = factories.wish(staff[Role.OBSERVER], answer, "WISHWORDS")
    wish.settled_at, wish.settled_by = NOW, staff[Role.MODERATOR].user
    wish.save()

    page = observer.post(to("desk_note", wish), {"text": "OTHERWISE"}, follow=True)

    assert "The moderator did so already" in page.content.decode()
    wish.refresh_from_db()
    assert wish.text == "WISHWORDS"


def test_nobody_wishes_for_a_probe_to_staff(
    moderator: Client, answer: Reply, staff: dict[Role, StaffMember]
) -> None:
    said = factories.comment(staff[Role.MODERATOR], answer)

    moderator.post(to("desk_reply_notes", said), {"text": "Hm.", "wants_probe": "on"})

    assert Note.objects.get().wants_probe is False


def test_an_observer_sees_their_own_wishes_and_nothing_that_is_out_of_their_sight(
    board: Board, observer: Client, author: Participant, answer: Reply,
    staff: dict[Role, StaffMember],
) -> None:  # fmt: skip
    me, moderator = staff[Role.OBSERVER], staff[Role.MODERATOR]
    factories.wish(factories.staff(board, Role.OBSERVER), answer, "ANOTHERSWISH")
    probe = factories.probe(moderator, answer, "PROBEWORDS")
    factories.hold(factories.comment(author, probe, "HELDWORDS"))
    settled = {"settled_at": NOW, "settled_by": moderator.user, "probe": probe}
    wish = factories.wish(me, answer, "MYWISH")
    Note.objects.filter(pk=wish.pk).update(**settled)

    page = observer.get(WISHES).content.decode()
    words = ("MYWISH", "PROBEWORDS", "ANOTHERSWISH", "HELDWORDS")
    assert [word in page for word in words] == [True, True, False, False]

    factories.conceal(probe)
    page = observer.get(WISHES).content.decode()
    assert ("MYWISH" in page, "PROBEWORDS" in page) == (True, False)

    factories.conceal(answer)
    page = observer.get(WISHES).content.decode()
    assert "Nothing has been wished yet." in page


def test_wishes_ask_the_same_queries_for_one_as_for_three(
    board: Board,
    observer: Client,
    question: Question,
    staff: dict[Role, StaffMember],
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for wanted in (1, 3):
        while Note.objects.count() < wanted:
            author = factories.participant(board)
            wish = factories.wish(staff[Role.OBSERVER], factories.answer(author, question))
            assert wish.reply is not None
            probe = factories.probe(staff[Role.MODERATOR], wish.reply)
            factories.comment(author, probe)
            wish.settled_at, wish.settled_by = NOW, staff[Role.MODERATOR].user
            wish.probe = probe
            wish.save()
        with django_assert_num_queries(QUERIES):
            observer.get(WISHES)


# A savepoint and its end; session, user, member with board; how many wishes, and which; what was
# said to them; posts, their versions and values; names that consent opens; which are new; who
# settled them; the pause; what was read.
QUERIES = 17
