"""The participation statement: to read, to copy, and its figure as a file."""

from django.http import HttpResponse
from django.utils.text import get_valid_filename
from django.views.decorators.http import require_safe

from bulletin.media.answering import answer_with_text
from moderation.desk.pages import page
from moderation.desk.views.charts import SVG
from moderation.participation.statement import statement_of
from moderation.web import READERS, DeskRequest, staff_page


@staff_page(*READERS)
@require_safe
def desk_participation_statement(request: DeskRequest) -> HttpResponse:
    desk = request.desk
    context = {"statement": statement_of(desk.board, desk.now)}
    return page(request, "desk_participation_statement", "desk_participation_statement", context)


@staff_page(*READERS)
@require_safe
def desk_participation_figure(request: DeskRequest) -> HttpResponse:
    desk = request.desk
    name = get_valid_filename(f"{desk.board.slug}-participation.svg")
    statement = statement_of(desk.board, desk.now)
    return answer_with_text(statement.file, filename=name, content_type=SVG)
