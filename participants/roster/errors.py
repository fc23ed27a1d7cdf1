"""What is wrong with a roster, row by row."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class RosterError:
    """`line` counts the file's lines from 1; `column` is its heading, or empty.

    `discreet` says the same where the message tells more of somebody than the file does.
    """

    line: int
    column: str
    message: str
    discreet: str = ""

    @property
    def on_desk(self) -> str:
        """For staff who know people by their pseudonyms: it repeats only what they brought."""
        return self.discreet or self.message


class RosterErrors(Exception):
    """Everything that is wrong with one file, in the order of its lines."""

    def __init__(self, errors: list[RosterError]) -> None:
        super().__init__(errors)
        self.errors = sorted(set(errors))

    def __str__(self) -> str:
        return "\n".join(self.lines("roster"))

    def lines(self, filename: str) -> list[str]:
        """One line an error: `FILE:LINE: column: what is wrong and what would be right`."""
        return [
            f"{filename}:{error.line}: {error.column}: {error.message}"
            if error.column
            else f"{filename}:{error.line}: {error.message}"
            for error in self.errors
        ]
