"""Choices and votes on the page: how many chose what, never who (rule 2)."""

import pytest
from django.test import Client

from participants.models import Participant, Reply
from sessions.enums import ItemKind, Kind, Reveal
from sessions.models import Board, Question, QuestionItem, QuestionVersion
from tests import factories
from tests.participants.visits import address, browser_of, form_of, unmasked

pytestmark = pytest.mark.django_db


@pytest.fixture
def board() -> Board:
    return factories.board()


@pytest.fixture
def single(board: Board) -> Question:
    return factories.question(
        factories.stage(board),
        kind=Kind.SINGLE,
        options=["Yes", "Perhaps", "No"],
        settings={"other": True},
    )


@pytest.fixture
def me(board: Board) -> Participant:
    return factories.participant(board)


@pytest.fixture
def browser(me: Participant) -> Client:
    return browser_of(me)


def choose(board: Board, question: Question, *keys: str, other: str = "") -> list[Reply]:
    """One further participant for each key, and one for the words of "other"."""
    replies = []
    for key in keys:
        replies.append(factories.answer(factories.participant(board), question, ""))
        factories.value(replies[-1], key)
    if other:
        replies.append(factories.answer(factories.participant(board), question, ""))
        factories.value(replies[-1], text=other)
    return replies


def reword(question: Question, settings: dict[str, int], **keys: list[str]) -> Question:
    """The same question in a second wording with these items alone, by their kinds."""
    made = QuestionVersion.objects.create(
        question=question,
        number=2,
        prompt="Reworded?",
        prompt_html="<p>Reworded?</p>",
        settings=settings,
        created_at=factories.NOW,
        published_at=factories.NOW,
        published_by=factories.facilitator(question.stage.board).user,
    )
    for kind, ones in keys.items():
        for position, key in enumerate(ones, start=1):
            QuestionItem.objects.create(
                version=made, kind=ItemKind(kind), key=key, position=position, text=key.title()
            )
    question.current_version = made
    question.save(update_fields=["current_version"])
    return Question.objects.get(pk=question.pk)


def line(label: str, count: str) -> str:
    """A line of the table beside the picture."""
    return f'<th scope="row">{label}</th>{numbers(count)}'


def numbers(*counts: str) -> str:
    return "".join(f'<td class="number">{count}</td>' for count in counts)


def chosen(question: Question, key: str) -> str:
    return str(question.wording.items.get(key=key).pk)


def test_the_distribution_opens_with_ones_own_choice(
    browser: Client, board: Board, single: Question
) -> None:
    choose(board, single, "yes", "yes", "no")
    locked = browser.get(address(single)).content.decode()

    html = browser.post(
        address(single), form_of(single, choice=chosen(single, "yes"))
    ).content.decode()

    assert "3 of 4" not in locked
    assert "spread-title" not in locked
    for label, count in [("Yes", "3 of 4"), ("Perhaps", "0 of 4"), ("No", "1 of 4")]:
        assert line(label, count) in html


def test_where_nobody_wrote_a_word_nothing_stands_for_it(
    browser: Client, board: Board, single: Question, me: Participant
) -> None:
    factories.value(factories.answer(me, single, ""), "perhaps")
    choose(board, single, "yes", "no")

    html = browser.get(address(single)).content.decode()

    assert '<div class="replies"></div>' in html
    assert "b&#x27;" not in html


def test_others_choices_are_never_beside_a_name(
    browser: Client, board: Board, single: Question, me: Participant
) -> None:
    choose(board, single, "yes", "no")
    factories.value(factories.answer(me, single, ""), "perhaps")

    html = browser.get(address(single)).content.decode()

    assert "Heron 02" not in html
    assert "<li>Perhaps</li>" in html
    assert "<li>Yes</li>" not in html


def test_fewer_than_three_answers_show_no_distribution(
    browser: Client, board: Board, single: Question, me: Participant
) -> None:
    factories.value(factories.answer(me, single, ""), "perhaps")
    choose(board, single, "yes")

    two = browser.get(address(single)).content.decode()
    choose(board, single, "no")
    three = browser.get(address(single)).content.decode()

    assert "shown once at least three people have answered" in two
    assert "spread-title" not in two
    assert "spread-title" in three


