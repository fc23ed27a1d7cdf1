"""What must not be done by whoever finds a browser open asks once more who is there (rule 10).

The page that asks stands at the address that was asked for and carries along what was typed, so
that confirming goes on with it and nothing is lost (rule 17).
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.mfa.base.forms import ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import ReauthenticateWebAuthnForm
from allauth.mfa.webauthn.internal.auth import begin_authentication
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as say

from bulletin import clock
from bulletin.accounts.factors import FRESH_FOR, is_freshly_signed_in

View = Callable[..., HttpResponseBase]

# The page's own fields begin with this word, so that none is taken for what was typed before.
AGAIN = "again"
MINUTES = int(FRESH_FOR.total_seconds() // 60)
_LOOKS = {"GET", "HEAD"}
_CODES = {Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES}


class CodeForm(ReauthenticateForm):  # type: ignore[misc]  # allauth is untyped
    code = forms.CharField(
        label=say("Code"),
        help_text=say("The one your authenticator app shows, or one of your recovery codes."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
    )


def fresh_sign_in(*, then: str, looking_is_free: bool = False) -> Callable[[View], View]:
    """Whoever has not proved who they are for a while is asked to, and then goes on.

    `then` names the page, with the same parameters in its address, on which this is offered:
    a file that was asked for is offered there again, since no page can follow a download.
    With `looking_is_free` only what is posted asks. Stands under `staff_page` or whatever else
    sees to it that somebody is signed in.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def freshly(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
            free = looking_is_free and request.method in _LOOKS
            if request.user.is_authenticated and not free:
                if not is_freshly_signed_in(request, now=clock.now()):
                    tried = _form_in(request)
                    if tried is None or not tried.is_valid():
                        return _page(request, then, tried)
                    tried.save()
                if request.POST.get(AGAIN) == "look":
                    return _back(request, then)
            return view(request, **kwargs)

        return freshly

    return decorate


def _back(request: HttpRequest, then: str) -> HttpResponse:
    said = _("Thank you. For %(minutes)d minutes you are not asked again.") % {"minutes": MINUTES}
    messages.success(request, said)
    return redirect(_home(request, then))


def _form_in(request: HttpRequest) -> Any:
    """The code or passkey that came with this request, which allauth notes once it is saved."""
    if AGAIN not in request.POST:
        return None
    asked = ReauthenticateWebAuthnForm if request.POST.get("again-credential") else CodeForm
    return asked(data=request.POST, prefix=AGAIN, user=request.user)


def _page(request: HttpRequest, then: str, tried: forms.Form | None) -> HttpResponse:
    """It asks by each way that this person has; 422 where what they gave was wrong."""
    context = {
        "typed": _typed(request),
        "looks": request.method in _LOOKS or request.POST.get(AGAIN) == "look",
        "minutes": MINUTES,
        "sign_in": f"{reverse('account_login')}?{urlencode({'next': _home(request, then)})}",
        **_ways(request, tried),
    }
    return render(request, "account/again.html", context, status=422 if tried else 403)


def _ways(request: HttpRequest, tried: forms.Form | None) -> dict[str, Any]:
    """A form for codes and one for passkeys, None where this person has none of them."""
    types = set(Authenticator.objects.filter(user=request.user).values_list("type", flat=True))
    code = passkey = None
    if types & _CODES:
        code = CodeForm(prefix=AGAIN, user=request.user)
    if Authenticator.Type.WEBAUTHN in types:
        passkey = ReauthenticateWebAuthnForm(prefix=AGAIN, user=request.user)
    return {
        "code_form": tried if isinstance(tried, CodeForm) else code,
        "passkey_form": tried if isinstance(tried, ReauthenticateWebAuthnForm) else passkey,
        "js_data": {"request_options": begin_authentication(request.user)} if passkey else None,
    }


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What was posted, field by field; files cannot be carried along."""
    return [
        (name, str(value))
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken" and not name.startswith(AGAIN)
        for value in values
    ]


def _home(request: HttpRequest, then: str) -> str:
    assert request.resolver_match is not None
    return reverse(then, kwargs=request.resolver_match.kwargs)
