"""Passages of a reply are collected, put under statements, and let go."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from moderation.collecting.actions.passages import collect_passage, let_go, put_under, take_out
from moderation.collecting.beside import collecting_of
from moderation.collecting.forms import PassageForm
from moderation.collecting.found import (
    passage_at,
    reply_to_collect_at,
    statements_at,
    version_that_was_read,
)
from moderation.collecting.words import range_of
from moderation.desk.pages import carry_out, page, place_of, posted
from moderation.models import Passage, Statement
from moderation.web import Desk, DeskRequest, staff_page
from participants.models import Reply
from participants.phrases import words_of
from sessions.actions.errors import Refused
from sessions.enums import Role


@staff_page(Role.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
def desk_passages(request: DeskRequest, reply_id: UUID) -> HttpResponse:
    """Some words of the reply are chosen on a page of their own; `whole` collects all of it, and
    so does a press beside the reply where no words are chosen in it."""
    desk, reply = request.desk, reply_to_collect_at(request.desk, reply_id)
    form = PassageForm(posted(request), version=str(reply.current_version_id))
    if not form.is_valid():
        return _page(request, reply, form)
    try:
        said = _collect(request, reply, form)
    except Refused as refused:
        if request.htmx:
            return _beside(request, reply, str(refused))
        form.add_error("words", str(refused))
        return _page(request, reply, form)
    if request.htmx:
        return _beside(request, reply, said)
    messages.success(request, said)
    return redirect(place_of(desk, reply))


def _collect(request: DeskRequest, reply: Reply, form: PassageForm) -> str:
    """What became of it. Raises Refused where the words do not stand there."""
    desk, typed = request.desk, form.cleaned_data
    version = version_that_was_read(reply, typed["version"])
    place = None
    if (words := typed["words"]) and "whole" not in request.POST:
        (text,) = [
            one for one in words_of(reply) if one.version.pk == version.pk and one.value is None
        ]
        place = range_of(text, words, typed["before"])
        if place is None:
            raise Refused(_("These words do not stand in this reply."))
    _passage, is_new = collect_passage(version=version, place=place, by=desk.user, now=desk.now)
    return _("Collected.") if is_new else _("It is collected already.")


def _beside(request: DeskRequest, reply: Reply, said: str) -> HttpResponse:
    context = {"collecting": collecting_of(request.desk, reply), "said": said, "arrives": True}
    return render(request, "collecting/_saying_passages.html", context)


def _page(request: DeskRequest, reply: Reply, form: PassageForm) -> HttpResponse:
    desk = request.desk
    version = version_that_was_read(reply, form["version"].value() or "")
    context = {"form": form, "text": version.text, "reply": reply, "back": place_of(desk, reply)}
    status = 422 if form.errors else 200
    folder = "collecting"
    return page(request, "desk_passages", "desk_collected", context, status=status, folder=folder)


@staff_page(Role.FACILITATOR)
@require_POST
def desk_passage_place(request: DeskRequest, passage_id: UUID) -> HttpResponse:
    """Under the statement `under`, out of `out_of` unless `too` is pressed; without `under` it is
    only taken out."""
    desk, passage = request.desk, passage_at(request.desk, passage_id)
    under, out_of = _posted_statements(request, "under", "out_of")
    if not under and ("too" in request.POST or not out_of):
        messages.error(request, _("Choose a statement."))
        return redirect(f"{_collected(desk)}#passage-{passage.pk}")
    try:
        changed = _put(passage, under, out_of, also="too" in request.POST)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(f"{_collected(desk)}#passage-{passage.pk}")
    if not changed:
        messages.info(request, _("It stood there already."))
    place = f"statement-{under.pk}" if under else f"passage-{passage.pk}"
    return redirect(f"{_collected(desk)}#{place}")


def _put(
    passage: Passage, under: Statement | None, out_of: Statement | None, *, also: bool
) -> bool:
    """Whether that changed anything."""
    if under:
        return put_under(passage=passage, statement=under, out_of=None if also else out_of)
    assert out_of is not None
    return take_out(passage=passage, of=out_of)


def _posted_statements(request: DeskRequest, *names: str) -> list[Statement | None]:
    """Those that are named there, None for each name that is left empty."""
    wanted = {name: request.POST.get(name, "") for name in names}
    found = statements_at(request.desk, [one for one in wanted.values() if one])
    return [found.get(wanted[name]) for name in names]


@staff_page(Role.FACILITATOR)
@require_POST
def desk_passage_removal(request: DeskRequest, passage_id: UUID) -> HttpResponse:
    desk, passage = request.desk, passage_at(request.desk, passage_id)
    return carry_out(
        request,
        lambda: let_go(passage=passage, by=desk.user, now=desk.now),
        done=_("It is collected no more."),
        already=_("It was collected no more."),
        back=_collected(desk),
    )


def _collected(desk: Desk) -> str:
    return reverse("desk_collected", args=[desk.board.slug])
