"""The codes of one reply: an analyst's own, and what others gave it."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import reswap, retarget

from moderation.coding.actions.codebook import code_called
from moderation.coding.actions.coding import carry_over, code_reply, take_away
from moderation.coding.codebook import codes_in_order
from moderation.coding.forms import CodingForm
from moderation.coding.found import coding_at, reply_to_code_at
from moderation.coding.marking import marking_of
from moderation.coding.others import codings_by_others
from moderation.coding.rules import may_take_away
from moderation.desk.pages import carry_out, form_page, place_of, posted
from moderation.desk.sayings import posts_of, replies_for
from moderation.models import Coding
from moderation.web import READERS, DeskRequest, staff_page
from participants.models import Reply


@staff_page(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
def desk_codes(request: DeskRequest, reply_id: UUID) -> HttpResponse:
    """The boxes to tick: beside the reply where htmx asks, else on a page of their own."""
    desk, reply = request.desk, reply_to_code_at(request.desk, reply_id)
    mine = Coding.objects.whole().filter(version=reply.current_version, made_by=desk.user)
    form = CodingForm(
        codes_in_order(desk),
        posted(request),
        given=set(mine.values_list("code", flat=True)),
        key=reply.pk,
    )
    if form.is_valid():
        _code(request, reply, form)
        return _coded(request, reply)
    return _boxes(request, reply, form)


def _boxes(request: DeskRequest, reply: Reply, form: CodingForm) -> HttpResponse:
    desk = request.desk
    context = {
        "form": form,
        "reply": reply,
        "board": desk.board,
        "others": codings_by_others(desk, reply),
    }
    if request.htmx:
        response = render(request, "desk/_coding.html", context)
        # Where the boxes are wrong they stay where they are, and take no codes' place.
        return retarget(reswap(response, "innerHTML"), f"#coding-{reply.pk}")
    [saying] = posts_of(desk, list(replies_for(desk).filter(pk=reply.pk)))
    context |= {"saying": saying, "question": reply.question, "back": place_of(desk, reply)}
    return form_page(request, "desk_codes", "desk_codebook", context)


@staff_page(*READERS)
@require_POST
@vary_on_headers("HX-Request")
def desk_carrying(request: DeskRequest, reply_id: UUID) -> HttpResponse:
    desk, reply = request.desk, reply_to_code_at(request.desk, reply_id)
    carry_over(reply=reply, member=desk.member, now=desk.now)
    return _coded(request, reply)


@staff_page(*READERS)
@require_POST
def desk_coding_removal(request: DeskRequest, coding_id: UUID) -> HttpResponse:
    desk, coding = request.desk, coding_at(request.desk, coding_id)
    if not may_take_away(desk.member, coding):
        raise PermissionDenied
    return carry_out(
        request,
        lambda: take_away(coding=coding, member=desk.member, now=desk.now),
        done=_("“%(code)s” is taken away.") % {"code": coding.code.name},
        already=_("It was taken away already."),
        back=reverse("desk_codes", args=[desk.board.slug, coding.version.reply_id]),
    )


@transaction.atomic
def _code(request: DeskRequest, reply: Reply, form: CodingForm) -> None:
    desk, chosen = request.desk, set(form.chosen)
    if name := form.cleaned_data["new_code"]:
        chosen.add(code_called(board=desk.board, name=name, by=desk.user, now=desk.now))
    code_reply(reply=reply, codes=chosen, member=desk.member, now=desk.now)


def _coded(request: DeskRequest, reply: Reply) -> HttpResponse:
    desk = request.desk
    if request.htmx:
        context = {"mark": marking_of(desk, reply), "arrives": True}
        return render(request, "desk/_saying_codes.html", context)
    messages.success(request, _("The codes of this reply are kept."))
    return redirect(place_of(desk, reply))
