"""Submitting an answer, once and again (rules 3, 4 and 5)."""

from datetime import timedelta

import pytest

from participants.actions.answering import submit_answer
from participants.actions.drafting import save_draft
from participants.actions.posting import NotOpen
from participants.enums import Channel
from participants.kinds.content import AnswerContent, ValueContent
from participants.models import AnswerValue, Draft, Reply, ReplyVersion
from sessions.enums import Kind, Opening, Reveal
from sessions.models import Board, Question, QuestionVersion
from tests import factories
from tests.factories import DAY, ENDS_AT, HOUR, NOW, OPENS_AT
from tests.participants.answering.saying import readable, say, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def board() -> Board:
    return factories.board()


@pytest.fixture
def question(board: Board) -> Question:
    return factories.question(factories.stage(board))


def test_an_answer_begins_a_thread_with_its_first_version(question: Question) -> None:
    me = factories.participant(question.stage.board)

    reply = say(me, question, "See https://example.org\nand on")

    assert (reply.thread_id, reply.parent, reply.participant) == (reply.pk, None, me)
    assert (reply.posted_at, reply.said_at, reply.late) == (NOW, NOW, False)
    version = reply.versions.get()
    assert reply.current_version == version
    assert version.question_version == question.wording
    assert version.html == (
        '<p>See <a href="https://example.org" rel="nofollow">https://example.org</a><br>and on</p>'
    )
    assert not version.after_reading


def test_values_are_kept_beside_the_prose(board: Board) -> None:
    asked = factories.question(
        factories.stage(board), kind=Kind.RANKING, options=["People", "Time"]
    )
    items = {item.key: item for item in asked.wording.items.all()}
    content = AnswerContent(
        "", tuple(ValueContent(items[key], number=n) for key, n in [("people", 2), ("time", 1)])
    )

    reply = submit_answer(
        participant=factories.participant(board), question=asked, content=content, now=NOW
    )

    kept = AnswerValue.objects.filter(version=reply.current_version)
    assert {(value.item, value.number) for value in kept} == {
        (items["people"], 2),
        (items["time"], 1),
    }


def test_a_second_call_is_a_correction_and_the_first_version_stays(question: Question) -> None:
    me = factories.participant(question.stage.board)
    first = say(me, question, "Peace.")

    second = say(me, question, "Peace and quiet.", now=NOW + HOUR)

    assert second == first
    assert texts(first) == ["Peace.", "Peace and quiet."]
    second.refresh_from_db()
    assert second.posted_at == NOW
    assert second.current_version is not None
    assert second.current_version.submitted_at == NOW + HOUR


def test_the_same_words_again_make_no_new_version(question: Question) -> None:
    me = factories.participant(question.stage.board)
    first = say(me, question, "Peace.")

    assert say(me, question, "Peace.", now=NOW + HOUR) == first
    assert texts(first) == ["Peace."]


def test_the_same_words_to_a_new_wording_are_a_new_version(question: Question) -> None:
    me = factories.participant(question.stage.board)
    first = say(me, question, "Yes.")
    reword(question)

    say(me, question, "Yes.", now=NOW + HOUR)

    assert texts(first) == ["Yes.", "Yes."]
    assert [one.question_version.number for one in first.versions.order_by("number")] == [1, 2]


def reword(question: Question) -> QuestionVersion:
    made = QuestionVersion.objects.create(
        question=question,
        number=2,
        prompt="And now?",
        prompt_html="<p>And now?</p>",
        settings=question.wording.settings,
        created_at=NOW,
        published_at=NOW,
        published_by=factories.facilitator(question.stage.board).user,
    )
    question.current_version = question.wording = made
    question.save()
    return made


def test_an_answer_deletes_its_draft_and_no_other(question: Question) -> None:
    me, other = (factories.participant(question.stage.board) for _ in range(2))
    for person in (me, other):
        save_draft(participant=person, question=question, fields={"text": ["half"]}, now=NOW)

    say(me, question)

    assert list(Draft.objects.values_list("participant", flat=True)) == [other.pk]


def test_a_correction_after_reading_others_is_marked_so(question: Question) -> None:
    me = factories.participant(question.stage.board)
    reply = say(me, question, "Before.")
    me.readings.update(served_at=NOW + HOUR)

    say(me, question, "Still before.", now=NOW + HOUR / 2)
    say(me, question, "After.", now=NOW + 2 * HOUR)

    marks = list(reply.versions.order_by("number").values_list("text", "after_reading"))
    assert marks == [("Before.", False), ("Still before.", False), ("After.", True)]


