"""A board's codebook: codes are added, reworded, ordered, merged, removed and put back."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from moderation.models import Code, Coding
from moderation.models.code import CodeQuerySet
from sessions.actions.errors import Refused
from sessions.models import Board


@transaction.atomic
def add_code(
    *,
    board: Board,
    name: str,
    by: User,
    now: datetime,
    description: str = "",
    parent: Code | None = None,
) -> Code:
    """The codebook has one code more, the last of those beside it.

    Raises Refused where a code is called so already, or `parent` stands under another itself.
    """
    codes = _locked(board)
    _refuse_a_second(codes, name)
    _refuse_deeper(parent)
    last = codes.aggregate(last=Max("position"))["last"]
    code = Code.objects.create(
        board=board,
        name=name,
        description=description,
        parent=parent,
        position=0 if last is None else last + 1,
    )
    _record("code_added", code, by, now)
    return code


@transaction.atomic
def code_called(*, board: Board, name: str, by: User, now: datetime) -> Code:
    """The board's code of this name; added at the codebook's end where there is none."""
    known = _locked(board).current().filter(name__iexact=name).first()
    return known or add_code(board=board, name=name, by=by, now=now)


@transaction.atomic
def change_code(
    *, code: Code, name: str, description: str, parent: Code | None, by: User, now: datetime
) -> bool:
    """The code is called, described and placed so; what is coded with it stays.

    False where it was so already. Raises Refused as `add_code` does, and for a code that has
    others under it and would stand under one itself.
    """
    changed = (code.name, code.description, code.parent) != (name, description, parent)
    if not changed:
        return False
    codes = _locked(code.board)
    _refuse_a_second(codes.exclude(pk=code.pk), name)
    _refuse_deeper(parent)
    if parent and codes.current().filter(parent=code).exists():
        raise Refused(_("Other codes stand under this one: they go no deeper."), field="parent")
    code.name, code.description, code.parent = name, description, parent
    code.save(update_fields=["name", "description", "parent"])
    _record("code_changed", code, by, now)
    return True


@transaction.atomic
def move_code(*, code: Code, up: bool) -> bool:
    """It changes places with the one before or after it; False where there is none."""
    codes = _locked(code.board).current().select_related("parent").order_by("position")
    beside = [one for one in codes if one.stands_under == code.stands_under]
    place = beside.index(code)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(beside):
        return False
    beside[place], beside[other] = beside[other], beside[place]
    positions = sorted(one.position for one in beside)
    for one, position in zip(beside, positions, strict=True):
        one.position = position
    Code.objects.bulk_update(beside, ["position"])
    return True


@transaction.atomic
def merge_codes(*, code: Code, into: Code, by: User, now: datetime) -> None:
    """What was coded with `code` is coded with `into` by the same people, and `code` is gone.

    What stood under it stands where `into` can have it. Where somebody coded the same with
    both, one is left. Raises ValueError for codes of two boards, or one and the same.
    """
    if code == into or code.board_id != into.board_id:
        raise ValueError("these two cannot be merged")
    _locked(code.board)
    if into.parent_id == code.pk:
        into.parent = code.parent
        into.save(update_fields=["parent"])
    Code.objects.filter(parent=code).update(parent=into.parent or into)
    theirs = set(Coding.objects.filter(code=into).values_list(*_WHAT))
    moving = Coding.objects.filter(code=code)
    double = [pk for pk, *what in moving.values_list("pk", *_WHAT) if tuple(what) in theirs]
    moving.filter(pk__in=double).delete()
    moving.update(code=into)
    code.delete()
    _record("codes_merged", into, by, now)


# What makes two codings the same, but for their codes.
_WHAT = ("version", "start", "end", "made_by")


@transaction.atomic
def remove_code(*, code: Code, by: User, now: datetime) -> bool:
    """The codebook has it no more, and no page and no count what was coded with it.

    False where it was removed before.
    """
    removed = Code.objects.current().filter(pk=code.pk).update(removed_at=now, removed_by=by)
    if removed:
        _record("code_removed", code, by, now)
    return bool(removed)


@transaction.atomic
def restore_code(*, code: Code, by: User, now: datetime) -> bool:
    """It is in the codebook again, with all that was coded with it; False where it was.

    Raises Refused where another code is called so now.
    """
    codes = _locked(code.board)
    _refuse_a_second(codes.exclude(pk=code.pk), code.name)
    restored = codes.filter(pk=code.pk, removed_at__isnull=False).update(
        removed_at=None, removed_by=None
    )
    if restored:
        _record("code_restored", code, by, now)
    return bool(restored)


def _locked(board: Board) -> CodeQuerySet:
    """The board's codes, which nobody else changes now."""
    bool(Board.objects.select_for_update(no_key=True).filter(pk=board.pk).values_list("pk"))
    return Code.objects.filter(board=board)


def _refuse_a_second(codes: CodeQuerySet, name: str) -> None:
    if codes.current().filter(name__iexact=name).exists():
        raise Refused(_("There is a code of this name."), field="name")


def _refuse_deeper(parent: Code | None) -> None:
    if parent and parent.stands_under:
        raise Refused(_("A code stands under one that stands under no other."), field="parent")


def _record(action: str, code: Code, by: User, now: datetime) -> None:
    Entry.objects.record(action, now=now, actor=by.pk, board=code.board_id, subject=code)
