"""Staff write under a reply, and put right what they wrote."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bulletin.audit.models import Entry
from bulletin.outbox.actions import nudge
from moderation.models import Note
from participants.actions.commenting import post_comment, post_probe
from participants.actions.posting import SECOND_CLICK, Circumstances, NotOpen, add_version
from participants.actions.quoting import references_anew
from participants.kinds.content import AnswerContent
from participants.models import Reply
from sessions.actions.errors import Refused
from sessions.models import StaffMember

NAME = "{name}"


class Overtaken(Exception):
    """Other staff wrote in the thread what the writer had not seen; `words` is what they wrote."""

    def __init__(self, words: list[Reply]) -> None:
        super().__init__(_("Somebody else of the staff has written here meanwhile."))
        self.words = words


def words_of_others(member: StaffMember, reply: Reply) -> list[Reply]:
    """What other staff wrote in the reply's thread, the oldest first."""
    thread = Reply.objects.for_staff(member).filter(thread=reply.thread_id, staff__isnull=False)
    return list(
        thread.exclude(staff=member)
        .select_related("staff", "current_version")
        .order_by("posted_at", "pk")
    )


@transaction.atomic
def say(
    *,
    member: StaffMember,
    parent: Reply,
    text: str,
    seen: Collection[UUID],
    now: datetime,
    probe: bool = False,
    private: bool = False,
    needs_reply: bool = False,
    wish: Note | None = None,
) -> Reply:
    """The words stand under `parent`; a probe asked for by a wish settles it.

    Two who write at one instant take turns: the second is told. The same words sent twice
    within a minute are said once. Raises Overtaken where other staff wrote in the thread a
    version that is not among those `seen`, NotOpen where staff may not write, and Refused where
    the wish was settled meanwhile.
    """
    _take_turns_in(parent)
    if said := _said_already(member, parent, text, now):
        return said
    if unseen := [one for one in words_of_others(member, parent) if _version(one) not in seen]:
        raise Overtaken(unseen)
    if not probe:
        said = post_comment(author=member, parent=parent, text=text, now=now)
    else:
        said = post_probe(
            staff=member,
            parent=parent,
            text=text,
            now=now,
            private=private,
            needs_reply=needs_reply,
        )
        _settle(wish, said, member, now)
    nudge()
    return said


@transaction.atomic
def acknowledge(
    *,
    member: StaffMember,
    parent: Reply,
    text: str,
    name: str,
    seen: Collection[UUID],
    now: datetime,
) -> Reply:
    """A kind comment under a post; its wording, without the person's `name`, is kept for the next.

    Raises what `say` raises.
    """
    said = say(member=member, parent=parent, text=text, seen=seen, now=now)
    member.acknowledgement = text.replace(name, NAME) if name else text
    member.save(update_fields=["acknowledgement"])
    return said


@transaction.atomic
def correct_words(*, reply: Reply, member: StaffMember, text: str, now: datetime) -> bool:
    """What a staff member said reads otherwise from now on, marked as corrected.

    What it said before is kept. False where it says the same. Raises NotOpen where staff may
    not write, and for anybody else's words.
    """
    if reply.staff_id != member.pk or reply.board.grace_is_over(now):
        raise NotOpen(_("Nothing can be written here at present."))
    reply = Reply.objects.select_for_update(of=("self",), no_key=True).get(pk=reply.pk)
    current = reply.current_version
    assert current is not None
    if current.text == text:
        return False
    references = references_anew(member, current, text, now)
    how = Circumstances(submitted_at=now, said_at=now, refers=bool(references))
    references.keep(add_version(reply, AnswerContent(text=text), current.question_version, how))
    Entry.objects.record(
        "staff_words_corrected", now=now, actor=member.user_id, board=reply.board_id, subject=reply
    )
    return True


def _take_turns_in(reply: Reply) -> None:
    """Wait for whoever of the staff writes in this thread at this instant."""
    root = Reply.objects.select_for_update(no_key=True).filter(pk=reply.thread_id)
    bool(root.values_list("pk"))


def _said_already(member: StaffMember, parent: Reply, text: str, now: datetime) -> Reply | None:
    to_it = Reply.objects.filter(
        thread=parent.thread_id,
        staff=member,
        posted_at__gt=now - SECOND_CLICK,
        current_version__text=text,
    )
    return next((one for one in to_it if parent.pk in (one.in_reply_to_id, one.parent_id)), None)


def _version(reply: Reply) -> UUID | None:
    return reply.current_version_id


def _settle(wish: Note | None, probe: Reply, member: StaffMember, now: datetime) -> None:
    """The probe answers the wish, unless somebody has asked or declined it meanwhile."""
    if wish is None:
        return
    open_one = Note.objects.open_wishes().filter(pk=wish.pk)
    if not open_one.update(settled_at=now, settled_by=member.user, probe=probe):
        raise Refused(_("This wish was settled meanwhile."))