@pytest.mark.parametrize("state", ["held", "rejected", "concealed", "withdrawn", "tester"])
def test_what_one_may_not_read_is_not_counted(
    browser: Client, board: Board, single: Question, me: Participant, state: str
) -> None:
    factories.value(factories.answer(me, single, ""), "perhaps")
    *_counted, last = choose(board, single, "yes", "yes", "no")
    if state == "tester":
        assert last.participant is not None
        Participant.objects.filter(pk=last.participant.pk).update(tester=True)
    elif state == "withdrawn":
        Reply.objects.filter(pk=last.pk).update(withdrawn_at=last.posted_at)
    else:
        change = {"held": "hold", "rejected": "reject", "concealed": "conceal"}[state]
        getattr(factories, change)(last)

    html = browser.get(address(single)).content.decode()

    assert line("Yes", "2 of 3") in html


def test_the_words_of_other_stand_without_their_author(
    browser: Client, board: Board, single: Question, me: Participant
) -> None:
    factories.value(factories.answer(me, single, ""), "perhaps")
    choose(board, single, "yes", other="Only on Mondays")

    html = browser.get(address(single)).content.decode()

    assert "<li>Only on Mondays</li>" in html
    assert "Heron" not in html.partition('id="others"')[2]


def test_a_comment_under_a_choice_shows_without_the_choice(
    browser: Client, board: Board, single: Question, me: Participant
) -> None:
    factories.value(factories.answer(me, single, ""), "perhaps")
    theirs, *_rest = choose(board, single, "yes", "no")
    factories.probe(factories.facilitator(board), theirs, "What made you choose so?")

    html = browser.get(address(single)).content.decode()

    assert "What made you choose so?" in html
    assert "Answered; the choice shows only in the totals." in html
    assert "<li>Yes</li>" not in html


def test_nobody_is_told_whose_choice_was_corrected_as_the_chart_moves(
    browser: Client, board: Board, single: Question, me: Participant
) -> None:
    factories.value(factories.answer(me, single, ""), "perhaps")
    theirs, *_rest = choose(board, single, "yes", "no")
    factories.probe(factories.facilitator(board), theirs, "What made you choose so?")
    before = unmasked(browser.get(address(single)))
    factories.version(theirs, "")
    factories.value(theirs, "no")

    after = unmasked(browser.get(address(single)))

    posts = [html.partition(f'id="reply-{theirs.pk}"')[2] for html in (before, after)]
    beneath = [post.partition("What made you choose so?")[:2] for post in posts]
    assert "Answered; the choice shows only in the totals." in beneath[0][0]
    assert line("Yes", "1 of 3") in before
    assert line("Yes", "0 of 3") in after
    assert beneath[0] == beneath[1]


def test_what_was_missed_in_a_summary_is_prose_with_its_author(
    browser: Client, board: Board, me: Participant
) -> None:
    stage = factories.stage(board)
    summary = factories.question(
        stage, kind=Kind.SUMMARY, statements=["Hopes"], settings={"missed": "What did we miss?"}
    )
    theirs = factories.answer(factories.participant(board), summary, "The garden.")
    factories.value(theirs, "hopes", text="partly")

    posted = form_of(summary, **{f"vote-{chosen(summary, 'hopes')}": "agree"})
    html = browser.post(address(summary), posted).content.decode()

    assert "<li>Hopes: Agree</li>" in html
    assert "The garden." in html
    assert "Heron 02" in html
    assert "Partly" not in html.partition('id="others"')[2]


def test_every_closed_kind_shows_its_form_and_takes_its_answer(
    browser: Client, board: Board
) -> None:
    stage = factories.stage(board)
    scale = factories.question(stage, kind=Kind.SCALE)
    multiple = factories.question(stage, kind=Kind.MULTIPLE, options=["A", "B"])
    grid = factories.question(stage, kind=Kind.GRID, rows=["A", "B"], columns=["No", "Yes"])
    ranking = factories.question(stage, kind=Kind.RANKING, options=["A", "B"])
    sent: dict[Question, dict[str, object]] = {
        scale: {"point": "5"},
        multiple: {"choices": [chosen(multiple, "a"), chosen(multiple, "b")]},
        grid: {
            f"row-{chosen(grid, 'a')}": chosen(grid, "yes"),
            f"row-{chosen(grid, 'b')}": chosen(grid, "no"),
        },
        ranking: {f"rank-{chosen(ranking, 'a')}": "2", f"rank-{chosen(ranking, 'b')}": "1"},
    }
    for question, fields in sent.items():
        assert 'type="submit"' in browser.get(address(question)).content.decode()
        assert browser.post(address(question), form_of(question)).status_code == 422
        assert browser.post(address(question), form_of(question, **fields)).status_code == 200

    shown = browser.get(address(ranking)).content.decode()
    assert "<li>1. B</li><li>2. A</li>" in shown
    shown = browser.get(address(grid)).content.decode()
    assert "<li>A: Yes</li><li>B: No</li>" in shown
    assert Reply.objects.count() == 4


