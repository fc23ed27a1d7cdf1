"""Static files as WhiteNoise serves them, found once a process and not for each client anew."""

from typing import Any

from whitenoise.middleware import WhiteNoiseMiddleware

_found: dict[str, Any] = {}


class FoundOnce(WhiteNoiseMiddleware):  # type: ignore[misc]  # WhiteNoise is untyped
    files: dict[str, Any]

    def add_files_from_finders(self) -> None:
        others = self.files
        if not _found:
            self.files = {}
            super().add_files_from_finders()
            _found.update(self.files)
        self.files = others | _found
