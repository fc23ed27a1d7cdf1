"""What a random board showed: each condition of the rules where it alone decided.

A condition that was once the only reason cannot be left out of the gate unnoticed. `ALL` is
what a run of the random boards must have met.
"""

from collections.abc import Iterator
from datetime import datetime

from participants.models import Participant, Reply
from sessions.enums import AfterDue, Kind, ObserverSight, Opening, Reveal
from sessions.models import StaffMember, Stage

from .oracle import Oracle
from .reasons import Hides, HidesFromStaff, Reveals, Shuts

INHERITED = (Hides.HELD, Hides.REJECTED, Hides.CONCEALED, Hides.BY_A_TESTER)
ALL = {
    *(f"hidden: {reason}" for reason in Hides if reason != Hides.HANGS_ON_HIDDEN),
    *(f"hidden with its parent: {reason}" for reason in INHERITED),
    *(f"hidden with its thread: {reason}" for reason in INHERITED),
    *(f"hidden with what it was written to: {reason}" for reason in INHERITED),
    f"hidden with what it was written to: {Hides.NOT_REVEALED}",
    "hidden at two removes",
    f"hidden with its parent: {Hides.NOT_REVEALED}",
    f"hidden with its parent: {Hides.PRIVATE}",
    *(f"revealed: {reason}" for reason in Reveals),
    *(f"not revealed: {reveal}" for reveal in Reveal if reveal != Reveal.ALWAYS),
    *(f"not revealed past due: {s}" for s in (AfterDue.CONTRIBUTORS, AfterDue.ANSWERED)),
    *(f"owed by nobody: {what}" for what in ("optional", "hidden", "unpublished", "text page")),
    "owed by others alone: of other segments",
    "owed by others alone: a summary of stages lacked",
    "readable: a summary of a stage that was not the reader's",
    "readable: own under a hidden question",
    "readable: own though held, rejected or concealed",
    "readable: staff's in own thread before any reveal",
    "readable: private to the reader before any reveal",
    "readable: a tester's to a tester",
    "readable: of the reader's own group",
    "readable: a withdrawn reply's tombstone",
    *(f"stage shut: {reason}" for reason in Shuts),
    "stage open: by more time",
    "stage open: by progress",
    "stage open: by a finish, whatever came before",
    "stage shut: by an unfinished one, with a stage of others between",
    *(f"hidden from staff: {reason}" for reason in HidesFromStaff),
    "hidden from observers with its parent",
    "hidden from observers with its thread",
    "hidden from observers with what it was written to",
    "hidden from observers at two removes",
    "readable to observers: by the author's later consent",
    "hidden from observers: by the author's later consent",
    "readable to observers",
}


def of_reply(oracle: Oracle, reader: Participant, reply: Reply, now: datetime) -> Iterator[str]:
    hides = oracle.why_hidden(reader, reply, now)
    if hides == {Hides.HANGS_ON_HIDDEN}:
        yield from _inherited(oracle, reader, reply, now)
    elif hides == {Hides.NOT_REVEALED}:
        yield from _not_revealed(oracle, reader, reply, now)
    elif len(hides) == 1:
        yield f"hidden: {hides.pop()}"
    elif not hides and reply.participant_id == reader.pk:
        yield from _own(oracle, reply)
    elif not hides:
        yield from _others(oracle, reader, reply, now)


def _inherited(oracle: Oracle, reader: Participant, reply: Reply, now: datetime) -> Iterator[str]:
    """On which of what it hangs on, where one alone is hidden for a reason of its own."""
    reasons = {above: oracle.why_hidden(reader, above, now) for above in oracle.above(reply)}
    own = {above: why - {Hides.HANGS_ON_HIDDEN} for above, why in reasons.items()}
    hidden = [above for above, why in own.items() if why]
    if not hidden:
        yield "hidden at two removes"
    elif len(hidden) == 1 and len(own[hidden[0]]) == 1:
        yield f"hidden with {_which(hidden[0], reply)}: {own[hidden[0]].pop()}"


def _which(above: Reply, reply: Reply) -> str:
    """The thread, unless it is a comment further down; a parent may well begin the thread."""
    if above.pk == reply.in_reply_to_id:
        return "what it was written to"
    return "its thread" if above.pk == reply.thread_id != reply.parent_id else "its parent"


def _not_revealed(
    oracle: Oracle, reader: Participant, reply: Reply, now: datetime
) -> Iterator[str]:
    question = oracle.rows.questions[reply.question_id]
    yield f"hidden: {Hides.NOT_REVEALED}"
    yield f"not revealed: {Reveal(question.reveal)}"
    two_modes = question.reveal in (Reveal.AFTER_ANSWER, Reveal.AFTER_STAGE)
    if two_modes and oracle.own_due(reader, oracle.rows.stages[question.stage_id]) <= now:
        yield f"not revealed past due: {AfterDue(oracle.rows.board.after_due)}"


