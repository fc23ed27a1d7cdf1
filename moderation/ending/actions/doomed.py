"""What goes of a board as one of the three things on it is destroyed (ADR 37)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as say

from bulletin.media.models import MediaFile
from bulletin.outbox.models import Mail, Notice
from bulletin.privacy.enums import Destroyable
from moderation.ending.actions.going import (
    Go,
    deleted,
    destroyed_beneath,
    emptied,
    files_removed,
    notices_dropped,
    routes_forgotten,
    transcripts_removed,
)
from moderation.enums import QuotedIn, TranscriptNames
from moderation.models import Coding, Note, Passage, Quotation, Star, Statement, Transcript
from participants.models import (
    AnswerValue,
    Call,
    Consent,
    Device,
    Draft,
    EntryCode,
    Extension,
    Findings,
    Membership,
    Mention,
    Participant,
    Quote,
    Redaction,
    Reply,
    ReplyVersion,
    Resonance,
    Skip,
    Thanks,
    Verdict,
)
from sessions.models import Board

# Texts that go with what was said; who is quoted in one that stays may still be hidden there.
QUOTED_IN = (
    QuotedIn.REPLY,
    QuotedIn.REJECTION,
    QuotedIn.NOTE,
    QuotedIn.STATEMENT,
    QuotedIn.FINDINGS,
    QuotedIn.VERDICT,
)
NAMED = (TranscriptNames.REAL_NAME, TranscriptNames.FIRST_NAME)


@dataclass(frozen=True)
class Doomed:
    """Rows of a board that hold something which goes; without a `go`, they go with what stands
    before or behind them."""

    key: str
    label: Any
    rows: Callable[[Board], QuerySet[Any]]
    go: Go | None = None


def _people(board: Board) -> QuerySet[Participant]:
    return Participant.objects.filter(board=board)


def _sent_files(board: Board) -> QuerySet[MediaFile]:
    """All but what the guide shows."""
    return MediaFile.objects.filter(board=board.pk, key="")


def _transcripts(board: Board) -> QuerySet[Transcript]:
    return Transcript.objects.filter(board=board, removed_at=None)


def _unsent(board: Board) -> QuerySet[Notice]:
    owed = Q(sent_at=None, expired_at=None, dropped_at=None) | ~Q(secret="")
    return Notice.objects.filter(owed, board=board.pk, recipient__in=_people(board).values("pk"))


# What goes with more than one of the three: notes of staff may hold names and addresses.
_ACCOUNTS = Doomed(
    "accounts",
    say("People joined to an account"),
    lambda b: _people(b).exclude(user=None),
    emptied(user=None),
)
_ABSENCES = Doomed(
    "absences",
    say("Notes on why somebody could not take part"),
    lambda b: _people(b).exclude(cannot_take_part_why=""),
    emptied(cannot_take_part_why=""),
)
_EXTENSIONS = Doomed(
    "extensions",
    say("Notes on why somebody had more time"),
    lambda b: Extension.objects.filter(participant__board=b).exclude(reason=""),
    emptied(reason=""),
)
_DEACTIVATIONS = Doomed(
    "deactivations",
    say("Notes on why somebody lost their place"),
    lambda b: _people(b).exclude(deactivated_why=""),
    emptied(deactivated_why=""),
)
_THANKS = Doomed(
    "thanks",
    say("Notes on why somebody is given other thanks"),
    lambda b: Thanks.objects.filter(participant__board=b).exclude(reason=""),
    emptied(reason=""),
)
_CONSENT_SOURCES = Doomed(
    "consent_sources",
    say("Notes on where a consent came from"),
    lambda b: Consent.objects.filter(participant__board=b).exclude(source=""),
    emptied(source=""),
)
_REPLY_SOURCES = Doomed(
    "reply_sources",
    say("Notes on where an entered answer came from"),
    lambda b: ReplyVersion.objects.filter(reply__board=b).exclude(source=""),
    emptied(source=""),
)
_NAMED_TRANSCRIPTS = Doomed(
    "transcripts",
    say("Transcripts with names"),
    lambda b: _transcripts(b).filter(identity__in=NAMED),
    transcripts_removed,
)
_NOTES_ON_PEOPLE = (_ABSENCES, _EXTENSIONS, _DEACTIVATIONS, _THANKS)
# In the order in which they go: what hangs on something before that.
GOES: dict[Destroyable, tuple[Doomed, ...]] = {
    Destroyable.KEY: (
        Doomed("names", say("Names"), lambda b: _people(b).exclude(name=""), emptied(name="")),
        _ACCOUNTS,
        *_NOTES_ON_PEOPLE,
        _CONSENT_SOURCES,
        _REPLY_SOURCES,
        Doomed(
            "file_names",
            say("Names of files that people sent"),
            lambda b: _sent_files(b).exclude(uploaded_name=""),
            emptied(uploaded_name=""),
        ),
        Doomed(
            "beneath",
            say("What was written beneath hidden words"),
            lambda b: Redaction.objects.standing().filter(version__reply__board=b),
            destroyed_beneath,
        ),
        _NAMED_TRANSCRIPTS,
    ),
    Destroyable.CONTACTS: (
        Doomed(
            "addresses",
            say("Addresses"),
            lambda b: _people(b).exclude(email=""),
            emptied(email=""),
        ),
        _ACCOUNTS,
        *_NOTES_ON_PEOPLE,
        _CONSENT_SOURCES,
        _REPLY_SOURCES,
        _NAMED_TRANSCRIPTS,
        Doomed(
            "devices",
            say("Devices that had proved an address"),
            lambda b: Device.objects.filter(participant__board=b).exclude(proved_address=""),
            emptied(proved_address=""),
        ),
        Doomed(
            "codes",
            say("Codes for a device"),
            lambda b: EntryCode.objects.filter(participant__board=b),
            deleted,
        ),
        Doomed(
            "mails",
            say("Addresses of mails that were sent"),
            lambda b: Mail.objects.filter(
                ~Q(address="") | ~Q(last_error=""),
                board=b.pk,
                recipient__in=_people(b).values("pk"),
            ),
            emptied(address="", last_error=""),
        ),
        Doomed("notices", say("Mails that were still to be sent"), _unsent, notices_dropped),
    ),
    Destroyable.DATA: (
        Doomed(
            "verdicts",
            say("Answers to whether the report is right"),
            lambda b: Verdict.objects.filter(findings__board=b),
            deleted,
        ),
        Doomed(
            "findings",
            say("The report on the board"),
            lambda b: Findings.objects.filter(board=b),
            deleted,
        ),
        Doomed(
            "statements",
            say("Statements for a summary"),
            lambda b: Statement.objects.filter(board=b),
            deleted,
        ),
        Doomed(
            "passages",
            say("Collected passages"),
            lambda b: Passage.objects.filter(version__reply__board=b),
            deleted,
        ),
        Doomed(
            "quotations",
            say("Places where an erased person was quoted in any of this"),
            lambda b: Quotation.objects.filter(participant__board=b, kind__in=QUOTED_IN),
            deleted,
        ),
        Doomed(
            "quotes",
            say("Quotations above replies"),
            lambda b: Quote.objects.filter(version__reply__board=b),
            deleted,
        ),
        Doomed(
            "mentions",
            say("Names that replies speak to"),
            lambda b: Mention.objects.filter(version__reply__board=b),
            deleted,
        ),
        Doomed(
            "resonances",
            say("What rang true for whom"),
            lambda b: Resonance.objects.filter(reply__board=b),
            deleted,
        ),
        Doomed("notes", say("Notes of staff"), lambda b: Note.objects.filter(board=b), deleted),
        Doomed(
            "drafts",
            say("Drafts"),
            lambda b: Draft.objects.filter(participant__board=b),
            deleted,
        ),
        Doomed(
            "skips",
            say("Questions passed over"),
            lambda b: Skip.objects.filter(participant__board=b),
            deleted,
        ),
        *_NOTES_ON_PEOPLE,
        Doomed(
            "calls", say("Calls for staff"), lambda b: Call.objects.filter(reply__board=b), deleted
        ),
        Doomed(
            "codings",
            say("Codes on what was said"),
            lambda b: Coding.objects.filter(version__reply__board=b),
            deleted,
        ),
        Doomed("stars", say("Stars"), lambda b: Star.objects.filter(reply__board=b), deleted),
        Doomed(
            "redactions",
            say("Hidden words, with what was written beneath"),
            lambda b: Redaction.objects.filter(version__reply__board=b),
            deleted,
        ),
        Doomed(
            "values",
            say("Choices, votes and marks"),
            lambda b: AnswerValue.objects.filter(version__reply__board=b),
        ),
        Doomed(
            "versions",
            say("Versions of what was said"),
            lambda b: ReplyVersion.objects.filter(reply__board=b),
        ),
        Doomed(
            "replies",
            say("Answers, comments and probes"),
            lambda b: Reply.objects.filter(board=b),
            deleted,
        ),
        Doomed(
            "routes",
            say("Segments that an answer gave or took away"),
            lambda b: Membership.objects.told_by_answers().filter(participant__board=b),
            routes_forgotten,
        ),
        Doomed("files", say("Files that people sent"), _sent_files, files_removed),
        Doomed("transcripts", say("Transcripts"), _transcripts, transcripts_removed),
    ),
}
