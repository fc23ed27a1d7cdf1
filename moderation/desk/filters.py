"""Everything said, narrowed: what each filter means, and the links that keep or drop it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from bulletin.text.within import labelled
from moderation.desk.forms.filters import HELP, OLDEST, PRIVATE, FilterForm
from moderation.desk.found import question_at
from moderation.desk.names import naming_for
from moderation.desk.probes import was_probed
from moderation.desk.wording import wording_everywhere
from moderation.unread import new_to
from moderation.web import Desk
from participants.enums import Channel, ReplyKind
from participants.hits import found_in
from participants.lexemes import searched_for
from participants.models import Membership, Participant, Reply, ReplyVersion

_PRIVATE = Q(private_to__isnull=False)
_HELP = _PRIVATE & Q(kind=ReplyKind.COMMENT, parent=None)


def _segment(desk: Desk, segment: Any) -> Q:
    held = Membership.objects.current().filter(segment=segment)
    return Q(participant__in=held.values("participant"))


def _channel(desk: Desk, channel: Any) -> Q:
    """Found by who entered it, which has an index: it is one of this board's staff."""
    entered = ReplyVersion.objects.filter(entered_by__board=desk.board).exclude(channel=Channel.WEB)
    if channel == Channel.WEB:
        return ~Q(current_version__in=entered)
    return Q(current_version__in=entered.filter(channel=channel))


def _kind(desk: Desk, kind: Any) -> Q:
    between = {PRIVATE: _PRIVATE, HELP: _HELP}
    return between.get(kind) or Q(kind=kind)


def _words(desk: Desk, words: Any) -> Q:
    """Found by themselves, so that the index of words is used whatever else is asked for.

    What reads otherwise on this desk is found by what it reads there alone: a search for a name
    would say whose the pseudonym is.
    """
    written = ReplyVersion.objects.filter(lexemes=searched_for(words, desk.board))
    if not (otherwise := wording_everywhere(desk).otherwise):
        return Q(current_version__in=written)
    found = found_in(desk.board, words, otherwise)
    return Q(current_version__in=written.exclude(pk__in=list(otherwise))) | Q(
        current_version__in=found
    )


# What is true of a reply that a filter lets through.
MEANS: dict[str, Callable[[Desk, Any], Q]] = {
    "words": _words,
    "unread": lambda desk, _unread: new_to(desk.member),
    "stage": lambda _desk, stage: Q(question__stage=stage),
    "question": lambda _desk, question: Q(question=question),
    "person": lambda _desk, person: Q(participant=person),
    "segment": _segment,
    "kind": _kind,
    "probe": lambda desk, how: was_probed(desk.member, how),
    "channel": _channel,
    "state": lambda _desk, state: Q(**{f"{state}_at__isnull": False}),
}


@dataclass(frozen=True)
class Chip:
    """A filter that holds, in words, and the query of the address without it."""

    words: str
    without: str


@dataclass(frozen=True)
class Filters:
    desk: Desk
    form: FilterForm
    chosen: Mapping[str, Any]
    """By the form's field; what is not in it does not narrow."""
    chips: list[Chip]

    @property
    def oldest_first(self) -> bool:
        return self.chosen.get("order") == OLDEST

    @property
    def words(self) -> str:
        return str(self.chosen.get("words", ""))

    @property
    def query(self) -> str:
        return urlencode(self.chosen)

    @property
    def order_alone(self) -> str:
        """The query of the address without any filter."""
        return _query({key: value for key, value in self.chosen.items() if key == "order"})

    def narrow(self, replies: QuerySet[Reply]) -> QuerySet[Reply]:
        if self.form.errors:
            return replies.none()
        for name, value in self.chosen.items():
            if name in MEANS:
                replies = replies.filter(MEANS[name](self.desk, value))
        return replies


def filters_from(desk: Desk, asked: QueryDict) -> Filters:
    """Raises Http404 for a choice that is not on offer to this desk; a bad search says why."""
    form = FilterForm(desk, asked)
    if set(form.errors) - {"words"}:
        raise Http404
    chosen = {name: value for name, value in form.cleaned_data.items() if value}
    return Filters(desk, form, chosen, _chips(desk, form, chosen))


def _chips(desk: Desk, form: FilterForm, chosen: Mapping[str, Any]) -> list[Chip]:
    return [
        Chip(_in_words(desk, form, name, value), _query(chosen, without=name))
        for name, value in chosen.items()
        if name in MEANS
    ]


def _in_words(desk: Desk, form: FilterForm, name: str, value: Any) -> str:
    if name == "words":
        return _("Words: %(words)s") % {"words": value}
    if name == "question":
        return question_at(desk, value).wording.prompt
    if name == "person":
        return _name_of(desk, value)
    field: Any = form.fields[name]
    if name == "unread":
        return str(field.label)
    return labelled(field.label, dict(field.choices)[value])


def _name_of(desk: Desk, person: UUID) -> str:
    """Raises Http404 for somebody who has said nothing that this desk may read."""
    spoke = Reply.objects.for_staff(desk.member).filter(participant=person)
    people = Participant.objects.filter(board=desk.board, replies__in=spoke).distinct()
    found = get_object_or_404(people, pk=person)
    return naming_for(desk, [found])(found)


def _query(chosen: Mapping[str, Any], *, without: str = "") -> str:
    return urlencode({name: value for name, value in chosen.items() if name != without})
