"""A board's guide as the file that makes another like it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from pydantic import ValidationError

from bulletin.audit.models import Entry
from moderation.web import READERS, DeskRequest, staff_page
from sessions.script.describing import script_of
from sessions.script.writing import write_script


@staff_page(*READERS)
@require_safe
def desk_script(request: DeskRequest) -> HttpResponse:
    """As `export_script` writes it; who took it stands in the trail. A guide of which there is no
    script yet, such as one without a stage, says so."""
    desk = request.desk
    try:
        script = write_script(script_of(desk.board))
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
    name = get_valid_filename(f"{desk.board.slug}.yaml")
    return HttpResponse(
        script,
        content_type="application/yaml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
