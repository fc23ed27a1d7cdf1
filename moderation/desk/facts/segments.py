"""Which segments somebody has held, from when until when, and how they came to them."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from moderation.desk.facts.base import Fact, FactKind
from moderation.web import Desk
from participants.enums import Provenance
from participants.models import Membership, Participant, Reply


def held(desk: Desk, person: Participant) -> Iterator[Fact]:
    """Two queries, one where they have held none; what an answer gave, ended and brought back is
    for who reads answers."""
    rows = Membership.objects.filter(participant=person).told_to(desk.member)
    rows = rows.select_related(
        "segment__segment_set", "routed_by__question__current_version", "given_by", "ended_by"
    )
    memberships, reads = list(rows), desk.member.reads_everything
    names = _staff(desk) if memberships else {}
    for row in memberships:
        named = {"set": row.segment.segment_set.key, "value": row.segment.value}
        if reads or row.routed_by_id is None:
            yield Fact(
                row.given_at, _given(row) % named, FactKind.SEGMENTS, _who(names, row.given_by_id)
            )
        if row.ended_at and (reads or row.ended_through != Provenance.ROUTED):
            words = _("No longer %(set)s: %(value)s") % named
            yield Fact(
                row.ended_at, words + _ended(row), FactKind.SEGMENTS, _who(names, row.ended_by_id)
            )


def _given(row: Membership) -> str:
    """With places for the set and the value."""
    if row.provenance == Provenance.ROUTED:
        return _by_answer(row.routed_by)
    if row.routed_by is not None:
        return _("%(set)s: %(value)s again, as before their answer")
    if row.provenance == Provenance.ROSTER:
        return _("%(set)s: %(value)s, as a roster said")
    return _("%(set)s: %(value)s, given by hand")


def _by_answer(reply: Reply | None) -> str:
    if reply is None:
        return _("%(set)s: %(value)s, by an answer")
    asked = reply.question.wording.prompt.replace("%", "%%")
    return _("%%(set)s: %%(value)s, by their answer to “%(question)s”") % {"question": asked}


def _ended(row: Membership) -> str:
    return (
        {
            Provenance.ROSTER: _(", as a roster said"),
            Provenance.HAND: _(", by hand"),
            Provenance.ROUTED: _(", by their answer"),
        }.get(Provenance(row.ended_through), "")
        if row.ended_through
        else ""
    )


def _staff(desk: Desk) -> Mapping[UUID | None, str]:
    staff = desk.board.staff.order_by("added_at")
    return dict(staff.values_list("user", "display_name"))


def _who(names: Mapping[UUID | None, str], user: UUID | None) -> str:
    return names.get(user, "") if user else ""
