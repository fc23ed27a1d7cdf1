"""The participation statement in numbers."""

from dataclasses import replace

import pytest

from bulletin.outbox.models import Mail, Notice
from moderation.participation import Figures, StageFigures, figures
from participants.enums import AnswersAfterWithdrawal, Channel
from participants.models import Participant, Reply
from tests import factories

pytestmark = pytest.mark.django_db

NOW = factories.NOW
DAY = factories.DAY


@pytest.fixture
def board():
    return factories.board()


@pytest.fixture
def stage(board):
    return factories.stage(board, key="first", title="First")


@pytest.fixture
def question(stage):
    return factories.question(stage)


def came(board, **fields):
    return factories.participant(board, first_came_at=NOW - DAY, **fields)


def invited_by_mail(participant, *, bounced=False):
    mail = Mail.objects.create(
        board=participant.board_id,
        recipient=participant.pk,
        message_id=f"<{participant.pk}@example.org>",
        created_at=NOW - DAY,
        due_at=NOW - DAY,
        accepted_at=NOW - DAY,
        bounced_at=NOW if bounced else None,
    )
    Notice.objects.create(
        kind="invitation",
        board=participant.board_id,
        recipient=participant.pk,
        subject=participant.board_id,
        planned_at=NOW - DAY,
        due_at=NOW - DAY,
        sent_at=NOW - DAY,
        mail=mail,
    )


def test_an_empty_board_has_figures_of_nobody(board, stage):
    nothing = dict.fromkeys(set(Figures.__annotations__) - {"entered_for", "stages"}, 0)

    assert figures(board, NOW) == Figures(
        **nothing, entered_for={}, stages=[StageFigures("first", "First", 0, 0, has_opened=True)]
    )


def test_whoever_was_invited_never_came_or_came_silent_or_wrote(board, question):
    for _ in range(3):
        factories.participant(board, consented=False)
    came(board)
    came(board)
    for _ in range(4):
        factories.answer(came(board), question)

    told = figures(board, NOW)

    assert (told.invited, told.never_came, told.came_silent, told.wrote) == (9, 3, 2, 4)
    assert told.consented == 6


def test_people_without_an_address_for_whom_staff_entered_something_stand_beside_the_invited(
    board, question
):
    staff = factories.facilitator(board)
    for channel in (Channel.EMAIL, Channel.EMAIL, Channel.TELEPHONE):
        factories.answer(
            factories.participant(board, email=""), question, channel=channel, entered_by=staff
        )
    factories.participant(board, email="")
    factories.answer(came(board), question)

    told = figures(board, NOW)

    assert (told.on_roster, told.invited, told.without_address) == (5, 1, 4)
    assert told.entered_for == {Channel.EMAIL: 2, Channel.TELEPHONE: 1}
    assert (told.entered_uninvited, told.wrote) == (3, 1)


def test_a_person_for_whom_two_answers_were_entered_counts_once(board, stage, question):
    staff = factories.facilitator(board)
    person = factories.participant(board, email="")
    for one in (question, factories.question(stage)):
        factories.answer(person, one, channel=Channel.EMAIL, entered_by=staff)

    told = figures(board, NOW)

    assert told.entered_for == {Channel.EMAIL: 1}
    assert (told.answers, told.stages[0].answered) == (2, 1)


def test_an_invitation_that_bounced_was_not_delivered(board):
    invited_by_mail(factories.participant(board))
    invited_by_mail(factories.participant(board), bounced=True)
    factories.participant(board)

    told = figures(board, NOW)

    assert (told.invited, told.delivered) == (3, 1)


def test_who_was_invited_stays_so_when_their_address_is_erased(board):
    person = factories.participant(board)
    invited_by_mail(person)
    Participant.objects.filter(pk=person.pk).update(email="", erased_at=NOW)

    told = figures(board, NOW)

    assert (told.invited, told.without_address, told.never_came) == (1, 0, 1)


