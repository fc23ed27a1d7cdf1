"""What staff may do to a reply now."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from moderation.collecting.rules import may_collect
from moderation.desk.deeds.base import Deed
from moderation.desk.prepared import thanks_for
from moderation.web import Desk
from participants.models import Reply


def of_reply(desk: Desk, reply: Reply) -> list[Deed]:
    """What is done every day. Observers may write a note beside it; nothing is left to do to a
    tombstone."""
    if reply.withdrawn_at:
        return []
    if not desk.member.reads_everything:
        return [_note(desk, reply)]
    return [*_speaking(desk, reply), *_deciding(desk, reply)]


def further_of_reply(desk: Desk, reply: Reply) -> list[Deed]:
    """What is done now and then, folded away until it is wanted."""
    if reply.withdrawn_at or not desk.member.reads_everything:
        return []
    hide = Deed(_("Hide words"), _url(desk, "desk_redaction", reply))
    return [_note(desk, reply), *_collecting(desk, reply), hide, *_concealing(desk, reply)]


def deciding_on(desk: Desk, reply: Reply) -> list[Deed]:
    """Of the one reply that a page is about: whether others may read it, and whether it counts."""
    if reply.withdrawn_at:
        return []
    reject = Deed(_("Reject"), _url(desk, "desk_rejection", reply), grave=True)
    may_be_rejected = reply.participant_id and not reply.rejected_at
    decisions = [*_deciding(desk, reply), *_concealing(desk, reply)]
    return [*decisions, *([reject] if may_be_rejected else [])]


def of_probe(desk: Desk, probe: Reply) -> list[Deed]:
    """What may be done about a question that nobody has answered yet."""
    return [_let_off(desk, probe, "?from=desk_probes")]


def _speaking(desk: Desk, reply: Reply) -> Iterator[Deed]:
    if reply.participant_id and not reply.rejected_at:
        yield _acknowledge(desk, reply)
        yield Deed(_("Ask for more"), _url(desk, "desk_reply", reply) + "?more=1#write")
    if reply.staff_id == desk.member.pk:
        yield Deed(_("Correct"), _url(desk, "desk_correction", reply))


def _deciding(desk: Desk, reply: Reply) -> Iterator[Deed]:
    if reply.needs_reply:
        yield _let_off(desk, reply)
    if reply.held_at and not reply.rejected_at:
        yield _let_through(desk, reply)
    if reply.concealed_at:
        yield _restore(desk, reply)
    if reply.rejected_at:
        yield _take_back(desk, reply)


def _concealing(desk: Desk, reply: Reply) -> Iterator[Deed]:
    if not reply.concealed_at:
        yield _conceal(desk, reply)


def _collecting(desk: Desk, reply: Reply) -> Iterator[Deed]:
    if may_collect(desk.member, reply):
        yield Deed(_("Collect some words"), _url(desk, "desk_passages", reply))


def _note(desk: Desk, reply: Reply) -> Deed:
    return Deed(_("Note"), _url(desk, "desk_reply_notes", reply))


def _acknowledge(desk: Desk, reply: Reply) -> Deed:
    return Deed(
        _("Acknowledge"),
        _url(desk, "desk_thanks", reply),
        _(
            "“%(words)s” is put under it, under your name: the words you used last. To change"
            " them, write under it."
        )
        % {"words": thanks_for(desk, reply)},
        _("Thank them"),
    )


def _let_off(desk: Desk, reply: Reply, back: str = "") -> Deed:
    return Deed(
        _("No longer needed"),
        _url(desk, "desk_letting_off", reply) + back,
        _("Nobody waits for their reply any more, and they are not reminded of the question."),
        _("A reply is no longer needed"),
    )


def _let_through(desk: Desk, reply: Reply) -> Deed:
    return Deed(
        _("Let through"),
        _url(desk, "desk_passing", reply),
        _("Others may then read it, as the question's rule says."),
        _("Let others read it"),
    )


def _conceal(desk: Desk, reply: Reply) -> Deed:
    return Deed(
        _("Conceal"),
        _url(desk, "desk_concealment", reply),
        _(
            "Only its author and staff read it from then on, and what hangs on it. It can be"
            " restored. Nobody is told by e-mail."
        ),
        _("Conceal this reply"),
        grave=True,
    )


def _restore(desk: Desk, reply: Reply) -> Deed:
    return Deed(
        _("Restore"),
        _url(desk, "desk_restoration", reply),
        _("Others may read it again, as the question's rule says. Nobody is told by e-mail."),
        _("Restore this reply"),
    )


def _take_back(desk: Desk, reply: Reply) -> Deed:
    return Deed(
        _("Take the rejection back"),
        _url(desk, "desk_acceptance", reply),
        _(
            "It counts again, others may read it as the question's rule says, and what it opened"
            " to its author is open to them again. Nobody is told by e-mail."
        ),
        _("Accept it after all"),
    )


def _url(desk: Desk, name: str, reply: Reply) -> str:
    return reverse(name, args=[desk.board.slug, reply.pk])
