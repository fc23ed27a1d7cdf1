"""The consent is written as a draft, published, and asked again where that is material."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from bulletin.audit.models import Entry
from participants.entry.actions.consenting import give_consent
from participants.entry.standing import Standing, standing_of
from participants.models import Consent, Draft
from sessions.actions.consents import draft_of, newest_of
from sessions.enums import ObserverSight, Role
from sessions.models import Board
from tests import factories
from tests.participants.visits import browser_of

pytestmark = pytest.mark.django_db
NOW = factories.NOW
DRAFT, PUBLICATION, VERSIONS = (
    reverse(f"desk_consent_{name}", args=["cop"]) for name in ("draft", "publication", "versions")
)


def typed(desk: Client, **changed: str) -> dict[str, str]:
    """What the form sends when it is opened, with something changed."""
    form = desk.get(DRAFT).context["form"]
    fields = [*form, *(field for row in form.rows for field in row)]
    there = {field.html_name: field.value() for field in fields}
    ticked = {name: value for name, value in there.items() if value not in (False, None)}
    return {name: "on" if value is True else str(value) for name, value in ticked.items()} | changed


def save(desk: Client, **changed: str) -> None:
    answer = desk.post(DRAFT, typed(desk, **changed))
    assert answer.status_code == 302, answer.content.decode()


def publish(desk: Client, material: str = "yes") -> int:
    form = desk.get(PUBLICATION).context["form"]
    posted = {"digest": form["digest"].value(), "material": material}
    return desk.post(PUBLICATION, posted).status_code


def test_a_draft_is_saved_and_asked_of_nobody(board: Board, facilitator: Client) -> None:
    person = factories.participant(board)

    save(facilitator, information="What is **new**.", **{"statement-3-text": "I may be met."})

    draft = draft_of(board)
    assert draft is not None
    assert (draft.number, draft.information_html) == (2, "<p>What is <strong>new</strong>.</p>")
    assert [one.key for one in draft.statements.all()] == ["take-part", "quoted", "i-may-be-met"]
    assert standing_of(person, NOW) is Standing.TAKING_PART
    assert "What is **new**." in facilitator.get(DRAFT).content.decode()


def test_looking_saves_nothing(board: Board, facilitator: Client) -> None:
    page = facilitator.post(DRAFT, typed(facilitator, information="Very **new**.", look=""))

    assert page.status_code == 200
    assert "<strong>new</strong>" in page.content.decode()
    assert draft_of(board) is None


def test_statements_are_ordered_dropped_and_given_a_meaning(
    board: Board, facilitator: Client
) -> None:
    changed = {
        "statement-1-place": "3",
        "statement-2-text": "",
        "statement-3-text": "You may write to me later.",
        "statement-3-means": "contact",
    }
    save(facilitator, **changed)

    draft = draft_of(board)
    assert draft is not None
    statements = [(one.key, one.required) for one in draft.statements.all()]
    assert statements == [("take-part", True), ("contact", False)]


def test_two_statements_cannot_mean_the_same(board: Board, facilitator: Client) -> None:
    changed = {"statement-3-text": "Quote me.", "statement-3-means": "quoted"}

    page = facilitator.post(DRAFT, typed(facilitator, **changed))

    assert page.status_code == 422
    assert "Another statement means this already." in page.content.decode()
    assert "Quote me." in page.content.decode()
    assert draft_of(board) is None


def test_of_two_who_write_the_second_is_shown_both(board: Board, facilitator: Client) -> None:
    mine = typed(facilitator, information="Mine.")
    save(facilitator, information="Theirs.")

    page = facilitator.post(DRAFT, mine)

    assert page.status_code == 422
    assert "Theirs." in page.content.decode()
    assert "Mine." in page.content.decode()
    drafts = board.consent_versions.filter(published_at=None)
    assert drafts.get().information == "Theirs."
    seen = page.context["form"]["seen"].value()
    facilitator.post(DRAFT, mine | {"seen": seen})
    assert drafts.get().information == "Mine."


def test_a_material_change_is_asked_again_and_drafts_stay(
    board: Board, facilitator: Client
) -> None:
    person = factories.participant(board)
    question = factories.question(factories.stage(board))
    Draft.objects.create(
        participant=person,
        question=question,
        question_version=question.wording,
        fields={"text": ["Half a thought"]},
        saved_at=NOW,
    )
    save(facilitator, information="What is new.")
    follows = facilitator.get(PUBLICATION)
    assert "1 person who agreed before is asked again" in follows.content.decode()
    assert "<del>about.</del>" in follows.content.decode()

    assert publish(facilitator) == 302

    assert standing_of(person, NOW) is Standing.UNASKED
    browser = browser_of(person)
    assert "The information has changed" in browser.get("/b/cop/consent/").content.decode()
    assert "What you agreed to" in browser.get("/b/cop/about/").content.decode()
    copy = browser.get(reverse("consent_copy", args=["cop"])).content.decode()
    assert "What this is about." in copy
    assert Draft.objects.get().fields == {"text": ["Half a thought"]}
    (entry,) = Entry.objects.filter(action="consent_published")
    assert entry.details == {"number": 2, "material": True}


def test_a_slip_that_is_mended_is_asked_of_nobody_who_agreed(
    board: Board, facilitator: Client
) -> None:
    person, newcomer = factories.participant(board), factories.participant(board, consented=False)
    save(facilitator, information="What this is about!")

    assert publish(facilitator, "no") == 302

    assert standing_of(person, NOW) is Standing.TAKING_PART
    shown = browser_of(newcomer).get("/b/cop/consent/").content.decode()
    assert "What this is about!" in shown


def test_observers_see_no_more_than_was_agreed_to(board: Board, facilitator: Client) -> None:
    save(facilitator, observers=ObserverSight.NAME)

    assert publish(facilitator, "no") == 422
    assert draft_of(board) is not None
    assert publish(facilitator, "yes") == 302


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"information": " "}, "Write the information"),
        ({"statement-1-text": ""}, "Add a statement that is required"),
        ({"information": "[FILL IN: who pays]"}, "Something is still to be filled in: who pays"),
    ],
)
def test_what_cannot_be_agreed_to_is_not_published(
    board: Board, facilitator: Client, changed: dict[str, str], said: str
) -> None:
    save(facilitator, **changed)

    form = facilitator.get(PUBLICATION).context["form"]
    page = facilitator.post(PUBLICATION, {"digest": form["digest"].value(), "material": "yes"})

    assert (page.status_code, said in page.content.decode()) == (422, True)
    assert draft_of(board) is not None


def test_a_draft_that_was_changed_since_it_was_read_is_read_again(
    board: Board, facilitator: Client
) -> None:
    save(facilitator, information="One.")
    form = facilitator.get(PUBLICATION).context["form"]
    save(facilitator, information="Two.")

    page = facilitator.post(PUBLICATION, {"digest": form["digest"].value(), "material": "yes"})

    assert "The draft has been changed meanwhile" in page.content.decode()


def test_before_the_launch_the_published_version_is_replaced(
    board: Board, facilitator: Client
) -> None:
    Board.objects.filter(pk=board.pk).update(launched_at=None, launched_by=None)
    save(facilitator, information="Better.")
    assert "takes its place and its number" in facilitator.get(PUBLICATION).content.decode()

    assert publish(facilitator) == 302

    only = board.consent_versions.get()
    assert (only.number, only.information, only.material) == (1, "Better.", True)


def test_what_somebody_has_answered_is_never_replaced(board: Board, facilitator: Client) -> None:
    Board.objects.filter(pk=board.pk).update(launched_at=None, launched_by=None)
    factories.participant(board)
    save(facilitator, information="Better.")

    assert publish(facilitator) == 302

    assert board.consent_versions.count() == 2


def test_a_draft_can_be_thrown_away(board: Board, facilitator: Client) -> None:
    save(facilitator, information="Worse.")

    facilitator.post(reverse("desk_consent_discarding", args=["cop"]))

    assert draft_of(board) is None
    assert "What this is about." in facilitator.get(DRAFT).content.decode()


def test_the_versions_say_who_agreed_to_which(
    board: Board, facilitator: Client, at_desk: Callable[[Role], Client]
) -> None:
    person, _other = factories.participant(board), factories.participant(board)
    factories.participant(board, tester=True)
    save(facilitator, information="What is new.")
    publish(facilitator)
    newest = newest_of(board)
    assert newest is not None
    give_consent(
        participant=person,
        version=newest,
        answers=dict.fromkeys(newest.statements.all(), True),
        now=NOW,
    )

    page = at_desk(Role.MODERATOR).get(VERSIONS).content.decode()

    rows = re.findall(r'href="#version-(\d)">.*?number">(\d)</td><td class="number">(\d)', page)
    assert rows == [("2", "1", "0"), ("1", "2", "0")]
    assert "Write a new version" not in page


def test_the_new_version_is_recorded_on_somebodys_behalf(board: Board, facilitator: Client) -> None:
    person = factories.participant(board)
    save(facilitator, information="What is new.")
    publish(facilitator)
    page = reverse("desk_consent", args=["cop", person.pk])
    assert "What is new." in facilitator.get(page).content.decode()

    facilitator.post(
        page,
        {
            "statement-take-part": "yes",
            "statement-quoted": "no",
            "provenance-channel": "telephone",
            "provenance-said_at": "2021-03-30T13:00",
            "provenance-source": "a call",
        },
    )

    assert standing_of(person, NOW) is Standing.TAKING_PART
    assert Consent.objects.filter(participant=person).latest("given_at").version.number == 2
