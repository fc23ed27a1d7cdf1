"""A board's codebook as its page shows it: a line a code, what stands under it, its count."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from moderation.coding.counts import codable, replies_by_code
from moderation.desk.deeds.base import Deed
from moderation.models import Code
from moderation.transcripts.csv_file import safe
from moderation.web import Desk


@dataclass(frozen=True)
class Line:
    """One code. `place_url` takes it up or down among those beside it."""

    code: Code
    replies: int
    depth: int
    is_first: bool
    is_last: bool
    url: str
    place_url: str
    deeds: list[Deed]


@dataclass(frozen=True)
class Codebook:
    """`total` is what each count is out of; `removed` are codes that can be put back."""

    lines: list[Line]
    removed: list[Line]
    total: int


def codes_in_order(desk: Desk) -> list[Code]:
    """Each code followed by those that stand under it: one query."""
    codes = list(
        Code.objects.current()
        .filter(board=desk.board)
        .select_related("parent")
        .order_by("position", "name")
    )
    return [
        code
        for top in codes
        if not top.stands_under
        for code in (top, *(one for one in codes if one.stands_under == top))
    ]


def codebook_for(desk: Desk) -> Codebook:
    """Five queries, however many codes there are."""
    said, codes = codable(desk), codes_in_order(desk)
    counts = replies_by_code(desk, said)
    gone = Code.objects.filter(board=desk.board, removed_at__isnull=False).order_by("-removed_at")
    return Codebook(
        lines=[
            _line(desk, code, counts.get(code.pk, 0), [_remove(desk, code, counts)], codes)
            for code in codes
        ],
        removed=[
            _line(desk, code, counts.get(code.pk, 0), [_put_back(desk, code)], []) for code in gone
        ],
        total=said.count(),
    )


def _line(desk: Desk, code: Code, replies: int, deeds: list[Deed], codes: list[Code]) -> Line:
    beside = [one for one in codes if one.stands_under == code.stands_under]
    change = Deed(_("Change or merge"), _url(desk, "desk_code_change", code))
    return Line(
        code=code,
        replies=replies,
        depth=1 if code.stands_under else 0,
        is_first=beside[:1] == [code],
        is_last=beside[-1:] == [code],
        url=_url(desk, "desk_code", code),
        place_url=_url(desk, "desk_code_place", code),
        deeds=[change, *deeds] if codes else deeds,
    )


def _remove(desk: Desk, code: Code, counts: dict[UUID, int]) -> Deed:
    return Deed(
        _("Remove"),
        _url(desk, "desk_code_removal", code),
        _(
            "%(many)s It leaves the codebook, the pages and the counts, and can be put back as"
            " it was."
        )
        % {"many": _how_many_have_it(counts.get(code.pk, 0))},
        _("Remove this code"),
        grave=True,
    )


def _how_many_have_it(number: int) -> str:
    if not number:
        return _("No reply has this code.")
    return ngettext(
        "%(number)d reply has this code.", "%(number)d replies have this code.", number
    ) % {"number": number}


def _put_back(desk: Desk, code: Code) -> Deed:
    return Deed(
        _("Put back"),
        _url(desk, "desk_code_restoration", code),
        _("It is in the codebook again, with everything that was coded with it."),
        _("Put this code back"),
    )


def _url(desk: Desk, name: str, code: Code) -> str:
    return reverse(name, args=[desk.board.slug, code.pk])


def csv_of(codebook: Codebook) -> bytes:
    """One line a code, in the codebook's order, for a spreadsheet program or another tool."""
    text = StringIO(newline="")
    csv.writer(text).writerows([map(safe, cells) for cells in _rows(codebook)])
    return text.getvalue().encode("utf-8-sig")


def _rows(codebook: Codebook) -> Iterator[list[object]]:
    yield ["code", "stands_under", "description", "replies", "of_replies"]
    for line in codebook.lines:
        above = line.code.stands_under
        yield [
            line.code.name,
            above.name if above else "",
            line.code.description,
            line.replies,
            codebook.total,
        ]
