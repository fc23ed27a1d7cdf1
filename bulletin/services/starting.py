"""From nothing to an installation that answers: what `make demo` and `make serve` do."""

import os
from collections.abc import Mapping
from contextlib import ExitStack

import psycopg

from bulletin.catalogues.compiling import compile_stale
from bulletin.services import envfiles, folders, kept, parts, ports, servers
from bulletin.services.console import Stopping, say
from bulletin.services.keeper import keep_running
from bulletin.services.parts import Parts
from bulletin.services.places import Place
from bulletin.services.processes import Child
from bulletin.services.trouble import Trouble

_START_SECONDS = 60.0
_PAUSE_SECONDS = 0.1

# What the commands beside a running installation must know of it.
_SHARED = (
    "DATABASE_URL",
    "REDIS_URL",
    "BULLETIN_PUBLIC_URL",
    "BULLETIN_STATIC_ROOT",
    "BULLETIN_MAIL_HOST",
    "BULLETIN_MAIL_PORT",
    "BULLETIN_MAIL_USER",
    "BULLETIN_MAIL_PASSWORD",
    "BULLETIN_MAIL_TLS",
)


def start_demo(place: Place, *, port: int) -> None:
    """The example boards on new databases, for this machine alone, until somebody stops it.

    Raises Trouble, and Stopped when asked to stop.
    """
    stopping = Stopping()
    folders.prepare(place)
    with servers.hold(place) as left_behind:
        _say_left_behind(left_behind)
        ports.check(ports.LOOPBACK, port)
        folders.empty(place)
        folders.prepare(place)
        catcher_port = ports.free()
        environment = _environment(place, port, os.environ) | {
            "BULLETIN_MAIL_HOST": ports.LOOPBACK,
            "BULLETIN_MAIL_PORT": str(catcher_port),
            "BULLETIN_MAIL_USER": "",
            "BULLETIN_MAIL_PASSWORD": "",
            "BULLETIN_MAIL_TLS": "none",
        }
        compile_stale()
        with _Start(place, environment, stopping) as start:
            start.servers(fresh=True)
            start.run(start.parts.mail(catcher_port))
            start.command("collectstatic", "--noinput")
            say("Example boards …")
            links = start.command("load_demo")
            start.site(ports.LOOPBACK, port)
            say(f"\nBulletin's demo runs at {environment['BULLETIN_PUBLIC_URL']}\n")
            say(links)
            start.keep_running()


def start_serve(place: Place, *, host: str, port: int) -> None:
    """A real installation on what this place keeps, until somebody stops it.

    Raises Trouble, and Stopped when asked to stop.
    """
    stopping = Stopping()
    folders.prepare(place)
    with servers.hold(place) as left_behind:
        _say_left_behind(left_behind)
        ports.check(host, port)
        kept.keep(place)
        environment = _environment(place, port, place.environment() | os.environ)
        compile_stale()
        with _Start(place, environment, stopping) as start:
            start.servers(fresh=False)
            say("Static files …")
            start.command("collectstatic", "--noinput", "--clear")
            link = start.command("first_facilitator_link")
            start.site(host, port)
            start.run(start.parts.watch())
            say(f"\nBulletin runs at {environment['BULLETIN_PUBLIC_URL']}")
            say(f"Its data is in {place.folder}; its settings are in {place.answers}.")
            if link:
                say(f"\nThis link makes the first facilitator, once:\n{link}")
            start.keep_running()


def _say_left_behind(names: list[str]) -> None:
    if names:
        say(f"An earlier start had left these running; they are stopped: {', '.join(names)}.")


def _environment(place: Place, port: int, given: Mapping[str, str]) -> dict[str, str]:
    """What every process of the place is told; what is given wins."""
    ours = {
        "DATABASE_URL": place.database_url,
        "REDIS_URL": place.redis_url,
        "BULLETIN_PUBLIC_URL": f"http://localhost:{port}",
        "BULLETIN_STATIC_ROOT": str(place.static),
    }
    always = {
        "BULLETIN_PROFILE": place.name,
        "BULLETIN_DATA": str(place.folder),
        "DJANGO_SETTINGS_MODULE": "bulletin.settings",
        "PYTHONUNBUFFERED": "1",
        "TMPDIR": str(place.tmp),
    }
    return ours | dict(given) | always


