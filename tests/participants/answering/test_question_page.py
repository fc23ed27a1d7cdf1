"""A question's page: the box, the answer, and the others' replies in the very same response."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from bulletin import clock
from participants.enums import Channel
from participants.models import Draft, Participant, Reading, Reply
from sessions.enums import Identity, Kind, Reveal
from sessions.models import Board, Question, QuestionVersion
from tests import factories
from tests.factories import DAY, ENDS_AT, HOUR, NOW
from tests.participants.visits import address, browser_of, form_of

pytestmark = pytest.mark.django_db

HIDDEN = "Zanzibarium"


@pytest.fixture
def board() -> Board:
    return factories.board()


@pytest.fixture
def question(board: Board) -> Question:
    return factories.question(factories.stage(board), prompt="What did you **hope** for?")


@pytest.fixture
def me(board: Board) -> Participant:
    return factories.participant(board)


@pytest.fixture
def theirs(board: Board, question: Question) -> Reply:
    return factories.answer(factories.participant(board), question, HIDDEN)


@pytest.fixture
def browser(me: Participant) -> Client:
    return browser_of(me)


def page(browser: Client, question: Question, **query: str | int) -> str:
    response = browser.get(address(question), query)
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_asks_says_who_will_see_and_where_one_stands(
    browser: Client, question: Question
) -> None:
    factories.question(question.stage)

    html = page(browser, question)

    assert "What did you <strong>hope</strong> for?" in html
    assert "Who will see this:" in html
    assert "Question 1 of 2" in html
    assert "Next question" in html
    assert "Previous question" not in html


def test_a_padlock_stands_beside_what_is_locked_and_not_beside_what_is_empty(
    browser: Client, me: Participant, question: Question
) -> None:
    assert 'svg#lock"></use></svg><span>What others say here opens' in page(browser, question)

    factories.answer(me, question)
    html = page(browser, question)

    assert "Nobody else has written here yet." in html
    assert "#lock" not in html.partition('id="replies"')[2].partition("question__way")[0]


def test_a_text_page_has_no_number_and_counts_for_none(browser: Client, question: Question) -> None:
    text_page = factories.question(question.stage, kind=Kind.TEXT_PAGE)
    last = factories.question(question.stage)

    html = page(browser, text_page)

    assert "Question 1" not in html
    assert "Question 2" not in html
    assert "To read" in html
    assert "Question 2 of 2" in page(browser, last)


def test_before_answering_nothing_of_others_is_on_the_page(
    browser: Client, question: Question, theirs: Reply
) -> None:
    html = page(browser, question)

    assert HIDDEN not in html
    assert str(theirs.pk) not in html
    assert "What others say here opens once you have answered." in html
    assert not Reading.objects.exists()


def test_the_response_to_an_answer_holds_it_and_the_others_replies(
    browser: Client, question: Question, theirs: Reply
) -> None:
    response = browser.post(address(question), form_of(question, text="Peace."))

    html = response.content.decode()
    assert response.status_code == 200
    assert "Your answer has reached the board." in html
    assert "Peace." in html
    assert HIDDEN in html
    assert "Heron 02" in html


def test_htmx_gets_the_same_replies_without_the_page_around_them(
    browser: Client, question: Question, theirs: Reply
) -> None:
    response = browser.post(
        address(question), form_of(question, text="Peace."), headers={"HX-Request": "true"}
    )

    html = response.content.decode()
    assert html.lstrip().startswith('<div id="question">')
    assert HIDDEN in html
    assert "HX-Request" in response.headers["Vary"]
    assert response.headers["Cache-Control"] == "private, no-store"


def test_what_was_served_of_others_is_written_down(
    browser: Client, question: Question, me: Participant, theirs: Reply
) -> None:
    browser.post(address(question), form_of(question, text="Peace."))

    reading = Reading.objects.get(participant=me, question=question)
    assert reading.served_at is not None
    assert NOW <= reading.served_at < NOW + HOUR
    assert not Reply.objects.get(participant=me).versions.get().after_reading


def test_staffs_words_and_ones_own_are_not_others(
    browser: Client, question: Question, me: Participant, board: Board
) -> None:
    answer = factories.answer(me, question)
    factories.probe(factories.facilitator(board), answer)

    page(browser, question)

    assert not Reading.objects.filter(served_at__isnull=False).exists()


def test_an_open_question_shows_the_others_before_one_answers_and_marks_the_answer(
    browser: Client, board: Board, me: Participant
) -> None:
    asked = factories.question(factories.stage(board), reveal=Reveal.ALWAYS)
    factories.answer(factories.participant(board), asked, HIDDEN)

    html = page(browser, asked)
    browser.post(address(asked), form_of(asked, text="Hello."))

    assert HIDDEN in html
    assert html.index('name="text"') < html.index(HIDDEN)
    assert Reply.objects.get(participant=me).versions.get().after_reading


def test_a_refused_answer_says_why_beside_the_box_and_keeps_what_was_typed(
    browser: Client, question: Question, me: Participant
) -> None:
    response = browser.post(address(question), form_of(question, text="What did you hope for?"))

    html = response.content.decode()
    assert response.status_code == 422
    assert "This is the question itself." in html
    assert ">\nWhat did you hope for?</textarea>" in html
    assert Draft.objects.get(participant=me).fields == {"text": ["What did you hope for?"]}


def test_a_stage_that_closes_meanwhile_takes_nothing_and_what_was_typed_is_kept(
    board: Board, me: Participant
) -> None:
    asked = factories.question(factories.stage(board, closes_at=NOW + HOUR))
    browser = browser_of(me)
    assert 'name="text"' in page(browser, asked)
    clock.move_to(NOW + HOUR)

    response = browser.post(address(asked), form_of(asked, text="Too late."))

    html = response.content.decode()
    assert response.status_code == 422
    assert "This question takes no answers at present." in html
    assert ">\nToo late.</textarea>" in html
    assert not Reply.objects.exists()
    assert Draft.objects.get().fields == {"text": ["Too late."]}
    assert "Too late." in page(browser, asked)


def test_a_shut_box_says_why(board: Board, browser: Client, question: Question) -> None:
    pause = factories.pause(board)
    assert "Back on Monday." in page(browser, question)

    pause.delete()
    clock.move_to(ENDS_AT)
    assert "This question no longer takes answers." in page(browser, question)


def test_a_stage_in_order_says_what_comes_first(board: Board, browser: Client) -> None:
    stage = factories.stage(board, in_order=True)
    factories.question(stage)

    assert "This stage goes in order." in page(browser, factories.question(stage))


def test_an_answer_is_corrected_on_the_same_page(
    browser: Client, question: Question, me: Participant
) -> None:
    browser.post(address(question), form_of(question, text="Peace."))
    html = page(browser, question)
    assert "?correct=1#answer" in html
    assert 'name="text"' not in html

    html = page(browser, question, correct=1)
    assert "Correct your answer" in html
    assert ">\nPeace.</textarea>" in html
    seen = re.search(r'name="seen" value="([^"]+)"', html)
    assert seen

    browser.post(address(question), form_of(question, text="Quiet.", seen=seen[1]))

    html = page(browser, question)
    assert "Quiet." in html
    assert "corrected" in html
    assert Reply.objects.get(participant=me).versions.count() == 2


def test_an_entry_to_correct_that_is_not_there_shows_the_page_as_it_is(
    browser: Client, question: Question
) -> None:
    for nonsense in ("2", "x", "-1", "99999999999999999999", "²"):
        assert 'name="text"' in page(browser, question, correct=nonsense)


def test_a_diary_asks_for_one_entry_after_the_other(browser: Client, board: Board) -> None:
    diary = factories.question(factories.stage(board), entries=2)
    assert "Entry 1 of 2" in page(browser, diary)

    html = browser.post(address(diary), form_of(diary, text="Monday.")).content.decode()
    assert "Entry 2 of 2" in html
    assert "Monday." in html

    browser.post(address(diary), form_of(diary, text="Tuesday.", entry=2))
    html = page(browser, diary)
    assert "Entry 2 of 2" not in html
    assert html.index("Monday.") < html.index("Tuesday.")


@pytest.mark.parametrize("entry", ["0", "3", "x", "", "-1"])
def test_a_tampered_entry_goes_into_the_next_one(
    browser: Client, board: Board, me: Participant, entry: str
) -> None:
    diary = factories.question(factories.stage(board), entries=3)

    browser.post(address(diary), form_of(diary, text="Monday.", entry=entry))

    assert list(Reply.objects.values_list("entry", flat=True)) == [1]


def test_an_answered_entry_is_corrected_in_its_place_though_fewer_are_asked_for_by_now(
    browser: Client, board: Board, me: Participant
) -> None:
    diary = factories.question(factories.stage(board), entries=2)
    for entry in (1, 2, 3):
        factories.answer(me, diary, f"Day {entry}.", entry=entry)
    seen = NOW.isoformat()

    browser.post(address(diary), form_of(diary, text="The third day.", entry=3, seen=seen))

    said = Reply.objects.order_by("entry").values_list("current_version__text", flat=True)
    assert list(said) == ["Day 1.", "Day 2.", "The third day."]


def test_an_entry_too_many_is_kept_and_goes_over_no_other(
    browser: Client, board: Board, me: Participant
) -> None:
    diary = factories.question(factories.stage(board), entries=1)
    factories.answer(me, diary, "Day 1.")

    html = browser.post(address(diary), form_of(diary, text="Day 2.", entry=2)).content.decode()

    assert "This question no longer takes answers." in html
    assert Reply.objects.get().versions.count() == 1
    assert Draft.objects.get().fields["text"] == ["Day 2."]


def test_a_question_reworded_while_one_was_writing_is_looked_at_again(
    browser: Client, question: Question, me: Participant
) -> None:
    form = form_of(question, text="Peace.")
    reworded = QuestionVersion.objects.create(
        question=question,
        number=2,
        prompt="And what do you fear?",
        prompt_html="<p>And what do you fear?</p>",
        settings={},
        created_at=NOW,
        published_at=NOW,
        published_by=factories.facilitator(question.stage.board).user,
    )
    Question.objects.filter(pk=question.pk).update(current_version=reworded)

    response = browser.post(address(question), form)

    html = response.content.decode()
    assert response.status_code == 422
    assert "The wording of this question has changed" in html
    assert ">\nPeace.</textarea>" in html
    assert not Reply.objects.exists()

    question.wording = reworded
    assert browser.post(address(question), form_of(question, text="Peace.")).status_code == 200
    assert Reply.objects.get().versions.get().question_version == reworded


def test_a_text_page_has_no_box_and_leads_on(browser: Client, board: Board) -> None:
    stage = factories.stage(board)
    read = factories.question(stage, kind=Kind.TEXT_PAGE, prompt="Please read this.")
    asked = factories.question(stage)

    html = page(browser, read)

    assert "Please read this." in html
    assert 'id="replies"' in html
    assert '<form method="post" action="' + address(read) not in html
    assert f'href="{address(asked)}">Continue' in html
    assert browser.post(address(read), {"text": "x"}).status_code == 200
    assert not Reply.objects.exists()


def test_what_is_left_is_said_and_led_to(browser: Client, board: Board) -> None:
    stage = factories.stage(board)
    first, second, third = (factories.question(stage) for _ in range(3))

    browser.post(address(second), form_of(second, text="x"))
    html = page(browser, second)

    assert "2 answers are left to give for now." in html
    assert f'href="{address(first)}">Continue' in html
    for asked in (first, third):
        browser.post(address(asked), form_of(asked, text="x"))
    assert "Nothing is left to do for now." in page(browser, first)


@pytest.mark.parametrize("why", ["absent", "unopened", "other segment", "other board", "hidden"])
def test_a_question_that_does_not_exist_for_someone_is_not_found(
    browser: Client, board: Board, why: str
) -> None:
    asked = {
        "absent": lambda: Question(pk="00000000-0000-4000-8000-000000000000"),
        "unopened": lambda: factories.question(factories.stage(board, opens_at=NOW + HOUR)),
        "other segment": lambda: factories.question(
            factories.stage(board),
            segments=[factories.segment(factories.segment_set(board, "s", "health"), "health")],
        ),
        "other board": lambda: factories.question(factories.stage(factories.board())),
        "hidden": lambda: factories.question(factories.stage(board), hidden=True),
    }[why]()
    path = f"/b/{board.slug}/questions/{asked.pk}/"

    for response in (browser.get(path), browser.post(path, {"text": "x"})):
        assert response.status_code == 404


def test_under_a_hidden_question_ones_own_words_stay_and_nothing_else(
    browser: Client, question: Question, me: Participant, theirs: Reply
) -> None:
    factories.answer(me, question, "Mine to keep.")
    assert HIDDEN in page(browser, question)
    take_down(question)

    html = page(browser, question)

    assert "This question has been taken down" in html
    assert "Mine to keep." in html
    assert HIDDEN not in html
    assert "hope" not in html
    assert "Correct" not in html


def take_down(question: Question) -> None:
    by = factories.facilitator(question.stage.board).user
    Question.objects.filter(pk=question.pk).update(hidden_at=NOW, hidden_by=by)


@pytest.mark.parametrize(
    ("identity", "name"),
    [
        (Identity.REAL_NAME, "Quincy Adams"),
        (Identity.FIRST_NAME, "Quincy"),
        (Identity.PSEUDONYM, "Grey Owl"),
    ],
)
def test_others_are_called_as_the_board_says(identity: Identity, name: str) -> None:
    board = factories.board(identity_peers=identity)
    asked = factories.question(factories.stage(board), reveal=Reveal.ALWAYS)
    factories.answer(factories.participant(board, name="Quincy Adams", pseudonym="Grey Owl"), asked)

    html = page(browser_of(factories.participant(board)), asked)

    shown = re.findall(r'reply__name">([^<]+)<', html)
    assert shown == [name]


def test_ones_state_is_said_to_oneself_alone(
    browser: Client, question: Question, me: Participant, board: Board
) -> None:
    answer = factories.answer(me, question, "Mine.")
    states = [
        (factories.hold, "others can read this once staff have looked at it"),
        (factories.conceal, "taken out of view by staff"),
        (factories.reject, "not accepted: Not about the question."),
    ]
    for change, words in states:
        change(answer)
        assert words in page(browser, question)


def test_what_staff_entered_is_marked_for_its_author(
    browser: Client, question: Question, me: Participant, board: Board
) -> None:
    factories.answer(
        me,
        question,
        channel=Channel.EMAIL,
        entered_by=factories.facilitator(board),
    )

    assert "by e-mail, entered for you by staff" in page(browser, question)


def test_a_withdrawn_reply_leaves_a_tombstone_without_words_or_name(
    browser: Client, question: Question, me: Participant, theirs: Reply
) -> None:
    factories.answer(me, question)
    Reply.objects.filter(pk=theirs.pk).update(withdrawn_at=NOW)

    html = page(browser, question)

    assert "What stood here was withdrawn by its author." in html
    assert HIDDEN not in html
    assert "Heron 02" not in html


def test_what_came_since_the_last_visit_is_marked_new(
    question: Question, me: Participant, board: Board
) -> None:
    factories.answer(me, question)
    factories.answer(factories.participant(board), question, "Old.", said_at=NOW - DAY)
    browser = browser_of(me)
    page(browser, question)
    factories.answer(factories.participant(board), question, "New.", said_at=NOW + HOUR)

    clock.move_to(NOW + 2 * HOUR)
    page(browser, question)
    html = page(browser, question)

    assert html.count("reply--new") == 1
    assert html.index("reply--new") > html.index("Old.")


def test_times_are_in_the_readers_own_zone(question: Question, board: Board) -> None:
    reader = factories.participant(board, timezone="America/New_York")
    factories.answer(reader, question, said_at=NOW)

    assert ">Tue 30 March, 08:00</time>" in page(browser_of(reader), question)


def test_a_page_of_words_in_markup_shows_them_as_typed(
    browser: Client, question: Question, me: Participant
) -> None:
    browser.post(address(question), form_of(question, text="<script>alert(1)</script> & <b>"))

    html = page(browser, question)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;" in html
    assert "<script>alert" not in html


@pytest.mark.parametrize("others", [1, 3])
def test_the_page_costs_the_same_number_of_queries_for_one_reply_and_for_three(
    question: Question,
    me: Participant,
    board: Board,
    others: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    factories.answer(me, question)
    for _ in range(others):
        answer = factories.answer(factories.participant(board), question)
        factories.comment(factories.participant(board), answer)
        factories.probe(factories.facilitator(board), answer)
    browser = browser_of(me)
    page(browser, question)

    # Session, visit, question, replies, the way on; with nothing left, probes and what to read.
    with django_assert_num_queries(5 + 2):
        html = page(browser, question)

    assert html.count('<article class="reply') == 1 + 3 * others


def test_past_the_due_date_a_contributor_reads_without_having_answered(
    question: Question, me: Participant, theirs: Reply
) -> None:
    another = factories.question(question.stage)
    question.stage.due_at = NOW - timedelta(minutes=1)
    question.stage.save()
    browser = browser_of(me)
    assert HIDDEN not in page(browser, question)

    browser.post(address(another), form_of(another, text="x"))

    assert HIDDEN in page(browser, question)
