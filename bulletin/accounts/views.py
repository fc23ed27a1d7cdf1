"""Signing in by a one-time link, setting up the first second factor, and one's account."""

from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from bulletin import clock
from bulletin.accounts.actions import make_first_facilitator, use_sign_in_link
from bulletin.accounts.factors import has_set_up_a_second_factor, note_sign_in_link
from bulletin.accounts.forms import AccountForm, FirstFacilitatorForm
from bulletin.accounts.models import SignInLink, User
from bulletin.text.zones import is_zone
from bulletin.web.access import public, signed_in
from bulletin.web.offers import ZONE, back_of, settle

_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def _user_of(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_link(request: HttpRequest, token: str) -> HttpResponse:
    """A one-time link from the command line: looking at it changes nothing, its button signs in."""
    now = clock.now()
    link = SignInLink.objects.usable(token, now=now).select_related("user").first()
    if link is None or (link.user and not link.user.is_active):
        return render(request, "account/link_is_spent.html", status=404)
    form = FirstFacilitatorForm(request.POST or None) if link.user is None else None
    if request.method != "POST" or (form and not form.is_valid()):
        status = 422 if request.method == "POST" else 200
        return render(request, "account/link.html", {"link": link, "form": form}, status=status)
    if not use_sign_in_link(link, now=now):
        return render(request, "account/link_is_spent.html", status=404)
    user = link.user or make_first_facilitator(**form.cleaned_data, now=now)  # type: ignore[union-attr]
    login(request, user, backend=_BACKEND)
    note_sign_in_link(request, user)
    return redirect("desk")


@signed_in
@login_required
@never_cache
def first_factor(request: HttpRequest) -> HttpResponse:
    """Where staff without a second factor are sent before they see any board."""
    if has_set_up_a_second_factor(_user_of(request)):
        return redirect("mfa_index")
    return render(request, "account/first_factor.html")


@signed_in
@login_required
@never_cache
def account(request: HttpRequest) -> HttpResponse:
    """One's name, language and zone, and the way to one's factors."""
    form = AccountForm(request.POST or None, instance=_user_of(request))
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect("account")
    status = 422 if form.errors else 200
    return render(request, "account/account.html", {"form": form}, status=status)


@signed_in
@login_required
@require_POST
def zone(request: HttpRequest) -> HttpResponse:
    """The zone that the browser's device is in becomes one's own, or is not offered again."""
    chosen = request.POST.get("timezone", "")
    if is_zone(chosen):
        User.objects.filter(pk=_user_of(request).pk).update(timezone=chosen)
    settle(request, ZONE)
    return redirect(back_of(request, otherwise=reverse("account")))
