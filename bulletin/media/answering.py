"""How a stored file reaches a browser. The caller has checked that its reader may have it."""

from urllib.parse import quote

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

# Nothing in a file can run in our name, whatever its reader does with it.
_HEADERS = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
}


def answer_with_file(
    name: str, *, filename: str, content_type: str, as_attachment: bool = True
) -> HttpResponseBase:
    """The file stored under `name`, offered to be saved as `filename`.

    Where nginx stands in front (BULLETIN_ACCEL), the answer only tells it which file to send,
    so that no thread of ours waits for a slow reader. Raises Http404 where the file is gone.
    """
    if not default_storage.exists(name):
        raise Http404
    if not settings.ACCEL:
        return FileResponse(
            default_storage.open(name),
            as_attachment=as_attachment,
            filename=filename,
            content_type=content_type,
            headers=_HEADERS,
        )
    headers = _HEADERS | {
        "Content-Disposition": content_disposition_header(as_attachment, filename) or "inline",
        "X-Accel-Redirect": settings.ACCEL + quote(name),
    }
    return HttpResponse(content_type=content_type, headers=headers)


def answer_with_text(text: str, *, filename: str, content_type: str) -> HttpResponse:
    """A file made for this answer alone, in UTF-8, offered to be saved as `filename`."""
    disposition = content_disposition_header(True, filename) or "attachment"
    return HttpResponse(
        text,
        content_type=f"{content_type}; charset=utf-8",
        headers=_HEADERS | {"Content-Disposition": disposition},
    )
