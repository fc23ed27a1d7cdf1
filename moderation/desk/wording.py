"""What was written as a desk reads it: whom it speaks to has the name that this desk knows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils.safestring import SafeString, mark_safe

from bulletin.text import plain
from moderation.desk.names import naming_for
from moderation.renaming import renamed
from moderation.web import Desk
from participants.models import Mention, Participant, Redaction, Reply, ReplyVersion


@dataclass(frozen=True)
class Wording:
    """By version, the texts that read otherwise here than they were written."""

    otherwise: Mapping[UUID, str]

    def text_of(self, version: ReplyVersion) -> str:
        return self.otherwise.get(version.pk, version.text)

    def html_of(self, version: ReplyVersion) -> SafeString:
        if (text := self.otherwise.get(version.pk)) is not None:
            return plain.to_html(text)
        return mark_safe(version.html)  # noqa: S308 - made by to_html when it was written


def wording_for(desk: Desk, versions: Iterable[ReplyVersion]) -> Wording:
    """Observers read nobody's name but as consent opens it to them, in others' words too.

    Three queries where one of these refers to something and an observer reads it, else none:
    whoever runs the board reads words as they were typed. What peers are shown today does not
    say what was typed, since a board's names for them may have been tightened.
    """
    referring = [one.pk for one in versions if one.refers]
    return _wording(desk, Mention.objects.filter(version__in=referring))


def wording_of(desk: Desk, replies: Iterable[Reply]) -> Wording:
    """Of replies that have their versions at hand."""
    return wording_for(desk, (version for reply in replies for version in reply.versions.all()))


def wording_everywhere(desk: Desk) -> Wording:
    """Of all that is read on the board now."""
    current = {"version__reply__board": desk.board, "version": F("version__reply__current_version")}
    return _wording(desk, Mention.objects.filter(**current))


def _wording(desk: Desk, mentions: QuerySet[Mention]) -> Wording:
    if not desk.member.is_observer:
        return Wording({})
    spoken: dict[ReplyVersion, list[Mention]] = defaultdict(list)
    # What staff are called is what observers call them too.
    found = mentions.filter(staff=None).select_related("participant", "version")
    for one in found.defer("version__html", "version__original", "version__lexemes"):
        spoken[one.version].append(one)
    hiding: dict[UUID, list[Redaction]] = defaultdict(list)
    for each in Redaction.objects.filter(version__in=list(spoken), value=None):
        hiding[each.version_id].append(each)
    name_of = naming_for(desk, {_whom(one) for some in spoken.values() for one in some})
    read = {
        version: renamed(version, some, hiding[version.pk], lambda one: name_of(_whom(one)))
        for version, some in spoken.items()
    }
    return Wording({version.pk: text for version, text in read.items() if text != version.text})


def _whom(mention: Mention) -> Participant:
    assert mention.participant is not None
    return mention.participant
