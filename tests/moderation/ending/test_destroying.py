"""What is destroyed is nowhere any more, and what is left works as before (rules 13 and 14)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.test import Client, TestCase
from django.urls import reverse
from pytest_django import Settings

from bulletin.privacy.emptying import nothing, scrubbed_fields
from bulletin.privacy.enums import Destroyable
from bulletin.privacy.models import Destruction, Erasure
from bulletin.privacy.reapplying import Reapplied, reapply
from moderation.actions.correcting import correct_address, correct_name
from moderation.actions.entering import Provenance, enter_consent_for, enter_for
from moderation.actions.inviting import invite_person
from moderation.ending.actions.destroying import confirm_destruction, counts_of, destroy
from moderation.ending.actions.doomed import GOES
from moderation.enums import QuotedIn
from moderation.models import Quotation
from participants.enums import Channel
from participants.kinds.content import AnswerContent
from participants.models import Membership, Participant, PersonalLink, Reply
from sessions.actions.errors import Refused
from sessions.models import Board
from tests import factories
from tests.moderation.desk.trails import details
from tests.moderation.ending.conftest import AFTER
from tests.moderation.ending.lived import ADDRESS, NAME, SAID, Lived, lived
from tests.moderation.searching import found_in_database, found_in_files

TODAY = AFTER.date()
WORDS = {
    Destroyable.KEY: (NAME,),
    Destroyable.CONTACTS: (ADDRESS, "123456"),
    Destroyable.DATA: SAID,
}


@pytest.fixture
def whole(board: Board, settings: Settings, tmp_path: Path) -> Lived:
    """With a media folder and a ledger of its own."""
    settings.MEDIA_ROOT = str(tmp_path)
    settings.LEDGER = tmp_path.with_suffix(".jsonl")
    Board.objects.filter(pk=board.pk).update(
        destroy_key_on=TODAY, destroy_contacts_on=TODAY, destroy_data_on=TODAY
    )
    board.refresh_from_db()
    return lived(board)


def found(words: Iterable[str]) -> set[str]:
    sought = list(words)
    return {*found_in_database(sought), *found_in_files(sought)}


def gone(board: Board, what: Destroyable) -> Destruction:
    with TestCase.captureOnCommitCallbacks(execute=True):
        return confirm_destruction(
            board=board, what=what, by=factories.facilitator(board).user, now=AFTER
        )


@pytest.mark.parametrize("what", list(Destroyable))
def test_what_is_destroyed_is_in_no_column_and_in_no_file(whole: Lived, what: Destroyable) -> None:
    for word in WORDS[what]:
        assert found([word]) != set(), word
    others = {word for one in Destroyable if one != what for word in WORDS[one]}
    before = found(others)

    gone(whole.board, what)

    assert found(WORDS[what]) == set()
    assert counts_of(whole.board, what) == {}
    left = found(others)
    assert left <= before
    assert left != set()


@pytest.mark.parametrize("what", list(Destroyable))
def test_every_sort_of_row_that_goes_was_there_and_is_counted_on_the_receipt(
    whole: Lived, what: Destroyable
) -> None:
    expected = counts_of(whole.board, what)

    receipt = gone(whole.board, what)

    assert set(expected) == {one.key for one in GOES[what]}
    assert receipt.counts["went"] == expected
    assert dict(receipt.counts["figures"])["On the roster"] == 2
    assert details("board_destruction") == {"which": what.value}


# What is declared scrubbed for an erasure, and outlives all three destructions.
OUTLIVES = {
    "accounts.User.email": "an account is its owner's, and may have other boards",
    "accounts.User.name": "as its address",
    "participants.Participant.pseudonym": "a place is kept under it",
    "focus_sessions.StaffMember.display_name": "staff answer for what they did",
    "focus_sessions.StaffMember.organisation": "as their name",
    "focus_sessions.StaffMember.acknowledgement": "as their name",
}


def test_every_scrubbed_field_is_emptied_or_outlives_it_for_a_reason(whole: Lived) -> None:
    before = scrubbed()
    assert {name for name in before if name not in OUTLIVES and not before[name]} == set()
    assert OUTLIVES.keys() <= before.keys()

    for what in Destroyable:
        gone(whole.board, what)

    assert {name for name, filled in scrubbed().items() if filled} <= OUTLIVES.keys()


def scrubbed() -> dict[str, bool]:
    """Each field that an erasure empties, and whether any row holds something in it."""
    return {
        f"{model._meta.label}.{field.name}": model._default_manager.exclude(
            **{field.name: nothing(field)} if not field.null else {f"{field.name}__isnull": True}
        ).exists()
        for model in apps.get_models()
        for field in scrubbed_fields(model)
    }


def test_a_second_time_and_from_a_ledger_nothing_changes_but_what_came_back(
    whole: Lived,
) -> None:
    first = gone(whole.board, Destroyable.KEY)
    Participant.objects.filter(pk=whole.person.pk).update(name=NAME)

    again = destroy(board=whole.board.pk, what=Destroyable.KEY, at=AFTER + factories.DAY)

    assert again == first
    assert found([NAME]) == set()
    assert (first.at, first.by) == (AFTER, factories.facilitator(whole.board).user_id)


def test_a_restored_board_is_treated_anew_from_its_id_what_and_when_alone(whole: Lived) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        receipt = destroy(board=whole.board.pk, what=Destroyable.CONTACTS, at=AFTER)

    assert receipt is not None
    assert (receipt.by, receipt.at) == (None, AFTER)
    assert found([ADDRESS]) == set()


@pytest.mark.parametrize("what", list(Destroyable))
def test_what_comes_back_with_a_backup_is_destroyed_again(whole: Lived, what: Destroyable) -> None:
    went = gone(whole.board, what)
    Participant.objects.filter(pk=whole.person.pk).update(name=NAME, email=ADDRESS)
    factories.answer(whole.person, factories.question(whole.question.stage), SAID[0])
    for kept in (Destruction, Erasure):
        kept.objects.all().delete()

    with TestCase.captureOnCommitCallbacks(execute=True):
        assert reapply() == Reapplied(lines=1, done=1, unknown=())

    assert found(WORDS[what]) == set()
    again = Destruction.objects.get()
    assert (again.board, again.what, again.at, again.by) == (went.board, what, went.at, went.by)


def test_a_ledger_may_name_a_board_that_is_not_there(db: None) -> None:
    absent = factories.board()
    absent.delete()

    assert destroy(board=absent.pk or Board().pk, what=Destroyable.DATA, at=AFTER) is None


def test_without_the_key_everybody_goes_by_their_pseudonym(
    whole: Lived, facilitator: Client
) -> None:
    person = reverse("desk_person", args=["cop", whole.person.pk])
    search = reverse("desk_people", args=["cop"]) + "?q=Quincy"
    assert NAME in facilitator.get(person).content.decode()
    assert NAME in facilitator.get(search).content.decode()

    gone(whole.board, Destroyable.KEY)

    page = facilitator.get(person).content.decode()
    assert "Calm Elm" in page
    assert NAME not in page
    assert NAME not in facilitator.get(search).content.decode()


def test_without_contacts_a_personal_link_works_as_before(whole: Lived, client: Client) -> None:
    PersonalLink.objects.filter(participant=whole.person).update(revoked_at=None)
    whole.person.devices.all().delete()

    gone(whole.board, Destroyable.CONTACTS)
    came = client.post(reverse("personal_link", args=[whole.token]), follow=True)

    assert came.status_code == 200
    assert "The board has ended." in came.content.decode()


def test_without_what_was_said_every_page_of_the_desk_still_opens(
    whole: Lived, facilitator: Client
) -> None:
    gone(whole.board, Destroyable.DATA)

    for name in (
        "desk_board", "desk_everything", "desk_stream", "desk_people", "desk_charts",
        "desk_participation_statement", "desk_transcripts", "desk_ending", "desk_verdicts",
        "desk_audit", "desk_collected", "desk_destruction_days",
    ):  # fmt: skip
        assert facilitator.get(reverse(name, args=["cop"])).status_code == 200, name
    assert not Reply.objects.filter(board=whole.board).exists()
    assert not default_storage.exists(f"boards/{whole.board.pk}/{whole.file.pk}")


def test_without_what_was_said_nothing_tells_what_somebody_chose(whole: Lived) -> None:
    gone(whole.board, Destroyable.DATA)

    theirs = Membership.objects.filter(participant=whole.person)
    held = theirs.current().get()
    assert (held.segment.value, held.provenance) == ("health", "roster")
    assert held.routed_by is None
    assert not theirs.told_by_answers().exists()


def test_who_is_quoted_in_the_guide_may_still_be_hidden_there(whole: Lived) -> None:
    gone(whole.board, Destroyable.DATA)

    assert Quotation.objects.get().kind == QuotedIn.WORDING


@pytest.mark.parametrize(
    ("day", "now"),
    [
        (None, AFTER),
        (date(2021, 4, 7), AFTER),
        (date(2021, 4, 2), factories.ENDS_AT + factories.DAY),
    ],
    ids=["no day", "too early", "the board still runs"],
)
def test_nothing_is_destroyed_before_its_day_or_while_people_write(
    whole: Lived, day: date | None, now
) -> None:
    Board.objects.update(destroy_data_on=day)
    by = factories.facilitator(whole.board).user

    with pytest.raises(Refused):
        confirm_destruction(board=whole.board, what=Destroyable.DATA, by=by, now=now)

    assert Reply.objects.filter(board=whole.board).exists()


def test_a_facilitator_types_the_title_and_gets_a_receipt(
    whole: Lived, facilitator: Client
) -> None:
    days = reverse("desk_destruction_days", args=["cop"])
    page = reverse("desk_destroying", args=["cop"]) + "?what=contacts"
    assert page in facilitator.get(days).content.decode()
    asked = facilitator.get(page).content.decode()
    assert "<dt>Addresses</dt><dd>2</dd>" in asked

    wrong = facilitator.post(page, {"title": "Another board"})
    assert wrong.status_code == 422
    assert "That is not the title of this board." in wrong.content.decode()
    done = facilitator.post(page, {"title": "communities  of practice"})

    receipt = Destruction.objects.get()
    assert done["Location"] == reverse("desk_destruction_receipt", args=["cop", receipt.pk])
    shown = facilitator.get(done["Location"]).content.decode()
    text = facilitator.get(done["Location"] + "text/").content.decode()
    for words in ("Addresses", "6 April 2021", "The facilitator", str(receipt.pk)):
        assert words in shown
        assert words in text
    for personal in (NAME, ADDRESS, "Calm Elm"):
        assert personal not in shown + text
    assert facilitator.get(page)["Location"] == days


def test_what_was_destroyed_is_not_brought_back(whole: Lived) -> None:
    by = factories.facilitator(whole.board)
    for what in Destroyable:
        destroy(board=whole.board.pk, what=what, at=AFTER)
    person = whole.person
    given: dict[str, Any] = {"by": by.user, "now": AFTER}

    for bring_back in (
        lambda: correct_name(participant=person, name=NAME, **given),
        lambda: correct_address(participant=person, email=ADDRESS, **given),
        lambda: invite_person(board=whole.board, name=NAME, email="", segments=(), **given),
        lambda: enter_for(
            participant=person, question=whole.question, content=AnswerContent("answerwords"),
            provenance=Provenance(Channel.EMAIL, factories.NOW, ""), staff=by, now=AFTER,
        ),
    ):  # fmt: skip
        with pytest.raises(Refused, match="has destroyed"):
            bring_back()


@pytest.mark.parametrize("what", [Destroyable.KEY, Destroyable.CONTACTS])
def test_where_something_came_from_is_not_noted_anew(
    whole: Lived, facilitator: Client, what: Destroyable
) -> None:
    version = whole.board.consent_versions.get()
    silent = factories.participant(whole.board, name="", email="", consented=False)
    came_from = Provenance(Channel.EMAIL, factories.NOW, f"Letter of {NAME}, {ADDRESS}")
    given: dict[str, Any] = {
        "participant": silent, "staff": factories.facilitator(whole.board), "now": AFTER,
    }  # fmt: skip
    destroy(board=whole.board.pk, what=what, at=AFTER)
    agreed = dict.fromkeys(version.statements.all(), True)

    for bring_back in (
        lambda: enter_consent_for(version=version, answers=agreed, provenance=came_from, **given),
        lambda: enter_for(
            question=whole.question, content=AnswerContent("."), provenance=came_from, **given
        ),
    ):
        with pytest.raises(Refused, match="has destroyed") as refused:
            bring_back()
        assert refused.value.field == "source"
    enter_consent_for(
        version=version, answers=agreed, provenance=replace(came_from, source=""), **given
    )


def test_the_board_says_that_the_day_has_come(whole: Lived, facilitator: Client) -> None:
    words = "The day has come on which something is to be destroyed."
    assert words in facilitator.get("/desk/cop/").content.decode()

    for what in Destroyable:
        gone(whole.board, what)

    assert words not in facilitator.get("/desk/cop/").content.decode()
