"""Every page of the desk, read as every role: what it shows stands in the table of roles.

Words, names and addresses are looked for on all pages, whatever their addresses promise, on
boards that show people to staff and to observers in each way (rules 2, 9 and 10).
"""

import re
from collections.abc import Iterable, Mapping
from itertools import product

import pytest
from django.test import Client
from django.urls import reverse

from bulletin.audit.models import Entry
from moderation.desk.roles import Sight, rows
from participants.models import Consent, ConsentAnswer, Participant
from sessions.enums import Identity, ObserverSight, Role
from tests import factories
from tests.moderation.desk.conftest import signed_in
from tests.moderation.desk.test_observers import HIDDEN, OPEN, Watched, watched_board
from tests.moderation.desk.test_who_may_do_what import PAGES
from tests.walk.test_differential_walk import trace

pytestmark = pytest.mark.django_db

NOW = factories.NOW
# A word in each place where something of the kind stands on the board.
WORDS: Mapping[Sight, set[str]] = {
    Sight.OPEN_WORDS: {
        "OPENWORDS",
        "OPENCOMMENT",
        "OPENPROBE",
        "OPENCHOICE",
        "OPENNOTE",
    },
    Sight.SHARED_NOTES: {"OPENQUESTIONNOTE"},
    Sight.OTHER_WORDS: {
        "HELDWORDS",
        "REJECTEDWORDS",
        "CONCEALEDWORDS",
        "UNDERCONCEALED",
        "NEVERWORDS",
        "HELDCHOICE",
        "REJECTEDCHOICE",
        "CONCEALEDCHOICE",
        "NEVERCHOICE",
        "UNWATCHEDWORDS",
        "UNDERUNWATCHED",
        "TESTERWORDS",
        "CORRECTEDAWAY",
        "NOTETOSTAFF",
        "SOURCEWORDS",
        "TEAMNOTE",
        "TEAMQUESTIONNOTE",
        "CONCEALEDNOTE",
        "NEVERNOTE",
        "CODENAME",
        "STATEMENTWORDS",
        "VERDICTWORDS",
        "ANNOUNCEDWORDS",
    },
    Sight.PRIVATE_WORDS: {"PRIVATEPROBE", "PRIVATEREPLY", "CALLFORHELP", "REPORTEDWHY"},
    Sight.NAMES: {"REALSURNAME"},
    Sight.CONSENTED_NAMES: {"REALSURNAME"},
    Sight.ADDRESSES: {"secret-address"},
}
# What observers see is a matter of theirs alone.
BOARDS = [
    *product([Role.FACILITATOR, Role.MODERATOR, Role.RECRUITER], [ObserverSight.NAME], Identity),
    *product([Role.OBSERVER], ObserverSight, Identity),
]


def may_see(role: Role) -> set[Sight]:
    """What the table promises this role."""
    return {row.shows for row in rows() if row.shows and role in row.roles}


def on_pages(role: Role, observers: ObserverSight, identity: Identity) -> set[Sight]:
    """What of it the pages show on such a board to whoever has not looked anybody up."""
    sights = may_see(role) - {Sight.ADDRESSES}
    if identity != Identity.REAL_NAME:
        sights -= {Sight.NAMES, Sight.CONSENTED_NAMES}
    if observers != ObserverSight.NAME:
        sights -= {Sight.CONSENTED_NAMES}
    if role == Role.OBSERVER and observers == ObserverSight.NONE:
        sights -= {Sight.OPEN_WORDS}
    return sights


def text_of(client: Client, watched: Watched) -> str:
    return "".join(client.get(address).content.decode() for address in watched.addresses(PAGES))


def seen_in(text: str) -> set[str]:
    return {word for words in WORDS.values() for word in words if word in text}


def test_there_is_a_word_for_everything_that_a_row_shows() -> None:
    assert set(WORDS) == set(Sight) == {row.shows for row in rows() if row.shows}
    assert set.union(*WORDS.values()) == HIDDEN | OPEN


@pytest.mark.parametrize(("role", "observers", "identity"), BOARDS)
def test_the_pages_show_a_role_what_the_table_says_and_nothing_else(
    role: Role, observers: ObserverSight, identity: Identity
) -> None:
    watched = watched_board(observers, identity)

    seen = seen_in(text_of(signed_in(watched.staff[role].user), watched))

    shown = on_pages(role, observers, identity)
    assert seen == {word for sight in shown for word in WORDS[sight]}


