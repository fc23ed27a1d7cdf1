"""All the facts of a person in their order, of one kind or of all, a page at a time."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from moderation.desk.facts.base import Fact, FactKind
from moderation.desk.facts.coming import coming
from moderation.desk.facts.mail import mails
from moderation.desk.facts.said import said
from moderation.desk.facts.segments import held
from moderation.desk.facts.staff import deeds
from moderation.web import Desk
from participants.models import Participant

A_PAGE = 50


@dataclass(frozen=True)
class KindLink:
    label: str
    query: str
    is_current: bool


@dataclass(frozen=True)
class FactList:
    """`earlier` and `later` lead to the pages beside this one; empty where there is none."""

    facts: list[Fact]
    kinds: list[KindLink]
    earlier: str
    later: str


def facts_of(desk: Desk, person: Participant) -> list[Fact]:
    """Everything known of this person's part in the board, the first thing first."""
    facts = [
        *coming(person),
        *mails(desk, person),
        *said(desk, person),
        *held(desk, person),
        *deeds(desk, person),
    ]
    return sorted(facts, key=lambda fact: fact.at)


def listed(desk: Desk, person: Participant, *, kind: str = "", number: str = "") -> FactList:
    """What is no kind is all of them; a page that is not there is the nearest."""
    facts = facts_of(desk, person)
    chosen = kind if kind in FactKind.values else ""
    of_kind = [fact for fact in facts if not chosen or fact.kind == chosen]
    page: Page[Fact] = Paginator(of_kind, A_PAGE).get_page(number)
    return FactList(
        facts=list(page),
        kinds=_kinds(desk, chosen),
        earlier=_query(chosen, page.previous_page_number()) if page.has_previous() else "",
        later=_query(chosen, page.next_page_number()) if page.has_next() else "",
    )


def _kinds(desk: Desk, chosen: str) -> list[KindLink]:
    kinds = [kind for kind in FactKind if desk.member.reads_everything or kind != FactKind.ANSWERS]
    return [
        KindLink(_("Everything"), _query("", 1), not chosen),
        *(KindLink(str(kind.label), _query(kind, 1), kind == chosen) for kind in kinds),
    ]


def _query(kind: str, number: int) -> str:
    parts = {"kind": str(kind), "page": str(number) if number > 1 else ""}
    return "?" + urlencode({name: value for name, value in parts.items() if value})
