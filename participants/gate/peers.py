"""The gate for participants, as one condition on replies (DESIGN.md, rules 1 and 2)."""

from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q

from participants.gate.questions import revealed_questions, shown_questions, within_reach
from participants.models import Membership, Participant


def visible(participant: Participant, *, now: datetime) -> Q:
    """True for the replies that this participant may read at `now`."""
    own = Q(participant=participant) & Q(
        question__in=within_reach(participant, now).values("pk")
    )
    others = (
        _unhidden("", participant)
        & _unhidden("parent__", participant, absent=True)
        & _unhidden("thread__", participant)
        & (_staff_in_own_thread(participant, now) | _revealed(participant, now))
    )
    return Q(board=participant.board_id) & (own | others)


def _unhidden(hop: str, participant: Participant, *, absent: bool = False) -> Q:
    """The reply at the end of `hop` is one's own, or nothing of its state hides it.

    A held, rejected or concealed reply, a tester's, and another's private exchange hide
    themselves and all that hangs on them; one's own is never hidden from oneself.
    """
    standing = Q(
        **{f"{hop}held_at": None, f"{hop}rejected_at": None, f"{hop}concealed_at": None}
    )
    addressed = Q(**{f"{hop}private_to": None}) | Q(**{f"{hop}private_to": participant})
    shown = standing & addressed
    if not participant.tester:
        shown &= Q(**{f"{hop}participant": None}) | Q(**{f"{hop}participant__tester": False})
    mine = Q(**{f"{hop}participant": participant})
    nothing_there = Q(**{f"{hop.removesuffix('__')}": None}) if absent else Q()
    return nothing_there | mine | shown if absent else mine | shown


def _staff_in_own_thread(participant: Participant, now: datetime) -> Q:
    """What staff write in one's own thread needs no reveal, unless it hangs on a peer's words."""
    hangs_on_own_or_staff = (
        Q(parent=F("thread")) | Q(parent__participant=participant) | Q(parent__participant=None)
    )
    return (
        Q(staff__isnull=False, thread__participant=participant)
        & hangs_on_own_or_staff
        & Q(question__in=shown_questions(participant, now).values("pk"))
    )


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
    return Q(question__in=revealed_questions(participant, now).values("pk")) & (
        Q(question__within_set=None) | Q(Exists(same_value))
    )