def test_an_answer_to_a_question_that_is_open_to_all_may_come_after_reading(board: Board) -> None:
    asked = factories.question(factories.stage(board), reveal=Reveal.ALWAYS)
    me = factories.participant(board)
    factories.reading(me, asked, served_at=NOW - HOUR)

    assert say(me, asked).versions.get().after_reading


def test_whoever_calls_may_say_what_had_been_served(question: Question) -> None:
    me = factories.participant(question.stage.board)

    assert say(me, question, served_others=True).versions.get().after_reading


def test_a_board_a_question_and_a_wording_remember_their_first_answer(question: Question) -> None:
    board = question.stage.board
    say(factories.participant(board), question)
    say(factories.participant(board), question, now=NOW + HOUR)

    for row in (board, question):
        row.refresh_from_db()
        assert row.first_posted_at == NOW
    assert QuestionVersion.objects.get(pk=question.wording.pk).first_answered_at == NOW


def test_a_testers_answer_freezes_nothing(question: Question) -> None:
    say(factories.participant(question.stage.board, tester=True), question)

    question.refresh_from_db()
    assert question.first_posted_at is None
    assert Board.objects.get(pk=question.stage.board.pk).first_posted_at is None


def test_each_entry_of_a_diary_is_an_answer_of_its_own(board: Board) -> None:
    diary = factories.question(factories.stage(board), entries=3)
    me = factories.participant(board)

    first, second = say(me, diary, "Mon", entry=1), say(me, diary, "Tue", entry=2)

    assert first != second
    assert Reply.objects.filter(participant=me).count() == 2


@pytest.mark.parametrize("entry", [0, 2])
def test_an_entry_that_the_question_does_not_have_is_an_error(
    question: Question, entry: int
) -> None:
    with pytest.raises(ValueError, match="entry"):
        say(factories.participant(question.stage.board), question, entry=entry)


def test_an_answer_after_the_due_date_is_late_and_more_time_makes_it_not(board: Board) -> None:
    stage = factories.stage(board, due_at=NOW - HOUR)
    asked = factories.question(stage)
    late, given_time = (factories.participant(board) for _ in range(2))
    factories.extension(given_time, stage, NOW + HOUR)

    assert say(late, asked).late
    assert not say(given_time, asked).late


def test_a_stage_takes_answers_up_to_the_instant_it_closes_and_none_from_then_on(
    board: Board,
) -> None:
    asked = factories.question(factories.stage(board, closes_at=NOW))
    me = factories.participant(board)

    say(me, asked, now=NOW - timedelta(microseconds=1))
    with pytest.raises(NotOpen):
        say(factories.participant(board), asked, now=NOW)


def test_a_refusal_leaves_nothing_behind(board: Board) -> None:
    asked = factories.question(factories.stage(board, closes_at=NOW))
    me = factories.participant(board)

    with pytest.raises(NotOpen):
        say(me, asked)

    assert not Reply.objects.exists()
    assert not me.readings.exists()


def closed_for_answers() -> list[tuple[str, dict[str, object]]]:
    return [
        ("a stage not yet open", {"opens_at": NOW + HOUR}),
        ("a stage not released", {"released": False}),
        ("a stage that has closed", {"closes_at": NOW}),
        ("a stage that waits for the one before", {"opening": Opening.AFTER_PREVIOUS}),
    ]


@pytest.mark.parametrize(("what", "fields"), closed_for_answers())
def test_a_stage_that_is_not_open_takes_no_answer(
    board: Board, what: str, fields: dict[str, object]
) -> None:
    factories.question(factories.stage(board, key="before"))
    asked = factories.question(factories.stage(board, **fields))  # type: ignore[arg-type]

    with pytest.raises(NotOpen):
        say(factories.participant(board), asked)


def test_a_paused_board_takes_no_answer_and_no_correction(question: Question) -> None:
    me, other = (factories.participant(question.stage.board) for _ in range(2))
    say(me, question)
    factories.pause(question.stage.board)

    for person in (me, other):
        with pytest.raises(NotOpen):
            say(person, question, "Now then?")


def test_nobody_answers_without_consent_or_for_a_question_of_other_segments(board: Board) -> None:
    sector = factories.segment_set(board, "sector", "health", "care")
    asked = factories.question(
        factories.stage(board), segments=[factories.segment(sector, "health")]
    )
    elsewhere = factories.participant(board, segments=[factories.segment(sector, "care")])
    unconsented = factories.participant(
        board, segments=[factories.segment(sector, "health")], consented=False
    )

    for person in (elsewhere, unconsented):
        with pytest.raises(NotOpen):
            say(person, asked)


