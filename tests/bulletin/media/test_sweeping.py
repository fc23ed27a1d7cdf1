"""What is stored and belongs to nothing goes, and nothing else."""

import os
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.test import TestCase

from bulletin.media.models import MediaFile
from bulletin.media.removing import remove
from bulletin.media.sweeping import sweep_storage
from participants.actions.uploading import FORGOTTEN_AFTER, remove_forgotten
from participants.models import Draft
from participants.tasks import sweep_files
from sessions.enums import Kind
from sessions.studio.actions.arranging import add_question
from sessions.studio.actions.files import UNUSED_FOR, add_file, remove_unused
from tests import factories
from tests.bulletin.media import pictures
from tests.bulletin.media.test_documents import kept
from tests.sessions.studio.writing import save

pytestmark = pytest.mark.django_db
NOW = factories.NOW


@pytest.fixture(autouse=True)
def _empty(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def make_old(*names: str) -> None:
    before = (datetime.now(UTC) - timedelta(days=2)).timestamp()
    for name in names:
        os.utime(default_storage.path(name), (before, before))


def stored(name: str) -> str:
    return default_storage.save(name, ContentFile(b"x"))


def test_a_file_without_a_row_goes_after_a_day_and_one_with_a_row_stays():
    board = factories.board()
    file = factories.picture(board, "harbour")
    old, young = stored(f"boards/{board.pk}/old"), stored(f"boards/{board.pk}/young")
    forgotten, brought = stored("boards/gone/old-small"), stored("brought/old")
    other = stored("transcripts/old")
    make_old(old, forgotten, brought, other, str(file.file.name), str(file.small.name))

    assert sweep_storage(now=datetime.now(UTC)) == 3

    left = [
        name for name in (old, young, forgotten, brought, other) if default_storage.exists(name)
    ]
    assert left == [young, other]
    assert default_storage.exists(str(file.file.name))
    assert default_storage.exists(str(file.small.name))


@pytest.mark.parametrize("folder", ["boards/gone", "brought"])
def test_what_goes_meanwhile_keeps_nothing_else_from_going(folder, tmp_path):
    old = stored(f"{folder}/old")
    make_old(old)
    (tmp_path / folder / "listed").symlink_to("removed")

    assert sweep_storage(now=datetime.now(UTC)) == 1
    assert not default_storage.exists(old)


def test_the_task_finds_nothing_to_do_twice():
    make_old(stored("boards/gone/old"))

    assert (sweep_files(), sweep_files()) == (1, 0)


def test_what_was_taken_back_leaves_a_file_that_goes():
    board = factories.board()
    with transaction.atomic():
        add_file(board=board, harmless=kept(pictures.photo()), uploaded_name="a.jpg")
        transaction.set_rollback(True)
    left = default_storage.listdir(f"boards/{board.pk}")[1]
    make_old(*(f"boards/{board.pk}/{name}" for name in left))

    assert sweep_storage(now=datetime.now(UTC)) == len(left) == 2


def test_what_is_removed_goes_with_its_small_picture_once_that_stands():
    file = factories.picture(factories.board(), "harbour")

    with TestCase.captureOnCommitCallbacks(execute=True):
        remove([file])
        assert default_storage.exists(str(file.file.name))

    assert not MediaFile.objects.exists()
    assert not default_storage.exists(str(file.file.name))
    assert not default_storage.exists(str(file.small.name))


def test_what_a_guide_never_came_to_use_goes_after_a_month():
    board = factories.board()
    question = factories.question(factories.stage(board), kind=Kind.SINGLE, options=["One", "Two"])
    keys = ("unused", "looked-at", "beside-an-option", "being-written", "young")
    files = {key: factories.picture(board, key) for key in keys}
    theirs = factories.picture(board)
    MediaFile.objects.update(uploaded_at=NOW - UNUSED_FOR - timedelta(seconds=1))
    MediaFile.objects.filter(key="young").update(uploaded_at=NOW)
    factories.stimulus(question, files["looked-at"])
    question.wording.items.filter(text="One").update(picture=files["beside-an-option"])
    by = factories.facilitator(board).user
    new = add_question(stage=question.stage, kind=Kind.TEXT, by=by, now=NOW)
    save(new, stimuli=[{"file": "being-written", "alternative": ""}])

    with TestCase.captureOnCommitCallbacks(execute=True):
        assert remove_unused(now=NOW) == 1

    assert set(MediaFile.objects.values_list("key", flat=True)) == {*keys, ""} - {"unused"}
    assert MediaFile.objects.filter(pk=theirs.pk).exists()
    assert not default_storage.exists(str(files["unused"].file.name))


def test_what_was_sent_for_an_answer_and_forgotten_goes_after_a_day():
    board = factories.board()
    question = factories.question(factories.stage(board), kind=Kind.FILE)
    person, staff = factories.participant(board), factories.facilitator(board)
    answered = factories.file_in(factories.answer(person, question))
    drafted, forgotten = (factories.upload(person, question) for _each in range(2))
    by_staff = factories.upload(person, question, by=staff)
    MediaFile.objects.update(uploaded_at=NOW - FORGOTTEN_AFTER - timedelta(seconds=1))
    young = factories.upload(person, question, by=staff)
    MediaFile.objects.filter(pk=young.pk).update(uploaded_at=NOW)
    Draft.objects.create(
        participant=person,
        question=question,
        question_version=question.wording,
        fields={"file": [str(drafted.pk)]},
        saved_at=NOW,
    )

    assert (remove_forgotten(now=NOW), remove_forgotten(now=NOW)) == (2, 0)

    left = set(MediaFile.objects.all())
    assert left == {answered, drafted, young}
    assert not left & {forgotten, by_staff}
