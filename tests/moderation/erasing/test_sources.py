"""No text in which somebody can be quoted is left out of the search (rule 14)."""

from django.apps import apps
from django.db import models

from moderation.erasing.sources import SOURCES

# Model by model: why nothing of anybody is looked for in these fields.
NOT_SEARCHED = {
    "accounts.User": "who signs in, not what they write",
    "audit.Entry": "emptied by bulletin.audit.forgetting",
    "focus_sessions.Contact": "whom participants turn to",
    "focus_sessions.RunBy": "who runs the board",
    "focus_sessions.StaffMember": "what staff say of themselves",
    "moderation.MailTrial": "what a mail server said",
    "moderation.Quotation": "ids and ranges",
    "moderation.Transcript": "ids and choices; its file is removed",
    "outbox.Mail": "addresses and what a mail server said",
    "outbox.Notice": "ids and codes",
    "participants.AnswerValue": "with the reply",
    "participants.Device": "an address of whom it belongs to",
    "participants.Draft": "nobody but its author may read it (ADR 39)",
    "privacy.Destruction": "numbers",
    "privacy.Erasure": "ids",
}
# Field by field, in models that have others in which it is.
NOT_SEARCHED_FIELDS = {
    "focus_sessions.Board.accent": "a colour",
    "focus_sessions.Board.controller": "an organisation",
    "focus_sessions.Board.ethics_reference": "a reference",
    "focus_sessions.Board.holidays": "days",
    "focus_sessions.Board.language": "a code",
    "focus_sessions.Board.timezone": "a code",
    "focus_sessions.ConsentStatement.key": "a key",
    "focus_sessions.Question.key": "a key",
    "focus_sessions.QuestionItem.key": "a key",
    "focus_sessions.QuestionVersion.settings": "switches and numbers",
    "focus_sessions.SegmentSet.key": "a key",
    "focus_sessions.Stage.key": "a key",
    "media.MediaFile.checksum": "a checksum",
    "media.MediaFile.content_type": "a type",
    "media.MediaFile.key": "a key",
    "media.MediaFile.uploaded_name": "shown to nobody but who sent it and staff",
    "moderation.Statement.key": "a key",
    "participants.Participant.email": "whom it belongs to",
    "participants.Participant.language": "a code",
    "participants.Participant.name": "whom it belongs to",
    "participants.Participant.pseudonym": "whom it belongs to",
    "participants.Participant.timezone": "a code",
    "participants.ReplyVersion.html": "made of the text",
    "participants.ReplyVersion.original": "with the reply",
    "participants.ReplyVersion.text": "with the reply",
    "participants.Skip.why": "a choice",
}


def declared() -> set[str]:
    """Every text about which it is said whether an erasure empties it."""
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.local_fields
        if hasattr(field, "erasure")
        and isinstance(field, models.CharField | models.TextField | models.JSONField)
    }


def test_every_text_is_searched_or_it_is_said_why_not() -> None:
    searched = {
        f"{source.model._meta.label}.{name}"
        for source in SOURCES.values()
        for name in (*source.fields, *source.html.values())
    }
    left = {name for name in declared() - searched if name.rpartition(".")[0] not in NOT_SEARCHED}

    assert left == set(NOT_SEARCHED_FIELDS), "Give it a line in moderation/erasing/sources.py."
