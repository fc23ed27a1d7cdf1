"""What hiding words of a reply would change, what is hidden already, and where else they stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from bulletin.text.ranges import occurrences, replace_ranges
from moderation.coding.marking import named, redactions_of
from moderation.desk.deeds.base import Deed
from moderation.desk.names import naming_for
from moderation.web import Desk
from participants.models import AnswerValue, Redaction, Reply, ReplyVersion
from participants.phrases import Place, Words, places_in

SHOWN_BESIDE = 40
MOST_LOOKED_AT = 200
MOST_SHOWN = 20

if TYPE_CHECKING:
    from moderation.coding.marking import MadeRedaction


@dataclass(frozen=True)
class Text:
    """One text of the reply as it may be read, with what was written where that is asked for."""

    label: str
    shown: str
    written: str


@dataclass(frozen=True)
class Snippet:
    before: str
    words: str
    after: str


@dataclass(frozen=True)
class Elsewhere:
    """Another reply in which the words stand."""

    reply: Reply
    name: str
    url: str


@dataclass(frozen=True)
class Preview:
    """`longer` is how often the words are left standing inside longer ones; `elsewhere` holds
    the first of the other replies, `others` says how many there are at least."""

    places: int
    versions: int
    in_other: int
    longer: int
    snippets: list[Snippet]
    elsewhere: list[Elsewhere]
    others: int
    others_are_more: bool


@dataclass(frozen=True)
class Hidden:
    """What one press hid: `reads` is what stands there now."""

    reads: str
    places: int
    who: str
    made_at: datetime
    destroyed_at: datetime | None
    deeds: list[Deed]


def texts_in(reply: Reply, words: Iterable[Words], *, written: bool) -> list[Text]:
    """The one that is read now first; with what was submitted, where `written` asks for it."""
    newest_first = sorted(
        words, key=lambda one: (one.version.pk != reply.current_version_id, -one.version.number)
    )
    return [
        Text(_label(reply, one), one.shown, one.submitted if written else "")
        for one in newest_first
        if one.shown
    ]


def _label(reply: Reply, words: Words) -> str:
    if words.version.pk != reply.current_version_id:
        return (
            _("The words of “other”, in another wording")
            if words.value
            else _("In another wording")
        )
    return _("The words of “other”") if words.value else _("As it reads now")


def preview_of(
    desk: Desk, reply: Reply, words: list[Words], phrase: str, *, in_longer: bool
) -> Preview:
    """Three queries, whatever stands on the board."""
    places = places_in(words, phrase, in_longer=in_longer)
    all_places = places_in(words, phrase, in_longer=True)
    others = _others(desk, reply, phrase, in_longer)
    shown = others[:MOST_SHOWN]
    name_of = naming_for(desk, {one.participant for one in shown if one.participant})
    return Preview(
        places=len(places),
        versions=len({place.words.version.pk for place in places}),
        in_other=sum(1 for place in places if place.words.value),
        longer=len(all_places) - len(places),
        snippets=[_snippet(place) for place in places],
        elsewhere=[
            Elsewhere(
                one,
                name_of(one.participant) if one.participant else str(one.staff),
                reverse("desk_redaction", args=[desk.board.slug, one.pk]),
            )
            for one in shown
        ],
        others=len(others),
        others_are_more=len(others) >= MOST_LOOKED_AT,
    )


def _snippet(place: Place) -> Snippet:
    """As it reads with what is hidden there already: nobody is shown that here."""
    submitted, hidden = place.words.submitted, place.words.replaced
    before = [one for one in hidden if one[1] <= place.start]
    within = [one for one in hidden if place.start <= one[0] and one[1] <= place.end]
    after = [one for one in hidden if place.end <= one[0]]
    return Snippet(
        before=_end_of(_read(submitted, 0, place.start, before)),
        words=_read(submitted, place.start, place.end, within),
        after=_beginning_of(_read(submitted, place.end, len(submitted), after)),
    )


def _end_of(text: str) -> str:
    """Its last words, as many as tell where one is."""
    if len(text) <= SHOWN_BESIDE:
        return text
    end = text[-SHOWN_BESIDE:]
    return "… " + (end.partition(" ")[2] or end)


def _beginning_of(text: str) -> str:
    if len(text) <= SHOWN_BESIDE:
        return text
    beginning = text[:SHOWN_BESIDE]
    return (beginning.rpartition(" ")[0] or beginning) + " …"


def _read(text: str, start: int, end: int, hidden: Iterable[tuple[int, int, str]]) -> str:
    moved = [(one - start, other - start, reads) for one, other, reads in hidden]
    return replace_ranges(text[start:end], moved)


def _others(desk: Desk, reply: Reply, phrase: str, in_longer: bool) -> list[Reply]:
    """Other replies of the board that hold the phrase in what is read of them now."""
    return [
        other
        for other in _candidates(desk, phrase).exclude(pk=reply.pk)[:MOST_LOOKED_AT]
        if any(occurrences(text, phrase, in_longer=in_longer) for text in _texts_of(other))
    ]


def _candidates(desk: Desk, phrase: str) -> QuerySet[Reply]:
    versions = ReplyVersion.objects.filter(reply=OuterRef("pk"), text__contains=phrase)
    values = _words_of_other().filter(version__reply=OuterRef("pk"), text__contains=phrase)
    return (
        Reply.objects.for_staff(desk.member)
        .filter(Q(Exists(versions)) | Q(Exists(values)), board=desk.board)
        .select_related("participant", "staff", "question__current_version")
        .prefetch_related(
            Prefetch(
                "versions",
                ReplyVersion.objects.prefetch_related(Prefetch("values", _words_of_other())),
            )
        )
        .order_by("said_at", "pk")
    )


def _words_of_other() -> QuerySet[AnswerValue]:
    return AnswerValue.objects.filter(Q(item=None) | Q(place__isnull=False)).exclude(text="")


def _texts_of(reply: Reply) -> list[str]:
    return [
        text
        for version in reply.versions.all()
        for text in (version.text, *(value.text for value in version.values.all()))
    ]


def hidden_in(desk: Desk, reply: Reply) -> list[Hidden]:
    """A line for each press that hid something, the first one first: one query."""
    presses: dict[tuple[datetime, object], list[MadeRedaction]] = {}
    for one in redactions_of(desk, [reply]):
        presses.setdefault((one.made_at, one.made_by_id), []).append(one)
    return [_hidden(desk, ones) for ones in presses.values()]


def _hidden(desk: Desk, ones: "list[MadeRedaction]") -> Hidden:
    first = ones[0]
    may = desk.member.is_facilitator and first.destroyed_at is None
    return Hidden(
        reads=first.replacement,
        places=len(ones),
        who=named(first.who),
        made_at=first.made_at,
        destroyed_at=first.destroyed_at,
        deeds=[_take_back(desk, first)] if may else [],
    )


def _take_back(desk: Desk, redaction: Redaction) -> Deed:
    return Deed(
        pgettext("hiding words", "Take it back"),
        reverse("desk_redaction_removal", args=[desk.board.slug, redaction.pk]),
        _("Everybody who may read this reply reads what was written again."),
        _("Show these words again"),
        grave=True,
    )


def deeds_of(desk: Desk, reply: Reply, hidden: Iterable[Hidden]) -> list[Deed]:
    """What a facilitator may do with what was written, while it is there."""
    if not desk.member.is_facilitator or all(one.destroyed_at for one in hidden):
        return []
    place = [desk.board.slug, reply.pk]
    return [
        Deed(
            _("Show what was written"),
            reverse("desk_original", args=place),
            _("You alone see it, this once, and the trail says that you looked."),
            _("Show it to me"),
        ),
        Deed(
            _("Destroy the original"),
            reverse("desk_destruction", args=place),
            _(
                "What was written under the hidden words is gone for good, for you and for"
                " everyone. It cannot be undone. Backups made before still hold it until they"
                " are deleted."
            ),
            _("Destroy it for good"),
            grave=True,
        ),
    ]
