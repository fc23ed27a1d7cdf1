from datetime import datetime, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from bulletin import clock
from bulletin.text.markdown import to_html
from participants.models import Participant
from sessions.enums import Kind, Opening
from sessions.kinds import KINDS
from sessions.models import Board, Question, Stage
from tests import factories
from tests.factories import DAY, HOUR, NOW
from tests.participants.entry.doors import come_in, words


@pytest.fixture
def participant(board: Board) -> Participant:
    return factories.participant(board)


@pytest.fixture
def reader(participant: Participant) -> Client:
    return come_in(participant)


def shown(reader: Client) -> str:
    response = reader.get("/b/cop/")
    assert response.status_code == 200
    return words(response)


def address(question: Question) -> str:
    return f"/b/cop/questions/{question.pk}/"


def minutes(*questions: Question) -> float:
    return sum(KINDS[Kind(one.kind)].minutes(one.wording) for one in questions)


@pytest.mark.parametrize("number", [1, 3])
def test_it_takes_the_same_queries_for_one_stage_and_for_three(
    board: Board,
    participant: Participant,
    reader: Client,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    peer = factories.participant(board)
    for _ in range(number):
        stage = factories.stage(board)
        for _ in range(number):
            question = factories.question(stage, kind=Kind.SINGLE, options=["A", "B"])
            open_one = factories.question(stage)
            factories.answer(participant, open_one)
            factories.answer(peer, open_one)
            factories.answer(peer, question)
        factories.question(stage, kind=Kind.SUMMARY, sums_up=[stage], statements=["So."])
        factories.stage(board, opens_at=NOW + DAY)
    shown(reader)
    # Session, visit; stages, counts, questions, their items; summaries, pause, probes; what was
    # said to this person, and by name.
    with django_assert_num_queries(2 + 4 + 4 + 2):
        page = shown(reader)
    assert page.count("1 reply from others") == number * number


def test_it_says_what_the_board_is_for_and_welcomes(board: Board, reader: Client) -> None:
    board.purpose_html, board.welcome_html = to_html("To learn."), to_html("Take your time.")
    board.save()
    page = shown(reader)
    assert "<h1>Communities of practice</h1>" in page
    assert "<p>To learn.</p>" in page
    assert "<p>Take your time.</p>" in page
    assert "The others know you here as <strong>Heron 01</strong>." in page


def test_a_text_that_begins_with_a_heading_is_named_by_it(board: Board, reader: Client) -> None:
    stage = factories.stage(board)
    text = "### Before you begin\n\nHave a pen at hand."
    factories.question(stage, kind=Kind.TEXT_PAGE, prompt=text)

    page = shown(reader)
    assert "Before you begin" in page
    assert "Have a pen at hand." not in page


def test_what_is_left_is_what_is_required_and_open_and_not_answered(
    board: Board, participant: Participant, reader: Client
) -> None:
    stage = factories.stage(board)
    done, first, second = (factories.question(stage) for _ in range(3))
    factories.question(stage, required=False)
    factories.question(stage, kind=Kind.TEXT_PAGE)
    factories.question(stage, hidden=True)
    shut = factories.stage(board, closes_at=NOW)
    factories.question(shut)
    factories.answer(participant, done)
    page = shown(reader)
    assert "2 questions left to answer" in page
    assert f"About {round(minutes(first, second))} minutes in all." in page
    assert f'<a class="button" href="{address(first)}">Continue' in page
    assert "1 of 3 answered" in page


def test_the_bar_is_full_once_nothing_is_left_whatever_is_optional(
    participant: Participant, reader: Client, board: Board
) -> None:
    stage = factories.stage(board)
    factories.answer(participant, factories.question(stage))
    factories.question(stage, required=False)

    page = shown(reader)

    assert "Nothing is left to do for now" in page
    assert "1 of 1 answered" in page


def test_a_stage_that_requires_nothing_has_no_bar(reader: Client, board: Board) -> None:
    factories.question(factories.stage(board), required=False)

    page = shown(reader)

    assert "<progress" not in page
    assert "Done</span>" not in page


def test_a_diary_is_left_until_its_last_entry(
    board: Board, participant: Participant, reader: Client
) -> None:
    diary = factories.question(factories.stage(board), entries=3)
    assert "3 questions left to answer" in shown(reader)
    factories.answer(participant, diary)
    page = shown(reader)
    assert "2 questions left to answer" in page
    assert "1 of 3 answered" in page
    assert "1 of 3 entries" in page
    for entry in (2, 3):
        factories.answer(participant, diary, entry=entry)
    assert "Nothing is left to do for now" in shown(reader)


def test_continue_leads_to_the_earliest_thing_left_in_the_guides_order(
    board: Board, participant: Participant, reader: Client
) -> None:
    late = factories.stage(board, position=2)
    early = factories.stage(board, position=1)
    in_late = factories.question(late)
    second = factories.question(early, position=2)
    first = factories.question(early, position=1)
    assert f'<a class="button" href="{address(first)}">Begin' in shown(reader)
    for answered, following in ((first, second), (second, in_late)):
        factories.answer(participant, answered)
        assert f'<a class="button" href="{address(following)}">Continue' in shown(reader)


def test_a_rejected_answer_is_left_to_do_again(
    board: Board, participant: Participant, reader: Client
) -> None:
    question = factories.question(factories.stage(board))
    answer = factories.answer(participant, question)
    assert "Nothing is left to do for now" in shown(reader)
    factories.reject(answer)
    assert "1 question left to answer" in shown(reader)


def test_a_stage_that_has_not_opened_is_named_by_nothing_but_its_time(
    board: Board, reader: Client
) -> None:
    factories.stage(board)
    coming = factories.stage(
        board, title="Unheard-of", introduction_html="Unread", opens_at=NOW + 26 * HOUR
    )
    factories.question(coming, prompt="What is unasked?")
    page = shown(reader)
    assert (
        'The next part opens <time datetime="2021-03-31T14:00+00:00">Wed 31 March, 15:00</time> '
        'Europe/London <span class="nobreak">(in 26 hours)</span>.'
    ) in page
    for word in ("Unheard-of", "Unread", "unasked", str(coming.pk)):
        assert word not in page


@pytest.mark.parametrize("opens_at", [NOW - HOUR, NOW + HOUR])
def test_an_unreleased_stage_opens_soon_once_its_time_has_come(
    board: Board, reader: Client, opens_at: datetime
) -> None:
    factories.stage(board, released=False, opens_at=opens_at)
    page = shown(reader)
    assert ("The first part opens soon." in page) == (opens_at == NOW - HOUR)
    assert ("The first part opens <time" in page) == (opens_at == NOW + HOUR)


def test_of_several_overdue_stages_one_is_enough(board: Board, reader: Client) -> None:
    factories.stage(board)
    for hours in (3, 2):
        factories.stage(board, released=False, opens_at=NOW - hours * HOUR)
    factories.stage(board, opens_at=NOW + HOUR)
    page = shown(reader)
    assert page.count("opens soon") == 1
    assert page.count("The next part opens soon.") == 1
    assert page.count("Another part opens <time") == 1


def test_a_stage_after_the_one_before_says_so(board: Board, reader: Client) -> None:
    factories.question(factories.stage(board))
    factories.stage(board, opening=Opening.AFTER_PREVIOUS, title="Unheard-of")
    page = shown(reader)
    assert "opens once you have answered what is asked before it" in page
    assert "Unheard-of" not in page


def test_a_stage_opened_by_hand_has_no_time_yet(board: Board, reader: Client) -> None:
    factories.stage(board)
    factories.stage(board, opening=Opening.BY_HAND, released=False)
    assert "A further part follows; when is still to be said." in shown(reader)


def test_a_stage_for_other_segments_is_not_there(board: Board, reader: Client) -> None:
    sector = factories.segment_set(board, "sector", "health")
    elsewhere = [factories.segment(sector, "health")]
    factories.stage(board, title="For others", segments=elsewhere)
    factories.stage(board, opens_at=NOW + HOUR, segments=elsewhere)
    page = shown(reader)
    assert "For others" not in page
    assert "What comes next" not in page


def test_a_closed_stage_stays_within_reach(
    board: Board, participant: Participant, reader: Client
) -> None:
    stage = factories.stage(board, title="Gone by", closes_at=NOW - HOUR)
    answered, missed = (factories.question(stage) for _ in range(2))
    factories.answer(participant, answered)
    page = shown(reader)
    assert "Gone by" in page
    assert "Closed <time" in page
    assert page.index(address(answered)) < page.index("Answered</span>")
    assert page.index(address(missed)) < page.index("Not answered</span>")
    assert "left to answer" not in page


def test_a_stage_that_closes_as_it_falls_due_says_so(board: Board, reader: Client) -> None:
    factories.question(factories.stage(board, due_at=NOW + HOUR, closes_at=NOW + HOUR))
    assert "No answers are taken afterwards." in shown(reader)


def test_a_stage_past_due_says_until_when_it_takes_answers(board: Board, reader: Client) -> None:
    factories.question(factories.stage(board, due_at=NOW - HOUR))
    page = shown(reader)
    assert "Was due <time" in page
    assert 'You can still answer until <time datetime="2021-04-01T16:00+00:00">' in page


def test_more_time_is_shown_to_whom_it_was_given(
    board: Board, participant: Participant, reader: Client
) -> None:
    stage = factories.stage(board, due_at=NOW - HOUR, closes_at=NOW - HOUR)
    factories.question(stage)
    factories.extension(participant, stage, NOW + 2 * HOUR)
    page = shown(reader)
    assert 'You have more time: due <time datetime="2021-03-30T14:00+00:00">' in page
    assert "1 question left to answer" in page
    peer = come_in(factories.participant(board))
    assert "Closed <time" in shown(peer)


def test_a_draft_waits_where_it_was_begun(
    board: Board, participant: Participant, reader: Client
) -> None:
    question = factories.question(factories.stage(board))
    assert "Your draft waits" not in shown(reader)
    participant.drafts.create(
        question=question, question_version=question.wording, saved_at=NOW, fields={"text": ["So"]}
    )
    assert "Your draft waits" in shown(reader)


def test_a_long_question_is_one_plain_short_line(board: Board, reader: Client) -> None:
    factories.question(factories.stage(board), prompt="**Which** one & why?\n\n" + "word " * 60)
    page = shown(reader)
    assert '<span class="stage__prompt">Which one &amp; why? word word' in page
    assert "word…</span>" in page


def test_a_paused_board_keeps_its_dates_and_takes_nothing(board: Board, reader: Client) -> None:
    factories.question(factories.stage(board, due_at=NOW + HOUR))
    factories.pause(board)
    page = shown(reader)
    assert "The board is paused." in page
    assert "Back on Monday." in page
    assert "Due <time" in page
    assert 'class="button"' not in page


@pytest.mark.parametrize(
    ("after", "said"), [(HOUR, "You can comment"), (3 * DAY, "stays readable")]
)
def test_an_ended_board_says_what_still_can_be_done(after: timedelta, said: str) -> None:
    board = factories.board(slug="cop", ends_at=NOW - after)
    stage = factories.stage(board)
    question = factories.question(stage)
    factories.stage(board, opens_at=NOW + DAY)
    page = shown(come_in(factories.participant(board)))
    assert "The board has ended." in page
    assert said in page
    assert address(question) in page
    assert "What comes next" not in page
    assert "left to answer" not in page


def test_what_a_moderator_asks_is_something_to_do(
    board: Board, participant: Participant, reader: Client
) -> None:
    question = factories.question(factories.stage(board))
    answer = factories.answer(participant, question)
    staff = factories.facilitator(board)
    factories.probe(staff, answer, "No hurry?", needs_reply=False)
    probe = factories.probe(staff, answer, "How so?", needs_reply=True)
    peer = factories.answer(factories.participant(board), question)
    factories.probe(staff, peer, "And you?", needs_reply=True)
    page = shown(reader)
    assert page.count("has asked you something and hopes for a reply.") == 1
    assert f"/b/cop/replies/{probe.pk}/" in page
    clock.move_to(board.grace_ends_at)
    assert "has asked you something" not in shown(reader)
    clock.move_to(NOW)
    factories.comment(participant, probe)
    assert "has asked you something" not in shown(reader)


def test_a_stage_taken_back_is_no_longer_there(board: Board, reader: Client) -> None:
    stage = factories.stage(board, title="Too early")
    assert "Too early" in shown(reader)
    Stage.objects.filter(pk=stage.pk).update(released_at=None, released_by=None)
    assert "Too early" not in shown(reader)
