"""Who should be in the room and who is, and what late joiners find."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from moderation.desk.forms.room import LateJoinersForm, WantedForm
from moderation.desk.pages import form_page, page, posted
from moderation.web import READERS, DeskRequest, staff_page
from participants.actions.joining_late import closed_stages
from participants.voices import voices_of
from sessions.actions.room import set_late_joiner_days, set_wanted
from sessions.enums import Role


@staff_page(*READERS, Role.RECRUITER)
@require_safe
def desk_voices(request: DeskRequest) -> HttpResponse:
    """What was planned, who is on the roster, who came, and, for readers, who answered anything."""
    desk = request.desk
    context = {"voices": voices_of(desk.board, desk.member), "reads": desk.member.reads_everything}
    return page(request, "desk_voices", "desk_voices", context)


@staff_page(Role.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_voices_wanted(request: DeskRequest) -> HttpResponse:
    desk = request.desk
    form = WantedForm(desk.board, posted(request))
    if form.is_valid():
        changed = set_wanted(board=desk.board, wanted=form.wanted(), by=desk.user, now=desk.now)
        _say(request, changed=changed)
        return redirect("desk_voices", desk.board.slug)
    return form_page(request, "desk_voices_wanted", "desk_voices", {"form": form})


@staff_page(Role.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_late_joiners(request: DeskRequest) -> HttpResponse:
    desk = request.desk
    form = LateJoinersForm(posted(request), initial={"days": desk.board.late_joiner_days})
    if form.is_valid():
        days = form.cleaned_data["days"]
        changed = set_late_joiner_days(board=desk.board, days=days, by=desk.user, now=desk.now)
        _say(request, changed=changed)
        return redirect("desk_late_joiners", desk.board.slug)
    context = {"form": form, "closed": closed_stages(desk.board, desk.now)}
    return form_page(request, "desk_late_joiners", "desk_late_joiners", context)


def _say(request: DeskRequest, *, changed: bool) -> None:
    if changed:
        messages.success(request, _("It is kept."))
    else:
        messages.info(request, _("Nothing was changed."))