def test_a_text_page_takes_no_answer(board: Board) -> None:
    with pytest.raises(NotOpen):
        say(
            factories.participant(board),
            factories.question(factories.stage(board), kind=Kind.TEXT_PAGE),
        )


def test_a_stage_in_order_wants_what_is_required_before(board: Board) -> None:
    stage = factories.stage(board, in_order=True)
    first, optional, third = (
        factories.question(stage),
        factories.question(stage, required=False),
        factories.question(stage),
    )
    me = factories.participant(board)

    with pytest.raises(NotOpen):
        say(me, third)
    say(me, first)
    say(me, third)
    say(me, optional)


def test_a_correction_is_taken_after_the_stage_has_closed_until_the_grace_ends(
    board: Board,
) -> None:
    asked = factories.question(factories.stage(board, closes_at=NOW + HOUR))
    me = factories.participant(board)
    reply = say(me, asked, "First.")

    say(me, asked, "Second.", now=ENDS_AT + DAY)
    with pytest.raises(NotOpen):
        say(me, asked, "Third.", now=ENDS_AT + 2 * DAY)

    assert texts(reply) == ["First.", "Second."]


def test_a_rejected_answer_given_anew_clears_the_rejection_and_unlocks(question: Question) -> None:
    board = question.stage.board
    me, other = (factories.participant(board) for _ in range(2))
    theirs = say(other, question)
    reply = factories.reject(factories.answer(me, question, "spam"))
    assert theirs not in readable(me)

    again = say(me, question, "In earnest.")

    assert again == reply
    reply.refresh_from_db()
    assert (reply.rejected_at, reply.rejected_by, reply.rejected_why) == (None, None, "")
    assert texts(reply) == ["spam", "In earnest."]
    assert theirs in readable(me)


def test_a_rejected_answer_is_given_anew_only_while_the_stage_is_open(board: Board) -> None:
    asked = factories.question(factories.stage(board, closes_at=NOW))
    me = factories.participant(board)
    factories.reject(factories.answer(me, asked, "spam", said_at=OPENS_AT))

    with pytest.raises(NotOpen):
        say(me, asked, "In earnest.")


def test_a_board_that_holds_first_posts_holds_until_one_is_let_through() -> None:
    board = factories.board(hold_first_posts=True)
    stage = factories.stage(board)
    first, second, third = (factories.question(stage) for _ in range(3))
    me = factories.participant(board)

    held = say(me, first)
    assert held.held_at == NOW
    assert say(me, second).held_at == NOW

    Reply.objects.filter(pk=held.pk).update(held_at=None)
    assert say(me, third).held_at is None


def test_a_held_answer_unlocks_for_its_author_and_is_not_read_by_others() -> None:
    board = factories.board(hold_first_posts=True)
    asked = factories.question(factories.stage(board))
    me, other = (factories.participant(board) for _ in range(2))
    theirs = factories.answer(other, asked)

    mine = say(me, asked)

    assert readable(me) == {mine, theirs}
    assert readable(other) == {theirs}


def test_a_version_number_counts_up_for_each_reply_alone(question: Question) -> None:
    me, other = (factories.participant(question.stage.board) for _ in range(2))
    for text in ("a", "b", "c"):
        say(me, question, text)
    say(other, question, "d")

    numbers = ReplyVersion.objects.order_by("reply__participant__added_at", "number")
    assert sorted(numbers.values_list("text", "number")) == [("a", 1), ("b", 2), ("c", 3), ("d", 1)]


def test_an_older_mail_entered_later_does_not_take_the_place_of_a_newer_answer() -> None:
    question = factories.question(factories.stage(factories.board()))
    participant = factories.participant(question.stage.board)
    reply = submit_answer(
        participant=participant,
        question=question,
        content=AnswerContent("Tuesday, my last word."),
        now=factories.NOW,
    )

    submit_answer(
        participant=participant,
        question=question,
        content=AnswerContent("Friday's mail."),
        now=factories.NOW + factories.HOUR,
        said_at=factories.OPENS_AT + factories.HOUR,
        channel=Channel.EMAIL,
        source="a mail",
        entered_by=factories.facilitator(question.stage.board),
    )

    reply.refresh_from_db()
    assert [version.text for version in reply.versions.all()] == [
        "Tuesday, my last word.",
        "Friday's mail.",
    ]
    assert reply.current_version is not None
    assert reply.current_version.text == "Tuesday, my last word."
