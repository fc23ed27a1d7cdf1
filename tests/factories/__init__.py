"""Rows for tests, as plain functions: `from tests import factories`, `factories.board()`.

Each writes what it is told and nothing else: no action runs, no mail is owed, nothing is
unlocked, no `first_posted_at` is set. What is not named has the value in the signature; a
time that is not named is one of those in `moments`, all in UTC. What is numbered is numbered
within its board, so that the first participant of every board is Member 01.
"""

from .backroom import note, prepared_probe, seen, wish
from .boards import board, consent_version, facilitator, pause, staff, user
from .crowds import many_participants
from .dates import changed_date, changed_end, date_change
from .ending import destruction, findings, verdict
from .guides import question, segment, segment_set, stage
from .launching import announcement, thank_you
from .marks import code, coding, passage, star, statement
from .media import file_in, mark, picture, stimulus, upload
from .moments import DAY, ENDS_AT, HOUR, LAUNCHED_AT, NOW, OPENS_AT, STARTS_ON
from .people import consent, decline, extension, finish, member_of, participant, reading
from .replies import (
    answer,
    call,
    call_for_help,
    comment,
    conceal,
    hold,
    probe,
    redact,
    reject,
    value,
    version,
)
from .routes import routing_question
from .talk import mention, quote, resonance
from .work import mail, notice, swept

__all__ = [
    "DAY",
    "ENDS_AT",
    "HOUR",
    "LAUNCHED_AT",
    "NOW",
    "OPENS_AT",
    "STARTS_ON",
    "announcement",
    "answer",
    "board",
    "call",
    "call_for_help",
    "changed_date",
    "changed_end",
    "code",
    "coding",
    "comment",
    "conceal",
    "consent",
    "consent_version",
    "date_change",
    "decline",
    "destruction",
    "extension",
    "facilitator",
    "file_in",
    "findings",
    "finish",
    "hold",
    "mail",
    "many_participants",
    "mark",
    "member_of",
    "mention",
    "note",
    "notice",
    "participant",
    "passage",
    "pause",
    "picture",
    "prepared_probe",
    "probe",
    "question",
    "quote",
    "reading",
    "redact",
    "reject",
    "resonance",
    "routing_question",
    "seen",
    "segment",
    "segment_set",
    "staff",
    "stage",
    "star",
    "statement",
    "stimulus",
    "swept",
    "thank_you",
    "upload",
    "user",
    "value",
    "verdict",
    "version",
    "wish",
]
