"""One person is erased, and what others wrote of them is decided on (rule 14)."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import DataError, IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from bulletin.accounts.models import User
from bulletin.audit.forgetting import forget
from bulletin.audit.models import Entry
from bulletin.privacy import ledger
from bulletin.privacy.ledger import Line
from moderation.enums import OnQuotation, QuotedIn
from moderation.erasing.hiding import Changes, hide, hide_mentions, moved
from moderation.erasing.quoting import quoting
from moderation.models import Note, Quotation, Transcript
from moderation.transcripts.actions import remove
from participants.actions.erasing import erase_place, theirs
from participants.actions.posting import take_turns
from participants.models import Participant, Reply
from sessions.actions.errors import Refused
from sessions.actions.staging import hold
from sessions.models import StaffMember

KIND = "participant"

Choices = Mapping[UUID, OnQuotation]


@transaction.atomic
def erase(*, participant: Participant, choices: Choices, now: datetime, by: UUID | None) -> bool:
    """Nothing of them is left on this installation but tombstones, numbers and the ledger.

    `choices` says of each row that quotes them what becomes of it; what it does not name waits
    for a decision. False, and nothing changes, where they were erased before. Those of one board
    take turns, for each may change what others wrote.
    """
    hold(participant.board)
    spoken_to = 0 if participant.erased_at else _speak_to_nobody(participant, by, now)
    found = [] if participant.erased_at else quoting(participant)
    names = [participant.name, participant.pseudonym, participant.email]
    told = erase_place(participant=participant, now=now)
    if told is None:
        return False
    Quotation.objects.bulk_create(
        Quotation(participant=participant, kind=one.kind, target=one.target, places=one.places)
        for one in found
    )
    notes, _models = Note.objects.filter(reply__in=_replies(participant)).delete()
    transcripts = _remove_transcripts(participant, now)
    entries = forget(names, board=participant.board_id)
    decided = _decide_all(participant, choices, by=by, now=now)
    _record(
        "person_erased",
        participant,
        by,
        now,
        **told,
        notes=notes,
        transcripts=transcripts,
        entries=entries,
        mentions=spoken_to,
        quotations=len(found),
        waiting=len(found) - len(decided),
    )
    hidden = tuple(one.target for one in decided if one.decision == OnQuotation.HIDE)
    ledger.write(Line(KIND, participant.pk, now, by, hidden))
    return True


@transaction.atomic
def decide(*, quotation: Quotation, decision: OnQuotation, by: User, now: datetime) -> bool:
    """It is left as it stands, or the words are hidden for good. False where it was decided.
    Those of one board take turns.

    Raises Refused where the text has been changed since it was found, or cannot be hidden.
    """
    if decision == OnQuotation.LATER:
        return False
    hold(quotation.participant.board)
    same = Quotation.objects.select_for_update(of=["self"]).filter(pk=quotation.pk)
    waiting = same.waiting().select_related("participant").first()
    if waiting is None:
        return False
    _carry_out(waiting, decision, by=by, now=now)
    person = waiting.participant
    _record("quotation_decided", person, by.pk, now, decision=decision.value)
    if decision == OnQuotation.HIDE and person.erased_at:
        ledger.write(Line(KIND, person.pk, person.erased_at, by.pk, (waiting.target,)))
    return True


def erase_again(line: Line) -> bool:
    """What was erased since a backup was made is erased in what came back with it.

    What had been hidden of others' words is hidden again; what had been left waits for a
    decision once more.
    """
    person = Participant.objects.select_related("board").filter(pk=line.subject).first()
    if person is None:
        return False
    choices = dict.fromkeys(line.also, OnQuotation.HIDE)
    if erase(participant=person, choices=choices, now=line.at, by=line.by):
        return True
    return bool(_decide_all(person, choices, by=line.by, now=line.at))


def _speak_to_nobody(person: Participant, by: UUID | None, now: datetime) -> int:
    """In how many replies others spoke to them by name, which now speak to nobody."""
    take_turns(person)
    somebody, number = _somebody(person, by), 0
    if somebody is None:
        return number
    for reply, changes in hide_mentions(person, by=somebody, now=now):
        _move_others(QuotedIn.REPLY, reply.pk, changes, by=somebody, now=now)
        number += 1
    return number


def _decide_all(
    person: Participant, choices: Choices, *, by: UUID | None, now: datetime
) -> list[Quotation]:
    """Those that were decided; what was changed meanwhile, or cannot be hidden, goes
    on waiting."""
    decided: list[Quotation] = []
    somebody = _somebody(person, by)
    for one in Quotation.objects.waiting().filter(participant=person, target__in=choices):
        choice = choices[one.target]
        if choice == OnQuotation.LATER or somebody is None:
            continue
        try:
            with transaction.atomic():
                _carry_out(one, choice, by=somebody, now=now)
        except Refused:
            continue
        decided.append(one)
    return decided


def _carry_out(quotation: Quotation, decision: OnQuotation, *, by: User, now: datetime) -> None:
    if decision == OnQuotation.HIDE:
        changes = _hide(quotation, by=by, now=now)
        _move_others(quotation.kind, quotation.target, changes, but=quotation, by=by, now=now)
    _settle(quotation, decision, by=by, now=now)


def _settle(quotation: Quotation, decision: OnQuotation, *, by: User, now: datetime) -> None:
    quotation.decision, quotation.decided_at, quotation.decided_by = decision, now, by
    quotation.save(update_fields=["decision", "decided_at", "decided_by"])


def _hide(quotation: Quotation, *, by: User, now: datetime) -> Changes:
    """Raises Refused where the database would not take what is left of the text."""
    try:
        with transaction.atomic():
            return hide(quotation, by=by, now=now)
    except (IntegrityError, DataError) as error:
        raise Refused(
            _("It cannot be hidden where it stands: change it there, and decide.")
        ) from error


def _move_others(
    kind: str,
    target: UUID,
    changes: Changes,
    *,
    by: User,
    now: datetime,
    but: Quotation | None = None,
) -> None:
    """Others who wait in the same text are found in what it became; who is hidden with these
    words waits no more."""
    others = Quotation.objects.waiting().filter(kind=kind, target=target)
    for other in (one for one in others if one != but):
        other.places = list(moved(other.places, changes))
        other.save(update_fields=["places"])
        if not other.places:
            _settle(other, OnQuotation.HIDE, by=by, now=now)


def _somebody(person: Participant, by: UUID | None) -> User | None:
    """Who answers for it: the one who did it; else, on restored data, a facilitator."""
    if by and (found := User.objects.filter(pk=by).first()):
        return found
    first = StaffMember.objects.facilitators().filter(board=person.board_id).first()
    return first.user if first else None


def _replies(person: Participant) -> QuerySet[Reply]:
    return Reply.objects.filter(theirs(person))


def _remove_transcripts(person: Participant, now: datetime) -> int:
    """Every file that may hold their words. One that is being written is removed as it is done
    (`Transcript.objects.to_remove`)."""
    held = Transcript.objects.filter(
        board=person.board_id, finished_at__isnull=False, removed_at=None
    )
    doomed = list(held)
    for one in doomed:
        transaction.on_commit(partial(remove, transcript=one, now=now))
    return len(doomed)


def _record(
    action: str, person: Participant, by: UUID | None, now: datetime, **details: object
) -> None:
    Entry.objects.record(
        action, now=now, actor=by, board=person.board_id, subject=person, **details
    )
