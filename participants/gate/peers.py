"""The gate for participants, as one condition on replies (DESIGN.md, rules 1 and 2)."""

from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.expressions import RawSQL

from participants.gate.beside import spread
from participants.gate.questions import opened_to_reading, within_reach
from participants.models import Membership, Participant, Reply


def visible(participant: Participant, *, now: datetime) -> Q:
    """True for the replies that this participant may read at `now`."""
    others = (
        Q(question__hidden_at=None)
        & _unhidden("", participant)
        & (Q(parent=None) | _unhidden("parent__", participant))
        & _unhidden("thread__", participant)
        & ~Q(pk__in=_written_to_hidden(participant))
        & (_staff_in_own_thread(participant) | _revealed(participant, now))
    )
    return Q(
        Q(participant=participant) | others,
        board=participant.board_id,
        question__in=within_reach.ids(participant, now),
    )


def _unhidden(hop: str, participant: Participant) -> Q:
    """The reply at the end of `hop` is one's own, or nothing of its state hides it.

    A held, rejected or concealed reply, a tester's, and another's private exchange hide
    themselves and all that hangs on them; one's own is never hidden from oneself.
    """
    standing = Q(**{f"{hop}held_at": None, f"{hop}rejected_at": None, f"{hop}concealed_at": None})
    addressed = Q(**{f"{hop}private_to": None}) | Q(**{f"{hop}private_to": participant})
    shown = standing & addressed
    if not participant.tester:
        shown &= Q(**{f"{hop}participant": None}) | Q(**{f"{hop}participant__tester": False})
    return Q(**{f"{hop}participant": participant}) | shown


def _written_to_hidden(participant: Participant) -> RawSQL:
    """What was written, at whatever remove, to a reply that is hidden by its state."""
    hidden = Reply.objects.filter(
        ~_unhidden("in_reply_to__", participant),
        in_reply_to__isnull=False,
        board=participant.board_id,
    )
    return spread(hidden, participant)


def _staff_in_own_thread(participant: Participant) -> Q:
    """What staff write in one's own thread needs no reveal, unless it hangs on a peer's words."""
    to_peers = Reply.objects.filter(
        ~Q(in_reply_to__participant=participant),
        in_reply_to__participant__isnull=False,
        thread__participant=participant,
    )
    hangs_on_own_or_staffs = (
        Q(parent=F("thread")) | Q(parent__participant=participant) | Q(parent__participant=None)
    ) & ~Q(pk__in=spread(to_peers, participant))
    return Q(staff__isnull=False, thread__participant=participant) & hangs_on_own_or_staffs


def _revealed(participant: Participant, now: datetime) -> Q:
    """The question has opened others' replies to this person, within their own segment's value.

    The segment of the thread's author, as it is now, counts for the whole thread.
    """
    mine = Membership.objects.current().filter(participant=participant).values("segment")
    same_value = Membership.objects.current().filter(
        participant=OuterRef("thread__participant"),
        segment_set=OuterRef("question__within_set"),
        segment__in=mine,
    )
    within_one_value = Q(question__within_set=None) | Q(Exists(same_value))
    return Q(question__in=opened_to_reading.ids(participant, now)) & within_one_value
