"""A staff member's stars, which nobody else sees."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from moderation.coding.actions.starring import star, unstar
from moderation.coding.finds import finds_for
from moderation.coding.marking import marking_of
from moderation.desk.found import reply_at
from moderation.desk.pages import page, place_of
from moderation.web import READERS, DeskRequest, staff_page
from participants.models import Reply
from sessions.enums import Role


@staff_page(*READERS, Role.OBSERVER)
@require_safe
def desk_starred(request: DeskRequest) -> HttpResponse:
    """My starred replies in their place; `?page=` is one of many."""
    desk = request.desk
    starred = Reply.objects.filter(stars__member=desk.member)
    context = {"finds": finds_for(desk, starred, request.GET.get("page", ""))}
    return page(request, "desk_starred", "desk_starred", context)


@staff_page(*READERS, Role.OBSERVER)
@require_POST
@vary_on_headers("HX-Request")
def desk_star(request: DeskRequest, reply_id: UUID) -> HttpResponse:
    """`starred` says how it is to be from now on; empty takes the star away."""
    desk, reply = request.desk, reply_at(request.desk, reply_id)
    if request.POST.get("starred"):
        star(reply=reply, member=desk.member, now=desk.now)
    else:
        unstar(reply=reply, member=desk.member)
    if not request.htmx:
        return redirect(place_of(desk, reply))
    return render(
        request, "desk/_saying_star.html", {"mark": marking_of(desk, reply), "arrives": True}
    )
