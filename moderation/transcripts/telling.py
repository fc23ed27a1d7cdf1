"""Turns a reply with its versions into the rows of a transcript."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from bulletin.media.models import MediaFile
from moderation.enums import Quotable, ReplyState, TranscriptNames, TranscriptPart
from moderation.kinds import KINDS, Cell
from moderation.models import Transcript
from moderation.transcripts.filed import Filed, files_in_words
from moderation.transcripts.guide import Guide
from moderation.transcripts.names import Cast
from moderation.transcripts.record import Row, Value
from moderation.transcripts.selection import Selection
from moderation.transcripts.spoken_to import words_of
from participants.days import Openings, days_between
from participants.enums import ReplyKind
from participants.models import Reply, ReplyVersion
from sessions.enums import Kind
from sessions.models import QuestionVersion

PARTICIPANT = "participant"


@dataclass(slots=True)
class Telling:
    """Makes the rows of replies, each under its running number in `numbers`."""

    transcript: Transcript
    selection: Selection
    guide: Guide
    cast: Cast
    numbers: dict[uuid.UUID, int]
    openings: Openings
    filed: Filed = field(default_factory=Filed)

    def rows_of(self, reply: Reply) -> Iterator[Row]:
        """One row for each version; a reply whose words are gone leaves one, without them.

        None for a reply that was not yet chosen when the numbers were given.
        """
        versions = list(reply.versions.all())
        if reply.pk not in self.numbers or not versions:
            return
        one_alone = self._is_gone(reply) or not self.selection.holds(TranscriptPart.VERSIONS)
        for version in versions[-1:] if one_alone else versions:
            yield self._row(reply, version, latest=version is versions[-1])

    def _row(self, reply: Reply, version: ReplyVersion, *, latest: bool) -> Row:
        return Row(
            reply=self.numbers[reply.pk],
            version=version.number,
            latest=latest,
            thread=self.numbers.get(reply.thread_id),
            parent=self._written_to(reply),
            kind=reply.kind,
            entry=reply.entry,
            entry_date=self._entry_date(reply, version),
            late=reply.late,
            rings_true=0 if self._is_gone(reply) else reply.rings_true,  # type: ignore[attr-defined]  # of `with_resonance`
            needs_reply=reply.needs_reply,
            state=self._states(reply, version),
            private_with=self._label(reply.private_to_id),
            codes=self._codes(reply),
            **self._question(version),
            **self._author(reply),
            **self._content(reply, version),
            **self._moment(version),
        )

    def _entry_date(self, reply: Reply, version: ReplyVersion) -> date | None:
        question = self.guide.wordings[version.question_version_id].question
        person, anonymous = reply.participant_id, self.cast.names == TranscriptNames.ANONYMOUS
        if person is None or anonymous or reply.kind != ReplyKind.ANSWER or not question.is_daily:
            return None
        opened_at = self.openings.of(person, question.stage)
        days = days_between(question, opened_at, version.said_at)
        return days.day_of(reply.entry) if days else None

    def _written_to(self, reply: Reply) -> int | None:
        """The number of the reply that this one answers, wherever in the thread it hangs."""
        if reply.parent_id is None:
            return None
        answered = reply.in_reply_to_id or reply.parent_id
        return self.numbers.get(answered, self.numbers.get(reply.parent_id))

    def _codes(self, reply: Reply) -> list[str]:
        """Each code of any of its versions once, in the order of the codebook."""
        if not self.selection.holds(TranscriptPart.CODES):
            return []
        codes = {
            coding.code
            for version in reply.versions.all()
            if version.withdrawn_at is None or self._is_gone(reply)
            for coding in version.codings.all()
        }
        return [code.name for code in sorted(codes, key=lambda one: (one.position, one.name))]

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
            return self._staff(reply)
        person = self.cast.participants[reply.participant_id]
        return {
            "author": self.cast.label_of(reply.participant_id),
            "person": self.cast.number_of(reply.participant_id),
            "role": PARTICIPANT,
            "addressee": "",
            "addressee_person": None,
            "segments": person.segments,
            "quoted": person.quoted,
        }

    def _staff(self, reply: Reply) -> dict[str, Any]:
        assert reply.staff_id is not None
        to = reply.about  # type: ignore[attr-defined]  # of `selecting.with_whom`
        return {
            "author": self.cast.staff_label_of(reply.staff_id),
            "person": None,
            "role": self.cast.staff[reply.staff_id].role,
            "addressee": self._label(to),
            "addressee_person": self.cast.number_of(to) if to else None,
            "segments": {},
            "quoted": Quotable.NOT_ASKED,
        }

    def _content(self, reply: Reply, version: ReplyVersion) -> dict[str, Any]:
        if self._is_gone(reply) or version.withdrawn_at:
            return {"words": "", "choices": "", "values": []}
        wording = self.guide.wordings[version.question_version_id]
        reading = KINDS[Kind(wording.question.kind)]
        given = list(version.values.all())
        cells = reading.cells(wording, given)
        values = [self._value(cell, reply, wording) for cell in cells]
        return {
            "words": words_of(version, self.cast),
            "choices": reading.in_words(wording, given) or files_in_words(values),
            "values": values,
        }

    def _value(self, cell: Cell, reply: Reply, wording: QuestionVersion) -> Value:
        """An anonymised transcript names files and holds none: a picture may show who it is."""
        value = Value(
            key=cell.key,
            item=cell.item,
            number=cell.number,
            words=cell.words,
            across=cell.across,
            down=cell.down,
            file=self._name_of(cell.file, reply, wording) if cell.file else "",
        )
        anonymous = self.cast.names == TranscriptNames.ANONYMOUS
        return value.holding(cell.file) if cell.file and not anonymous else value

    def _name_of(self, file: MediaFile, reply: Reply, wording: QuestionVersion) -> str:
        author = self._label(reply.participant_id)
        return self.filed.name_of(file, author, self.guide.number_of(wording.question))

    def _moment(self, version: ReplyVersion) -> dict[str, Any]:
        """An anonymised transcript says the day of the board, and no time."""
        entered_by, said_at = version.entered_by_id, version.said_at.astimezone(self._zone)
        anonymous = self.cast.names == TranscriptNames.ANONYMOUS
        names_people = self.cast.names == TranscriptNames.REAL_NAME
        return {
            "day": (said_at.date() - self.transcript.board.starts_on).days + 1,
            "said_at": None if anonymous else said_at,
            "entered_at": None if anonymous else version.submitted_at.astimezone(self._zone),
            "after_reading": version.after_reading,
            "channel": version.channel,
            "source": version.source if names_people else "",
            "entered_by": self.cast.staff_label_of(entered_by) if entered_by else "",
        }

    def _states(self, reply: Reply, version: ReplyVersion) -> list[ReplyState]:
        holds = {
            ReplyState.HELD: reply.held_at is not None,
            ReplyState.REJECTED: reply.rejected_at is not None,
            ReplyState.CONCEALED: reply.concealed_at is not None,
            ReplyState.WITHDRAWN: bool(reply.withdrawn_at or version.withdrawn_at),
            ReplyState.ERASED: self._author_is_erased(reply),
        }
        return [state for state, applies in holds.items() if applies]

    def _is_gone(self, reply: Reply) -> bool:
        return reply.withdrawn_at is not None or self._author_is_erased(reply)

    def _author_is_erased(self, reply: Reply) -> bool:
        author = reply.participant_id
        return author is not None and self.cast.participants[author].is_erased

    def _label(self, participant: uuid.UUID | None) -> str:
        return self.cast.label_of(participant) if participant else ""

    @property
    def _zone(self) -> ZoneInfo:
        return self.transcript.board.zone