def test_a_grid_without_a_choice_in_one_row_keeps_the_others_and_says_so_beside_it(
    browser: Client, board: Board
) -> None:
    grid = factories.question(
        factories.stage(board), kind=Kind.GRID, rows=["A", "B"], columns=["No", "Yes"]
    )
    row, other = (f"row-{chosen(grid, key)}" for key in ("a", "b"))

    response = browser.post(address(grid), form_of(grid, **{row: chosen(grid, "yes")}))

    html = response.content.decode()
    assert response.status_code == 422
    assert html.count("Please choose one in this row.") == 1
    assert f'aria-describedby="answer-{other}_error"' in html
    assert html.count(" checked") == 1


def test_a_grid_is_corrected_from_what_was_chosen(browser: Client, board: Board) -> None:
    grid = factories.question(factories.stage(board), kind=Kind.GRID, rows=["A"])
    browser.post(address(grid), form_of(grid, **{f"row-{chosen(grid, 'a')}": "4"}))

    html = browser.get(address(grid), {"correct": 1}).content.decode()

    assert html.count(" checked") == 1


def test_a_locked_grid_looks_alike_whether_others_have_answered_it(
    browser: Client, board: Board
) -> None:
    grid = factories.question(factories.stage(board), kind=Kind.GRID, rows=["Pace", "People"])
    before = unmasked(browser.get(address(grid)))

    for _person in range(3):
        answer = factories.answer(factories.participant(board), grid, "")
        for row in ("pace", "people"):
            factories.value(answer, row, number=5)

    assert unmasked(browser.get(address(grid))) == before


def test_three_grids_are_shown_row_by_row_to_who_has_answered(
    browser: Client, board: Board, me: Participant
) -> None:
    grid = factories.question(
        factories.stage(board), kind=Kind.GRID, rows=["Pace", "People"], columns=["No", "Yes"]
    )
    for person, column in [(me, "no"), (factories.participant(board), "yes")]:
        factories.value(factories.answer(person, grid, ""), "pace", column=column)
    shown = browser.get(address(grid)).content.decode()
    assert "All answers so far" not in shown

    third = factories.answer(factories.participant(board), grid, "")
    factories.value(third, "pace", column="yes")
    factories.value(third, "people", column="yes")
    shown = browser.get(address(grid)).content.decode()

    assert "All answers so far" in shown
    assert line("Pace", "1") + numbers("2", "3") in shown
    # One person alone has had this row before them.
    assert '<th scope="row">People</th>' not in shown
    assert "Heron" not in shown.partition('id="others"')[2]


def test_three_entries_of_one_person_in_a_row_are_not_three_people(
    browser: Client, board: Board, me: Participant
) -> None:
    diary = factories.question(
        factories.stage(board), kind=Kind.GRID, rows=["Pace", "People"], entries=5
    )
    for person in (me, factories.participant(board), factories.participant(board)):
        factories.value(factories.answer(person, diary, ""), "pace", number=2)
    for entry in (2, 3, 4):
        factories.value(factories.answer(person, diary, "", entry=entry), "people", number=5)

    shown = browser.get(address(diary)).content.decode()

    assert line("Pace", "0") + numbers("3", "0", "0", "0", "2", "3") in shown
    assert '<th scope="row">People</th>' not in shown


def test_who_chose_a_point_that_is_no_longer_there_is_not_counted_in_its_row(
    browser: Client, board: Board, me: Participant
) -> None:
    grid = factories.question(factories.stage(board), kind=Kind.GRID, rows=["Pace", "People"])
    people = [me, *(factories.participant(board) for _other in range(3))]
    for person, point in zip(people, (3, 7, 7, 6), strict=True):
        answer = factories.answer(person, grid, "")
        factories.value(answer, "pace", number=point)
        factories.value(answer, "people", number=5)

    shown = browser.get(address(grid)).content.decode()

    assert line("People", "0") + numbers("0", "0", "0", "4", "5", "4") in shown
    assert '<th scope="row">Pace</th>' not in shown


