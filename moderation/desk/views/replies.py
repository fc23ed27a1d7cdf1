"""Whether others may read a reply, and whether it counts."""

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from moderation.actions.replies import (
    conceal_reply,
    let_all_through,
    let_off,
    let_through,
    reject_reply,
    restore_reply,
    take_rejection_back,
)
from moderation.desk.already import done_already
from moderation.desk.forms.speaking import RejectionForm
from moderation.desk.found import person_at, reply_at
from moderation.desk.pages import carry_out, form_page, posted
from moderation.desk.posts import back_to, line_of, place_of
from moderation.web import READERS, Desk, DeskRequest, staff_page
from participants.models import Reply


@staff_page(*READERS)
@require_POST
def desk_concealment(request: DeskRequest, reply_id: UUID) -> HttpResponse:
    return _change(
        request, reply_id, conceal_reply, "reply_concealed", _("The reply is concealed.")
    )


@staff_page(*READERS)
@require_POST
def desk_restoration(request: DeskRequest, reply_id: UUID) -> HttpResponse:
    return _change(request, reply_id, restore_reply, "reply_restored", _("The reply is restored."))


@staff_page(*READERS)
@require_POST
def desk_passing(request: DeskRequest, reply_id: UUID) -> HttpResponse:
    """From the list of what is held, back to it: the next one is then the first."""
    return _change(
        request, reply_id, let_through, "reply_let_through", _("Others may read it now.")
    )


@staff_page(*READERS)
@require_POST
def desk_passing_all(request: DeskRequest, participant_id: UUID) -> HttpResponse:
    desk, person = request.desk, person_at(request.desk, participant_id)
    return carry_out(
        request,
        lambda: let_all_through(participant=person, by=desk.user, now=desk.now),
        done=_("Others may read all of it now."),
        already=_("Nothing of theirs is held."),
        back=reverse("desk_held", args=[desk.board.slug]),
    )


@staff_page(*READERS)
@require_POST
def desk_letting_off(request: DeskRequest, reply_id: UUID) -> HttpResponse:
    done = _("Nobody waits for this reply any more.")
    return _change(request, reply_id, let_off, "probe_let_off", done)


@staff_page(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_rejection(request: DeskRequest, reply_id: UUID) -> HttpResponse:
    desk, reply = request.desk, _of_a_participant(request.desk, reply_id)
    form = RejectionForm(posted(request))
    if not form.is_valid():
        context = {"form": form, "line": line_of(desk, reply), "back": place_of(desk, reply)}
        return form_page(request, "desk_rejection", "desk_everything", context)
    return carry_out(
        request,
        lambda: reject_reply(reply=reply, why=form.cleaned_data["why"], by=desk.user, now=desk.now),
        done=_("It is rejected, and its author is told why."),
        already=lambda: done_already(desk, "reply_rejected", reply.pk),
        back=place_of(desk, reply),
    )


@staff_page(*READERS)
@require_POST
def desk_acceptance(request: DeskRequest, reply_id: UUID) -> HttpResponse:
    done = _("The rejection is taken back: it counts again.")
    return _change(request, reply_id, take_rejection_back, "rejection_taken_back", done)


def _change(
    request: DeskRequest, reply_id: UUID, action: Callable[..., bool], name: str, done: str
) -> HttpResponse:
    """`name` is what the action is called in the trail, for telling who was first."""
    desk, reply = request.desk, reply_at(request.desk, reply_id)
    return carry_out(
        request,
        lambda: action(reply=reply, by=desk.user, now=desk.now),
        done=done,
        already=lambda: done_already(desk, name, reply.pk),
        back=back_to(request, reply),
    )


def _of_a_participant(desk: Desk, reply_id: UUID) -> Reply:
    reply = reply_at(desk, reply_id)
    if reply.participant is None:
        raise Http404
    return reply
