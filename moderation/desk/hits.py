"""What a search has found, marked in the words of a page."""

import re
from collections.abc import Iterable
from html import unescape

from django.db import connection
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from moderation.web import Desk
from participants.lexemes import dictionary_of

_BEGIN, _END = "\ue000", "\ue001"
_HIT = re.compile(f"{_BEGIN}(.*?){_END}", re.DOTALL)
_SIGNS = re.compile(f"[{_BEGIN}{_END}]")
# A tag or an entity, between which the words stand.
_MARKUP = re.compile(r"(<[^>]*>|&#?\w+;)")
_HEADLINE = """
    SELECT ts_headline(%s::regconfig, %s, websearch_to_tsquery(%s::regconfig, %s), %s)
"""
_OPTIONS = f"HighlightAll=true, StartSel={_BEGIN}, StopSel={_END}"


def words_found(desk: Desk, search: str, texts: Iterable[str]) -> frozenset[str]:
    """The words of these texts that the search finds, as they are written there. One query."""
    language = dictionary_of(desk.board)
    text = _SIGNS.sub("", "\n".join(texts))
    with connection.cursor() as cursor:
        cursor.execute(_HEADLINE, [language, text, language, search, _OPTIONS])
        (headline,) = cursor.fetchone()
    return frozenset(_HIT.findall(headline))


def text_of(html: str) -> str:
    """The words that stand between the markup."""
    return unescape(re.sub("<[^>]*>", " ", html))


def marked(html: SafeString, words: frozenset[str]) -> SafeString:
    """The same HTML with these words marked; tags, addresses and entities stay as they are."""
    if not words:
        return html
    longest_first = sorted(map(escape, words), key=len, reverse=True)
    these = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    pieces = _MARKUP.split(html)
    for place in range(0, len(pieces), 2):
        pieces[place] = these.sub(r"<mark>\g<0></mark>", pieces[place])
    return mark_safe("".join(pieces))  # noqa: S308 - nothing is added but marks
