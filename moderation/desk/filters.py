"""Everything said, narrowed: what each filter means, and the links that keep or drop it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q, QuerySet
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from moderation.desk.forms.filters import HELP, OLDEST, PRIVATE, FilterForm
from moderation.desk.found import question_at
from moderation.desk.names import naming_for
from moderation.desk.probes import was_probed
from moderation.desk.unread import new_to
from moderation.web import Desk
from participants.enums import ReplyKind
from participants.lexemes import dictionary_of
from participants.models import Membership, Participant, Reply

_PRIVATE = Q(private_to__isnull=False)
_HELP = _PRIVATE & Q(kind=ReplyKind.COMMENT, parent=None)


def _segment(desk: Desk, segment: Any) -> Q:
    held = Membership.objects.current().filter(segment=segment)
    return Q(participant__in=held.values("participant"))


def _kind(desk: Desk, kind: Any) -> Q:
    between = {PRIVATE: _PRIVATE, HELP: _HELP}
    return between.get(kind) or Q(kind=kind)


def search_for(desk: Desk, words: str) -> SearchQuery:
    """As people type into a search engine: "these words", or, -not; in the board's language."""
    return SearchQuery(words, config=dictionary_of(desk.board), search_type="websearch")


# What is true of a reply that a filter lets through.
MEANS: dict[str, Callable[[Desk, Any], Q]] = {
    "words": lambda desk, words: Q(current_version__lexemes=search_for(desk, words)),
    "unread": lambda desk, _unread: new_to(desk.member),
    "stage": lambda _desk, stage: Q(question__stage=stage),
    "question": lambda _desk, question: Q(question=question),
    "person": lambda _desk, person: Q(participant=person),
    "segment": _segment,
    "kind": _kind,
    "probe": lambda desk, how: was_probed(desk.member, how),
    "channel": lambda _desk, channel: Q(current_version__channel=channel),
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
    label = str(dict(field.choices)[value])
    return label if name == "unread" else f"{field.label}: {label}"


def _name_of(desk: Desk, person: UUID) -> str:
    """Raises Http404 for somebody who has said nothing that this desk may read."""
    spoke = Reply.objects.for_staff(desk.member).filter(participant=person)
    people = Participant.objects.filter(board=desk.board, replies__in=spoke).distinct()
    found = get_object_or_404(people, pk=person)
    return naming_for(desk, [found])(found)


def _query(chosen: Mapping[str, Any], *, without: str = "") -> str:
    return urlencode({name: value for name, value in chosen.items() if name != without})
