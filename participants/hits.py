"""What a search has found, marked in the words of a page."""

import re
from collections.abc import Iterable, Mapping
from html import unescape
from uuid import UUID

from django.db import connection
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from participants.lexemes import dictionary_of
from sessions.models import Board

_BEGIN, _END = "\ue000", "\ue001"
_HIT = re.compile(f"{_BEGIN}(.*?){_END}", re.DOTALL)
_SIGNS = re.compile(f"[{_BEGIN}{_END}]")
# A tag or an entity, between which the words stand.
_MARKUP = re.compile(r"(<[^>]*>|&#?\w+;)")
_BEFORE, _LONGEST = 60, 240
_HEADLINE = """
    SELECT ts_headline(%s::regconfig, %s, websearch_to_tsquery(%s::regconfig, %s), %s)
"""
_FOUND = """
    SELECT id FROM unnest(%s::uuid[], %s::text[]) AS one (id, words)
    WHERE to_tsvector(%s::regconfig, words) @@ websearch_to_tsquery(%s::regconfig, %s)
"""
_OPTIONS = f"HighlightAll=true, StartSel={_BEGIN}, StopSel={_END}"


def words_found(board: Board, search: str, texts: Iterable[str]) -> frozenset[str]:
    """The words of these texts that the search finds, as they are written there. One query."""
    language = dictionary_of(board)
    text = _SIGNS.sub("", "\n".join(texts))
    with connection.cursor() as cursor:
        cursor.execute(_HEADLINE, [language, text, language, search, _OPTIONS])
        (headline,) = cursor.fetchone()
    return frozenset(_HIT.findall(headline))


def found_in(board: Board, search: str, texts: Mapping[UUID, str]) -> list[UUID]:
    """Those of these texts that the search finds, whatever is kept of them. One query."""
    language = dictionary_of(board)
    with connection.cursor() as cursor:
        cursor.execute(_FOUND, [list(texts), list(texts.values()), language, language, search])
        return [text for (text,) in cursor.fetchall()]


def text_of(html: str) -> str:
    """The words that stand between the markup."""
    return unescape(re.sub("<[^>]*>", " ", html))


def marked(html: SafeString, words: frozenset[str]) -> SafeString:
    """The same HTML with these words marked; tags, addresses and entities stay as they are."""
    if not words:
        return html
    these = _any_of(map(escape, words))
    pieces = _MARKUP.split(html)
    for place in range(0, len(pieces), 2):
        pieces[place] = these.sub(r"<mark>\g<0></mark>", pieces[place])
    return mark_safe("".join(pieces))  # noqa: S308 - nothing is added but marks


def snippet(text: str, words: frozenset[str]) -> SafeString:
    """The text around the first of these words, with all of them marked."""
    found = _any_of(words).search(text) if words else None
    at = found.start() if found else 0
    start = 0 if at <= _BEFORE else text.rfind(" ", 0, at - _BEFORE) + 1
    end = len(text) if len(text) <= start + _LONGEST else text.rfind(" ", at, start + _LONGEST)
    end = end if end > at else start + _LONGEST
    shown = ("… " if start else "") + text[start:end] + (" …" if end < len(text) else "")
    return marked(escape(" ".join(shown.split())), words)


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
