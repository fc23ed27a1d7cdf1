"""What staff write under a reply: comments, probes, thanks, and corrections of their own words."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from moderation.actions.reading import mark_read
from moderation.actions.speaking import Overtaken, acknowledge, correct_words, say
from moderation.desk.deeds.replies import deciding_on
from moderation.desk.forms.speaking import COMMENT, CorrectionForm, SpeakForm, ThanksForm
from moderation.desk.found import reply_at
from moderation.desk.pages import page, posted
from moderation.desk.posts import back_to, line_of, place_of
from moderation.desk.prepared import offers_for, peers_name, thanks_for
from moderation.desk.sayings import thread_of
from moderation.desk.speaking import (
    beginning,
    said_meanwhile,
    seen_by_then,
    seen_here,
    wish_for,
    with_prepared,
)
from moderation.desk.wishes import settled_already
from moderation.models import Note
from moderation.web import READERS, DeskRequest, staff_page
from participants.actions.posting import NotOpen
from participants.models import Reply
from sessions.actions.errors import Refused


@staff_page(*READERS)
@require_safe
def desk_reply(request: DeskRequest, reply_id: UUID) -> HttpResponse:
    """The reply in its thread, with a box to write under it."""
    desk, reply = request.desk, reply_at(request.desk, reply_id)
    wish = wish_for(desk, reply, request.GET.get("wish", ""))
    initial = beginning(desk, reply, request.GET, wish)
    return _reply_page(request, reply, SpeakForm(reply, wish=wish, initial=initial), wish=wish)


@staff_page(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_comment(request: DeskRequest, reply_id: UUID) -> HttpResponse:
    """Where it is only asked for, somebody had to sign in again: the page as it begins."""
    desk, reply = request.desk, reply_at(request.desk, reply_id)
    wish = wish_for(desk, reply, request.POST.get("wish", ""))
    if "prepared" in request.POST and "fill" in request.POST:
        initial = with_prepared(desk, reply, request.POST)
        return _reply_page(request, reply, SpeakForm(reply, wish=wish, initial=initial), wish=wish)
    form = SpeakForm(reply, posted(request), wish=wish)
    if not form.is_valid():
        return _reply_page(request, reply, form, wish=wish, status=422 if form.is_bound else 200)
    try:
        said = _say(request, reply, form, wish)
    except Overtaken as overtaken:
        return _reply_page(request, reply, form, wish=wish, meanwhile=overtaken.words, status=409)
    except NotOpen as not_open:
        form.add_error(None, str(not_open))
        return _reply_page(request, reply, form, wish=wish, status=422)
    except Refused:
        assert wish is not None
        form.add_error(None, settled_already(desk, wish))
        return _reply_page(request, reply, form, status=409)
    messages.success(request, _("Your words are on the board."))
    return redirect(place_of(desk, said, sent=reply))


@staff_page(*READERS)
@require_POST
def desk_thanks(request: DeskRequest, reply_id: UUID) -> HttpResponse:
    """With the words in the box, or where there is none, those that thanked somebody last."""
    desk, reply = request.desk, reply_at(request.desk, reply_id)
    typed = request.POST if "text" in request.POST else {"text": thanks_for(desk, reply)}
    thanks = ThanksForm(typed)
    if not thanks.is_valid():
        form = SpeakForm(reply, initial=beginning(desk, reply, request.GET, None))
        return _reply_page(request, reply, form, thanks=thanks, status=422)
    text = thanks.cleaned_data["text"]
    form = SpeakForm(reply, {"manner": COMMENT, "text": text})
    try:
        said = acknowledge(
            member=desk.member,
            parent=reply,
            text=text,
            name=peers_name(desk, reply.participant),
            seen=seen_by_then(request.POST),
            now=desk.now,
        )
    except Overtaken as overtaken:
        return _reply_page(request, reply, form, meanwhile=overtaken.words, status=409)
    except NotOpen as not_open:
        form.add_error(None, str(not_open))
        return _reply_page(request, reply, form, status=422)
    messages.success(request, _("Your thanks are on the board."))
    return redirect(back_to(request, said))


@staff_page(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_correction(request: DeskRequest, reply_id: UUID) -> HttpResponse:
    """One's own words anew; of anybody else's the page says whose they are."""
    desk, reply = request.desk, reply_at(request.desk, reply_id)
    own = reply.staff_id == desk.member.pk
    current = reply.current_version
    form = CorrectionForm(posted(request), initial={"text": current.text if current else ""})
    if own and form.is_valid():
        try:
            correct_words(
                reply=reply, member=desk.member, text=form.cleaned_data["text"], now=desk.now
            )
        except NotOpen as not_open:
            form.add_error(None, str(not_open))
        else:
            messages.success(request, _("Your words read so from now on."))
            return redirect(place_of(desk, reply))
    context = {"form": form if own else None, "line": line_of(desk, reply)}
    status = 422 if request.method == "POST" else 200
    return page(request, "desk_correction", "desk_everything", context, status=status)


def _say(request: DeskRequest, reply: Reply, form: SpeakForm, wish: Note | None) -> Reply:
    desk = request.desk
    return say(
        member=desk.member,
        parent=reply,
        text=form.cleaned_data["text"],
        seen=seen_by_then(request.POST),
        now=desk.now,
        probe=form.is_probe,
        private=form.is_private,
        needs_reply=form.cleaned_data["needs_reply"],
        wish=wish,
    )


def _reply_page(
    request: DeskRequest,
    reply: Reply,
    form: SpeakForm,
    *,
    wish: Note | None = None,
    thanks: ThanksForm | None = None,
    meanwhile: list[Reply] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Whoever is shown the thread has read it."""
    desk, threads = request.desk, thread_of(request.desk, reply)
    thread = Reply.objects.for_staff(desk.member).filter(thread=reply.thread_id)
    mark_read(member=desk.member, replies=thread, as_of=desk.now, now=desk.now)
    context: dict[str, Any] = {
        "reply": reply,
        "question": reply.question,
        "threads": threads,
        "form": form,
        "wish": wish,
        "thanks": thanks or ThanksForm(initial={"text": thanks_for(desk, reply)}),
        "offers": offers_for(desk, reply),
        "seen": seen_here(desk, reply),
        "meanwhile": said_meanwhile(desk, meanwhile or []),
        "deeds": deciding_on(desk, reply),
        "back": place_of(desk, reply),
    }
    return page(request, "desk_reply", "desk_everything", context, status=status)
