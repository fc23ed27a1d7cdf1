"""A board's guide as the file that makes another like it."""

from django.http import HttpResponse
from django.utils.text import get_valid_filename
from django.views.decorators.http import require_safe

from bulletin.audit.models import Entry
from moderation.web import READERS, DeskRequest, staff_page
from sessions.script.describing import script_of
from sessions.script.writing import write_script


@staff_page(*READERS)
@require_safe
def desk_script(request: DeskRequest) -> HttpResponse:
    """As `export_script` writes it; who took it stands in the trail."""
    desk = request.desk
    if request.method == "GET":
        Entry.objects.record(
            "script_downloaded",
            now=desk.now,
            actor=desk.user.pk,
            board=desk.board.pk,
            subject=desk.board,
        )
    name = get_valid_filename(f"{desk.board.slug}.yaml")
    return HttpResponse(
        write_script(script_of(desk.board)),
        content_type="application/yaml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
