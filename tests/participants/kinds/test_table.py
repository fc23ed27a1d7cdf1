"""One answering module for each question kind."""

from participants.kinds import KINDS
from sessions.enums import Kind


def test_every_kind_can_be_answered_or_says_that_it_takes_no_answer() -> None:
    assert set(KINDS) == set(Kind)
    assert [kind for kind in Kind if not KINDS[kind].takes_answer] == [Kind.TEXT_PAGE]


def test_a_kind_stands_under_its_own_name() -> None:
    assert {name: one.kind for name, one in KINDS.items()} == {kind: kind for kind in Kind}


def test_what_shows_who_said_what_is_not_closed() -> None:
    open_kinds = {kind for kind in Kind if not KINDS[kind].is_closed}

    assert open_kinds == {Kind.TEXT, Kind.FILE, Kind.ANNOTATE, Kind.TEXT_PAGE}
