"""The information sheet and its statements are written as a draft, and published (rule 12)."""

import json
from dataclasses import astuple, dataclass
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from bulletin.text.markdown import to_html
from sessions.actions.errors import Refused
from sessions.actions.staging import locked_board
from sessions.enums import ObserverSight
from sessions.models import Board, ConsentStatement, ConsentVersion
from sessions.studio.placeholders import placeholders_in, refuse_to_let_out


@dataclass(frozen=True)
class TypedStatement:
    key: str
    text: str
    required: bool


@dataclass(frozen=True)
class Sheet:
    """All that a version says, as it was typed."""

    information: str
    observers: ObserverSight
    statements: tuple[TypedStatement, ...]

    @classmethod
    def of(cls, version: ConsentVersion) -> "Sheet":
        return cls(
            version.information,
            ObserverSight(version.observers),
            tuple(
                TypedStatement(one.key, one.text, one.required) for one in version.statements.all()
            ),
        )

    @property
    def digest(self) -> str:
        """Of two sheets that say the same it is the same."""
        return sha256(json.dumps(astuple(self)).encode()).hexdigest()


class SheetOvertaken(Exception):
    """Somebody else saved the draft meanwhile: `now` is what it says."""

    def __init__(self, now: Sheet) -> None:
        super().__init__()
        self.now = now


def draft_of(board: Board) -> ConsentVersion | None:
    drafts = ConsentVersion.objects.filter(board=board, published_at=None)
    return drafts.prefetch_related("statements").first()


def newest_of(board: Board) -> ConsentVersion | None:
    """The version that was published last."""
    published = ConsentVersion.objects.published().filter(board=board)
    return published.prefetch_related("statements").order_by("-number").first()


def sheet_of(board: Board) -> Sheet:
    """What there is to go on writing: the draft, else what was published last, else nothing."""
    version = draft_of(board) or newest_of(board)
    return Sheet.of(version) if version else Sheet("", ObserverSight.NONE, ())


@transaction.atomic
def save_draft(*, board: Board, sheet: Sheet, seen: str, by: User, now: datetime) -> bool:
    """The draft says so from now on; nobody but staff reads it. False where it did before.

    `seen` is the digest of what whoever typed had before them. Raises SheetOvertaken, and keeps
    what is there, where somebody else saved something different meanwhile.
    """
    board = locked_board(board)
    there = sheet_of(board)
    if sheet == there:
        return False
    if seen != there.digest:
        raise SheetOvertaken(there)
    draft = draft_of(board) or ConsentVersion(board=board, number=_next_number(board))
    draft.information, draft.observers = sheet.information, sheet.observers
    draft.information_html = to_html(sheet.information)
    draft.save()
    draft.statements.all().delete()
    ConsentStatement.objects.bulk_create(
        ConsentStatement(
            version=draft,
            key=one.key,
            text=one.text,
            required=one.required,
            position=position,
        )
        for position, one in enumerate(sheet.statements)
    )
    return True


@transaction.atomic
def discard_draft(*, board: Board, by: User, now: datetime) -> bool:
    """What was published last is what there is to go on writing. False where there is no draft."""
    board = locked_board(board)
    draft = draft_of(board)
    if draft is None:
        return False
    draft.delete()
    _record("consent_draft_discarded", board, by, now)
    return True


@transaction.atomic
def publish_draft(
    *, board: Board, digest: str, material: bool, replaces: bool, by: User, now: datetime
) -> ConsentVersion:
    """Whoever is asked from now on is asked this; with `material`, also whoever has agreed to
    an older one. With `replaces` the version before, which nobody has answered, is gone.

    `digest` is that of the draft which was read before. Raises Refused where it has changed
    since, where it cannot be agreed to as it stands, or where people must be asked again.
    """
    board = locked_board(board)
    draft = draft_of(board)
    if draft is None or Sheet.of(draft).digest != digest:
        raise Refused(_("The draft has been changed meanwhile: look at it again."))
    _refuse_what_lacks(Sheet.of(draft))
    before = newest_of(board)
    if before and not (material or replaces):
        _refuse_wider_sight(before, draft)
    if replaces and before:
        draft.number = before.number
        before.delete()
    draft.material = material or before is None or replaces
    draft.published_at, draft.published_by = now, by
    draft.save()
    _record("consent_published", board, by, now, number=draft.number, material=draft.material)
    return draft


def must_be_material(before: ConsentVersion | None, draft: ConsentVersion) -> bool:
    """Whether observers would see more of people than these have agreed to."""
    order = list(ObserverSight.values)
    return before is not None and order.index(draft.observers) > order.index(before.observers)


def _refuse_wider_sight(before: ConsentVersion, draft: ConsentVersion) -> None:
    if must_be_material(before, draft):
        raise Refused(
            _("Observers would see more than people have agreed to: they must be asked again."),
            field="material",
        )


def _refuse_what_lacks(sheet: Sheet) -> None:
    if not sheet.information.strip():
        raise Refused(_("Write the information that participants consent to."))
    if not any(one.required for one in sheet.statements):
        raise Refused(
            _("Add a statement that is required: with it somebody says that they take part.")
        )
    texts = [sheet.information, *(one.text for one in sheet.statements)]
    refuse_to_let_out(placeholders_in(texts))


def _next_number(board: Board) -> int:
    highest = board.consent_versions.aggregate(Max("number"))["number__max"]
    return int(highest or 0) + 1


def _record(action: str, board: Board, by: User, now: datetime, **details: object) -> None:
    Entry.objects.record(action, now=now, actor=by.pk, board=board.pk, subject=board, **details)
