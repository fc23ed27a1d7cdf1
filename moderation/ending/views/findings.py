"""The report to the contributors is written, sent, and judged by them."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bulletin.media.answering import answer_with_media
from moderation.desk.deeds.base import Deed, told
from moderation.desk.pages import carry_out, form_page, page, posted, say_beside
from moderation.ending.forms import FindingsForm
from moderation.ending.verdicts import judged
from moderation.web import READERS, Desk, DeskRequest, staff_page
from participants.actions.findings import save_findings, send_findings
from participants.models import Findings
from participants.notices.findings import to_be_told
from sessions.actions.errors import Refused
from sessions.enums import Role


@staff_page(Role.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_findings(request: DeskRequest) -> HttpResponse:
    """Written here, shown as they read it, and sent by a press of its own."""
    desk, findings = request.desk, _findings(request.desk)
    files = request.FILES if request.method == "POST" else None
    form = FindingsForm(desk.board, findings, posted(request), files)
    if form.is_valid() and _save(request, form):
        messages.success(request, _("The report is saved."))
        return redirect("desk_findings", desk.board.slug)
    context = {
        "form": form,
        "findings": findings,
        "send": _sending(desk, findings),
        "has_ended": desk.board.has_ended(desk.now),
    }
    return form_page(request, "desk_findings", "desk_ending", context, folder="ending")


@staff_page(Role.FACILITATOR)
@require_POST
def desk_findings_sending(request: DeskRequest) -> HttpResponse:
    desk = request.desk
    return carry_out(
        request,
        lambda: send_findings(board=desk.board, by=desk.user, now=desk.now),
        done=_("The report is on the board, and those who agreed are told by e-mail."),
        already=_("It was sent already."),
        back=reverse("desk_findings", args=[desk.board.slug]),
    )


@staff_page(*READERS)
@require_safe
def desk_findings_file(request: DeskRequest) -> HttpResponseBase:
    findings = _findings(request.desk)
    if findings is None or findings.document is None:
        raise Http404
    return answer_with_media(request, findings.document)


@staff_page(*READERS)
@require_safe
def desk_verdicts(request: DeskRequest) -> HttpResponse:
    """Whether contributors find themselves in it."""
    desk, findings = request.desk, _findings(request.desk)
    context = {"findings": findings, "judged": judged(desk, findings) if findings else None}
    return page(request, "desk_verdicts", "desk_verdicts", context, folder="ending")


def _findings(desk: Desk) -> Findings | None:
    return Findings.objects.filter(board=desk.board).select_related("document").first()


def _save(request: DeskRequest, form: FindingsForm) -> bool:
    """Whether it is kept; what stands against it is said beside its field."""
    desk = request.desk
    try:
        save_findings(
            board=desk.board,
            text=form.cleaned_data["text"],
            verdicts=form.wall_time("verdicts"),
            document=form.cleaned_data["document"],
            drop_document=form.cleaned_data.get("drop_document", False),
            by=desk.user,
            now=desk.now,
        )
    except Refused as refused:
        say_beside(form, refused)
        return False
    return True


def _sending(desk: Desk, findings: Findings | None) -> Deed | None:
    """None where it is sent, or where nothing can be sent yet."""
    if findings is None or findings.sent_at or not desk.board.has_ended(desk.now):
        return None
    people = to_be_told(desk.now).filter(board=desk.board).count()
    follows = _(
        "Whoever contributed finds it on their board page, and is asked whether you got it"
        " right. It cannot be unsent; its words can be corrected."
    )
    return Deed(
        _("Send the report"),
        reverse("desk_findings_sending", args=[desk.board.slug]),
        f"{follows} {told(people)}",
        _("Send the report"),
        main=True,
    )
