"""What staff should know of a reply at a glance: its state, its channel, its lateness."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bulletin.text.moments import day_and_time
from participants.enums import Channel, ReplyKind
from participants.models import Reply, ReplyVersion


@dataclass(frozen=True)
class Mark:
    word: str
    tone: str = ""


def state_marks_of(reply: Reply) -> list[Mark]:
    """What keeps others from reading it."""
    states = [
        (reply.held_at, Mark(_("held"), "warn")),
        (reply.rejected_at, Mark(_("rejected"), "bad")),
        (reply.concealed_at, Mark(_("concealed"), "bad")),
        (reply.private_to_id, Mark(_("private"), "accent")),
        (reply.participant and reply.participant.tester, Mark(_("tester"), "accent")),
        (_is_erased(reply), Mark(_("erased"))),
        (reply.withdrawn_at and not _is_erased(reply), Mark(_("withdrawn"))),
    ]
    return [mark for holds, mark in states if holds]


def _is_erased(reply: Reply) -> bool:
    return reply.participant is not None and reply.participant.erased_at is not None


def marks_of(reply: Reply, version: ReplyVersion | None) -> list[Mark]:
    """How and when it was said."""
    marks = []
    if reply.kind == ReplyKind.PROBE:
        marks.append(Mark(_("asks for a reply"), "warn") if reply.needs_reply else Mark(_("probe")))
    if reply.entry > 1:
        marks.append(Mark(_("entry %(number)d") % {"number": reply.entry}))
    if reply.late:
        marks.append(Mark(_("late"), "warn"))
    if version and version.after_reading:
        marks.append(Mark(_("after reading others")))
    return marks


def resonance_of(reply: Reply) -> list[Mark]:
    """For how many it rings true, of a reply that came `with_resonance`; never for whom."""
    number: int = reply.rings_true  # type: ignore[attr-defined]
    if not number:
        return []
    words = ngettext("rings true for %(number)d", "rings true for %(number)d", number)
    return [Mark(words % {"number": number}, "good")]


def entered(version: ReplyVersion | None) -> str:
    """Who entered it for its author, when and how it was said; empty for one's own words."""
    if version is None or version.entered_by is None:
        return ""
    here = timezone.get_current_timezone()
    return _("%(channel)s, entered by %(name)s on %(when)s") % {
        "channel": Channel(version.channel).label,
        "name": version.entered_by.display_name,
        "when": day_and_time(version.submitted_at, here),
    }
