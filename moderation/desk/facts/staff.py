"""What staff did for somebody and with what they said, from the trail."""

from collections.abc import Iterator

from bulletin.audit.models import Entry
from moderation.desk.facts.base import Fact, FactKind
from moderation.desk.trail import ABOUT_PEOPLE, lines_for
from moderation.web import Desk
from participants.models import Participant, Reply


def deeds(desk: Desk, person: Participant) -> Iterator[Fact]:
    """Of whoever does not read everything kept to what was done about the person's place. What
    they held, and who gave it, is told by itself."""
    entries = Entry.objects.filter(board=desk.board.pk).exclude(action="segments_changed")
    entries = entries.order_by("id")
    if desk.member.reads_everything:
        replies = Reply.objects.for_staff(desk.member).filter(participant=person)
        about = [person.pk, *replies.values_list("pk", flat=True)]
        about += person.consents.values_list("pk", flat=True)
        entries = entries.filter(subject__in=about)
    else:
        entries = entries.filter(subject=person.pk, action__in=ABOUT_PEOPLE)
    for line in lines_for(desk, entries):
        yield Fact(line.at, line.what, FactKind.STAFF, line.who)
