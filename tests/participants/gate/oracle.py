"""The gate a second time: DESIGN.md's rules 1, 2 and 9 in plain Python, one reply at a time.

Written from the text of the rules and slow on purpose. Each answer comes with its reasons,
so that a test can see not only that the two agree, but that each reason was once the only one.
"""

import uuid
from collections.abc import Iterator
from datetime import datetime

from participants.models import Consent, Participant, Reply
from sessions.enums import AfterDue, ObserverSight, Reveal, Role
from sessions.models import Question, StaffMember

from .reasons import Hides, HidesFromStaff, Reveals
from .stages import StageRules, by_now


class Oracle(StageRules):
    """What the rules say of a board's replies, its rows as they were when this was made."""

    # Rule 2: what a participant reads

    def why_hidden(self, reader: Participant, reply: Reply, now: datetime) -> set[Hides]:
        """Everything that keeps this reply from this participant; nothing: it is readable."""
        question = self.rows.questions[reply.question_id]
        outside = set(self._outside(reader, question, now))
        if reply.participant_id == reader.pk:
            return outside
        return outside | set(self._kept_from_others(reader, reply, now))

    def _outside(self, reader: Participant, question: Question, now: datetime) -> Iterator[Hides]:
        """Within what: the reader, and whether the question has come to exist for them."""
        yield from self._takes_no_part(reader, now)
        if question.current_version_id is None:
            yield Hides.QUESTION_UNPUBLISHED
        if self.why_not_opened(reader, self.rows.stages[question.stage_id], now):
            yield Hides.STAGE_NOT_OPENED
        if not self.included(reader, self.rows.question_segments[question.pk]):
            yield Hides.QUESTION_OF_OTHER_SEGMENTS
        if self.lacks_a_stage_summed_up(reader, question):
            yield Hides.STAGE_SUMMED_UP_LACKED

    def _takes_no_part(self, reader: Participant, now: datetime) -> Iterator[Hides]:
        if self.rows.board.archive_removed_at:
            yield Hides.ARCHIVE_REMOVED
        if not self._consented(reader, now):
            yield Hides.NO_CONSENT_IN_FORCE
        if reader.withdrawn_at:
            yield Hides.READER_WITHDREW
        if reader.deactivated_at:
            yield Hides.READER_DEACTIVATED
        if reader.erased_at:
            yield Hides.READER_ERASED
        if reader.in_reserve:
            yield Hides.READER_IN_RESERVE

    def _consented(self, reader: Participant, now: datetime) -> bool:
        """Given for a published version numbered at least the newest published material one."""
        published = [row for row in self.rows.consent_versions.values() if row.published_at]
        asked = max((row.number for row in published if row.material), default=0)
        enough = {row.pk for row in published if row.number >= asked}
        return any(
            consent.participant_id == reader.pk
            and consent.version_id in enough
            and by_now(consent.given_at, now)
            for consent in self.rows.consents
        )

    def _kept_from_others(
        self, reader: Participant, reply: Reply, now: datetime
    ) -> Iterator[Hides]:
        """Why those who did not write it may not read it."""
        question = self.rows.questions[reply.question_id]
        if question.hidden_at:
            yield Hides.QUESTION_HIDDEN
        if any(self.why_hidden(reader, above, now) for above in self.above(reply)):
            yield Hides.HANGS_ON_HIDDEN
        yield from (Hides(taken) for taken in _waits_or_was_taken_away(reply))
        if self._by_a_tester(reply) and not reader.tester:
            yield Hides.BY_A_TESTER
        if reply.private_to_id not in (None, reader.pk):
            yield Hides.PRIVATE
        if reply.private_to_id == reader.pk or self._staffs_in_own_thread(reader, reply):
            return
        if not self.why_revealed(reader, question, now):
            yield Hides.NOT_REVEALED
        if not self._of_ones_group(reader, reply):
            yield Hides.OF_ANOTHER_GROUP

    def above(self, reply: Reply) -> list[Reply]:
        """What a reply hangs on: its parent, what it was written to, what began the thread."""
        ids = {reply.parent_id, reply.in_reply_to_id, reply.thread_id} - {reply.pk}
        return [self.rows.replies[above] for above in ids if above]

    def _by_a_tester(self, reply: Reply) -> bool:
        return bool(reply.participant_id and self.rows.people[reply.participant_id].tester)

    def _staffs_in_own_thread(self, reader: Participant, reply: Reply) -> bool:
        thread = self.rows.replies[reply.thread_id]
        return bool(reply.staff_id) and thread.participant_id == reader.pk

    def _of_ones_group(self, reader: Participant, reply: Reply) -> bool:
        """The thread's author holds the reader's own value of the set that limits the question."""
        limit = self.rows.questions[reply.question_id].within_set_id
        if limit is None:
            return True
        author = self.rows.replies[reply.thread_id].participant_id
        values = self.rows.held_segments
        shared = values[reader.pk] & values[author] if author else set()
        return any(self.rows.segments[value].segment_set_id == limit for value in shared)

    # Rule 2: modes, past due, what was once readable

    def why_revealed(self, reader: Participant, question: Question, now: datetime) -> set[Reveals]:
        """Everything that opens others' replies to a question; nothing: they stay closed."""
        opens = set(self._opened_by_mode(reader, question, now))
        opens |= set(self._opened_past_due(reader, question, now))
        reading = self.rows.readings.get((reader.pk, question.pk))
        once = reading and reading.unlocked_at and not reading.locked_again_at
        if once and question.reveal != Reveal.NEVER:
            opens.add(Reveals.ONCE_READABLE)
        return opens

    def _opened_by_mode(
        self, reader: Participant, question: Question, now: datetime
    ) -> Iterator[Reveals]:
        if question.reveal == Reveal.ALWAYS:
            yield Reveals.ALWAYS
        if not self.answered(reader, question):
            return
        stage = self.rows.stages[question.stage_id]
        if question.reveal == Reveal.AFTER_ANSWER:
            yield Reveals.OWN_ANSWER
        if question.reveal == Reveal.AFTER_STAGE and not self.owes(reader, stage):
            yield Reveals.WHOLE_STAGE
        closes = stage.closes_at or self.rows.board.ends_at
        if question.reveal == Reveal.AFTER_CLOSE and by_now(closes, now):
            yield Reveals.CLOSED_STAGE
        if question.reveal == Reveal.ON_REVEAL and by_now(question.revealed_at, now):
            yield Reveals.FACILITATORS_REVEAL

    def _opened_past_due(
        self, reader: Participant, question: Question, now: datetime
    ) -> Iterator[Reveals]:
        stage = self.rows.stages[question.stage_id]
        if question.reveal not in (Reveal.AFTER_ANSWER, Reveal.AFTER_STAGE):
            return
        if now < self.own_due(reader, stage):
            return
        setting = self.rows.board.after_due
        if setting == AfterDue.EVERYONE:
            yield Reveals.DUE_FOR_EVERYONE
        if setting == AfterDue.CONTRIBUTORS and self.contributed(reader, stage):
            yield Reveals.DUE_FOR_CONTRIBUTORS
        if setting == AfterDue.ANSWERED and self.answered(reader, question):
            yield Reveals.DUE_FOR_ANSWERERS

    # Rules 2 and 9: what staff read

    def why_hidden_from_staff(self, member: StaffMember, reply: Reply) -> set[HidesFromStaff]:
        """Everything that keeps this reply from this staff member; nothing: it is readable."""
        reasons: set[HidesFromStaff] = set()
        if member.removed_at:
            reasons.add(HidesFromStaff.REMOVED)
        if member.role == Role.RECRUITER:
            reasons.add(HidesFromStaff.RECRUITER)
        if member.role == Role.OBSERVER:
            reasons |= set(self._kept_from_observers(reply))
        return reasons

    def _kept_from_observers(self, reply: Reply) -> Iterator[HidesFromStaff]:
        yield from (HidesFromStaff(taken) for taken in _waits_or_was_taken_away(reply))
        if self.rows.questions[reply.question_id].reveal == Reveal.NEVER:
            yield HidesFromStaff.NEVER_QUESTION
        if reply.private_to_id:
            yield HidesFromStaff.PRIVATE
        if self._by_a_tester(reply):
            yield HidesFromStaff.BY_A_TESTER
        if reply.participant_id:
            yield from self._author_keeps_observers_out(reply.participant_id)
        if any(set(self._kept_from_observers(above)) for above in self.above(reply)):
            yield HidesFromStaff.HANGS_ON_HIDDEN

    def _author_keeps_observers_out(self, author: uuid.UUID) -> Iterator[HidesFromStaff]:
        """By the consent the author gave last, and by their own answer about observers in it."""
        given = self._consents_given(author)
        if not given:
            yield HidesFromStaff.AUTHOR_GAVE_NO_CONSENT
            return
        if self.sights_consented_to(author)[-1] == ObserverSight.NONE:
            yield HidesFromStaff.CONSENT_KEEPS_OBSERVERS_OUT
        if (given[-1].pk, "observers") in self.rows.refused:
            yield HidesFromStaff.AUTHOR_KEEPS_OBSERVERS_OUT

    def _consents_given(self, author: uuid.UUID | None) -> list[Consent]:
        """By the number of their version, the first one first."""
        given = [row for row in self.rows.consents if row.participant_id == author and row.given_at]
        return sorted(given, key=lambda row: self.rows.consent_versions[row.version_id].number)

    def sights_consented_to(self, author: uuid.UUID | None) -> list[str]:
        """What each of those let observers see."""
        versions = self.rows.consent_versions
        return [versions[row.version_id].observers for row in self._consents_given(author)]


def _waits_or_was_taken_away(reply: Reply) -> Iterator[str]:
    if reply.held_at:
        yield "held"
    if reply.rejected_at:
        yield "rejected"
    if reply.concealed_at:
        yield "concealed"
