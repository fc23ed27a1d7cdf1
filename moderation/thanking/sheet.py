"""Who is owed what as a spreadsheet, with the names and addresses to which it is sent."""

import csv
from collections.abc import Iterator
from io import StringIO

from django.utils import timezone
from django.utils.translation import gettext as _

from bulletin.audit.models import Entry
from moderation.desk.sheet import MARK
from moderation.thanking.owed import Owed, owed_on
from moderation.transcripts.csv_file import safe
from moderation.web import Desk
from sessions.models import ThankYou


def sheet_for(desk: Desk, given: ThankYou) -> str:
    """The trail keeps that it was made: it names people (rule 13)."""
    lines = owed_on(desk, given)
    file = StringIO(MARK, newline="")
    file.seek(len(MARK))
    writer = csv.writer(file)
    writer.writerow(
        map(
            safe, (_("Pseudonym"), _("Name"), _("Address"), _("Owed"), _("Of"), _("Why"), _("Sent"))
        )
    )
    writer.writerows(map(safe, _cells(line)) for line in lines)
    Entry.objects.record(
        "thanks_downloaded",
        now=desk.now,
        actor=desk.user.pk,
        board=desk.board.pk,
        people=len(lines),
    )
    return file.getvalue()


def _cells(line: Owed) -> Iterator[str]:
    person, thanks = line.person, line.thanks
    yield from (person.pseudonym, person.name, person.email)
    yield from (str(line.shares), str(line.of), thanks.reason if thanks else "")
    sent = thanks.sent_at if thanks else None
    here = timezone.get_current_timezone()
    yield sent.astimezone(here).strftime("%Y-%m-%d %H:%M") if sent else ""
