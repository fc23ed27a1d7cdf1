"""Many people at once: what will follow is said, confirmed, and done in one go."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bulletin.accounts.confirming import fresh_sign_in
from moderation.actions.letting_in import view_identity
from moderation.actions.many import people_among
from moderation.desk.asked import Asked, id_in
from moderation.desk.deeds.people import IDENTITY_VIEWERS
from moderation.desk.forms.many import LookUpForm
from moderation.desk.grid import people_asked_for
from moderation.desk.many import WAYS, ManyDeed, done_for, for_how_many, nobody
from moderation.desk.names import naming_for
from moderation.desk.pages import form_page, page, say_beside
from moderation.segments.uses import cards_for
from moderation.web import READERS, DeskRequest, staff_page
from participants.models import Participant
from sessions.actions.errors import Refused
from sessions.enums import Role

# Whoever shares a name or an address with more people than these is looked up otherwise.
MOST_LOOKED_UP = 20


@staff_page(*READERS, Role.RECRUITER)
@require_POST
def desk_people_deed(request: DeskRequest) -> HttpResponse:
    """`deed` says what, `who` and `everybody` for whom; with `sure` it is done, otherwise the
    page says for how many, and asks for what is needed."""
    desk, back = request.desk, _back(request)
    way = WAYS.get(request.POST.get("deed", ""))
    if way is None:
        messages.info(request, _("Choose what is to be done."))
        return redirect(back)
    if desk.role not in way.roles:
        raise PermissionDenied
    ids = _chosen(request)
    if not ids:
        messages.info(request, nobody())
        return redirect(back)
    is_sure = "sure" in request.POST
    form = way.form(desk, request.POST if is_sure else None)
    if is_sure and form.is_valid():
        try:
            done = way.do(desk, ids, form)
        except Refused as refused:
            say_beside(form, refused)
        else:
            messages.success(request, done_for(done))
            return redirect(back)
    people = people_among(desk.board, ids)
    parted = way.part(desk, people)
    if not parted.able:
        messages.info(request, _("That can be done for nobody among them."))
        return redirect(back)
    context = {
        "form": form,
        "deed": ManyDeed(request.POST["deed"]),
        "ids": " ".join(map(str, ids)),
        "for_how_many": for_how_many(parted),
        "follows": way.follows,
        "cards": cards_for(desk) if way is WAYS[ManyDeed.SEGMENT] else [],
        "names": _names(request, parted.able),
        "back": back,
        "query": request.POST.get("query", ""),
    }
    status = 422 if is_sure else 200
    return page(request, "desk_people_deed", "desk_people", context, status=status)


@staff_page(*IDENTITY_VIEWERS)
@fresh_sign_in(then="desk_people")
@require_POST
def desk_people_lookup(request: DeskRequest) -> HttpResponse:
    """Whoever has this name or address; the trail keeps that they were looked up."""
    desk, form = request.desk, LookUpForm(request.POST)
    if not form.is_valid():
        context: dict[str, Any] = {"form": form, "found": None}
        return form_page(request, "desk_people_lookup", "desk_people", context)
    who = form.cleaned_data["who"]
    alike = Q(name__iexact=who) | Q(email__iexact=who)
    found = list(desk.board.participants.filter(alike, erased_at=None)[:MOST_LOOKED_UP])
    for person in found:
        view_identity(participant=person, by=desk.user, now=desk.now)
    if len(found) == 1:
        return redirect("desk_person", desk.board.slug, found[0].pk)
    name_of = naming_for(desk, found)
    context = {"form": form, "found": [(person.pk, name_of(person)) for person in found]}
    return page(request, "desk_people_lookup", "desk_people", context)


def _chosen(request: DeskRequest) -> list[UUID]:
    """Those ticked, or everybody whom the grid was asked for."""
    if "everybody" in request.POST:
        return people_asked_for(request.desk, _asked(request))
    ticked = " ".join(request.POST.getlist("who")).split()
    return [found for one in ticked if (found := id_in(one))]


def _asked(request: DeskRequest) -> Asked:
    return Asked.of(QueryDict(request.POST.get("query", "").lstrip("?")).dict())


def _back(request: DeskRequest) -> str:
    """The grid as it was asked for."""
    return reverse("desk_people", args=[request.desk.board.slug]) + _asked(request).but()


def _names(request: DeskRequest, people: list[Participant]) -> list[str]:
    name_of = naming_for(request.desk, people)
    return [name_of(person) for person in people]
