"""Choosing whose eyes to look with, and what they see."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from bulletin.web.errors import not_found
from bulletin.web.middleware import POLICY
from moderation.desk.pages import page
from moderation.preview.eyes import Eyes
from moderation.preview.forms import TELEPHONE, EyesForm
from moderation.preview.seeing import frameable, seen_page
from moderation.web import READERS, DeskRequest, staff_page


@staff_page(*READERS)
@require_safe
def desk_preview(request: DeskRequest) -> HttpResponse:
    """The choice, and below it the board in a frame, seen as chosen."""
    desk = request.desk
    form = EyesForm(desk, request.GET)
    seen = _address(request, form.eyes()) if form.is_valid() else ""
    context = {
        "form": form,
        "seen": seen,
        "is_telephone": form.data.get("width") == TELEPHONE,
    }
    response = page(request, "desk_preview", "desk_preview", context, status=200 if seen else 422)
    response.headers["Content-Security-Policy"] = f"{POLICY}; frame-src 'self'"
    return response


@staff_page(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_seen(request: DeskRequest, eyes: str, address: str) -> HttpResponseBase:
    """A participant's page as it answers them; what would be sent from it is not."""
    looking = Eyes.of(eyes)
    if request.method == "POST":
        return frameable(page(request, "desk_seen_sent", "desk_preview", {}, status=405))
    try:
        return frameable(seen_page(request, looking, address))
    except Http404 as missing:
        return frameable(not_found(request, missing))


def _address(request: DeskRequest, eyes: Eyes) -> str:
    slug = request.desk.board.slug
    board = reverse("board", args=[slug]).lstrip("/")
    return reverse("desk_seen", args=[slug, eyes.token(), board])
