"""Words of a reply that nobody shall read any more."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from bulletin.accounts.confirming import fresh_sign_in
from moderation.coding.forms import RedactionForm
from moderation.coding.found import redaction_at, reply_with_words_at
from moderation.coding.hiding import Preview, deeds_of, hidden_in, preview_of, texts_in
from moderation.desk.pages import carry_out, page, place_of, posted, say_beside
from moderation.web import READERS, Desk, DeskRequest, staff_page
from participants.actions.redacting import (
    destroy_originals,
    note_original_read,
    redact_phrase,
    take_back,
)
from participants.models import Reply
from participants.phrases import Words, words_of
from sessions.actions.errors import Refused
from sessions.enums import Role


@staff_page(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_redaction(request: DeskRequest, reply_id: UUID) -> HttpResponse:
    """The reply's words, and what hiding some of them would change; `hide` does it, where
    just that has been looked at."""
    desk, reply = request.desk, reply_with_words_at(request.desk, reply_id)
    form = RedactionForm(desk.board, posted(request))
    hides = form.is_valid() and "hide" in request.POST and form.was_looked_at
    if hides and _hide(request, reply, form):
        return redirect(place_of(desk, reply))
    return _page(request, reply, form)


@staff_page(Role.FACILITATOR)
@require_POST
@fresh_sign_in(then="desk_redaction")
def desk_original(request: DeskRequest, reply_id: UUID) -> HttpResponse:
    """The same page with what was written under the hidden words, this once."""
    desk, reply = request.desk, reply_with_words_at(request.desk, reply_id)
    note_original_read(reply=reply, by=desk.user, now=desk.now)
    return _page(request, reply, RedactionForm(desk.board), written=True)


@staff_page(Role.FACILITATOR)
@require_POST
def desk_redaction_removal(request: DeskRequest, redaction_id: UUID) -> HttpResponse:
    desk, redaction = request.desk, redaction_at(request.desk, redaction_id)
    reply = redaction.version.reply
    return carry_out(
        request,
        lambda: take_back(redaction=redaction, by=desk.user, now=desk.now),
        done=_("The words are read again as they were written."),
        already=_("They are destroyed, and cannot be shown again."),
        back=reverse("desk_redaction", args=[desk.board.slug, reply.pk]),
    )


@staff_page(Role.FACILITATOR)
@require_POST
def desk_destruction(request: DeskRequest, reply_id: UUID) -> HttpResponse:
    desk, reply = request.desk, reply_with_words_at(request.desk, reply_id)
    return carry_out(
        request,
        lambda: destroy_originals(reply=reply, by=desk.user, now=desk.now),
        done=_("What was written there is gone for good."),
        already=_("Nothing was left to destroy."),
        back=reverse("desk_redaction", args=[desk.board.slug, reply.pk]),
    )


def _hide(request: DeskRequest, reply: Reply, form: RedactionForm) -> bool:
    """Whether it is done; what stands against it is said beside its field."""
    desk, typed = request.desk, form.cleaned_data
    try:
        places = redact_phrase(
            reply=reply,
            phrase=typed["phrase"],
            replacement=form.replacement,
            in_longer=typed["in_longer"],
            by=desk.user,
            now=desk.now,
        )
    except Refused as refused:
        say_beside(form, refused)
        return False
    done = ngettext("Hidden in %(number)d place.", "Hidden in %(number)d places.", places)
    messages.success(request, done % {"number": places})
    return True


def _page(
    request: DeskRequest, reply: Reply, form: RedactionForm, *, written: bool = False
) -> HttpResponse:
    desk, words = request.desk, words_of(reply)
    hidden = hidden_in(desk, reply)
    context = {
        "reply": reply,
        "form": form,
        "texts": texts_in(reply, words, written=written),
        "hidden": hidden,
        "deeds": deeds_of(desk, reply, hidden),
        "preview": _preview(desk, reply, words, form),
        "back": place_of(desk, reply),
    }
    status = 422 if form.errors else 200
    return page(request, "desk_redaction", "desk_everything", context, status=status)


def _preview(desk: Desk, reply: Reply, words: list[Words], form: RedactionForm) -> Preview | None:
    if not form.is_bound or form.errors:
        return None
    typed = form.cleaned_data
    return preview_of(desk, reply, words, typed["phrase"], in_longer=typed["in_longer"])