class _Start:
    """One start of a place that we hold. Leaving the block stops all that it started."""

    def __init__(self, place: Place, environment: Mapping[str, str], stopping: Stopping) -> None:
        self.parts = Parts(place, environment)
        self._place = place
        self._environment = environment
        self._pause = stopping.pause
        self._stack = ExitStack()
        self._children: list[Child] = []

    def __enter__(self) -> "_Start":
        shared = {name: self._environment[name] for name in _SHARED if name in self._environment}
        envfiles.write(self._place.running, shared, "What the running start told its processes.")
        self._stack.callback(self._place.running.unlink, missing_ok=True)
        return self

    def __exit__(self, *error: object) -> None:
        say("Stopping …")
        self._stack.close()

    def servers(self, *, fresh: bool) -> None:
        """PostgreSQL and Redis answer, and the tables are as this version wants them."""
        say("PostgreSQL and Redis …")
        own = servers.running(self._place, self._given(), self._pause)
        self._children += self._stack.enter_context(own)
        if fresh:
            _refuse_what_is_not_empty(self._environment["DATABASE_URL"])
        say("Tables …")
        self.command("migrate", "--noinput")

    def _given(self) -> dict[str, str]:
        """The addresses of servers that are not ours to start."""
        own = {"DATABASE_URL": self._place.database_url, "REDIS_URL": self._place.redis_url}
        return {
            name: self._environment[name]
            for name, address in own.items()
            if self._environment[name] != address
        }

    def run(self, child: Child) -> None:
        """The child runs until the block is left, and is kept running."""
        self._stack.callback(child.stop)
        child.start()
        self._children.append(child)

    def command(self, *words: str) -> str:
        """Run one of manage.py's commands; what it printed. Raises Trouble if it fails."""
        child = self.parts.command(*words)
        self._stack.callback(child.stop)
        child.start()
        while child.is_alive:
            self._pause(_PAUSE_SECONDS)
        status = child.status
        child.stop()
        if status:
            last = (child.last_words(1) or ["it gave no reason"])[0]
            raise Trouble(f"{words[0]} failed: {last} (the whole of it: {child.log})")
        return child.output.read_text().strip("\n") if child.output else ""

    def site(self, host: str, port: int) -> None:
        """Web, worker and beat run, and the web process answers. Raises Trouble."""
        say("Web, worker and beat …")
        web = self.parts.web(host, port)
        for child in (web, self.parts.worker(), self.parts.beat()):
            self.run(child)
        waited = 0.0
        while not parts.answers(host, port):
            if not web.is_alive or waited > _START_SECONDS:
                last = (web.last_words(1) or ["it gave no reason"])[0]
                raise Trouble(f"The web process did not start: {last} (the whole of it: {web.log})")
            self._pause(_PAUSE_SECONDS)
            waited += _PAUSE_SECONDS

    def keep_running(self) -> None:
        """Stay, and keep everything running. Raises Stopped when asked to stop."""
        say("\nCtrl-C stops it.")
        keep_running(self._children, self._pause)


def _refuse_what_is_not_empty(database_url: str) -> None:
    """A demo starts from nothing, and never wipes a database that is not its own."""
    query = "SELECT 1 FROM pg_tables WHERE schemaname = 'public' LIMIT 1"
    try:
        with psycopg.connect(database_url) as connection:
            found = connection.execute(query).fetchone()
    except psycopg.Error as error:
        raise Trouble(f"DATABASE_URL: {str(error).splitlines()[0]}") from None
    if found:
        raise Trouble("DATABASE_URL names a database that holds tables: a demo needs an empty one.")
