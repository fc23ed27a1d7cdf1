"""What is wrong with a script, line by line."""

from dataclasses import dataclass

Path = tuple[str | int, ...]


@dataclass(frozen=True, order=True)
class ScriptError:
    """`line` counts from 1; `path` leads there as `stages.first-part.questions.hopes.reveal`."""

    line: int
    path: str
    message: str


class ScriptErrors(Exception):
    """Everything that is wrong with one file, in the order of its lines."""

    def __init__(self, filename: str, errors: list[ScriptError]) -> None:
        super().__init__(filename, errors)
        self.filename = filename
        self.errors = errors

    def __str__(self) -> str:
        return "\n".join(self.lines())

    def lines(self) -> list[str]:
        """One line an error: `FILE:LINE: path: what is wrong and what would be right`."""
        return [
            f"{self.filename}:{error.line}: {error.path}: {error.message}"
            if error.path
            else f"{self.filename}:{error.line}: {error.message}"
            for error in self.errors
        ]