def test_testers_and_the_reserve_are_in_no_figure(board, stage, question):
    empty = figures(board, NOW)
    tester = came(board, tester=True)
    answer = factories.answer(tester, question)
    factories.comment(factories.facilitator(board), answer)
    factories.finish(tester, stage)
    came(board, in_reserve=True)

    assert Reply.objects.filter(board=board).count() == 2
    assert figures(board, NOW) == empty


def test_a_rejected_answer_counts_for_nothing_and_a_concealed_or_held_one_was_written(
    board, question
):
    for change in (factories.reject, factories.conceal, factories.hold):
        change(factories.answer(came(board), question))

    told = figures(board, NOW)

    assert (told.wrote, told.came_silent, told.answers, told.stages[0].answered) == (2, 1, 2, 2)


def test_replies_are_counted_by_kind_and_participants_words_as_they_stand(board, question):
    staff = factories.facilitator(board)
    answer = factories.answer(came(board), question, "Two words.")
    factories.version(answer, "Now these are\nfive words.")
    factories.probe(staff, answer, "Not one of these counts.")
    factories.comment(staff, answer, "Nor these.")
    factories.comment(came(board), answer, "  Yes  ")

    told = figures(board, NOW)

    assert (told.answers, told.probes, told.staff_comments, told.comments) == (1, 1, 1, 1)
    assert told.words == 5 + 1


def test_consent_declining_and_withdrawing_are_told(board):
    factories.participant(board)
    factories.decline(factories.participant(board, consented=False))
    factories.participant(
        board, withdrawn_at=NOW, withdrawn_answers=AnswersAfterWithdrawal.KEEP, consented=True
    )

    told = figures(board, NOW)

    assert (told.consented, told.declined, told.withdrawn) == (2, 1, 1)


def test_each_stage_tells_who_answered_and_who_finished(board, stage, question):
    second = factories.stage(board, key="second", title="Second")
    later = factories.question(second)
    people = [came(board) for _ in range(3)]
    for person in people:
        factories.answer(person, question)
        factories.finish(person, stage)
    factories.answer(people[0], later)

    assert figures(board, NOW).stages == [
        StageFigures("first", "First", answered=3, finished=3, has_opened=True),
        StageFigures("second", "Second", answered=1, finished=0, has_opened=True),
    ]


def test_a_stage_that_is_ahead_or_not_released_is_told_as_not_opened(board, stage):
    factories.stage(board, opens_at=NOW + DAY)
    factories.stage(board, released=False)

    assert [each.has_opened for each in figures(board, NOW).stages] == [True, False, False]


def test_figures_tell_what_was_so_at_their_moment(board, question):
    before = figures(board, NOW - DAY)
    person = factories.participant(board, consented=False, first_came_at=NOW)
    factories.answer(person, question, said_at=NOW)

    assert figures(board, NOW - DAY) == replace(before, on_roster=1, invited=1, never_came=1)
    assert figures(board, NOW).wrote == 1


def test_other_boards_are_not_counted(board, question):
    elsewhere = factories.board()
    factories.answer(came(elsewhere), factories.question(factories.stage(elsewhere)))

    assert figures(board, NOW).on_roster == 0
    assert figures(elsewhere, NOW).wrote == 1


@pytest.mark.parametrize("size", [1, 3])
def test_figures_cost_six_queries_however_big_the_board(
    board, question, size, django_assert_num_queries
):
    for _ in range(size):
        factories.answer(came(board), question)
        factories.stage(board)

    with django_assert_num_queries(6):
        figures(board, NOW)


def test_the_lines_say_each_number_once(board, question):
    factories.answer(
        factories.participant(board, email=""),
        question,
        channel=Channel.PAPER,
        entered_by=factories.facilitator(board),
    )

    lines = figures(board, NOW).lines()

    assert ("Entered on their behalf: On paper", 1) in lines
    assert len({label for label, _number in lines}) == len(lines)
