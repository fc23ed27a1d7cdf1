"""An observer reads whom a comment speaks to under the name that consent gives them (rule 9)."""

from dataclasses import dataclass

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from participants.models import Mention, Participant, Reply, ReplyVersion
from sessions.enums import Identity, ObserverSight, Role
from sessions.models import Board, StaffMember
from tests import factories
from tests.factories import HOUR, NOW
from tests.moderation.desk.conftest import signed_in

pytestmark = pytest.mark.django_db

TYPED, KNOWN = "@Ann REALSURNAME", "@Green Heron"
PAGES = ["question", "stream", "search", "starred", "notes", "wishes"]


@dataclass
class Spoken:
    """Ben spoke to Ann by name, on a board whose peers know each other's."""

    board: Board
    ann: Participant
    made: Reply
    below: Reply
    moderator: StaffMember
    observer: StaffMember

    def address(self, page: str) -> str:
        named = {
            "question": reverse("desk_question", args=[self.board.slug, self.made.question_id]),
            "stream": reverse("desk_stream", args=[self.board.slug]),
            "starred": reverse("desk_starred", args=[self.board.slug]),
            "notes": reverse("desk_reply_notes", args=[self.board.slug, self.made.pk]),
            "wishes": reverse("desk_wishes", args=[self.board.slug]),
        }
        return named.get(page) or f"{named['stream']}?words=agree"

    def page(self, member: StaffMember, page: str) -> str:
        response = signed_in(member.user).get(self.address(page))
        assert response.status_code == 200
        return response.content.decode()

    def queries(self, member: StaffMember, page: str) -> int:
        client = signed_in(member.user)
        with CaptureQueriesContext(connection) as asked:
            client.get(self.address(page))
        return len(asked)

    def found(self, member: StaffMember, words: str) -> int:
        """How many replies this search finds for them."""
        response = signed_in(member.user).get(self.address("stream"), {"words": words})
        return int(response.context["stream"].total)


@pytest.fixture
def spoken() -> Spoken:
    return spoken_on(ObserverSight.PSEUDONYM, Identity.PSEUDONYM)


def spoken_on(observers: ObserverSight, staff: Identity) -> Spoken:
    board = factories.board(
        identity_peers=Identity.REAL_NAME, identity_staff=staff, observers=observers
    )
    question = factories.question(factories.stage(board))
    ann = factories.participant(board, name=TYPED[1:], pseudonym=KNOWN[1:])
    ben = factories.participant(board, name="Ben Quigley", pseudonym="Grey Owl")
    made = factories.comment(ben, factories.answer(ann, question), f"I agree, {TYPED}, & gladly.")
    factories.mention(made, ann, TYPED)
    below = factories.comment(ann, made, "And I agree with you.")
    moderator, observer = (factories.staff(board, role) for role in (Role.MODERATOR, Role.OBSERVER))
    for member in (moderator, observer):
        factories.star(member, made)
        factories.star(member, below)
        factories.wish(member, made)
    return Spoken(board, ann, made, below, moderator, observer)


@pytest.mark.parametrize("page", PAGES)
def test_an_observer_reads_the_pseudonym_where_a_name_was_typed(spoken: Spoken, page: str) -> None:
    as_moderator, as_observer = (
        spoken.page(member, page) for member in (spoken.moderator, spoken.observer)
    )

    assert (TYPED[1:] in as_moderator, KNOWN in as_moderator) == (True, False)
    assert (TYPED[1:] in as_observer, KNOWN in as_observer) == (False, True)


def test_a_name_that_consent_opens_to_observers_is_read_as_it_was_typed() -> None:
    spoken = spoken_on(ObserverSight.NAME, Identity.REAL_NAME)

    assert TYPED in spoken.page(spoken.observer, "question")


def test_a_name_typed_before_peers_got_pseudonyms_is_not_read_by_observers(spoken: Spoken) -> None:
    Board.objects.filter(pk=spoken.board.pk).update(identity_peers=Identity.PSEUDONYM)

    assert "REALSURNAME" not in spoken.page(spoken.observer, "question")


@pytest.mark.parametrize(
    ("hidden", "expected"),
    [
        ("REALSURNAME", "I [somebody], […], &amp; gladly."),
        (TYPED, "I [somebody], [somebody], &amp; gladly."),
        ("gladly", "I [somebody], @Green Heron, &amp; [somebody]."),
    ],
)
def test_of_a_name_that_is_hidden_in_part_an_observer_reads_nothing(
    spoken: Spoken, hidden: str, expected: str
) -> None:
    factories.redact(spoken.made, hidden, "[somebody]")
    factories.redact(spoken.made, "agree", "[somebody]")

    assert f"<p>{expected}</p>" in spoken.page(spoken.observer, "question")


def test_words_that_were_corrected_speak_to_the_person_as_the_first_did(spoken: Spoken) -> None:
    factories.version(spoken.made, f"So do I, {TYPED}.", said_at=NOW + HOUR)
    factories.mention(spoken.made, spoken.ann, TYPED)

    page = spoken.page(spoken.observer, "question")

    assert f"<p>So do I, {KNOWN}.</p>" in page
    assert "REALSURNAME" not in page


def test_staff_are_called_as_they_were(spoken: Spoken) -> None:
    called = f"@{spoken.moderator.display_name}"
    asked = factories.comment(spoken.ann, spoken.made, f"{called}, is that so?")
    factories.mention(asked, spoken.moderator, called)

    assert f"<p>{called}, is that so?</p>" in spoken.page(spoken.observer, "question")


@pytest.mark.parametrize(
    ("words", "for_moderator", "for_observer"),
    [
        ("REALSURNAME", 1, 0),
        ("agree REALSURNAME", 1, 0),
        ("agree -REALSURNAME", 1, 2),
        ("agree", 2, 2),
        ("heron", 0, 1),
        ("gladly OR nothing", 1, 1),
    ],
)
def test_no_search_tells_an_observer_whose_name_was_typed(
    spoken: Spoken, words: str, for_moderator: int, for_observer: int
) -> None:
    members = (spoken.moderator, spoken.observer)

    assert [spoken.found(one, words) for one in members] == [for_moderator, for_observer]


@pytest.mark.parametrize(
    ("page", "more"), [("question", 3), ("stream", 3), ("search", 6), ("starred", 6), ("notes", 3)]
)
def test_only_an_observer_asks_whom_a_page_speaks_to_and_never_by_the_reply(
    spoken: Spoken, page: str, more: int
) -> None:
    """Those who run the board read it as typed; a page that speaks to nobody asks nothing."""
    members = (spoken.moderator, spoken.observer)
    one = [spoken.queries(member, page) for member in members]
    for number in range(3):
        said = factories.comment(spoken.ann, spoken.made, f"I agree too, {TYPED}, {number}.")
        factories.mention(said, spoken.ann, TYPED)
        for member in members:
            factories.star(member, said)
    four = [spoken.queries(member, page) for member in members]
    Mention.objects.all().delete()
    ReplyVersion.objects.update(refers=False)
    none = [spoken.queries(member, page) for member in members]

    assert (four, none) == (one, [one[0], one[1] - more])