@pytest.mark.parametrize("role", list(Role))
def test_a_name_and_an_address_are_looked_up_by_those_who_may(role: Role) -> None:
    watched = watched_board()
    client = signed_in(watched.staff[role].user)

    looked_up = client.post(reverse("desk_identity", args=["watched", watched.person.pk]))

    asked = {"REALSURNAME", "secret-address"}
    may = Sight.ADDRESSES in may_see(role)
    assert seen_in(looked_up.content.decode()) & asked == (asked if may else set())


# Nothing changes with what one may not know of


# A page of what was said names its moment, so that what comes later stays new.
_MADE_AT = re.compile(r"2021-03-30T12:\d\d:\d\d\.\d+\+00:00|16171\d{5}\.\d+")


def pages_of(
    client: Client, watched: Watched, names: Iterable[str] = tuple(PAGES)
) -> dict[str, str]:
    """Each page as it is sent, but for the moment at which it was made."""
    pages = {address: trace(client.get(address)) for address in watched.addresses(names)}
    return {address: _MADE_AT.sub("then", str(page)) for address, page in pages.items()}


@pytest.fixture
def quiet() -> tuple[Watched, Participant]:
    """A board as it is watched, and somebody on it who has come and said nothing."""
    watched = watched_board()
    return watched, factories.participant(watched.board, first_came_at=NOW - factories.DAY)


def say_what_is_out_of_sight(watched: Watched, person: Participant) -> None:
    question, moderator = watched.question, watched.staff[Role.MODERATOR]
    factories.hold(factories.answer(person, question, "More."))
    factories.hold(factories.comment(person, watched.open_answer, "More."))
    factories.conceal(factories.comment(person, watched.open_answer, "More."))
    factories.reject(factories.comment(person, watched.open_answer, "More."))
    factories.call_for_help(person, question, "More.")
    factories.answer(person, watched.never, "More.")
    author = watched.open_answer.participant
    factories.probe(moderator, watched.open_answer, "More.", private_to=author, needs_reply=True)


def test_no_page_of_an_observers_changes_with_what_is_out_of_their_sight(
    quiet: tuple[Watched, Participant],
) -> None:
    watched, person = quiet
    observer, moderator = (
        signed_in(watched.staff[role].user) for role in (Role.OBSERVER, Role.MODERATOR)
    )
    before, others = pages_of(observer, watched), pages_of(moderator, watched)

    say_what_is_out_of_sight(watched, person)

    assert pages_of(moderator, watched) != others
    assert pages_of(observer, watched) == before


def test_no_page_of_a_recruiters_changes_with_what_anybody_says(
    quiet: tuple[Watched, Participant],
) -> None:
    watched, person = quiet
    recruiter, observer = (
        signed_in(watched.staff[role].user) for role in (Role.RECRUITER, Role.OBSERVER)
    )
    before, others = pages_of(recruiter, watched), pages_of(observer, watched)

    say_what_is_out_of_sight(watched, person)
    factories.comment(person, watched.open_answer, "For all to read.")

    assert pages_of(observer, watched) != others
    assert pages_of(recruiter, watched) == before


def test_the_trail_names_nobody_by_their_address() -> None:
    watched = watched_board()
    stranger = factories.user("owner-address@example.org")
    Entry.objects.record("board_launched", now=NOW, actor=stranger.pk, board=watched.board.pk)

    page = signed_in(watched.staff[Role.OBSERVER].user).get(reverse("desk_audit", args=["watched"]))

    assert "Somebody of this installation" in page.content.decode()
    assert "owner-address" not in page.content.decode()


# The consent's own statement


def test_whoever_declines_the_statement_on_observers_is_neither_read_nor_named() -> None:
    watched = watched_board(ObserverSight.NAME, Identity.REAL_NAME)
    observer = signed_in(watched.staff[Role.OBSERVER].user)
    assert {"OPENWORDS", "REALSURNAME"} <= seen_in(text_of(observer, watched))

    statement = ConsentAnswer.objects.filter(
        consent__participant=watched.person, statement__key="observers"
    )
    assert statement.update(agreed=False) == 1

    others = {"OPENCHOICE", "OPENQUESTIONNOTE"}
    assert seen_in(text_of(observer, watched)) == others, "which are of somebody else"


def test_what_observers_may_read_goes_by_what_each_consented_to_last() -> None:
    watched = watched_board(ObserverSight.NAME, Identity.REAL_NAME)
    observer = signed_in(watched.staff[Role.OBSERVER].user)
    closer = factories.consent_version(watched.board, observers=ObserverSight.PSEUDONYM)
    assert Consent.objects.filter(version=closer).count() == 0
    assert "REALSURNAME" in text_of(observer, watched)

    factories.consent(watched.person, closer)

    text = text_of(observer, watched)
    assert ("OPENWORDS" in text, "REALSURNAME" in text) == (True, False)
