"""Breaches of what is known of participants."""

from participants.enums import Provenance
from participants.models import Draft, EntryCode, Participant, Pilot, Skip
from sessions.models import Question
from tests import factories
from tests.factories import DAY, HOUR, NOW

from .breaches import breaks_constraint, once_more, put


def someone_asked() -> tuple[Participant, Question]:
    board = factories.board()
    return factories.participant(board), factories.question(factories.stage(board))


@breaks_constraint
def a_pseudonym_is_used_once_a_board() -> None:
    once_more(factories.participant(factories.board()))


@breaks_constraint
def one_place_a_user_and_board() -> None:
    person = factories.participant(factories.board(), user=factories.user())
    once_more(person, pseudonym="Wren 01")


@breaks_constraint
def a_withdrawal_says_what_happens_to_answers() -> None:
    put(factories.participant(factories.board()), withdrawn_at=NOW)


@breaks_constraint
def one_consent_a_person_and_version() -> None:
    factories.decline(factories.participant(factories.board()))


@breaks_constraint
def consent_is_given_or_declined() -> None:
    put(factories.participant(factories.board()).consents.get(), declined_at=NOW)


@breaks_constraint
def one_answer_a_consent_statement() -> None:
    answer = factories.participant(factories.board()).consents.get().answers.first()
    assert answer is not None
    once_more(answer)


@breaks_constraint
def a_segment_is_held_once() -> None:
    board = factories.board()
    topics = factories.segment_set(board, "topic", "care", allows_several=True)
    once_more(factories.member_of(factories.participant(board), factories.segment(topics, "care")))


@breaks_constraint
def one_segment_a_person_and_set() -> None:
    board = factories.board()
    sites = factories.segment_set(board, "site", "north", "south")
    both = [factories.segment(sites, value) for value in ("north", "south")]
    factories.participant(board, segments=both)


@breaks_constraint
def only_what_has_ended_says_how() -> None:
    board = factories.board()
    health = factories.segment(factories.segment_set(board, "sector", "health"), "health")
    put(factories.member_of(factories.participant(board), health), ended_through=Provenance.HAND)


@breaks_constraint
def one_extension_a_person_and_stage() -> None:
    person, question = someone_asked()
    factories.extension(person, question.stage, until=NOW)
    factories.extension(person, question.stage, until=NOW + HOUR)


@breaks_constraint
def one_reading_a_person_and_question() -> None:
    person, question = someone_asked()
    factories.reading(person, question)
    factories.reading(person, question)


@breaks_constraint
def one_finish_a_person_and_stage() -> None:
    person, question = someone_asked()
    factories.finish(person, question.stage)
    factories.finish(person, question.stage)


@breaks_constraint
def one_skip_a_person_and_question() -> None:
    person, question = someone_asked()
    once_more(Skip.objects.create(participant=person, question=question, skipped_at=NOW))


@breaks_constraint
def one_draft_a_person_and_box() -> None:
    once_more(_draft())


@breaks_constraint
def a_draft_has_an_entry() -> None:
    put(_draft(), entry=0)


def _draft() -> Draft:
    person, question = someone_asked()
    return Draft.objects.create(
        participant=person,
        question=question,
        question_version=question.wording,
        saved_at=NOW,
    )


@breaks_constraint
def a_code_is_tried_a_few_times() -> None:
    EntryCode.objects.create(
        participant=factories.participant(factories.board()),
        digest=b"digest",
        sent_at=NOW,
        expires_at=NOW,
        attempts=6,
    )


@breaks_constraint
def a_pilot_ends_after_it_began() -> None:
    board = factories.board()
    Pilot.objects.create(
        board=board,
        testers=1,
        posts=1,
        began_on=NOW.date(),
        ended_on=NOW.date() - DAY,
        cleared_at=NOW,
        cleared_by=factories.facilitator(board).user,
    )
