"""Who is owed what, ticked as sent; and what the board promises."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bulletin.accounts.confirming import fresh_sign_in
from moderation.desk.deeds.people import IDENTITY_VIEWERS
from moderation.desk.found import person_at
from moderation.desk.pages import carry_out, form_page, page, posted, say_beside
from moderation.thanking.actions.thanks import decide, tick_as_sent, untick
from moderation.thanking.forms import DecisionForm, PromiseForm
from moderation.thanking.owed import Owed, owed_on
from moderation.thanking.sheet import sheet_for
from moderation.web import Desk, DeskRequest, staff_page
from sessions.actions.errors import Refused
from sessions.enums import Role
from sessions.models import ThankYou
from sessions.studio.actions.thanking import promise_thanks

TAB = "desk_thanks_owed"


@staff_page(*IDENTITY_VIEWERS)
@require_safe
def desk_thanks_owed(request: DeskRequest) -> HttpResponse:
    """`?due` shows those alone to whom it is still to be sent."""
    desk = request.desk
    given = _given(desk)
    lines = owed_on(desk, given) if given else []
    only_due = "due" in request.GET
    context = {
        "given": given,
        "due": sum(line.is_due for line in lines),
        "sent": sum(line.is_sent for line in lines),
        "lines": [line for line in lines if line.is_due or not only_due],
        "only_due": only_due,
        "may_decide": desk.member.is_facilitator,
    }
    return page(request, "desk_thanks_owed", TAB, context, folder="thanking")


@staff_page(*IDENTITY_VIEWERS)
@require_POST
def desk_thanks_sent(request: DeskRequest) -> HttpResponse:
    """To those who are ticked it was sent."""
    desk = request.desk
    ticked = set(request.POST.getlist("person"))
    there = desk.board.participants.counted()
    people = [person for person in there if str(person.pk) in ticked]
    number = tick_as_sent(people=people, by=desk.user, now=desk.now)
    if number:
        words = ngettext("Ticked as sent: %(n)d person.", "Ticked as sent: %(n)d people.", number)
        messages.success(request, words % {"n": number})
    else:
        messages.info(request, _("Nobody was ticked who was not before."))
    return redirect(_home(request))


@staff_page(*IDENTITY_VIEWERS)
@require_POST
def desk_thanks_unsent(request: DeskRequest, participant_id: UUID) -> HttpResponse:
    desk, person = request.desk, person_at(request.desk, participant_id)
    return carry_out(
        request,
        lambda: untick(participant=person, by=desk.user, now=desk.now),
        done=_("It is still to be sent."),
        already=_("It was not ticked as sent."),
        back=_home(request),
    )


@staff_page(Role.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_thanks_decision(request: DeskRequest, participant_id: UUID) -> HttpResponse:
    desk, person = request.desk, person_at(request.desk, participant_id)
    given = _given(desk)
    if given is None:
        return redirect(_home(request))
    owed = _of(owed_on(desk, given), person.pk)
    form = DecisionForm(owed, posted(request))
    if form.is_valid():
        changed = decide(participant=person, **form.cleaned_data, by=desk.user, now=desk.now)
        messages.success(request, _("It is decided.") if changed else _("Nothing was changed."))
        return redirect(_home(request))
    context = {"form": form, "owed": owed, "given": given}
    return form_page(request, "desk_thanks_decision", TAB, context, folder="thanking")


@staff_page(*IDENTITY_VIEWERS)
@fresh_sign_in(then="desk_thanks_owed")
@require_POST
def desk_thanks_file(request: DeskRequest) -> HttpResponse:
    """The same list as a file with names and addresses: what is needed to send it."""
    desk = request.desk
    given = _given(desk)
    if given is None:
        return redirect(_home(request))
    name = f"{desk.board.slug}-thank-yous.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    sheet = sheet_for(desk, given)
    return HttpResponse(sheet, content_type="text/csv; charset=utf-8", headers=headers)


@staff_page(Role.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_thank_you(request: DeskRequest) -> HttpResponse:
    """What is given and for what, as participants are told before they consent."""
    desk = request.desk
    form = PromiseForm(_given(desk), posted(request))
    if form.is_valid():
        try:
            changed = promise_thanks(
                board=desk.board, promise=form.promise(), by=desk.user, now=desk.now
            )
        except Refused as refused:
            say_beside(form, refused)
        else:
            done = _("Participants are told so from now on.")
            messages.success(request, done if changed else _("Nothing was changed."))
            return redirect("desk_thank_you", desk.board.slug)
    context = {"form": form, "is_launched": desk.board.is_launched(desk.now)}
    return form_page(request, "desk_thank_you", "desk_thank_you", context, folder="thanking")


def _given(desk: Desk) -> ThankYou | None:
    return ThankYou.objects.filter(board=desk.board).first()


def _of(lines: list[Owed], person: UUID) -> Owed:
    """Raises Http404 for a tester, and for somebody in reserve or erased."""
    for line in lines:
        if line.person.pk == person and not line.person.erased_at:
            return line
    raise Http404


def _home(request: DeskRequest) -> str:
    return reverse("desk_thanks_owed", args=[request.desk.board.slug])
