"""One installation and one board in it: who sits before it, and the steps they take."""

import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, partial
from pathlib import Path
from zoneinfo import ZoneInfo

from bulletin.services.places import CHECKOUT
from sessions.models import Question
from tests.deploy import compose
from tests.deploy.bare import Bare
from tests.deploy.network import Host, hosts, resolver
from tests.deploy.visitor import SITE, Page, Visitor
from tests.live.smtp import PostOffice
from tests.live.waiting import wait_until

WEBS = ("web-1", "web-2")
PARTS = (*WEBS, "worker-1", "worker-2", "worker-3", "beat", "watch")
VISITORS = ("desk", "hospital", "elsewhere")
HOSTS = ("db", "redis", "mail", "manage", "nginx", *PARTS, *VISITORS)
ADDRESSES = [f"{network}.89.0.{number}" for network in (10, 127) for number in range(2, 30)]

FACILITATOR = "facilitator@example.org"
MEMBERS = ("member01@example.org", "member02@example.org")
METRICS_TOKEN = "for-the-monitoring"
_SCRIPT = CHECKOUT / "moderation/examples/communities-of-practice.yaml"
_ZONES = ("Europe/London", "Asia/Tokyo", "America/Los_Angeles")
_SWEEPS_SECONDS = 100.0


@contextmanager
def installation(folder: Path) -> Iterator["World"]:
    """Everything of docker-compose.yml runs inside the block, two webs and three workers of it."""
    with ExitStack() as stack:
        named = dict.fromkeys(WEBS, "web")
        made = stack.enter_context(hosts(HOSTS, aliases=named))
        post = PostOffice(host=made["mail"].address)
        with made["mail"].inside():
            stack.enter_context(post)
        bare = Bare(folder, compose.services(_answers(post)), made)
        stack.callback(bare.end)
        webs = [made[name].address for name in WEBS]
        port = stack.enter_context(resolver(made["nginx"], {"web": webs}))
        bare.make_database()
        world = World(bare, post, port)
        world.start()
        yield world


def _answers(post: PostOffice) -> Mapping[str, str]:
    """What this installation's owner has written into .env."""
    return compose.FILLED_IN | {
        "BULLETIN_MAIL_HOST": post.host,
        "BULLETIN_MAIL_PORT": str(post.port),
        "BULLETIN_MAIL_TLS": "none",
        "BULLETIN_METRICS_TOKEN": METRICS_TOKEN,
    }


@dataclass
class World:
    """The installation and its mails; each step is taken when it is first asked for."""

    bare: Bare
    post: PostOffice
    resolver_port: int

    # The installation

    @property
    def webs(self) -> list[Host]:
        return [self.bare.hosts[name] for name in WEBS]

    def start(self) -> None:
        """Everything runs and answers, started in the order that Compose keeps."""
        self.bare.start_database()
        self.bare.start_redis()
        self.bare.run("migrate")
        self.bare.run("manage", "collectstatic", "--noinput")
        self.bare.run("manage", "write_front_pages", "/srv/pages")
        for name in PARTS:
            self.bare.start(name.partition("-")[0], self.bare.hosts[name])
        self.wait_for_webs()
        self.bare.start_nginx(self.resolver_port)
        nginx = self.bare.hosts["nginx"]
        wait_until(lambda: self._answers(nginx, 8081), "nginx answers")

    def wait_for_webs(self) -> None:
        for web in self.webs:
            wait_until(partial(self._answers, web, 8000), f"{web.name} answers", seconds=90)

    def _answers(self, server: Host, port: int) -> bool:
        """What the health check asks, on the host itself."""
        try:
            return self.visitor(server.name).ask(server, "/healthz", port=port).status == 200
        except OSError:
            return False

    def monitor(self, path: str, **headers: str) -> Page:
        """What the monitoring is told, at the port that the world does not see."""
        return self.visitor("nginx").ask(self.bare.hosts["nginx"], path, port=8081, **headers)

    def manage(self, *words: str) -> str:
        """What a command prints, run as docs/operations.md says."""
        return self.bare.run("manage", *words)

    # People

    def visitor(self, host: str) -> Visitor:
        certificate = self.bare.folder / "nginx/certificates/fullchain.pem"
        return Visitor(self.bare.hosts[host], self.bare.hosts["nginx"], certificate)

    @cached_property
    def board(self) -> str:
        """The slug of a launched board whose first stage is open, with two people invited."""
        exchange = self.bare.folder / "exchange"
        zone = _where_it_is_day()
        script = exchange / "script.yaml"
        guide = _SCRIPT.read_text().replace("Europe/London", zone)
        script.write_text(re.sub("reveal: (always|after_stage)", "reveal: after_answer", guide))
        roster = "".join(
            f"Member {number:02},{address},health,north,{zone}\n"
            for number, address in enumerate(MEMBERS, start=1)
        )
        (exchange / "people.csv").write_text(f"name,email,sector,community,timezone\n{roster}")
        today = datetime.now(ZoneInfo(zone)).date().isoformat()
        said = self.manage(
            *("import_script", "/exchange/script.yaml", "--owner", FACILITATOR),
            *("--starts-on", today),
        )
        slug = said.splitlines()[-1]
        self.manage("import_roster", slug, "/exchange/people.csv")
        assert self.manage("launch", slug).startswith(f"{slug}: launched")
        return slug

    @cached_property
    def facilitator(self) -> Visitor:
        """Signed in by a link from the command line."""
        return self.sign_in()

    def sign_in(self) -> Visitor:
        """The facilitator, signed in just now: what is exported asks for that."""
        assert self.board
        visitor = self.visitor("desk")
        path = path_in(self.manage("sign_in_link", FACILITATOR))
        assert visitor.get(path).status == 200
        assert visitor.post(path).leads_to == "/desk/"
        return visitor

    def invitation(self, address: str) -> str:
        """The path of the personal link in the mail that this person got."""
        assert self.board
        wait_until(lambda: self.post.to(address), f"{address} is invited", seconds=_SWEEPS_SECONDS)
        body = self.post.to(address)[0].message.get_body(("plain",))
        assert body is not None
        return path_in(body.get_content(), "/i/")

    @cached_property
    def members(self) -> list[Visitor]:
        """Two people of one hospital who came in by their links and take part."""
        return [self._come_in(address) for address in MEMBERS]

    def _come_in(self, address: str) -> Visitor:
        visitor = self.visitor("hospital")
        link, page = self.invitation(address), f"/b/{self.board}/"
        assert visitor.get(link).status == 200
        assert visitor.post(link).leads_to == page
        consent = visitor.get(f"{page}consent/")
        yes = dict.fromkeys(re.findall(r'name="(statement-[^"]+)"', consent.text), "yes")
        assert visitor.post(f"{page}consent/", agree="", **yes).leads_to == page
        return visitor

    def question(self, key: str) -> str:
        """The path of the board's question that the script calls `key`."""
        assert self.board
        query = f"SELECT id FROM {Question._meta.db_table} WHERE key = %s"
        with self.bare.database() as connection:
            found = connection.execute(query, [key]).fetchone()
        assert found
        return f"/b/{self.board}/questions/{found[0]}/"


def path_in(text: str, beginning: str = "/") -> str:
    """The path of the first address of the site in the text."""
    found = re.search(rf"https://{re.escape(SITE)}({re.escape(beginning)}[^\s<>]*)", text)
    assert found, text
    return found[1]


def _where_it_is_day() -> str:
    """A zone in which the first stage has opened today, and mail is not held for the night."""
    now = datetime.now(UTC)
    return next(zone for zone in _ZONES if 9 < now.astimezone(ZoneInfo(zone)).hour < 20)
