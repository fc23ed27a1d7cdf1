"""An installation to be lived in: pages, workers and beats as they always run, and mailboxes."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from bulletin.services.places import CHECKOUT
from tests.live import Installation, PostOffice, installation

from .figures import say
from .guides import Guide
from .mailboxes import Clock, post_office


@dataclass
class Home:
    """`live` runs; `post` takes its mail and files it in `letters`; `site` has its pages."""

    live: Installation
    post: PostOffice
    letters: Path
    site: str

    def board(self, guide: Guide, roster: str) -> str:
        """The slug of a new board of this guide, with these people on its roster."""
        script, people = self.live.place.tmp / "board.yaml", self.live.place.tmp / "people.csv"
        script.write_text(guide.script)
        people.write_text(roster)
        printed = self.live.manage("import_script", str(script), "--owner", "owner@example.org")
        slug = printed.split()[-1]
        self.live.manage("import_roster", slug, str(people))
        return slug

    def simulate(self, slug: str, *, participants: int, seed: int) -> str:
        """The command lives through the board; all that it said. Its lines show as they come."""
        words = ["simulate", slug, "--participants", str(participants), "--seed", str(seed)]
        words += ["--mail", str(self.letters), "--url", self.site]
        lines: list[str] = []
        with subprocess.Popen(
            [sys.executable, "manage.py", *words],
            cwd=CHECKOUT,
            env=self.live.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as running:
            assert running.stdout is not None
            for line in running.stdout:
                lines.append(line)
                say(line.rstrip())
        assert running.returncode == 0, "".join(lines[-20:])
        return "".join(lines)


@contextmanager
def home(folder: Path, *, workers: int = 3, beats: int = 2) -> Iterator[Home]:
    """It runs inside the block; its beats look every thirty seconds, as the product's do."""
    with ExitStack() as stack:
        letters = folder / "letters"
        letters.mkdir(parents=True)
        post = stack.enter_context(post_office(letters))
        settings = {"BULLETIN_MAIL_PORT": str(post.port)}
        live = stack.enter_context(
            installation(folder / "place", workers=workers, beats=0, settings=settings)
        )
        post.clock = Clock(live.place.redis_url)
        for number in range(beats):
            beat = live.parts.beat()
            schedule = f"--schedule={live.place.beat_schedule}-{number}"
            child = replace(beat, name=f"beat-{number}", command=[*beat.command, schedule])
            stack.callback(child.stop)
            child.start()
        live.start(webs=1)
        yield Home(live, post, letters, live.urls[0])
