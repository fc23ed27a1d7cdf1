"""Turns a reply with its versions into the rows of a transcript."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from moderation.enums import Quotable, ReplyState
from moderation.kinds import KINDS
from moderation.models import Transcript
from moderation.transcripts.guide import Guide
from moderation.transcripts.names import Cast
from moderation.transcripts.record import Row, Value
from participants.models import Reply, ReplyVersion
from sessions.enums import Identity, Kind

PARTICIPANT = "participant"


@dataclass(slots=True)
class Telling:
    """Numbers replies as they come, in reading order, and makes their rows.

    Only the numbers of the thread at hand are kept: a parent stands before its children.
    """

    transcript: Transcript
    guide: Guide
    cast: Cast
    told: int = 0
    numbers: dict[uuid.UUID, int] = field(default_factory=dict)

    def rows_of(self, reply: Reply) -> Iterator[Row]:
        """One row for each version; a reply whose words are gone leaves one, without them."""
        self.told += 1
        if reply.parent_id is None:
            self.numbers.clear()
        self.numbers[reply.pk] = self.told
        versions = list(reply.versions.all())
        for version in versions[-1:] if self._is_gone(reply) else versions:
            yield self._row(reply, version, latest=version is versions[-1])

    def _row(self, reply: Reply, version: ReplyVersion, *, latest: bool) -> Row:
        return Row(
            reply=self.told,
            version=version.number,
            latest=latest,
            thread=self.numbers[reply.thread_id],
            parent=self._written_to(reply),
            kind=reply.kind,
            entry=reply.entry,
            late=reply.late,
            needs_reply=reply.needs_reply,
            state=self._states(reply),
            private_with=self._label(reply.private_to_id),
            **self._question(version),
            **self._author(reply),
            **self._content(reply, version),
            **self._moment(version),
        )

    def _written_to(self, reply: Reply) -> int | None:
        """The number of the reply that this one answers, wherever in the thread it hangs."""
        if reply.parent_id is None:
            return None
        answered = reply.in_reply_to_id
        return self.numbers.get(answered or reply.parent_id, self.numbers[reply.parent_id])

    def _question(self, version: ReplyVersion) -> dict[str, Any]:
        wording = self.guide.wordings[version.question_version_id]
        question = wording.question
        return {
            "stage": question.stage.key,
            "stage_title": question.stage.title,
            "question": question.key,
            "question_kind": question.kind,
            "question_version": wording.number,
            "prompt": wording.prompt,
        }

    def _author(self, reply: Reply) -> dict[str, Any]:
        if reply.participant_id is None:
            assert reply.staff_id is not None
            member = self.cast.staff[reply.staff_id]
            return {
                "author": member.display_name,
                "person": None,
                "role": member.role,
                "segments": {},
                "quoted": Quotable.NOT_ASKED,
            }
        person = self.cast.participants[reply.participant_id]
        return {
            "author": person.label,
            "person": self.cast.number_of(reply.participant_id),
            "role": PARTICIPANT,
            "segments": person.segments,
            "quoted": person.quoted,
        }

    def _content(self, reply: Reply, version: ReplyVersion) -> dict[str, Any]:
        if self._is_gone(reply):
            return {"words": "", "choices": "", "values": []}
        wording = self.guide.wordings[version.question_version_id]
        reading = KINDS[Kind(wording.question.kind)]
        values = list(version.values.all())
        return {
            "words": version.text,
            "choices": reading.in_words(wording, values),
            "values": [
                Value(key=cell.key, item=cell.item, number=cell.number, words=cell.words)
                for cell in reading.cells(wording, values)
            ],
        }

    def _moment(self, version: ReplyVersion) -> dict[str, Any]:
        entered_by = version.entered_by_id
        names_people = self.transcript.identity == Identity.REAL_NAME
        return {
            "said_at": version.said_at.astimezone(self._zone),
            "entered_at": version.submitted_at.astimezone(self._zone),
            "after_reading": version.after_reading,
            "channel": version.channel,
            "source": version.source if names_people else "",
            "entered_by": self.cast.staff[entered_by].display_name if entered_by else "",
        }

    def _states(self, reply: Reply) -> list[ReplyState]:
        holds = {
            ReplyState.HELD: reply.held_at is not None,
            ReplyState.REJECTED: reply.rejected_at is not None,
            ReplyState.CONCEALED: reply.concealed_at is not None,
            ReplyState.WITHDRAWN: reply.withdrawn_at is not None,
            ReplyState.ERASED: self._author_is_erased(reply),
        }
        return [state for state, applies in holds.items() if applies]

    def _is_gone(self, reply: Reply) -> bool:
        return reply.withdrawn_at is not None or self._author_is_erased(reply)

    def _author_is_erased(self, reply: Reply) -> bool:
        author = reply.participant_id
        return author is not None and self.cast.participants[author].is_erased

    def _label(self, participant: uuid.UUID | None) -> str:
        return self.cast.participants[participant].label if participant else ""

    @property
    def _zone(self) -> ZoneInfo:
        return self.transcript.board.zone
