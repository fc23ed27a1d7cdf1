"""How a stored file reaches a browser. The caller has checked that its reader may have it."""

from typing import cast
from urllib.parse import quote

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

from bulletin.media import pictures
from bulletin.media.models import MediaFile
from bulletin.media.ranges import NotThere, Piece, span_in

# Nothing in a file can run in our name, whatever its reader does with it.
_HEADERS = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
}
# A browser that shows a video alone makes a page of its own around it.
_PLAYED = "default-src 'none'; media-src 'self'; style-src 'unsafe-inline'"


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


def answer_with_media(
    request: HttpRequest, file: MediaFile, *, small: bool = False
) -> HttpResponseBase:
    """A picture or video to be looked at in its page, anything else to be saved.

    A browser keeps it and asks each time whether it still may: what is stored never changes, so
    a file is sent to it once. Raises Http404 where there is nothing small of it.
    """
    stored = file.small if small else file.file
    if not stored.name:
        raise Http404
    etag = f'"{file.pk}{"-small" if small else ""}"'
    kept = {"Cache-Control": "private, no-cache", "ETag": etag}
    fresh = HttpResponse(headers=kept)
    answer = cast(HttpResponse, get_conditional_response(request, etag, None, fresh))
    if answer is not fresh:
        return answer
    if file.is_video and not small:
        kept |= {"Content-Security-Policy": _PLAYED, "Accept-Ranges": "bytes"}
    response = _piece_of(request, file, stored.name, etag) if not small else None
    response = response or answer_with_file(
        stored.name,
        filename=file.shown_name,
        content_type=pictures.CONTENT_TYPE if small else file.content_type,
        as_attachment=not small and not file.is_looked_at,
    )
    for name, value in kept.items():
        response.headers[name] = value
    return response


def _piece_of(
    request: HttpRequest, file: MediaFile, name: str, etag: str
) -> HttpResponseBase | None:
    """The piece of a video that was asked for; None for the whole of it, and where nginx stands
    in front, which cuts it out itself."""
    asked = request.headers.get("Range", "")
    if settings.ACCEL or not file.is_video or request.headers.get("If-Range", etag) != etag:
        return None
    size = default_storage.size(name)
    try:
        span = span_in(asked, size)
    except NotThere:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    if span is None:
        return None
    headers = _HEADERS | {
        "Content-Range": f"bytes {span.first}-{span.last}/{size}",
        "Content-Length": str(span.length),
    }
    piece = Piece(default_storage.open(name), span)
    return StreamingHttpResponse(piece, status=206, content_type=file.content_type, headers=headers)


def answer_with_text(text: str, *, filename: str, content_type: str) -> HttpResponse:
    """A file made for this answer alone, in UTF-8, offered to be saved as `filename`."""
    disposition = content_disposition_header(True, filename) or "attachment"
    return HttpResponse(
        text,
        content_type=f"{content_type}; charset=utf-8",
        headers=_HEADERS | {"Content-Disposition": disposition},
    )