def _own(oracle: Oracle, reply: Reply) -> Iterator[str]:
    if oracle.rows.questions[reply.question_id].hidden_at:
        yield "readable: own under a hidden question"
    if reply.held_at or reply.rejected_at or reply.concealed_at:
        yield "readable: own though held, rejected or concealed"


def _others(oracle: Oracle, reader: Participant, reply: Reply, now: datetime) -> Iterator[str]:
    question = oracle.rows.questions[reply.question_id]
    reveals = oracle.why_revealed(reader, question, now)
    if len(reveals) == 1:
        yield f"revealed: {next(iter(reveals))}"
    if reveals == {Reveals.WHOLE_STAGE}:
        yield from _not_owed(oracle, reader, oracle.rows.stages[question.stage_id])
    if any(
        not oracle.is_theirs(reader, oracle.rows.stages[stage])
        and not oracle.contributed(reader, oracle.rows.stages[stage])
        for stage in oracle.rows.sums_up[question.pk]
    ):
        yield "readable: a summary of a stage that was not the reader's"
    if not reveals and reply.private_to_id:
        yield "readable: private to the reader before any reveal"
    elif not reveals:
        yield "readable: staff's in own thread before any reveal"
    if reply.participant_id and oracle.rows.people[reply.participant_id].tester:
        yield "readable: a tester's to a tester"
    if question.within_set_id and reply.participant_id:
        yield "readable: of the reader's own group"
    if reply.withdrawn_at:
        yield "readable: a withdrawn reply's tombstone"


def _not_owed(oracle: Oracle, reader: Participant, stage: Stage) -> Iterator[str]:
    """What this reader has not answered and yet does not owe, where it has one reason only."""
    for question in oracle.questions_of(stage):
        segments = oracle.rows.question_segments[question.pk]
        reasons = {
            "owed by nobody: optional": not question.required,
            "owed by nobody: hidden": bool(question.hidden_at),
            "owed by nobody: unpublished": question.current_version_id is None,
            "owed by nobody: text page": question.kind == Kind.TEXT_PAGE,
            "owed by others alone: of other segments": not oracle.included(reader, segments),
            "owed by others alone: a summary of stages lacked": (
                oracle.lacks_a_stage_summed_up(reader, question)
            ),
        }
        alone = [label for label, holds in reasons.items() if holds]
        if len(alone) == 1 and not oracle.answered(reader, question):
            yield alone[0]


def of_stage(oracle: Oracle, person: Participant, stage: Stage, now: datetime) -> Iterator[str]:
    shut = oracle.why_not_open(person, stage, now)
    if len(shut) == 1:
        yield f"stage shut: {next(iter(shut))}"
    if not shut and (stage.closes_at or oracle.rows.board.ends_at) <= now:
        yield "stage open: by more time"
    if stage.opening == Opening.AFTER_PREVIOUS and stage.position > 1:
        yield from _by_progress(oracle, person, stage, now, shut)


def _by_progress(
    oracle: Oracle, person: Participant, stage: Stage, now: datetime, shut: set[Shuts]
) -> Iterator[str]:
    before = oracle.stage_before(person, stage)
    if not shut:
        yield "stage open: by progress"
        if before and oracle.why_not_opened(person, before, now) == {Shuts.STAGE_BEFORE_UNFINISHED}:
            yield "stage open: by a finish, whatever came before"
        if before and (person.pk, before.pk) not in oracle.rows.finishes:
            yield from _not_owed(oracle, person, before)
    if shut == {Shuts.STAGE_BEFORE_UNFINISHED} and before:
        between = [
            other
            for other in oracle.rows.stages.values()
            if before.position < other.position < stage.position
        ]
        if any(other.opening != Opening.AFTER_PREVIOUS for other in between):
            yield "stage shut: by an unfinished one, with a stage of others between"


def of_staff(oracle: Oracle, member: StaffMember, reply: Reply) -> Iterator[str]:
    hides = oracle.why_hidden_from_staff(member, reply)
    if hides == {HidesFromStaff.HANGS_ON_HIDDEN}:
        yield from _inherited_by_observers(oracle, member, reply)
    if len(hides) == 1:
        yield f"hidden from staff: {next(iter(hides))}"
    if not hides and member.is_observer:
        yield "readable to observers"
    sights = oracle.sights_consented_to(reply.participant_id) if member.is_observer else []
    if not hides and sights[:1] == [ObserverSight.NONE]:
        yield "readable to observers: by the author's later consent"
    if hides == {HidesFromStaff.CONSENT_KEEPS_OBSERVERS_OUT} and sights[0] != ObserverSight.NONE:
        yield "hidden from observers: by the author's later consent"


def _inherited_by_observers(oracle: Oracle, member: StaffMember, reply: Reply) -> Iterator[str]:
    hidden = [
        above
        for above in oracle.above(reply)
        if oracle.why_hidden_from_staff(member, above) - {HidesFromStaff.HANGS_ON_HIDDEN}
    ]
    if not hidden:
        yield "hidden from observers at two removes"
    elif len(hidden) == 1:
        yield f"hidden from observers with {_which(hidden[0], reply)}"
