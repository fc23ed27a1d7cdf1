"""The gate for participants, as one condition on replies (DESIGN.md, rules 1 and 2)."""

from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q

from participants.gate.beside import StandsOn
from participants.gate.questions import opened_to_reading, within_reach
from participants.models import Membership, Participant, Reply


def visible(participant: Participant, *, now: datetime) -> Q:
    """True for the replies that this participant may read at `now`."""
    reached = Q(board=participant.board_id, question__in=within_reach.ids(participant, now))
    opened = Q(question__in=opened_to_reading.ids(participant, now))
    alike = Q(question__within_set=None) | of_own_segment(participant)
    return reached & readable(participant, staff_in_own_thread(participant) | (opened & alike))


def readable(participant: Participant, open_to_them: Q) -> Q:
    """Within a question that has come to exist for this person: one's own; others' as they are
    `open_to_them`, where nothing hides them or what they hang on.

    What hangs on a reply is looked at only where something does: most replies are answers.
    """
    hidden = Reply.objects.filter(~_unhidden(participant))
    others = (
        Q(question__hidden_at=None)
        & _unhidden(participant)
        & (Q(parent=None) | ~Exists(hidden.filter(pk=OuterRef("parent"))))
        & (Q(thread=F("pk")) | ~Exists(hidden.filter(pk=OuterRef("thread"))))
        & (Q(in_reply_to=None) | ~Q(StandsOn(hidden, participant)))
        & open_to_them
    )
    return Q(participant=participant) | others


def _unhidden(participant: Participant) -> Q:
    """One's own, or nothing of its state hides it.

    A held, rejected or concealed reply, a tester's, and another's private exchange hide
    themselves and all that hangs on them; one's own is never hidden from oneself.
    """
    standing = Q(held_at=None, rejected_at=None, concealed_at=None)
    shown = standing & (Q(private_to=None) | Q(private_to=participant))
    if not participant.tester:
        testers = Participant.objects.filter(tester=True)
        shown &= ~Q(Exists(testers.filter(pk=OuterRef("participant"))))
    return Q(participant=participant) | shown


def staff_in_own_thread(participant: Participant) -> Q:
    """What staff write in one's own thread needs no reveal, unless it hangs on a peer's words."""
    own = Reply.objects.filter(participant=participant)
    by_peers = Reply.objects.filter(~Q(participant=participant), participant__isnull=False)
    return (
        Q(staff__isnull=False)
        & Q(Exists(own.filter(pk=OuterRef("thread"))))
        & (Q(parent=F("thread")) | ~Exists(by_peers.filter(pk=OuterRef("parent"))))
        & (Q(in_reply_to=None) | ~Q(StandsOn(by_peers, participant)))
    )


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
