"""Everything said: by question, by person, by time, and how much of it is new."""

from typing import Any, cast
from uuid import UUID

from django.http import Http404, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from bulletin.media.looks import Place, looks_at
from moderation.actions.replies import reveal_question
from moderation.collecting.evidence import rests_on
from moderation.desk.deeds.questions import of_question
from moderation.desk.filters import filters_from
from moderation.desk.following import (
    BY_PERSON,
    BY_QUESTION,
    BY_TIME,
    following,
    here,
    news_for,
    number_new_since,
)
from moderation.desk.found import question_at
from moderation.desk.guide import index_for, is_closed_to, neighbours_of
from moderation.desk.notes import notes_on
from moderation.desk.pages import carry_out, page
from moderation.desk.skips import skips_under
from moderation.desk.speakers import speakers_for
from moderation.desk.stream import moment_in, stream_for
from moderation.desk.threads import threads_of
from moderation.insight.charts import drawing_of
from moderation.insight.comparing import Comparison
from moderation.insight.marks import marks_of
from moderation.web import READERS, DeskRequest, staff_page
from sessions.enums import Role


@staff_page(*READERS, Role.OBSERVER)
@require_safe
def desk_everything(request: DeskRequest) -> HttpResponse:
    """The guide with how much was said under each question."""
    context = {"stages": index_for(request.desk), **_whole_board(request, BY_QUESTION)}
    return page(request, "desk_everything", "desk_everything", context)


@staff_page(*READERS, Role.OBSERVER)
@require_safe
def desk_speakers(request: DeskRequest) -> HttpResponse:
    """Everybody who said something, each leading to all they said."""
    context = {"speakers": speakers_for(request.desk), **_whole_board(request, BY_PERSON)}
    return page(request, "desk_speakers", "desk_everything", context)


def _whole_board(request: DeskRequest, view: str) -> dict[str, Any]:
    """A page of figures is asked for again where something new has come."""
    filters = filters_from(request.desk, QueryDict())
    news = news_for(request.desk, "", show=here(request), grows=False)
    return following(request, view, filters, news)


@staff_page(*READERS, Role.OBSERVER)
@require_safe
def desk_stream(request: DeskRequest) -> HttpResponse:
    """One stream, narrowed by the address's filters; what it says of hidden words is nothing."""
    desk, filters = request.desk, filters_from(request.desk, request.GET)
    stream = stream_for(desk, filters, request.GET)
    show = f"{request.path}?{stream.growing}" if stream.growing else request.path
    news = news_for(desk, filters.query, show=show, grows=stream.is_first)
    context = {"stream": stream, **following(request, BY_TIME, filters, news)}
    return page(request, "desk_stream", "desk_everything", context)


@staff_page(*READERS, Role.OBSERVER)
@require_safe
def desk_question(request: DeskRequest, question_id: UUID) -> HttpResponse:
    """`?at=` a reply shows the page of threads that it is on."""
    desk, question = request.desk, question_at(request.desk, question_id)
    previous, next_one = neighbours_of(desk, question)
    filters = filters_from(desk, QueryDict())
    news = news_for(desk, f"question={question.pk}", show=here(request), grows=True)
    comparison = Comparison(desk.board, request.GET.get("by", ""))
    context = {
        "question": question,
        "looks": looks_at(question.wording.looked_at(), slug=desk.board.slug, place=Place.DESK),
        "said": threads_of(desk, question, at=_at(request), number=_number(request)),
        "comparison": comparison,
        "drawing": drawing_of(desk, question, comparison),
        "rests": rests_on(desk, [question]).get(question.pk, []),
        "marks": marks_of(desk, question, comparison),
        "skips": skips_under(desk, question),
        "is_closed_to_desk": is_closed_to(desk, question),
        "deeds": of_question(desk, question),
        "notes": notes_on(desk, question),
        "previous": previous,
        "following": next_one,
        **following(request, "", filters, news),
    }
    return page(request, "desk_question", "desk_everything", context)


def _at(request: DeskRequest) -> UUID | None:
    try:
        return UUID(request.GET["at"]) if "at" in request.GET else None
    except ValueError:
        raise Http404 from None


def _number(request: DeskRequest) -> int:
    try:
        return int(request.GET.get("page", "1"))
    except ValueError:
        raise Http404 from None


@staff_page(*READERS, Role.OBSERVER)
@require_safe
def desk_news(request: DeskRequest) -> HttpResponse:
    """How many replies have come since the page was made, in words; 304 where it knows that."""
    desk, filters = request.desk, filters_from(request.desk, request.GET)
    since = moment_in(request.GET.get("as_of", desk.now.isoformat()))
    number = number_new_since(desk, filters, since)
    etag = f'"{since.timestamp()}-{number}"'
    words = ngettext("%(number)d new reply: show", "%(number)d new replies: show", number)
    said = HttpResponse(words % {"number": number} if number else "", headers={"ETag": etag})
    return cast(HttpResponse, get_conditional_response(request, etag, None, said))


@staff_page(Role.FACILITATOR)
@require_POST
def desk_reveal(request: DeskRequest, question_id: UUID) -> HttpResponse:
    desk, question = request.desk, question_at(request.desk, question_id)
    return carry_out(
        request,
        lambda: reveal_question(question=question, by=desk.user, now=desk.now),
        done=_("Whoever has answered can read the others' replies now."),
        already=_("The replies were revealed already."),
        back=reverse("desk_question", args=[desk.board.slug, question.pk]),
    )
