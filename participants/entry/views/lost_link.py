"""Coming back without one's link: an address, then the code that was sent there."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from bulletin import clock
from bulletin.web.access import public
from bulletin.web.errors import too_many_tries
from participants.entry.actions.entering import let_in_by_code
from participants.entry.forms import AddressForm
from participants.entry.limits import ADDRESSES, MAILS
from participants.entry.views.codes import ask_for_codes, code_page
from participants.models import Participant
from sessions.models.board import still_read


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lost_link(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Takes an address, and answers the same whether anybody here has it or not."""
    form = AddressForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "participants/entry/lost_link.html", {"form": form}, status=status)
    if ADDRESSES.is_exceeded_from(request):
        return too_many_tries(request, ADDRESSES)
    address = form.cleaned_data["email"]
    if MAILS.is_exceeded_by(address.lower()):
        return too_many_tries(request, MAILS)
    ask_for_codes(request, places_of(address, slug), now=clock.now())
    return redirect(reverse("entry_code", args=[slug] if slug else []))


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def entry_code(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Takes the code that `lost_link` sent; where two share an address, it says whose place."""
    again = reverse("lost_link", args=[slug] if slug else [])
    return code_page(
        request,
        "participants/entry/entry_code.html",
        {"again": again},
        let_in=lambda found: let_in_by_code(participant=found, now=clock.now()),
    )


def places_of(address: str, slug: str | None) -> QuerySet[Participant]:
    """The places that this address may come back to, on one board or on all."""
    places = (
        Participant.objects.filter(
            email__iexact=address,
            address_bad_at=None,
            deactivated_at=None,
            erased_at=None,
            in_reserve=False,
            board__launched_at__isnull=False,
        )
        .filter(still_read(clock.now()))
        .select_related("board")
        .order_by("pk")
    )
    return places.filter(board__slug=slug) if slug else places
