"""With whose eyes a board is looked at, and at which moment: what a preview's address says."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core import signing
from django.http import Http404

_SIGNER = signing.Signer(salt="preview")


@dataclass(frozen=True)
class Eyes:
    """A participant of the board, or without one somebody imagined, who holds these segments.

    `has_answered` means all that is open to them then; `at` is an instant, None the present.
    `as_written` is the guide with what waits to be published.
    """

    person: UUID | None = None
    segments: tuple[UUID, ...] = ()
    has_answered: bool = False
    as_written: bool = False
    at: datetime | None = None

    def token(self) -> str:
        said = {
            "person": str(self.person or ""),
            "segments": [str(segment) for segment in self.segments],
            "answered": self.has_answered,
            "written": self.as_written,
            "at": self.at.isoformat() if self.at else "",
        }
        return _SIGNER.sign_object(said, compress=True)

    @classmethod
    def of(cls, token: str) -> "Eyes":
        """Raises Http404 for what `token()` never said."""
        try:
            said: dict[str, Any] = _SIGNER.unsign_object(token)
        except signing.BadSignature as error:
            raise Http404 from error
        return cls(
            person=UUID(said["person"]) if said["person"] else None,
            segments=tuple(UUID(segment) for segment in said["segments"]),
            has_answered=said["answered"],
            as_written=said["written"],
            at=datetime.fromisoformat(said["at"]) if said["at"] else None,
        )
