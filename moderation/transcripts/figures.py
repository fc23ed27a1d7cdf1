"""Who took part, as lines of a file: the same figures as on the page."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from moderation.participation import Figures


def figure_lines(figures: Figures) -> Iterator[str]:
    """`15 · Wrote on the board`: the number first, since a label may have a colon."""
    for label, number in figures.lines():
        yield f"{number} · {label}"
    for stage in figures.stages:
        if not stage.has_opened:
            yield _("“%(stage)s” has not opened") % {"stage": stage.title}
            continue
        yield _("%(answered)s answered something and %(finished)s finished “%(stage)s”") % {
            "answered": stage.answered,
            "finished": stage.finished,
            "stage": stage.title,
        }
