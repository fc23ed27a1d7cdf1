"""The grid as a spreadsheet: the same signs as words, and nothing that anybody said."""

import csv
from collections.abc import Iterator
from datetime import datetime
from io import StringIO

from django.utils import timezone
from django.utils.translation import gettext as _

from bulletin.audit.models import Entry
from moderation.desk.asked import ALL_STAGES, Asked
from moderation.desk.choosing import chosen
from moderation.desk.columns import StageColumns, columns_of, in_order
from moderation.desk.people import PersonRow, Roster, questions_for
from moderation.desk.routing import Routing
from moderation.transcripts.csv_file import safe
from moderation.web import Desk
from sessions.models import SegmentSet

# By which Excel knows UTF-8.
MARK = "\ufeff"


def sheet_for(desk: Desk, asked: Asked) -> str:
    """Whoever is asked for, in the order asked for, with a column for every question.

    The trail keeps that it was made (rule 13).
    """
    questions = questions_for(desk)
    columns = columns_of(questions, Asked(stage=ALL_STAGES), desk.now)
    roster = Roster(desk, questions)
    rows = in_order(
        chosen(roster.rows(), asked, desk, roster.routing), columns, asked.by, down=asked.down
    )
    sets = list(desk.board.segment_sets.prefetch_related("segments"))
    file = StringIO(MARK, newline="")
    file.seek(len(MARK))
    writer = csv.writer(file)
    writer.writerow(map(safe, _head(columns, sets)))
    writer.writerows(map(safe, _cells(row, columns, sets, roster.routing)) for row in rows)
    Entry.objects.record(
        "grid_downloaded", now=desk.now, actor=desk.user.pk, board=desk.board.pk, people=len(rows)
    )
    return file.getvalue()


def _head(columns: list[StageColumns], sets: list[SegmentSet]) -> Iterator[str]:
    yield from (_("Name"), _("Standing"), _("Mail"), _("Came"), _("Consent"))
    yield from (each.key for each in sets)
    yield from (_("Answered"), _("Of"))
    for column in columns:
        for number, question in column.numbered():
            yield f"{number} {question.wording.prompt}"


def _cells(
    row: PersonRow, columns: list[StageColumns], sets: list[SegmentSet], routing: Routing
) -> Iterator[str]:
    yield row.name
    yield ", ".join(standing.word for standing in row.standings)
    yield row.mail.word
    yield _moment(row.came)
    yield row.consent.word
    for each in sets:
        held = (one for one in each.segments.all() if routing.holds(row.person, one.pk))
        yield "; ".join(segment.value for segment in held)
    yield str(row.total.answered)
    yield str(row.total.theirs)
    for column in columns:
        yield from (cell.words for cell in row.cells[column.stage.pk])


def _moment(instant: datetime | None) -> str:
    """By the desk's clock, as a spreadsheet reads it."""
    if instant is None:
        return ""
    return instant.astimezone(timezone.get_current_timezone()).strftime("%Y-%m-%d %H:%M")
