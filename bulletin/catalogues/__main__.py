"""python -m bulletin.catalogues gather | compile

`gather` brings every catalogue up to what the sources hold, and says what is not translated;
`compile` makes of each what programs read. Where nothing has changed, neither changes a file.
"""

import sys

from bulletin.catalogues import PLURALS
from bulletin.catalogues.compiling import compile_stale
from bulletin.catalogues.flaws import untranslated
from bulletin.catalogues.gathering import gathered
from bulletin.catalogues.renewing import read, renew
from bulletin.services.console import complain, say


def _gather() -> None:
    messages = gathered()
    for language in PLURALS:
        renew(language, messages)
        without = untranslated(read(language), messages)
        say(f"{language}: {len(messages)} messages, {len(without)} of them not translated")


def _compile() -> None:
    for source in compile_stale():
        say(f"Compiled {source}.")


_COMMANDS = {"gather": _gather, "compile": _compile}


def main(words: list[str]) -> int:
    """Do what the one word says; the exit status."""
    command = _COMMANDS.get(words[0]) if len(words) == 1 else None
    if command is None:
        complain(f"usage: python -m bulletin.catalogues {' | '.join(_COMMANDS)}")
        return 1
    command()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
