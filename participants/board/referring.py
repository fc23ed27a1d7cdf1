"""The words of a post with what they refer to: quotations above, names highlighted."""

from collections.abc import Sequence
from functools import lru_cache

from django.template.loader import get_template
from django.utils.translation import get_language

from bulletin.text.plain import to_html, to_html_with
from participants.board.rows import Row
from participants.board.talk import Quotation, Talk

KEPT = 1024


def with_references(rows: Sequence[Row], talk: Talk, slug: str) -> list[Row]:
    """The same rows; markup is made anew for those alone that refer to something seen."""
    if not (talk.quotations or talk.named):
        return list(rows)
    return [
        row._replace(html=_referring(row, talk, slug)) if row.refers and not row.withdrawn else row
        for row in rows
    ]


def _referring(row: Row, talk: Talk, slug: str) -> str:
    named = talk.named.get(row.version)
    words = to_html_with(named.text, named.spans) if named else row.html
    quoted = talk.quotations.get(row.version)
    return quotations(quoted, slug, get_language()) + words if quoted else words


@lru_cache(maxsize=KEPT)
def quotations(quoted: tuple[Quotation, ...], slug: str, language: str | None) -> str:
    """In the active language, which is named because it makes a difference."""
    shown = [(one, to_html(one.words)) for one in quoted]
    context = {"quotations": shown, "slug": slug}
    return get_template("participants/_quotations.html").render(context).strip()
