"""What staff may do to a reply now."""

from django.urls import reverse
from django.utils.translation import gettext as _

from moderation.desk.deeds.base import Deed
from moderation.web import Desk
from participants.models import Reply


def of_reply(desk: Desk, reply: Reply) -> list[Deed]:
    """For those who read everything; nothing is left to do to a tombstone."""
    if not desk.member.reads_everything or reply.withdrawn_at:
        return []
    return [
        *([_let_through(desk, reply)] if reply.held_at else []),
        _restore(desk, reply) if reply.concealed_at else _conceal(desk, reply),
        Deed(_("Hide words"), _url(desk, "desk_redaction", reply)),
    ]


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


def _url(desk: Desk, name: str, reply: Reply) -> str:
    return reverse(name, args=[desk.board.slug, reply.pk])
