"""The versions of a board's consent: who agreed to which, and what each changed."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db.models import Count, Q, QuerySet

from bulletin.text.differing import Piece, differences
from moderation.web import Desk
from participants.models import Consent, Participant
from sessions.actions.consents import Sheet, must_be_material, newest_of
from sessions.models import Board, ConsentVersion


@dataclass(frozen=True)
class StatementChange:
    pieces: list[Piece]
    required: bool
    was_required: bool | None
    """None where it was not there before."""


@dataclass(frozen=True)
class Changes:
    """What a version says differently from the one before."""

    information: list[Piece]
    statements: list[StatementChange]
    gone: list[str]
    observers: tuple[str, str] | None


@dataclass(frozen=True)
class VersionLine:
    version: ConsentVersion
    agreed: int
    declined: int
    changes: Changes | None


def versions_of(board: Board) -> list[VersionLine]:
    """The newest first, a draft too: three queries, however many there are. Testers and the
    reserve are in no count."""
    counted = Q(consents__participant__in=Participant.objects.counted())
    versions: list[Any] = list(
        board.consent_versions.annotate(
            agreed=Count("consents", filter=counted & Q(consents__given_at__isnull=False)),
            declined=Count("consents", filter=counted & Q(consents__declined_at__isnull=False)),
        )
        .select_related("published_by")
        .prefetch_related("statements")
        .order_by("number")
    )
    pairs: list[tuple[Any, Any]] = [(None, versions[0])] if versions else []
    lines = [
        VersionLine(one, one.agreed, one.declined, changes(before, one) if before else None)
        for before, one in [*pairs, *pairwise(versions)]
    ]
    return lines[::-1]


def changes(before: ConsentVersion, after: ConsentVersion) -> Changes:
    """Statements are told apart by their keys."""
    old = {one.key: one for one in before.statements.all()}
    new = list(after.statements.all())
    return Changes(
        information=differences(before.information, after.information),
        statements=[
            StatementChange(
                differences(old[one.key].text if one.key in old else "", one.text),
                one.required,
                old[one.key].required if one.key in old else None,
            )
            for one in new
        ],
        gone=[one.text for key, one in old.items() if key not in {each.key for each in new}],
        observers=(before.get_observers_display(), after.get_observers_display())
        if before.observers != after.observers
        else None,
    )


@dataclass(frozen=True)
class Following:
    """What publishing the draft would mean."""

    before: ConsentVersion | None
    changes: Changes | None
    digest: str
    replaces: bool
    """Nobody has answered the version before, and the board is not launched."""
    asked_again: int
    """Who agreed to what is in force, and holds their place."""
    must_be_material: bool

    @property
    def is_first(self) -> bool:
        """Whether there is nobody to be asked again."""
        return self.before is None or self.replaces


def following(desk: Desk, draft: ConsentVersion) -> Following:
    board, before = desk.board, newest_of(desk.board)
    answered = before is not None and Consent.objects.filter(version=before).exists()
    return Following(
        before=before,
        changes=changes(before, draft) if before else None,
        digest=Sheet.of(draft).digest,
        replaces=before is not None and not answered and not board.is_launched(desk.now),
        asked_again=_agreed(board).count(),
        must_be_material=must_be_material(before, draft),
    )


def _agreed(board: Board) -> QuerySet[Participant]:
    return board.participants.active().filter(consents__given_at__isnull=False).distinct()