@pytest.mark.parametrize(("settings", "columns"), [({}, ["no", "yes"]), ({"from": 1, "to": 5}, [])])
def test_who_chose_a_column_that_is_no_longer_there_is_not_counted_in_its_row(
    browser: Client, board: Board, me: Participant, settings: dict[str, int], columns: list[str]
) -> None:
    grid = factories.question(
        factories.stage(board), kind=Kind.GRID, rows=["Pace"], columns=["No", "Perhaps", "Yes"]
    )
    for column in ("perhaps", "perhaps", "yes"):
        factories.value(
            factories.answer(factories.participant(board), grid, ""), "pace", column=column
        )
    grid = reword(grid, settings, row=["pace"], column=columns)
    mine = {"column": "yes"} if columns else {"number": 4}
    factories.value(factories.answer(me, grid, ""), "pace", **mine)

    shown = browser.get(address(grid)).content.decode()

    assert "spread-title" not in shown
    assert "shown once at least three people have answered" in shown


def test_a_statement_that_one_person_has_voted_on_is_not_shown(
    browser: Client, board: Board, me: Participant
) -> None:
    summary = factories.question(
        factories.stage(board), kind=Kind.SUMMARY, statements=["Hopes"], settings={"missed": ""}
    )
    for person in (me, factories.participant(board)):
        factories.value(factories.answer(person, summary, ""), "hopes", text="agree")
    summary = reword(summary, {}, statement=["hopes", "doubts", "fears"])
    last = factories.answer(factories.participant(board), summary, "")
    factories.value(last, "hopes", text="partly")
    factories.value(last, "doubts", text="disagree")

    shown = browser.get(address(summary)).content.decode()

    assert line("Hopes", "2") + numbers("1", "0", "0", "3") in shown
    assert '<th scope="row">Doubts</th>' not in shown
    assert '<th scope="row">Fears</th>' not in shown


@pytest.mark.parametrize("kind", [Kind.SINGLE, Kind.MULTIPLE])
def test_a_choice_is_corrected_from_what_was_chosen(
    browser: Client, board: Board, kind: Kind
) -> None:
    asked = factories.question(factories.stage(board), kind=kind, options=["A", "B"])
    box = "choice" if kind == Kind.SINGLE else "choices"
    browser.post(address(asked), form_of(asked, **{box: chosen(asked, "b")}))

    html = browser.get(address(asked), {"correct": 1}).content.decode()

    assert f'value="{chosen(asked, "b")}"' in html
    assert html.count("checked") == 1


def test_a_never_question_says_that_only_staff_read_it(browser: Client, board: Board) -> None:
    asked = factories.question(factories.stage(board), reveal=Reveal.NEVER)
    factories.answer(factories.participant(board), asked, "Zanzibarium")

    html = browser.post(address(asked), form_of(asked, text="x")).content.decode()

    assert "Only staff read the answers to this question." in html
    assert "Zanzibarium" not in html


@pytest.mark.parametrize(
    ("reveal", "words"),
    [
        (Reveal.AFTER_STAGE, "once you have answered what this stage requires"),
        (Reveal.AFTER_CLOSE, "opens on Thu 1 April, 17:00 to those who have answered"),
        (Reveal.ON_REVEAL, "to those who have answered, once staff show it"),
    ],
)
def test_having_answered_one_is_told_what_is_still_awaited(
    browser: Client, board: Board, reveal: Reveal, words: str
) -> None:
    stage = factories.stage(board)
    asked = factories.question(stage, reveal=reveal)
    factories.question(stage)
    factories.answer(factories.participant(board), asked, "Zanzibarium")

    html = browser.post(address(asked), form_of(asked, text="x")).content.decode()

    assert words in html
    assert "Zanzibarium" not in html


def test_three_entries_of_one_person_are_not_three_people(
    browser: Client, board: Board, me: Participant
) -> None:
    diary = factories.question(factories.stage(board), kind=Kind.SCALE, entries=5)
    factories.value(factories.answer(me, diary, ""), number=1)
    other = factories.participant(board)
    for entry in (1, 2, 3):
        factories.value(factories.answer(other, diary, "", entry=entry), number=7)

    page = browser.get(address(diary)).content.decode()

    assert "shown once at least three people have answered" in page
    assert "spread-title" not in page


def test_a_choice_taken_back_leaves_no_line_where_none_stood(
    browser: Client, board: Board, single: Question, me: Participant
) -> None:
    factories.value(factories.answer(me, single, ""), "perhaps")
    *_others, last = choose(board, single, "yes", "yes", "no", "no")
    before = browser.get(address(single)).content.decode()

    Reply.objects.filter(pk=last.pk).update(withdrawn_at=last.posted_at)

    after = browser.get(address(single)).content.decode()
    assert before.count("<article") == after.count("<article")
    assert "2 of 5" in before
    assert "1 of 4" in after
