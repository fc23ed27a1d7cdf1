"""What was typed into a form, and what its other fields say of where that belongs."""

import uuid
from datetime import datetime

from django.http import QueryDict

from bulletin.text import plain
from bulletin.text.numbers import number_in
from participants.board.receiving import PRESSED
from participants.kinds.content import Fields, carried_over
from participants.models import Draft
from sessions.models import Question

_STEERING = {
    "csrfmiddlewaretoken",
    "entry",
    "version",
    "seen",
    "keep",
    "parent",
    "waited",
    "whose",
    "upload",
    *PRESSED,
}


def fields_in(posted: QueryDict, question: Question) -> Fields:
    """What was typed, as a draft keeps it: everything but what steers the form.

    What was typed into an older wording is carried over to the one in force.
    """
    fields = {
        name: [plain.storable(string) for string in posted.getlist(name)]
        for name in posted
        if name not in _STEERING
    }
    written_for = version_in(posted)
    if written_for == question.wording.pk:
        return fields
    return _carried(fields, written_for, question)


def draft_fields(draft: Draft, question: Question) -> Fields:
    return _carried(draft.fields, draft.question_version_id, question)


def _carried(fields: Fields, written_for: uuid.UUID | None, question: Question) -> Fields:
    old = question.versions.filter(pk=written_for).first() if written_for else None
    return carried_over(fields, old, question.wording) if old else fields


def moment_in(text: str) -> datetime | None:
    """The instant in a hidden field; None where there is none that can be read."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def version_in(posted: QueryDict) -> uuid.UUID | None:
    try:
        return uuid.UUID(posted.get("version", ""))
    except ValueError:
        return None


def entry_in(text: str | None) -> int | None:
    """The number of an entry in a field or an address; None where it is none."""
    return number_in(text or "", digits=3)
