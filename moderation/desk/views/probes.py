"""Probes followed to their end, and posts that wait for a word or a decision of staff."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from moderation.desk.asking import STATES, WAITING, lines_for, probes_in, states_for
from moderation.desk.pages import page
from moderation.desk.posts import A_PAGE, by_person, lines_of
from moderation.desk.waiting import held_replies, unacknowledged_first_posts
from moderation.web import READERS, DeskRequest, staff_page


@staff_page(*READERS)
@require_safe
def desk_probes(request: DeskRequest) -> HttpResponse:
    """Those that wait; `?state=` for the other lists."""
    desk, state = request.desk, request.GET.get("state", WAITING)
    if state not in STATES:
        raise Http404
    probes = Paginator(probes_in(desk, state), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "states": states_for(desk),
        "current": state,
        "lines": lines_for(desk, state, list(probes)),
        "sheet": probes,
    }
    return page(request, "desk_probes", "desk_probes", context)


@staff_page(*READERS)
@require_safe
def desk_first_posts(request: DeskRequest) -> HttpResponse:
    """Each person's first post that nobody has acknowledged, with a box for kind words."""
    posts = unacknowledged_first_posts(request.desk.member).values_list("pk", flat=True)
    sheet = Paginator(posts, A_PAGE).get_page(request.GET.get("page"))
    context = {"lines": lines_of(request.desk, list(sheet)), "sheet": sheet}
    return page(request, "desk_first_posts", "desk_probes", context)


@staff_page(*READERS)
@require_safe
def desk_held(request: DeskRequest) -> HttpResponse:
    """What others may read once it is let through, by person."""
    posts = held_replies(request.desk.member).values_list("pk", flat=True)
    sheet = Paginator(posts, A_PAGE).get_page(request.GET.get("page"))
    context = {"people": by_person(lines_of(request.desk, list(sheet))), "sheet": sheet}
    return page(request, "desk_held", "desk_probes", context)
