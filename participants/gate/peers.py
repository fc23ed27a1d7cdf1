"""The gate for participants, as one condition on replies (DESIGN.md, rules 1 and 2)."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from participants.gate.beneath import Beneath
from participants.gate.questions import opened_to_reading, within_reach
from participants.models import Membership, Participant, Reply
from participants.models.reply import KEPT_FROM_PEERS, STANDING


def visible(participant: Participant, *, now: datetime) -> Q:
    """True for the replies that this participant may read at `now`."""
    reached = Q(board=participant.board_id, question__in=within_reach.ids(participant, now))
    opened = Q(question__in=opened_to_reading.ids(participant, now))
    alike = Q(question__within_set=None) | of_own_segment(participant)
    open_to_them = staff_in_own_thread(participant) | (opened & alike)
    others = Q(question__hidden_at=None) & unhidden(participant) & open_to_them
    return reached & (Q(participant=participant) | others)


def unhidden(participant: Participant) -> Q:
    """Neither it, nor anything that it hangs on or was written to, is hidden from this person.

    A held, rejected or concealed reply, a tester's, and another's private exchange hide
    themselves and all beneath them; one's own is never hidden from oneself. Most boards have
    none, and to find that out costs next to nothing: indexes hold these and nothing else.
    """
    others = Reply.objects.filter(board=participant.board_id).exclude(participant=participant)
    exchange = Q(**STANDING, private_to=participant)
    hidden = [others.filter(KEPT_FROM_PEERS).exclude(exchange)]
    if not participant.tester:
        testers = Participant.objects.filter(board=participant.board_id, tester=True)
        hidden.append(Reply.objects.filter(participant__in=testers))
    return ~Q(Beneath(hidden, participant))


def staff_in_own_thread(participant: Participant) -> Q:
    """What staff write in one's own thread needs no reveal, unless it hangs on a peer's words."""
    own = Reply.objects.filter(participant=participant)
    by_peers = Reply.objects.filter(thread__in=own, participant__isnull=False)
    on_peers = Beneath([by_peers.exclude(participant=participant)], participant)
    return Q(staff__isnull=False) & Q(thread__in=own) & ~Q(on_peers)


def of_own_segment(participant: Participant) -> Q:
    """The thread's author holds this person's own value of the set that limits the question.

    The segment of the thread's author, as it is now, counts for the whole thread.
    """
    mine = Membership.objects.current().filter(participant=participant).values("segment")
    same_value = Membership.objects.current().filter(
        participant__replies=OuterRef("thread"),
        segment_set=OuterRef("question__within_set"),
        segment__in=mine,
    )
    return Q(Exists(same_value))
