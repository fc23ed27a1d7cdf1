"""Erasing one person leaves nothing of them, and everything of everybody else (rule 14)."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from bulletin import clock
from bulletin.accounts.factors import FRESH_FOR
from bulletin.audit.models import Entry
from bulletin.media.models import MediaFile
from bulletin.outbox.models import Mail, Notice
from bulletin.privacy.emptying import scrubbed_fields
from moderation.enums import OnQuotation, QuotedIn, TranscriptFormat, TranscriptNames
from moderation.erasing.actions import erase
from moderation.erasing.quoting import quoting
from moderation.models import Note, Quotation, Transcript
from moderation.transcripts.actions import ask_for_transcript, build
from participants.models import Mention, Participant, Quote, Reply, ReplyVersion, Resonance
from sessions.enums import Identity, Role
from sessions.models import Board, StaffMember
from tests import factories
from tests.moderation.erasing.life import EMAIL, NAME, PSEUDONYM, SAID, WORDS, Life
from tests.moderation.searching import found_in_database, found_in_files
from tests.participants.visits import text_of

pytestmark = pytest.mark.django_db
NOW = factories.NOW
# Nothing of a participant stands there.
OF_STAFF = {StaffMember}


def hide_all(life: Life) -> dict[UUID, OnQuotation]:
    return {one.target: OnQuotation.HIDE for one in quoting(life.person)}


def erased(life: Life, **choices: dict[UUID, OnQuotation]) -> None:
    by = factories.facilitator(life.board).user.pk
    assert erase(participant=life.person, now=NOW, by=by, choices=choices.get("choices", {}))


def ours() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if scrubbed_fields(model)]


def reached_from(model: type[models.Model]) -> set[type[models.Model]]:
    """Every model that hangs on this one, at whatever remove."""
    found, ahead = {model}, [model]
    while ahead:
        for relation in ahead.pop()._meta.get_fields(include_hidden=True):
            other: Any = relation.related_model
            if relation.auto_created and not relation.concrete and other not in found:
                found.add(other)
                ahead.append(other)
    return found


def test_everything_that_hangs_on_a_person_is_part_of_the_life_that_is_erased(life: Life) -> None:
    hanging = {model for model in reached_from(Participant) if scrubbed_fields(model)}

    assert len(hanging) > 8
    assert hanging - set(life.rows()) == set(), "Plant it in life.py, and let erasure reach it."
    assert set(ours()) - OF_STAFF == set(life.rows()), "Say whose it is, and let erasure reach it."
    assert [model for model, rows in life.rows().items() if not rows.exists()] == []


def test_every_field_that_is_declared_scrubbed_is_emptied(life: Life) -> None:
    planted = set(life.left())
    assert planted >= {f"{m._meta.label}.{f.name}" for m in life.rows() for f in scrubbed_fields(m)}

    erased(life)

    assert set(life.left()) - {"moderation.Transcript.file"} == set()


def test_nothing_says_any_more_whom_others_spoke_to_or_quoted_or_what_rang_true(
    life: Life,
) -> None:
    spoken_to = Mention.objects.get(participant=life.person).version
    assert spoken_to.text == f"And you, @{PSEUDONYM}?"
    assert spoken_to.reply_id not in {one.target for one in quoting(life.person)}

    erased(life)

    spoken_to.refresh_from_db()
    assert (spoken_to.text, spoken_to.original) == ("And you, […]?", "")
    assert not Mention.objects.exists()
    assert not Quote.objects.exists()
    assert not Resonance.objects.exists()


def test_nothing_of_them_is_found_anywhere_once_what_quotes_them_is_hidden(
    life: Life, facilitator: Client, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    sent = [Path(one.file.path) for one in MediaFile.objects.filter(upload__isnull=False)]
    before = {line.rpartition(": ")[2] for line in found_in_database(WORDS)}
    assert before == set(WORDS)
    assert hits(facilitator, "kindest") > 3
    assert found_in_files(WORDS)
    assert all(path.exists() for path in sent)

    with django_capture_on_commit_callbacks(execute=True):
        erased(life, choices=hide_all(life))

    assert found_in_database(WORDS) == []
    assert found_in_files(WORDS) == []
    assert [path for path in sent if path.exists()] == []
    assert hits(facilitator, "kindest") == 0


def hits(desk: Client, word: str) -> int:
    page = desk.get(reverse("desk_stream", args=["cop"]), {"words": word})
    return page.content.decode().count("<article")


def test_a_fresh_transcript_holds_nothing_of_them(life: Life) -> None:
    erased(life, choices=hide_all(life))
    member = factories.facilitator(life.board)

    for names in (TranscriptNames.REAL_NAME, TranscriptNames.PSEUDONYM):
        asked = ask_for_transcript(
            member=member, format=TranscriptFormat.JSON, identity=names, now=NOW
        )
        assert build(transcript=asked.pk, now=NOW)
        asked.refresh_from_db()
        told = Path(asked.file.path).read_text()
        assert json.loads(told)
        assert [word for word in WORDS if word.casefold() in told.casefold()] == []


def test_what_others_wrote_keeps_its_place_and_its_words(life: Life) -> None:
    spoken_to = Mention.objects.get(participant=life.person).version.reply_id
    others = Reply.objects.filter(participant=life.peer).exclude(pk=spoken_to)
    before = dict(others.values_list("pk", "current_version__text"))

    erased(life)

    assert dict(others.values_list("pk", "current_version__text")) == before
    assert life.comment.parent_id == life.answer.pk
    assert Reply.objects.get(pk=life.answer.pk).withdrawn_at is not None


def test_nothing_is_mailed_to_them_any_more(life: Life) -> None:
    assert Mail.objects.unfinished().filter(recipient=life.person.pk).exists()

    erased(life)

    assert not Mail.objects.unfinished().filter(recipient=life.person.pk).exists()
    assert not Notice.objects.open().filter(recipient=life.person.pk).exists()


def test_a_second_erasure_changes_nothing(life: Life) -> None:
    erased(life)
    entries = Entry.objects.count()

    assert not erase(participant=life.person, choices={}, now=NOW + factories.DAY, by=None)

    life.person.refresh_from_db()
    assert (life.person.erased_at, Entry.objects.count()) == (NOW, entries)


def test_two_of_one_board_are_erased(life: Life) -> None:
    erased(life)

    assert erase(participant=life.peer, choices={}, now=NOW, by=None)
    assert set(life.board.participants.values_list("pseudonym", flat=True)) == {""}


def test_whoever_signs_in_for_something_else_keeps_their_account(life: Life) -> None:
    elsewhere = factories.participant(factories.board(), user=life.person.user)

    erased(life)

    elsewhere.refresh_from_db()
    assert elsewhere.user is not None
    assert elsewhere.user.email == EMAIL


def test_a_value_that_says_who_reads_their_thread_is_kept(life: Life) -> None:
    sector = life.board.segment_sets.get()
    held = life.person.memberships.filter(segment_set=sector)
    life.question.within_set = sector
    life.question.save(update_fields=["within_set"])

    erased(life)

    assert held.count() == 1


def test_who_quotes_them_is_found_in_every_kind_of_text(life: Life) -> None:
    found = quoting(life.person)

    assert {one.kind for one in found} == set(QuotedIn)
    (comment,) = [one for one in found if one.target == life.comment.pk]
    assert [snippet.words for snippet in comment.snippets] == [
        "had the kindest heron of all",
        PSEUDONYM,
    ]


def test_fewer_words_in_a_row_are_anybodys(life: Life) -> None:
    reply = factories.comment(life.peer, life.answer, "It had the kindest heron, and a member.")

    assert reply.pk not in {one.target for one in quoting(life.person)}


def test_what_is_left_for_later_waits_on_a_list_and_holds_no_words(
    life: Life, facilitator: Client
) -> None:
    erased(life)
    page = reverse("desk_quotations", args=["cop"])

    assert Quotation.objects.waiting().count() == Quotation.objects.count() > len(QuotedIn)
    assert "kindest" not in str(list(Quotation.objects.values()))
    assert "for your decision" in text_of(facilitator.get(reverse("desk_ending", args=["cop"])))
    waiting = Quotation.objects.get(target=life.comment.pk)
    facilitator.post(page, {f"reply-{waiting.pk}": "hide"})

    hidden = ReplyVersion.objects.get(reply=life.comment)
    assert (hidden.text, hidden.original) == ("I like that it […], […].", "")
    assert not Quotation.objects.waiting().filter(target=life.comment.pk).exists()
    assert f"reply-{waiting.pk}" not in facilitator.get(page).content.decode()


def test_what_was_changed_meanwhile_is_looked_at_before_it_is_hidden(
    life: Life, facilitator: Client
) -> None:
    erased(life)
    factories.version(life.comment, "Something else by now.")
    life.comment.versions.filter(number=1).delete()

    page = reverse("desk_quotations", args=["cop"])
    waiting = Quotation.objects.get(target=life.comment.pk)
    answer = facilitator.post(page, {f"reply-{waiting.pk}": "hide"}, follow=True)
    assert "It has been changed since it was found" in answer.content.decode()
    facilitator.post(page, {f"reply-{waiting.pk}": "leave"})

    assert not Quotation.objects.waiting().filter(target=life.comment.pk).exists()


def test_looking_at_what_names_them_is_a_look_at_who_they_are(
    life: Life, facilitator: Client
) -> None:
    page = reverse("desk_erasure", args=["cop", life.person.pk])
    looks = Entry.objects.filter(action="identity_viewed", subject=life.person.pk)
    factories.comment(life.peer, life.answer, f"It is {NAME}.")
    Board.objects.update(identity_staff=Identity.REAL_NAME)
    assert f"<mark>{NAME}</mark>" in facilitator.get(page).content.decode()
    assert looks.count() == 0

    Board.objects.update(identity_staff=Identity.PSEUDONYM)
    assert f"<mark>{NAME}</mark>" in facilitator.get(page).content.decode()
    assert looks.count() == 1

    clock.move_to(NOW + FRESH_FOR + factories.HOUR)
    asked = facilitator.get(page)
    assert (asked.status_code, NAME in asked.content.decode()) == (403, False)
    assert looks.count() == 1


def test_the_pseudonym_must_be_typed(life: Life, facilitator: Client) -> None:
    page = reverse("desk_erasure", args=["cop", life.person.pk])
    shown = facilitator.get(page).content.decode()
    assert "<mark>had the kindest heron of all</mark>" in shown

    refused = facilitator.post(page, {"typed": "Somebody"})
    assert (refused.status_code, Participant.objects.get(pk=life.person.pk).erased_at) == (
        422,
        None,
    )
    done = facilitator.post(page, {"typed": PSEUDONYM.lower()})

    assert done.headers["Location"] == reverse("desk_erasure_receipt", args=["cop", life.person.pk])
    assert facilitator.get(page).headers["Location"] == done.headers["Location"]


def test_the_receipt_says_what_when_and_by_whom_and_nothing_personal(
    life: Life, facilitator: Client
) -> None:
    erased(life)

    page = facilitator.get(reverse("desk_erasure_receipt", args=["cop", life.person.pk]))
    text = facilitator.get(reverse("desk_erasure_receipt_text", args=["cop", life.person.pk]))

    told = text.content.decode()
    assert Entry.objects.get(action="person_erased").details["entries"] == 1
    assert "By: The facilitator" in told
    assert f"Reference: {life.person.pk}" in told
    assert "Files removed: 2" in told
    assert "Transcripts removed: 1" in told
    for shown in (told, page.content.decode()):
        assert [word for word in (NAME, PSEUDONYM, EMAIL, SAID) if word in shown] == []


def test_the_receipt_counts_as_waiting_what_the_list_shows(life: Life, facilitator: Client) -> None:
    erased(life)
    Note.objects.all().delete()

    page = facilitator.get(reverse("desk_erasure_receipt", args=["cop", life.person.pk]))

    listed = facilitator.get(reverse("desk_quotations", args=["cop"])).context["quoting"]
    assert page.context["receipt"].waiting == len(listed) == Quotation.objects.count() - 1


def test_a_reply_and_why_it_was_rejected_are_decided_on_as_two(life: Life) -> None:
    factories.reject(life.comment)
    Reply.objects.filter(pk=life.comment.pk).update(rejected_why=f"It names {NAME}.")

    erased(life, choices=hide_all(life))

    assert Entry.objects.get(action="person_erased").details["waiting"] == 0
    assert not Quotation.objects.waiting().exists()


@pytest.mark.parametrize("receipt", ["desk_erasure_receipt", "desk_erasure_receipt_text"])
def test_a_person_who_is_there_has_no_receipt(
    life: Life, facilitator: Client, receipt: str
) -> None:
    answer = facilitator.get(reverse(receipt, args=["cop", life.person.pk]))

    assert answer.headers["Location"] == reverse("desk_erasure", args=["cop", life.person.pk])


def test_pages_of_the_desk_say_that_somebody_is_erased(
    life: Life, facilitator: Client, at_desk: Callable[[Role], Client]
) -> None:
    erased(life)

    said = facilitator.get(reverse("desk_question", args=["cop", life.question.pk]))
    person = facilitator.get(reverse("desk_person", args=["cop", life.person.pk]))
    people = at_desk(Role.RECRUITER).get(reverse("desk_people", args=["cop"]))

    assert "It was said by somebody who is erased" in said.content.decode()
    assert "Someone erased" in person.content.decode()
    assert "Receipt of the erasure" in person.content.decode()
    assert "Someone erased" in people.content.decode()


def test_a_transcript_that_is_being_written_meanwhile_is_removed_when_it_is_done(
    life: Life,
) -> None:
    Transcript.objects.update(started_at=NOW - factories.HOUR, finished_at=None, checksum="")
    erased(life)
    Transcript.objects.update(finished_at=NOW - factories.HOUR, checksum="0")

    assert Transcript.objects.to_remove(now=NOW).count() == 1


def test_a_board_is_left_alone_where_the_ledger_cannot_be_written(
    life: Life, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "folder").mkdir()
    settings.LEDGER = tmp_path / "folder"

    with pytest.raises(IsADirectoryError):
        erased(life)

    life.person.refresh_from_db()
    assert life.person.name == NAME
