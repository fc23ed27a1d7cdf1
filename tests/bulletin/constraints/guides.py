"""Breaches of what a facilitator authors."""

from datetime import timedelta

from sessions.enums import Every, Kind, Opening, WhichDate
from tests import factories
from tests.factories import DAY, HOUR, NOW

from .breaches import breaks_constraint, once_more, put


@breaks_constraint
def the_grace_period_follows_the_end() -> None:
    board = factories.board()
    put(board, grace_ends_at=board.ends_at - timedelta(seconds=1))


@breaks_constraint
def an_accent_is_a_colour() -> None:
    put(factories.board(), accent="red")


@breaks_constraint
def a_logo_is_there_with_what_it_says() -> None:
    put(factories.board(), logo_alternative="Example Institute")


@breaks_constraint
def a_consent_version_number_is_used_once() -> None:
    once_more(factories.board().consent_versions.get())


@breaks_constraint
def one_consent_draft_a_board() -> None:
    board = factories.board()
    factories.consent_version(board, published_at=None)
    factories.consent_version(board, published_at=None)


@breaks_constraint
def a_statement_key_is_used_once_a_version() -> None:
    statement = factories.board().consent_versions.get().statements.first()
    assert statement is not None
    once_more(statement, position=9)


@breaks_constraint
def one_open_pause_a_board() -> None:
    once_more(factories.pause(factories.board()), started_at=NOW + HOUR)


@breaks_constraint
def a_segment_set_is_named_once_a_board() -> None:
    once_more(factories.segment_set(factories.board(), "sector"))


@breaks_constraint
def a_segment_is_named_once_a_set() -> None:
    sectors = factories.segment_set(factories.board(), "sector", "health")
    once_more(factories.segment(sectors, "health"))


@breaks_constraint
def a_position_holds_one_stage() -> None:
    board = factories.board()
    factories.stage(board, position=1)
    factories.stage(board, key="other", position=1)


@breaks_constraint
def a_stage_key_is_used_once() -> None:
    board = factories.board()
    factories.stage(board, key="hopes")
    factories.stage(board, key="hopes")


@breaks_constraint
def a_release_has_a_time_and_a_person() -> None:
    put(factories.stage(factories.board()), released_by=None)


@breaks_constraint
def a_stage_closes_after_it_opens() -> None:
    factories.stage(factories.board(), opens_at=NOW, closes_at=NOW - DAY)


@breaks_constraint
def a_stage_opened_by_date_has_one() -> None:
    stage = factories.stage(factories.board(), opening=Opening.BY_HAND)
    put(stage, opening=Opening.BY_DATE)


@breaks_constraint
def a_date_changes_once_in_one_go() -> None:
    once_more(factories.changed_end(factories.board()))


@breaks_constraint
def a_changed_date_is_a_stages_or_the_end() -> None:
    put(factories.changed_end(factories.board()), which=WhichDate.DUE)


@breaks_constraint
def a_position_holds_one_question() -> None:
    stage = factories.stage(factories.board())
    factories.question(stage, position=1)
    factories.question(stage, key="other", position=1)


@breaks_constraint
def a_reveal_has_a_time_and_a_person() -> None:
    put(factories.question(factories.stage(factories.board())), revealed_at=NOW)


@breaks_constraint
def a_hidden_question_has_a_time_and_a_person() -> None:
    put(factories.question(factories.stage(factories.board())), hidden_at=NOW)


@breaks_constraint
def a_question_takes_at_least_one_entry() -> None:
    put(factories.question(factories.stage(factories.board())), entries=0)


@breaks_constraint
def a_daily_diary_has_several_days() -> None:
    put(factories.question(factories.stage(factories.board())), every=Every.DAY)


@breaks_constraint
def a_version_number_is_used_once() -> None:
    once_more(factories.question(factories.stage(factories.board())).wording)


@breaks_constraint
def a_removed_question_has_a_time_and_a_person_and_no_wording() -> None:
    board = factories.board()
    by = factories.facilitator(board).user
    put(factories.question(factories.stage(board)), removed_at=NOW, removed_by=by)


@breaks_constraint
def an_item_key_is_used_once_a_version() -> None:
    stage = factories.stage(factories.board())
    question = factories.question(stage, kind=Kind.SINGLE, options=["Yes"])
    once_more(question.wording.items.get())


@breaks_constraint
def one_role_a_user_and_board() -> None:
    once_more(factories.facilitator(factories.board()))
