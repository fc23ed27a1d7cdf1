"""Something of a board is destroyed for good: who was who, the addresses, or all that was said."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as say

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from bulletin.media.models import MediaFile
from bulletin.media.removing import remove
from bulletin.outbox.enums import Reason
from bulletin.outbox.models import Mail, Notice
from bulletin.privacy import ledger
from bulletin.privacy.enums import Destroyable
from bulletin.privacy.models import Destruction
from bulletin.privacy.scrubbing import scrubbing
from moderation.enums import QuotedIn, TranscriptNames
from moderation.models import Coding, Note, Passage, Quotation, Star, Statement, Transcript
from moderation.participation import figures
from moderation.transcripts.actions import remove_for_good
from participants.actions.redacting import destroy_beneath
from participants.actions.routing import forget_answers
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
from sessions.actions.destroying import date_of
from sessions.actions.errors import Refused
from sessions.actions.staging import locked_board
from sessions.enums import Identity
from sessions.models import Board

Go = Callable[[QuerySet[Any], datetime, UUID | None], object]
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
    """Rows of a board that hold something which goes. `go` is told when and by whom; without one,
    they go with what stands before or behind them."""

    key: str
    label: Any
    rows: Callable[[Board], QuerySet[Any]]
    go: Go | None = None


def _emptied(**columns: Any) -> Go:
    return lambda rows, _at, _by: rows.update(**columns)


def _deleted(rows: QuerySet[Any], at: datetime, by: UUID | None) -> object:
    return rows.delete()


def _transcripts_removed(rows: QuerySet[Transcript], at: datetime, by: UUID | None) -> object:
    return remove_for_good(transcripts=rows, now=at)


def _files_removed(rows: QuerySet[MediaFile], at: datetime, by: UUID | None) -> object:
    return remove(rows)


def _notices_dropped(rows: QuerySet[Notice], at: datetime, by: UUID | None) -> object:
    rows.filter(sent_at=None, expired_at=None, dropped_at=None).update(
        dropped_at=at, dropped_why=Reason.NO_ADDRESS, held_why=""
    )
    return rows.update(secret="")


def _destroyed_beneath(rows: QuerySet[Redaction], at: datetime, by: UUID | None) -> object:
    """A backup may not know who confirmed it: then whoever hid the words stands for them."""
    known = by if by and User.objects.filter(pk=by).exists() else None
    return destroy_beneath(rows, by=known or F("made_by"), now=at)


def _routes_forgotten(rows: QuerySet[Membership], at: datetime, by: UUID | None) -> None:
    forget_answers(rows, now=at)


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
    _emptied(user=None),
)
_ABSENCES = Doomed(
    "absences",
    say("Notes on why somebody could not take part"),
    lambda b: _people(b).exclude(cannot_take_part_why=""),
    _emptied(cannot_take_part_why=""),
)
_EXTENSIONS = Doomed(
    "extensions",
    say("Notes on why somebody had more time"),
    lambda b: Extension.objects.filter(participant__board=b).exclude(reason=""),
    _emptied(reason=""),
)
_DEACTIVATIONS = Doomed(
    "deactivations",
    say("Notes on why somebody lost their place"),
    lambda b: _people(b).exclude(deactivated_why=""),
    _emptied(deactivated_why=""),
)
_THANKS = Doomed(
    "thanks",
    say("Notes on why somebody is given other thanks"),
    lambda b: Thanks.objects.filter(participant__board=b).exclude(reason=""),
    _emptied(reason=""),
)
_CONSENT_SOURCES = Doomed(
    "consent_sources",
    say("Notes on where a consent came from"),
    lambda b: Consent.objects.filter(participant__board=b).exclude(source=""),
    _emptied(source=""),
)
_REPLY_SOURCES = Doomed(
    "reply_sources",
    say("Notes on where an entered answer came from"),
    lambda b: ReplyVersion.objects.filter(reply__board=b).exclude(source=""),
    _emptied(source=""),
)
_NAMED_TRANSCRIPTS = Doomed(
    "transcripts",
    say("Transcripts with names"),
    lambda b: _transcripts(b).filter(identity__in=NAMED),
    _transcripts_removed,
)
_NOTES_ON_PEOPLE = (_ABSENCES, _EXTENSIONS, _DEACTIVATIONS, _THANKS)
# In the order in which they go: what hangs on something before that.
GOES: dict[Destroyable, tuple[Doomed, ...]] = {
    Destroyable.KEY: (
        Doomed("names", say("Names"), lambda b: _people(b).exclude(name=""), _emptied(name="")),
        _ACCOUNTS,
        *_NOTES_ON_PEOPLE,
        _CONSENT_SOURCES,
        _REPLY_SOURCES,
        Doomed(
            "file_names",
            say("Names of files that people sent"),
            lambda b: _sent_files(b).exclude(uploaded_name=""),
            _emptied(uploaded_name=""),
        ),
        Doomed(
            "beneath",
            say("What was written beneath hidden words"),
            lambda b: Redaction.objects.standing().filter(version__reply__board=b),
            _destroyed_beneath,
        ),
        _NAMED_TRANSCRIPTS,
    ),
    Destroyable.CONTACTS: (
        Doomed(
            "addresses",
            say("Addresses"),
            lambda b: _people(b).exclude(email=""),
            _emptied(email=""),
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
            _emptied(proved_address=""),
        ),
        Doomed(
            "codes",
            say("Codes for a device"),
            lambda b: EntryCode.objects.filter(participant__board=b),
            _deleted,
        ),
        Doomed(
            "mails",
            say("Addresses of mails that were sent"),
            lambda b: Mail.objects.filter(
                ~Q(address="") | ~Q(last_error=""),
                board=b.pk,
                recipient__in=_people(b).values("pk"),
            ),
            _emptied(address="", last_error=""),
        ),
        Doomed("notices", say("Mails that were still to be sent"), _unsent, _notices_dropped),
    ),
    Destroyable.DATA: (
        Doomed(
            "verdicts",
            say("Answers to whether the report is right"),
            lambda b: Verdict.objects.filter(findings__board=b),
            _deleted,
        ),
        Doomed(
            "findings",
            say("The report on the board"),
            lambda b: Findings.objects.filter(board=b),
            _deleted,
        ),
        Doomed(
            "statements",
            say("Statements for a summary"),
            lambda b: Statement.objects.filter(board=b),
            _deleted,
        ),
        Doomed(
            "passages",
            say("Collected passages"),
            lambda b: Passage.objects.filter(version__reply__board=b),
            _deleted,
        ),
        Doomed(
            "quotations",
            say("Places where an erased person was quoted in any of this"),
            lambda b: Quotation.objects.filter(participant__board=b, kind__in=QUOTED_IN),
            _deleted,
        ),
        Doomed(
            "quotes",
            say("Quotations above replies"),
            lambda b: Quote.objects.filter(version__reply__board=b),
            _deleted,
        ),
        Doomed(
            "mentions",
            say("Names that replies speak to"),
            lambda b: Mention.objects.filter(version__reply__board=b),
            _deleted,
        ),
        Doomed(
            "resonances",
            say("What rang true for whom"),
            lambda b: Resonance.objects.filter(reply__board=b),
            _deleted,
        ),
        Doomed("notes", say("Notes of staff"), lambda b: Note.objects.filter(board=b), _deleted),
        Doomed(
            "drafts",
            say("Drafts"),
            lambda b: Draft.objects.filter(participant__board=b),
            _deleted,
        ),
        Doomed(
            "skips",
            say("Questions passed over"),
            lambda b: Skip.objects.filter(participant__board=b),
            _deleted,
        ),
        *_NOTES_ON_PEOPLE,
        Doomed(
            "calls", say("Calls for staff"), lambda b: Call.objects.filter(reply__board=b), _deleted
        ),
        Doomed(
            "codings",
            say("Codes on what was said"),
            lambda b: Coding.objects.filter(version__reply__board=b),
            _deleted,
        ),
        Doomed("stars", say("Stars"), lambda b: Star.objects.filter(reply__board=b), _deleted),
        Doomed(
            "redactions",
            say("Hidden words, with what was written beneath"),
            lambda b: Redaction.objects.filter(version__reply__board=b),
            _deleted,
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
            _deleted,
        ),
        Doomed(
            "routes",
            say("Segments that an answer gave or took away"),
            lambda b: Membership.objects.told_by_answers().filter(participant__board=b),
            _routes_forgotten,
        ),
        Doomed("files", say("Files that people sent"), _sent_files, _files_removed),
        Doomed("transcripts", say("Transcripts"), _transcripts, _transcripts_removed),
    ),
}


def counts_of(board: Board, what: Destroyable) -> dict[str, int]:
    """How many rows of each sort would go now; what there is none of is left out."""
    counted = {one.key: one.rows(board).count() for one in GOES[what]}
    return {key: number for key, number in counted.items() if number}


def may_be_destroyed(board: Board, what: Destroyable, now: datetime) -> bool:
    """Its day has come, nobody writes any more, and it is still there."""
    day = date_of(board, what)
    return (
        day is not None
        and board.is_launched(now)
        and board.grace_is_over(now)
        and day <= now.astimezone(board.zone).date()
        and not Destruction.objects.filter(board=board.pk, what=what).exists()
    )


@transaction.atomic
def confirm_destruction(*, board: Board, what: Destroyable, by: User, now: datetime) -> Destruction:
    """It is destroyed, and the ledger and the trail say so. Raises Refused before its day."""
    board = locked_board(board)
    if not may_be_destroyed(board, what, now):
        raise Refused(_("That cannot be destroyed now: its day has not come, or it is gone."))
    receipt = destroy(board=board.pk, what=what, at=now, by=by.pk)
    assert receipt is not None
    Entry.objects.record(
        "board_destruction", now=now, actor=by.pk, board=board.pk, subject=board, which=what.value
    )
    ledger.write(ledger.Line(kind_of(what), board.pk, now, by.pk))
    return receipt


def kind_of(what: Destroyable) -> str:
    """What the ledger of erasures calls it."""
    return f"board_{what.value}"


def destroy_again(what: Destroyable, line: ledger.Line) -> bool:
    """What was destroyed since a backup was made is destroyed in what came back with it."""
    there = Board.objects.filter(pk=line.subject).first()
    if there is None:
        return False
    came_back = bool(counts_of(there, what))
    destroy(board=line.subject, what=what, at=line.at, by=line.by)
    return came_back


@transaction.atomic
def destroy(
    *, board: UUID, what: Destroyable, at: datetime, by: UUID | None = None
) -> Destruction | None:
    """What is still there of it goes, whatever went before; the first receipt stays.

    Needs nothing but what a ledger keeps, so that a restored backup can be treated anew. None
    where there is no such board. Files go once the transaction is certain.
    """
    here = Board.objects.select_for_update(no_key=True).filter(pk=board).first()
    if here is None:
        return None
    # Whoever answers holds their own place: nobody writes meanwhile.
    bool(_people(here).select_for_update(no_key=True).order_by("pk").values_list("pk"))
    counts = {"went": counts_of(here, what), "figures": _figures(here, at)}
    with scrubbing():
        for one in GOES[what]:
            if one.go:
                one.go(one.rows(here), at, by)
        if what == Destroyable.KEY:
            _name_by_pseudonym(here)
    receipt, _made = Destruction.objects.get_or_create(
        board=board, what=what, defaults={"at": at, "by": by, "counts": counts}
    )
    return receipt


def _figures(board: Board, at: datetime) -> list[tuple[str, int]]:
    """Who took part, in numbers, as it could be counted before."""
    return [(str(label), number) for label, number in figures(board, at).lines()]


def _name_by_pseudonym(board: Board) -> None:
    """Nobody is left to be shown under another name."""
    board.identity_peers = board.identity_staff = board.identity_exports = Identity.PSEUDONYM
    board.save(update_fields=["identity_peers", "identity_staff", "identity_exports"])


def gone_from(board: UUID) -> dict[Destroyable, Destruction]:
    """The receipts that there are."""
    found: Iterable[Destruction] = Destruction.objects.filter(board=board)
    return {Destroyable(one.what): one for one in found}
