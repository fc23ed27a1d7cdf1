"""Make a board from a script file."""

from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction

from bulletin import clock
from bulletin.accounts.models import User
from bulletin.media.keeping import Harmless
from bulletin.media.refusing import NotTaken
from sessions.actions.boards import create_board
from sessions.script.bundle import BEGINNING, Bundle, NoBundle, files_named
from sessions.script.errors import ScriptErrors
from sessions.script.reading import read_script
from sessions.script.shape import BoardScript


class Command(BaseCommand):
    help = (
        "Make a board from a script file (YAML, or a zip of it with its pictures and files);"
        " prints the board's slug as its last line."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file")
        parser.add_argument(
            "--owner", required=True, metavar="EMAIL", type=an_address, help="its facilitator"
        )
        parser.add_argument(
            "--starts-on",
            metavar="DATE",
            type=a_date,
            help="instead of the script's; what it says in days of the board follows",
        )

    def handle(self, *, file: str, owner: str, starts_on: date | None, **options: Any) -> None:
        try:
            script, files = read_with_files(Path(file), starts_on)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror or error}") from error
        except NoBundle as why:
            raise CommandError(f"{file}: {why}") from None
        except ScriptErrors as errors:
            self.stderr.write("\n".join(errors.lines()))
            raise SystemExit(1) from None
        with transaction.atomic():
            facilitator = User.objects.with_email(owner)
            try:
                board = create_board(script=script, owner=facilitator, files=files, now=clock.now())
            except NotTaken as why:
                raise CommandError(f"{file}: {why}") from None
        self.stdout.write(board.slug)


def read_with_files(path: Path, starts_on: date | None) -> tuple[BoardScript, dict[str, Harmless]]:
    """A zip is told by what it holds."""
    with path.open("rb") as file:
        begins = file.read(len(BEGINNING))
        file.seek(0)
        if begins != BEGINNING:
            return read_script(file.read(), str(path), starts_on=starts_on), {}
        bundle = Bundle(file)
        script = read_script(bundle.guide(), str(path), starts_on=starts_on, files=bundle.keys)
        return script, bundle.harmless(files_named(script))


def a_date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text} is no date: write it as 2021-03-26") from None


def an_address(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError:
        raise ArgumentTypeError(f"{text} is no e-mail address") from None
    return text
