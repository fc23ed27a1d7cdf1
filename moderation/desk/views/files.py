"""Pictures and files that staff may look at, through the gate."""

from uuid import UUID

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from bulletin.media.answering import answer_with_media
from moderation.web import DeskRequest, staff_page
from participants.gate.files import files_for_staff
from sessions.enums import Role


@staff_page(Role.FACILITATOR, Role.MODERATOR, Role.OBSERVER)
@require_safe
def desk_file(request: DeskRequest, file_id: UUID, small: bool = False) -> HttpResponseBase:
    """The file itself, or the small picture of it for a list."""
    found = get_object_or_404(files_for_staff(request.desk.member), pk=file_id)
    return answer_with_media(request, found, small=small)
