"""One reply: its thread, what staff write under it, and whether others may read it."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from moderation.actions.replies import conceal_reply, let_through, restore_reply
from moderation.desk.forms.speaking import COMMENT, PRIVATE_PROBE, SpeakForm
from moderation.desk.found import reply_at
from moderation.desk.pages import carry_out, form_page
from moderation.desk.sayings import thread_of
from moderation.web import READERS, DeskRequest, staff_page
from participants.actions.commenting import post_comment, post_probe
from participants.actions.posting import NotOpen
from participants.models import Reply


@staff_page(*READERS)
@require_safe
def desk_reply(request: DeskRequest, reply_id: UUID) -> HttpResponse:
    """The reply in its thread, with a box to write under it."""
    reply = reply_at(request.desk, reply_id)
    return _reply_page(request, reply, SpeakForm(reply))


@staff_page(*READERS)
@require_POST
def desk_comment(request: DeskRequest, reply_id: UUID) -> HttpResponse:
    reply = reply_at(request.desk, reply_id)
    form = SpeakForm(reply, request.POST)
    if not form.is_valid():
        return _reply_page(request, reply, form)
    try:
        said = _say(request, reply, form)
    except NotOpen as not_open:
        form.add_error(None, str(not_open))
        return _reply_page(request, reply, form)
    messages.success(request, _("Your words are on the board."))
    return redirect(_place_of(request, said))


@staff_page(*READERS)
@require_POST
def desk_concealment(request: DeskRequest, reply_id: UUID) -> HttpResponse:
    return _change(
        request, reply_id, conceal_reply, _("The reply is concealed."), _("It was so already.")
    )


@staff_page(*READERS)
@require_POST
def desk_restoration(request: DeskRequest, reply_id: UUID) -> HttpResponse:
    return _change(
        request, reply_id, restore_reply, _("The reply is restored."), _("It was not concealed.")
    )


@staff_page(*READERS)
@require_POST
def desk_passing(request: DeskRequest, reply_id: UUID) -> HttpResponse:
    return _change(
        request, reply_id, let_through, _("Others may read it now."), _("It was not held.")
    )


def _change(
    request: DeskRequest, reply_id: UUID, action: Callable[..., bool], done: str, already: str
) -> HttpResponse:
    desk, reply = request.desk, reply_at(request.desk, reply_id)
    return carry_out(
        request,
        lambda: action(reply=reply, by=desk.user, now=desk.now),
        done=done,
        already=already,
        back=_place_of(request, reply),
    )


def _say(request: DeskRequest, reply: Reply, form: SpeakForm) -> Reply:
    desk, text = request.desk, form.cleaned_data["text"]
    if form.cleaned_data["manner"] == COMMENT:
        return post_comment(author=desk.member, parent=reply, text=text, now=desk.now)
    return post_probe(
        staff=desk.member,
        parent=reply,
        text=text,
        now=desk.now,
        private=form.cleaned_data["manner"] == PRIVATE_PROBE,
        needs_reply=form.cleaned_data["needs_reply"],
    )


def _reply_page(request: DeskRequest, reply: Reply, form: SpeakForm) -> HttpResponse:
    context = {
        "reply": reply,
        "question": reply.question,
        "threads": thread_of(request.desk, reply),
        "form": form,
        "back": _place_of(request, reply),
    }
    return form_page(request, "desk_reply", "desk_everything", context)


def _place_of(request: DeskRequest, reply: Reply) -> str:
    """Where the reply stands among everything said under its question."""
    page = reverse("desk_question", args=[request.desk.board.slug, reply.question_id])
    return f"{page}?at={reply.pk}#reply-{reply.pk}"
