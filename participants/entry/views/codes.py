"""Asking for codes and taking them, as both ways to a further device do."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bulletin import clock
from bulletin.web.errors import too_many_tries
from bulletin.web.offers import chosen_by
from participants.entry import browser
from participants.entry.actions.choosing import choose_on_coming
from participants.entry.actions.codes import send_codes, try_code
from participants.entry.browser import AskedCodes
from participants.entry.forms import CodeForm
from participants.entry.limits import CODES
from participants.models import Device, Participant


def ask_for_codes(
    request: HttpRequest, participants: Iterable[Participant], *, now: datetime
) -> None:
    """Each participant is mailed a code, and this browser waits for any of them."""
    browser.await_codes(request, send_codes(participants, now=now), now=now)


def code_page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    let_in: Callable[[Participant], list[Device]],
    only: Participant | None = None,
) -> HttpResponse:
    """The page that takes six digits; right ones lead to the board of the person they are for, or
    to the list of boards where they let in to several.

    With `only`, nobody else's digits are right, though this browser asked for them too.
    """
    asked, now = browser.asked_codes(request), clock.now()
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        if CODES.is_exceeded_from(request):
            return too_many_tries(request, CODES)
        found = _person_behind(request, asked, form, only=only, now=now)
        if found is not None:
            devices = let_in(found)
            for device in devices:
                browser.remember(request, device)
                choose_on_coming(participant=device.participant, language=chosen_by(request))
            return redirect("home") if len(devices) > 1 else redirect("board", found.board.slug)
    usable = asked is not None and bool(asked.tries_left) and not asked.has_run_out(now)
    status = 422 if form.is_bound else 200
    return render(request, template, context | {"form": form, "usable": usable}, status=status)


def _person_behind(
    request: HttpRequest,
    asked: AskedCodes | None,
    form: CodeForm,
    *,
    only: Participant | None,
    now: datetime,
) -> Participant | None:
    """The person whose code was typed; None with the reason beside the field."""
    try:
        waiting = _still_waiting(asked, now)
        found = try_code(waiting.ids, form.cleaned_data["code"], now=now, only=only)
        if found is None:
            browser.keep_codes(request, waiting.tried())
            raise ValidationError(_wrong(waiting.tried().tries_left))
    except ValidationError as error:
        form.add_error("code", error)
        return None
    return found


def _still_waiting(asked: AskedCodes | None, now: datetime) -> AskedCodes:
    if asked is None:
        raise ValidationError(_("This browser has asked for no code yet. Please ask for one."))
    if asked.has_run_out(now):
        raise ValidationError(_("This code has run out. Please ask for a new one."))
    if not asked.tries_left:
        raise ValidationError(_wrong(0))
    return asked


def _wrong(tries_left: int) -> str:
    if not tries_left:
        return _("That was not the code either. Please ask for a new one.")
    return ngettext(
        "That is not the code. You can try once more.",
        "That is not the code. You can try %(number)d more times.",
        tries_left,
    ) % {"number": tries_left}
