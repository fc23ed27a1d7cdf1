"""What a monitor reads of the installation as a whole."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from bulletin import clock
from bulletin.web.access import public
from moderation.monitoring.metrics import as_text, metrics

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@public
@never_cache
@require_safe
def metrics_page(request: HttpRequest) -> HttpResponse:
    """For whoever shows the token of BULLETIN_METRICS_TOKEN, as `Authorization: Bearer …`.

    Everybody else gets the 404 of an address that does not exist, and so does everybody where
    no token is set. Where a request comes from counts for nothing: behind a proxy all come from
    the same place.
    """
    if not _may_read(request):
        raise Http404
    return HttpResponse(as_text(metrics(now=clock.now())), content_type=CONTENT_TYPE)


def _may_read(request: HttpRequest) -> bool:
    token = settings.METRICS_TOKEN
    given = request.headers.get("Authorization", "")
    return bool(token) and constant_time_compare(given, f"Bearer {token}")
