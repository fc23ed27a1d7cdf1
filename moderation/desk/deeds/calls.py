"""What staff may do about a call now."""

from django.urls import reverse
from django.utils.translation import gettext as _

from moderation.desk.deeds.base import Deed
from moderation.web import Desk
from participants.enums import CallKind
from participants.models import Call


def of_call(desk: Desk, call: Call) -> list[Deed]:
    """For those who read everything."""
    ids = [desk.board.slug, call.pk]
    if call.settled_at:
        return [
            Deed(
                _("Open again"),
                reverse("desk_call_reopening", args=ids),
                _("It waits again for somebody to settle it. Nobody is told anew by e-mail."),
                _("Open it again"),
            )
        ]
    return [
        Deed(
            _("Settle"),
            reverse("desk_call_settlement", args=ids),
            _settling(call),
            _("Settle it"),
        )
    ]


def _settling(call: Call) -> str:
    if call.kind == CallKind.HELP:
        return _(
            "It waits for nobody any more. A reply to it settles it by itself. They are not told"
            " that it is settled."
        )
    return _(
        "It waits for nobody any more. Neither who reported the post nor who wrote it is told;"
        " the post stays as it is."
    )
