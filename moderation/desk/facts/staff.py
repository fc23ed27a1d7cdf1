"""What staff did for somebody and with what they said, from the trail."""

from collections.abc import Iterator

from bulletin.audit.models import Entry
from moderation.desk.facts.base import Fact, FactKind
from moderation.desk.trail import lines_for
from moderation.web import Desk
from participants.models import Participant, Reply

# What the trail says of somebody's place, and nothing of what they said on the board.
ABOUT_THE_PLACE = (
    "person_invited",
    "participant withdrew",
    "person_deactivated",
    "person_reactivated",
    "person_away",
    "person_back",
    "person_unable",
    "person_able",
    "address_corrected",
    "name_corrected",
    "more_time_given",
    "link_sent",
    "link_copied",
    "links_revoked",
    "device_allowed",
    "identity_viewed",
)


def deeds(desk: Desk, person: Participant) -> Iterator[Fact]:
    """Of whoever does not read everything kept to what was done about the person's place."""
    entries = Entry.objects.filter(board=desk.board.pk).order_by("id")
    if desk.member.reads_everything:
        replies = Reply.objects.for_staff(desk.member).filter(participant=person)
        about = [person.pk, *replies.values_list("pk", flat=True)]
        about += person.consents.values_list("pk", flat=True)
        entries = entries.filter(subject__in=about)
    else:
        entries = entries.filter(subject=person.pk, action__in=ABOUT_THE_PLACE)
    for line in lines_for(desk, entries):
        yield Fact(line.at, line.what, FactKind.STAFF, line.who)
