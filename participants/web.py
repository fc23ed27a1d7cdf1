"""Turns a request into a participant's visit to one board (rules 1, 10 and 17).

Whoever is not let in gets one and the same page, whether the board exists or not. Whoever is
let in but cannot go on is told why in plain words; whoever has yet to consent is led there.
"""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, TypeVar, cast

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from bulletin import clock
from bulletin.text.languages import nearest
from bulletin.web.access import Access, declare
from bulletin.web.offers import Offers, offers_to
from participants.entry import browser
from participants.entry.arriving import arrival_of
from participants.entry.forms import AddressForm
from participants.entry.keys import device_key, is_for_another
from participants.entry.looked import Looked
from participants.entry.standing import SHUT, Standing, standing_of
from participants.models import Device, Participant
from sessions.models import Board
from sessions.models.board import still_read

R = TypeVar("R", bound=HttpResponseBase)
View = Callable[..., HttpResponseBase]
READING = frozenset({"GET", "HEAD"})

A_NEW_VISIT_AFTER = timedelta(hours=1)
COMING_IS_NOTED_EVERY = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Visit:
    """Who looks at which board, and when. `since` is when they were last here before this visit,
    and `looked` what their browser has shown them until now; `has_others`, that it has a place on
    another board, too."""

    participant: Participant
    now: datetime
    standing: Standing = Standing.TAKING_PART
    since: datetime | None = None
    looked: Looked = field(default_factory=Looked)
    device: Device | None = None
    preview: bool = False
    has_others: bool = False

    @property
    def board(self) -> Board:
        return self.participant.board

    @property
    def told_since(self) -> datetime | None:
        """What is said to them is told from then on, until they have opened it."""
        return self.looked.came or self.since

    @property
    def device_key(self) -> str:
        return device_key(self.participant)


class ParticipantRequest(HttpRequest):
    """A request that `participant_page` has resolved."""

    visit: Visit
    offers: Offers
    htmx: HtmxDetails


def participant_page(*, consented: bool = True, shut: bool = False) -> Callable[[View], View]:
    """Only a browser let in as a participant of the board in the address may call the view.

    The view gets `request.visit` instead of the slug, and runs in the person's language and
    time zone. `consented=False` is for pages that come before consent, `shut=True` for those
    that stay open to a person whose place is closed. What is answered is kept by no cache,
    unless the view says otherwise.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def on_the_board(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponseBase:
            visit = _brought_along(request) or visit_of(request, slug, now=clock.now())
            if visit is None or is_for_another(request.POST, visit.participant):
                return private(_whose_time_is_over(request, slug) or outsider(request, slug))
            resolved = cast(ParticipantRequest, request)
            resolved.visit = visit
            language = language_of(visit.participant)
            resolved.offers = Offers() if visit.preview else offers_to(request, reads=language)
            with (
                translation.override(language),
                timezone.override(visit.participant.zone),
                nullcontext() if request.method in READING else transaction.atomic(),
            ):
                hindered = hindrance(resolved, consented=consented, shut=shut)
                response = hindered or view(resolved, **kwargs)
            response.headers.setdefault("Content-Language", language)
            return private(response)

        # A page that is only read needs no transaction around it: two round trips fewer.
        return declare(transaction.non_atomic_requests(on_the_board), Access.PARTICIPANT)

    return decorate


def _brought_along(request: HttpRequest) -> Visit | None:
    """A preview's visit: whoever calls a page as a function has said who looks, and when."""
    return getattr(request, "visit", None)


def visit_of(request: HttpRequest, slug: str, *, now: datetime) -> Visit | None:
    """The visit this browser's device makes; None where it has no place on that board."""
    arrival = arrival_of(browser.devices_of(request), slug, now)
    if arrival is None:
        return None
    device = arrival.device
    note_coming(request, device, now=now)
    return Visit(
        participant=device.participant,
        now=now,
        standing=standing_of(device.participant, now, may_read=arrival.may_read),
        since=browser.here_before(request, device),
        looked=browser.looked_with(request, device),
        device=device,
        has_others=len(browser.devices_of(request)) > 1,
    )


def note_coming(request: HttpRequest, device: Device, *, now: datetime) -> None:
    """Keep when the person came, to ten minutes; after an hour away a new visit begins."""
    participant = device.participant
    last = participant.last_came_at
    if last is not None and now - last < COMING_IS_NOTED_EVERY:
        return
    if last is not None and now - last >= A_NEW_VISIT_AFTER:
        browser.begin_visit(request, device, since=last)
    Participant.objects.filter(pk=participant.pk).update(
        first_came_at=Coalesce("first_came_at", now), last_came_at=now
    )


def language_of(participant: Participant) -> str:
    """The catalogue that serves this person best; the product's own where none does."""
    return nearest(participant.language)


def hindrance(request: ParticipantRequest, *, consented: bool, shut: bool) -> HttpResponse | None:
    """What stands between this person and the page; None where nothing does."""
    standing = request.visit.standing
    if standing in SHUT and not shut:
        return render(request, "participants/entry/shut.html", {"is_shut": True}, status=403)
    if standing in SHUT or not consented or standing is Standing.TAKING_PART:
        return None
    address = reverse("consent", args=[request.visit.board.slug])
    return HttpResponseClientRedirect(address) if is_htmx(request) else redirect(address)


def outsider(request: HttpRequest, slug: str) -> HttpResponse:
    """The one page for everybody whom this board, if there is one, does not know.

    The header tells our scripts from a page that a participant has lost since.
    """
    if is_htmx(request):
        return HttpResponseClientRedirect(reverse("board", args=[slug]))
    context = {"slug": slug, "form": AddressForm()}
    response = render(request, "participants/entry/outsider.html", context, status=404)
    response.headers["Signed-Out"] = "yes"
    return response


def _whose_time_is_over(request: HttpRequest, slug: str) -> HttpResponse | None:
    """For a browser that had a place on this board, which nobody reads any more."""
    device = (
        Device.objects.filter(
            Q(link=None) | Q(link__revoked_at=None),
            ~still_read(clock.now(), "participant__board__"),
            pk__in=browser.devices_of(request),
            participant__board__slug=slug,
            participant__erased_at=None,
        )
        .select_related("participant__board")
        .first()
    )
    return reading_has_ended(request, device.participant) if device else None


def reading_has_ended(request: HttpRequest, participant: Participant) -> HttpResponse:
    """The page that is left of a board whose archive is removed."""
    with translation.override(language_of(participant)):
        context = {"board": participant.board, "contacts": participant.board.contacts.all()}
        return render(request, "participants/entry/reading_ended.html", context, status=410)


def is_htmx(request: HttpRequest) -> bool:
    return bool(cast(ParticipantRequest, request).htmx)


def private(response: R) -> R:
    """Say that no cache may keep this response, unless its view has said something else."""
    response.headers.setdefault("Cache-Control", "private, no-store")
    return response
