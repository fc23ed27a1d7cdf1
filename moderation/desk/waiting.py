"""What waits for a staff member on their board, each through the gate for staff (rules 1 and 9).

A member is of one board. What is asked for through a member who may not read it is not there,
and is in no count.
"""

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from moderation.models import Note
from moderation.unread import new_to
from participants.enums import ReplyKind
from participants.models import Call, Participant, Reply
from participants.models.reply import ReplyQuerySet
from sessions.models import StaffMember


def unacknowledged_first_posts(member: StaffMember) -> QuerySet[Reply]:
    """Each person's first post in whose thread no staff has written since, the oldest first.

    What is private to staff is no first post: a call for help waits as a call. A tester's
    waits for nobody.
    """
    posts = Reply.objects.standing().filter(
        board=member.board_id, participant__tester=False, private_to=None
    )
    first = posts.order_by("participant_id", "posted_at", "pk").distinct("participant_id")
    readable = Reply.objects.for_staff(member)
    staffs = readable.filter(
        staff__isnull=False, thread=OuterRef("thread"), posted_at__gte=OuterRef("posted_at")
    )
    return (
        readable.filter(pk__in=first.values("pk"), concealed_at=None, withdrawn_at=None)
        .exclude(Exists(staffs))
        .order_by("posted_at", "pk")
    )


def probes_that_need_a_reply(member: StaffMember) -> ReplyQuerySet:
    """Probes tracked to their end; `asked` is the participant whose reply is needed."""
    return (
        Reply.objects.for_staff(member)
        .filter(kind=ReplyKind.PROBE, needs_reply=True)
        .annotate(asked=Coalesce("in_reply_to__participant", "parent__participant"))
        .order_by("posted_at", "pk")
    )


def replies_of_the_asked(member: StaffMember) -> QuerySet[Reply]:
    """What the person asked wrote to the outer query's probe, which names them as `asked`."""
    readable = Reply.objects.for_staff(member).standing()
    return readable.written_to(OuterRef("pk")).filter(participant=OuterRef("asked"))


def unanswered_probes(member: StaffMember) -> QuerySet[Reply]:
    """Those whose reply may still come: nobody waits for a person who has left, nor for a word on
    what was taken back."""
    present = Participant.objects.active().filter(pk=OuterRef("asked"))
    probes = probes_that_need_a_reply(member).about_words_that_stand()
    return probes.filter(Exists(present)).exclude(Exists(replies_of_the_asked(member)))


def answered_and_unread(member: StaffMember) -> QuerySet[Reply]:
    """The probes with a reply that this member has not read, or not as it is now."""
    unread = replies_of_the_asked(member).filter(new_to(member))
    return probes_that_need_a_reply(member).filter(Exists(unread))


def held_replies(member: StaffMember) -> QuerySet[Reply]:
    """What others may read once somebody has looked at it, the oldest first."""
    return (
        Reply.objects.for_staff(member)
        .standing()
        .filter(held_at__isnull=False, withdrawn_at=None)
        .order_by("posted_at", "pk")
    )


def open_calls(member: StaffMember) -> QuerySet[Call]:
    """Calls for help and reports that nobody has settled; observers know of none."""
    if not member.reads_everything:
        return Call.objects.none()
    return Call.objects.open().filter(reply__in=Reply.objects.for_staff(member))


def open_wishes(member: StaffMember) -> QuerySet[Note]:
    """Wishes for a probe that nobody has asked or declined, the oldest first."""
    return Note.objects.for_staff(member).open_wishes().order_by("made_at", "pk")
