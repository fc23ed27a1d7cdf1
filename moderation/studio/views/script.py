"""A board's guide as the file that makes another like it."""

from tempfile import TemporaryFile

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from pydantic import ValidationError

from bulletin.audit.models import Entry
from bulletin.media.models import MediaFile
from moderation.web import READERS, DeskRequest, staff_page
from sessions.script.bundle import files_of, write_bundle
from sessions.script.describing import script_of
from sessions.script.writing import write_script


@staff_page(*READERS)
@require_safe
def desk_script(request: DeskRequest) -> HttpResponseBase:
    """As `export_script` writes it, with its pictures and files in a zip where it has any; who took
    it stands in the trail. A guide of which there is no script yet, such as one without a stage,
    says so."""
    desk = request.desk
    try:
        script = script_of(desk.board)
    except ValidationError:
        messages.error(request, _("There is no script of it yet: the guide is not complete."))
        return redirect("desk_board", desk.board.slug)
    if request.method == "GET":
        Entry.objects.record(
            "script_downloaded",
            now=desk.now,
            actor=desk.user.pk,
            board=desk.board.pk,
            subject=desk.board,
        )
    name = get_valid_filename(desk.board.slug)
    if files := files_of(desk.board, script):
        return _zipped(write_script(script), files, f"{name}.zip")
    return HttpResponse(
        write_script(script),
        content_type="application/yaml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.yaml"'},
    )


def _zipped(script: str, files: list[MediaFile], name: str) -> FileResponse:
    """In a file that is gone once it is sent."""
    out = TemporaryFile()  # noqa: SIM115 - the response closes it
    write_bundle(script, files, out)
    out.seek(0)
    return FileResponse(out, as_attachment=True, filename=name, content_type="application/zip")
