"""The page on which a facilitator sees whether this installation can reach people."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from bulletin.accounts.factors import has_second_factor
from bulletin.accounts.models import User
from bulletin.installation.checks import check_address, check_mail_server, send_test_message
from bulletin.web.access import signed_in
from bulletin.web.errors import forbidden


class TestMessageForm(forms.Form):
    address = forms.EmailField(label=_("Send a test message to"))


@signed_in
@login_required
@never_cache
def installation(request: HttpRequest) -> HttpResponse:
    """For those who may make boards; a POST sends a test message."""
    assert isinstance(request.user, User)
    if not has_second_factor(request):
        return redirect("first_factor")
    if not request.user.may_create_boards:
        return forbidden(request, PermissionError())
    form = TestMessageForm(request.POST or None, initial={"address": request.user.email})
    sent = None
    if request.method == "POST" and form.is_valid():
        sent = send_test_message(form.cleaned_data["address"])
    context = {
        "form": form,
        "sent": sent,
        "address": check_address(),
        "mail": check_mail_server(),
    }
    return render(
        request, "installation/installation.html", context, status=422 if form.errors else 200
    )
