"""What was submitted is never overwritten: the database itself refuses (rule 4)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from psycopg.errors import RestrictViolation

from bulletin.privacy.scrubbing import scrubbing
from participants.models import AnswerValue, Reply, ReplyVersion
from sessions.enums import Kind
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def a_choice() -> Reply:
    board = factories.board()
    question = factories.question(factories.stage(board), kind=Kind.SINGLE, options=["Yes", "No"])
    answer = factories.answer(factories.participant(board), question, "Because.")
    factories.value(answer, "yes")
    return answer


@pytest.mark.parametrize(
    "change",
    [
        {"text": "Something else."},
        {"text": ""},
        {"submitted_at": NOW + timedelta(seconds=1)},
        {"said_at": NOW + timedelta(seconds=1)},
        {"number": 2},
    ],
)
def test_a_submitted_version_cannot_be_overwritten(change: dict[str, Any]) -> None:
    version = a_choice().versions.get()

    with pytest.raises(IntegrityError, match="never overwritten") as refused, transaction.atomic():
        ReplyVersion.objects.filter(pk=version.pk).update(**change)

    assert isinstance(refused.value.__cause__, RestrictViolation)
    version.refresh_from_db()
    assert (version.text, version.number, version.submitted_at) == ("Because.", 1, NOW)


def test_a_version_cannot_be_moved_to_another_reply() -> None:
    version = a_choice().versions.get()
    other = factories.answer(factories.participant(version.reply.board), version.reply.question)

    with pytest.raises(IntegrityError, match="never overwritten"), transaction.atomic():
        ReplyVersion.objects.filter(pk=version.pk).update(reply=other, number=2)


def test_a_submitted_value_cannot_be_overwritten() -> None:
    value = AnswerValue.objects.get(version__reply=a_choice())
    other = value.version.question_version.items.get(key="no")

    with pytest.raises(IntegrityError, match="never overwritten"), transaction.atomic():
        AnswerValue.objects.filter(pk=value.pk).update(item=other)


def test_what_may_change_still_can() -> None:
    version = a_choice().versions.get()

    version.after_reading = True
    version.save()

    version.refresh_from_db()
    assert version.after_reading


def test_scrubbing_may_empty_the_words_and_shuts_the_hatch_behind_it() -> None:
    version = a_choice().versions.get()

    with scrubbing():
        ReplyVersion.objects.filter(pk=version.pk).update(text="")

    version.refresh_from_db()
    assert version.text == ""
    with pytest.raises(IntegrityError, match="never overwritten"), transaction.atomic():
        ReplyVersion.objects.filter(pk=version.pk).update(text="Restored.")
