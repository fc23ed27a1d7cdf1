"""What one has said oneself: all of it on one page and as a file, what it said first, and taking a
single post back."""

import uuid
from datetime import timedelta

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bulletin.media.models import MediaFile
from bulletin.web.limits import Limit
from participants import rules
from participants.actions.posting import NotOpen
from participants.actions.withdrawing import withdraw_reply
from participants.entry.standing import Standing
from participants.mine.files import Leads, files_of, nowhere
from participants.mine.forms import ReplyWithdrawalForm
from participants.mine.gathering import own_sections, told_of, versions_to_read
from participants.mine.packing import packed
from participants.mine.post import own_post
from participants.models import Reply
from participants.web import ParticipantRequest, Visit, is_htmx, participant_page

DOWNLOADS = Limit("own account downloaded", most=20, within=timedelta(hours=1))


@participant_page(consented=False, shut=True)
@require_safe
def mine(request: ParticipantRequest) -> HttpResponse:
    """Open to whoever withdrew, for what is left, and to whoever is asked for consent anew."""
    visit = _visit_or_404(request)
    takes_part = visit.standing is Standing.TAKING_PART
    here = Reply.objects.visible_to(visit.participant, now=visit.now)
    in_place = here.filter(participant=visit.participant).values_list("pk", flat=True)
    leads = _leads_on(visit.board.slug) if takes_part else nowhere
    context = {
        "sections": own_sections(visit.participant, files_of(visit.participant, visit.now, leads)),
        "in_place": set(in_place),
        "takes_part": takes_part,
        "has_left": visit.standing is Standing.WITHDRAWN,
        "may_withdraw_replies": takes_part and rules.may_withdraw_replies(visit.board, visit.now),
    }
    return render(request, "participants/mine/mine.html", context)


def _leads_on(slug: str) -> Leads:
    """To the files as the board's pages show them."""

    def leads(file: MediaFile, name: str) -> tuple[str, str]:
        small = reverse("small_file", args=[slug, file.pk]) if file.is_picture else ""
        return reverse("file", args=[slug, file.pk]), small

    return leads


@participant_page(consented=False, shut=True)
@require_safe
def mine_file(request: ParticipantRequest) -> HttpResponseBase:
    """The same to keep, with one's files; 429 for who asks for it very often."""
    visit = _visit_or_404(request)
    if DOWNLOADS.is_exceeded_by(str(visit.participant.pk)):
        words = _("You have asked for this very often. Please try again in an hour.")
        return HttpResponse(words, status=429, content_type="text/plain; charset=utf-8")
    return FileResponse(
        packed(visit.participant, visit.now),
        as_attachment=True,
        filename=f"{visit.board.slug}-mine.zip",
        content_type="application/zip",
    )


def _visit_or_404(request: ParticipantRequest) -> Visit:
    """Not for a place that staff closed, or a board that has not begun."""
    if request.visit.standing in (Standing.DEACTIVATED, Standing.NOT_LAUNCHED):
        raise Http404
    return request.visit


@participant_page()
@require_safe
def earlier_words(request: ParticipantRequest, reply_id: uuid.UUID) -> HttpResponse:
    """What one's own post said before it was corrected; for htmx, to be put beneath it."""
    reply = _own_or_404(request, reply_id)
    versions = told_of(reply)[:-1]
    if not versions or reply.withdrawn_at:
        raise Http404
    name = "_earlier_words" if is_htmx(request) else "earlier_words"
    context = {"reply": reply, "versions": versions}
    response = render(request, f"participants/mine/{name}.html", context)
    response.headers["Vary"] = "HX-Request"
    return response


@participant_page()
@require_http_methods(["GET", "HEAD", "POST"])
def reply_withdrawal(request: ParticipantRequest, reply_id: uuid.UUID) -> HttpResponse:
    """What would happen, and the question; once it is done, this page is the receipt."""
    visit = request.visit
    post = own_post(_own_or_404(request, reply_id), visit)
    if post.reply.withdrawn_at:
        return render(request, "participants/mine/reply_withdrawal_receipt.html", {"post": post})
    form = ReplyWithdrawalForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            withdraw_reply(participant=visit.participant, reply=post.reply, now=visit.now)
        except NotOpen as why:
            form.add_error(None, str(why))
        else:
            return redirect("reply_withdrawal", visit.board.slug, reply_id)
    context = {"post": post, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "participants/mine/reply_withdrawal.html", context, status=status)


def _own_or_404(request: ParticipantRequest, reply_id: uuid.UUID) -> Reply:
    """Under whatever question: what one wrote oneself stays one's own."""
    theirs = Reply.objects.filter(participant=request.visit.participant)
    own = theirs.select_related("question__stage", "question__current_version", "board")
    return get_object_or_404(own.prefetch_related(versions_to_read()), pk=reply_id)
