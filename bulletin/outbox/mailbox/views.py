"""Two pages that exist in the demo only: anywhere else they would show people's links."""

from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from bulletin.outbox.mailbox.reading import names_in, read_heads, read_mail
from bulletin.text.plain import to_html
from bulletin.web.access import public

SHOWN = 200


@public
@never_cache
@require_safe
def demo_mailbox(request: HttpRequest) -> HttpResponse:
    """The newest mails, each leading to its text."""
    folder = _folder()
    names = names_in(folder)
    context = {"mails": read_heads(folder, names[:SHOWN]), "older": len(names[SHOWN:])}
    return render(request, "demo/demo_mailbox.html", context)


@public
@never_cache
@require_safe
def demo_mail(request: HttpRequest, name: str) -> HttpResponse:
    mail = read_mail(_folder(), name)
    if mail is None:
        raise Http404
    return render(request, "demo/demo_mail.html", {"mail": mail, "words": to_html(mail.text)})


def _folder() -> Path:
    """Where the demo's mails are. Raises Http404 in every other profile."""
    if not settings.IS_DEMO or settings.PLACE is None:
        raise Http404
    return settings.PLACE.mail
