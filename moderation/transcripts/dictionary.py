"""The note that goes with a transcript's tables, and the published schema of its JSON."""

import json
from typing import Any

from django.utils.translation import gettext as _

from moderation.participation import Figures, StageFigures
from moderation.transcripts.about import sort_of
from moderation.transcripts.record import Document, Heading


def readme(heading: Heading) -> str:
    """The note beside the sheets: what they are, how to read them, and what to mind."""
    parts = [_title(heading), _files(), _reading(), _care(), _who_took_part(heading.participation)]
    return "\n\n".join(parts) + "\n"


def _title(heading: Heading) -> str:
    title = _("%(sort)s of the board “%(title)s”") % {
        "sort": sort_of(heading.selection),
        "title": heading.board.title,
    }
    about = _("It holds what was said by %(moment)s (time zone %(zone)s).") % {
        "moment": f"{heading.made_at:%Y-%m-%d %H:%M}",
        "zone": heading.board.timezone,
    }
    return "\n".join([title, "", *heading.about, about])


def _who_took_part(figures: Figures) -> str:
    lines = [_("Who took part")]
    lines += [f"  {label}: {number}" for label, number in figures.lines()]
    lines += ["", _("By stage: people who answered something, people who finished it")]
    lines += [f"  {stage.title}: {_numbers_of(stage)}" for stage in figures.stages]
    return "\n".join(lines)


def _numbers_of(stage: StageFigures) -> str:
    return f"{stage.answered}, {stage.finished}" if stage.has_opened else _("has not opened")


def _files() -> str:
    return "\n".join(
        [
            _("transcript.csv: one row for each version of each reply, arranged as said above."),
            _("values.csv: one row for each choice, vote, rank or point on a scale."),
            _("guide.csv: one row for each text that participants are asked or told."),
            _("columns.csv: what each column means."),
            _("verdicts.csv: what contributors said of the report, where it was sent."),
            _("skips.csv: which optional questions were skipped, and why, where any was."),
            _("files: what people sent, where that was asked for; values.csv names each."),
        ]
    )


def _reading() -> str:
    return "\n".join(
        [
            _("All files are UTF-8. Nothing that was said has been changed, but for two things."),
            _(
                "A cell that a spreadsheet program would take for a formula has an apostrophe"
                " before it. To get the text back, take the first apostrophe off any cell in"
                " which one of = + - @ (or a tab or line break) follows the leading apostrophes."
            ),
            _(
                "Inside a cell, one of = + - @ has an apostrophe before it where nothing but"
                " blanks, quotation marks and apostrophes stands between it and a semicolon, tab"
                " or line break: take that one off, too. Full-width forms of the signs count."
            ),
            _("Where staff have redacted words, the replacement stands in their place."),
            _(
                "A reply that was withdrawn, or whose author was erased, keeps its row and has"
                " no words."
            ),
        ]
    )


def _care() -> str:
    return "\n".join(
        [
            _("Before you quote, look at the column “quoted”: it says who agreed to it."),
            _(
                "Segments, times and what people say of themselves can together point to a"
                " person, under a pseudonym too. Keep this file as you keep the consent forms."
            ),
        ]
    )


def schema() -> dict[str, Any]:
    """The published JSON Schema of the JSON format."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Bulletin transcript",
        **Document.model_json_schema(mode="serialization"),
    }


def schema_text() -> str:
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
