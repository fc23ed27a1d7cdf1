"""What someone has typed and not submitted: kept for them on every device, never lost silently."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from participants.actions.posting import take_turns
from participants.kinds.content import Fields
from participants.models import Draft, Participant, Reply, ReplyVersion
from sessions.models import Question


@dataclass(frozen=True, slots=True)
class Box:
    """One box of one person: an entry's answer, or a comment under `parent`."""

    participant: Participant
    question: Question
    entry: int = 1
    parent: Reply | None = None

    def draft(self) -> Draft | None:
        return Draft.objects.filter(**self.names()).select_related("question_version").first()

    def names(self) -> dict[str, Any]:
        return {
            "participant": self.participant,
            "question": self.question,
            "entry": self.entry,
            "parent": self.parent,
        }

    def touched_at(self) -> datetime | None:
        """When this person last kept or submitted something here, on any device."""
        moments = [draft.saved_at] if (draft := self.draft()) else []
        submitted = self.submitted_at()
        return max([*moments, *([submitted] if submitted else [])], default=None)

    def submitted_at(self) -> datetime | None:
        """When an answer was last sent or corrected here; the box of a comment begins anew."""
        if self.parent is not None:
            return None
        versions = ReplyVersion.objects.filter(
            reply__in=Reply.objects.answers().filter(
                participant=self.participant, question=self.question, entry=self.entry
            )
        )
        last: datetime | None = versions.aggregate(last=Max("submitted_at"))["last"]
        return last


class NewerDraft(Exception):
    """Something newer stands in this box than the page that sent these words knew of."""


@transaction.atomic
def save_draft(
    *,
    participant: Participant,
    question: Question,
    fields: Fields,
    now: datetime,
    entry: int = 1,
    parent: Reply | None = None,
    seen: datetime | None = None,
) -> Draft | None:
    """Keep these fields as the one draft of this box, in place of the one the page knew.

    Emptied fields leave no draft, nor does anything once the board is over. `seen` is the last
    moment of this box that the page was made with (`Box.touched_at`). Raises NewerDraft, and
    keeps nothing, where another tab or device has kept or submitted something different since:
    the person is asked, so that neither is lost.
    """
    take_turns(participant)
    box = Box(participant, question, entry, parent)
    touched = box.touched_at()
    if touched is not None and (seen is None or touched > seen):
        draft = box.draft()
        if draft is None or draft.fields != fields:
            raise NewerDraft
        return draft
    if participant.board.grace_is_over(now):
        return box.draft()
    if not any(string.strip() for strings in fields.values() for string in strings):
        discard_draft(participant=participant, question=question, entry=entry, parent=parent)
        return None
    kept, _made = Draft.objects.update_or_create(
        **box.names(),
        defaults={
            "question_version": question.wording,
            "fields": fields,
            "saved_at": now,
        },
    )
    return kept


def discard_draft(
    *, participant: Participant, question: Question, entry: int = 1, parent: Reply | None = None
) -> None:
    """There is no draft in this box any more."""
    Draft.objects.filter(**Box(participant, question, entry, parent).names()).delete()
