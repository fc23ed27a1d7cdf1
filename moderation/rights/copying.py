"""Everything that is held about one person, for themselves: never what others wrote.

What they said and told is gathered where they can fetch it themselves; beside it stands here what
staff keep of them.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from bulletin.audit.models import Entry
from bulletin.text.within import labelled
from moderation.desk.facts.base import Fact
from moderation.desk.facts.coming import coming
from moderation.desk.facts.mail import mails
from moderation.web import Desk
from participants.mine.gathering import own_sections, when
from participants.mine.sections import Line, Section
from participants.models import Extension, Membership, Participant, Thanks


def copy_of(desk: Desk, person: Participant) -> list[Section]:
    """The board must be loaded. Words that staff have hidden are not in it; notes, codes and
    replies of others neither."""
    return [
        *own_sections(person),
        Section("kept", _("What staff keep of you"), list(_kept(person))),
        Section("visits", _("When you came, and from which devices"), _told(coming(person))),
        Section("mail", _("Mail to you"), _told(mails(desk, person))),
        Section("looks", _("When staff looked up who you are"), list(_looks(person))),
    ]


def _kept(person: Participant) -> Iterator[Line]:
    for label, at in (
        (_("Address refused mail"), person.address_bad_at),
        (_("Cannot take part since"), person.cannot_take_part_at),
        (_("Place closed"), person.deactivated_at),
    ):
        if at:
            yield label, when(at)
    if person.cannot_take_part_why:
        yield _("Why you cannot take part"), person.cannot_take_part_why
    if person.deactivated_why:
        yield _("Why your place was closed"), person.deactivated_why
    if person.away_until:
        yield _("Away until"), person.away_until.isoformat()
    yield from _segments(person)
    yield from _more_time(person)
    for given in Thanks.objects.filter(participant=person):
        yield from _thanks(given)


def _segments(person: Participant) -> Iterator[Line]:
    held = Membership.objects.filter(participant=person).select_related("segment", "segment_set")
    for one in held.order_by("given_at"):
        label = _("Segment, until %(when)s") if one.ended_at else _("Segment")
        ended = {"when": when(one.ended_at)} if one.ended_at else {}
        yield label % ended, labelled(one.segment_set.key, one.segment.value)


def _more_time(person: Participant) -> Iterator[Line]:
    for more in Extension.objects.filter(participant=person).select_related("stage"):
        words = _("%(stage)s, until %(when)s") % {
            "stage": more.stage.title,
            "when": when(more.until),
        }
        yield _("More time"), f"{words}. {more.reason}".strip()


def _thanks(given: Thanks) -> Iterator[Line]:
    if given.shares is not None:
        yield _("How often staff give thanks, whatever was counted"), str(given.shares)
    if given.reason:
        yield _("Why you are given so much in thanks"), given.reason
    if given.sent_at:
        yield _("Thanks sent"), when(given.sent_at)


def _told(facts: Iterator[Fact]) -> list[Line]:
    return [(when(fact.at), fact.what) for fact in sorted(facts, key=lambda fact: fact.at)]


def _looks(person: Participant) -> Iterator[Line]:
    looks = Entry.objects.filter(
        board=person.board_id, action__in=("identity_viewed", "copy_made"), subject=person.pk
    )
    for entry in looks.order_by("id"):
        words = _("a copy like this was made") if entry.action == "copy_made" else _("looked up")
        yield when(entry.at), words
