"""What a monitor asks. `/healthz`, that this process answers at all, is in bulletin.web."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from bulletin.health.readiness import checks
from bulletin.web.access import public


@public
@transaction.non_atomic_requests
@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """200 where the installation can do all its work, else 503; a line in plain words for each
    check. For anybody, and so without a name, a version, an address or an error's words.

    It is for a monitor. A balancer asks `/healthz`: pages are served, and stages open, also
    while no mail goes out.
    """
    found = checks()
    lines = [
        f"{check.what}: {'ok' if check.is_well else 'NOT OK'}, {check.words}" for check in found
    ]
    return HttpResponse(
        "\n".join(lines) + "\n",
        content_type="text/plain; charset=utf-8",
        status=200 if all(check.is_well for check in found) else 503,
    )
