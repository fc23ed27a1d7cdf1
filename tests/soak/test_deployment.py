"""docker-compose.yml lived through without containers: one board, two webs, three workers.

Every command of the file runs bare, with nginx in front on the files of deploy/nginx, each on a
network of its own where this machine permits it, else on loopback addresses.
"""

import json
import re
from collections.abc import Iterator
from functools import partial
from threading import Thread

import pytest

from moderation.monitoring.watching import CALM
from participants.entry.limits import ADDRESSES as ADDRESSES_ASKED
from participants.models import Draft
from tests.deploy import installing
from tests.deploy.living import (
    ADDRESSES,
    FACILITATOR,
    MEMBERS,
    METRICS_TOKEN,
    PARTS,
    World,
    installation,
)
from tests.deploy.visitor import Page, Visitor
from tests.live.waiting import wait_until

# Most of it is waiting for sweeps, and for a dozen processes to start on two cores.
pytestmark = [
    pytest.mark.allow_hosts([*ADDRESSES, "127.0.0.1", "127.0.0.11"]),
    pytest.mark.timeout(600),
]

SAID_ONCE = (
    "Cache-Control",
    "Content-Security-Policy",
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy",
    "Permissions-Policy",
    "Referrer-Policy",
    "Strict-Transport-Security",
    "X-Content-Type-Options",
    "X-Frame-Options",
    "X-Request-ID",
)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    try:
        installing.find_or_install()
    except installing.NoNginx as reason:
        pytest.fail(str(reason), pytrace=False)
    folder = tmp_path_factory.mktemp("world")
    for path in (folder, folder.parent):
        path.chmod(0o755)
    with installation(folder) as running:
        yield running


def answer(visitor: Visitor, question: str, words: str) -> str:
    """The question's page once these words are the visitor's answer."""
    visitor.get(question)
    page = visitor.post(question, text=words)
    assert "Your answer has reached the board." in page.text
    return page.text


def test_a_board_is_lived_through(world: World) -> None:
    member, colleague = world.members
    question, mine, theirs = world.question("hello"), "A shared supper.", "Somebody asked me."
    assert world.facilitator.get(f"/desk/{world.board}/").status == 200
    assert mine in answer(member, question, mine)
    assert mine not in colleague.get(question).text
    assert mine in answer(colleague, question, theirs)
    assert theirs in member.get(question).text
    assert member.get(f"/desk/{world.board}/").status == 302
    assert world.post.mailboxes.keys() - {FACILITATOR} == {*MEMBERS}


def test_what_is_begun_at_one_web_goes_on_at_the_other(world: World) -> None:
    member, question = world.members[0], world.question("working-together")
    one, other = world.webs
    member.ask(one, question)
    assert member.tell(one, f"{question}draft/", text="Begun on the bus").status == 200
    assert "Begun on the bus" in member.ask(other, question).text


def test_both_webs_mark_the_same_replies_alike(world: World) -> None:
    question = world.question("hopes")
    for visitor, words in zip(world.members, ("Time.", "Trust."), strict=True):
        answer(visitor, question, words)
    one, other = world.webs
    member, path = world.members[0], f"{question}replies/"
    first = member.ask(one, path, HX_Request="true")
    assert "Trust." in first.text
    mark = first.headers["ETag"]
    again = member.ask(other, path, HX_Request="true", If_None_Match=mark)
    assert (again.status, again.body, again.headers["ETag"]) == (304, b"", mark)


def test_who_asks_too_often_is_known_at_both_webs_whatever_they_say(world: World) -> None:
    one, other = world.visitor("elsewhere"), world.visitor("hospital")
    one.get("/enter/")
    seen = []
    for number in range(ADDRESSES_ASKED.most + 1):
        one.says = {"X-Forwarded-For": f"192.0.2.{number}", "Forwarded": "for=192.0.2.1"}
        seen.append(one.post("/enter/", email=f"nobody{number}@example.org").status)
    assert seen == [*[302] * ADDRESSES_ASKED.most, 429]
    other.says = {"X-Forwarded-For": one.host.address}
    other.get("/enter/")
    assert other.post("/enter/", email="nobody@example.org").status == 302
    for web in world.webs:
        assert '"route": "lost_link"' in world.bare.running[web.name].words


def test_a_transcript_comes_from_nginx_to_whom_django_says(world: World) -> None:
    facilitator, listed = world.sign_in(), f"/desk/{world.board}/transcripts/"
    answer(world.members[1], world.question("reflections"), "Unhurried.")
    facilitator.get(listed)
    assert facilitator.post(listed, format="json", identity="pseudonym").leads_to == listed
    found: list[str] = []

    def written() -> bool:
        found[:] = re.findall(rf"{listed}[0-9a-f-]+/file/", facilitator.get(listed).text)
        return bool(found)

    wait_until(written, "a worker has written the transcript", seconds=100)
    file = facilitator.get(found[0])
    assert file.status == 200
    assert "Unhurried." in [row["words"] for row in json.loads(file.body)["rows"]]
    assert file.headers["Content-Disposition"].startswith(f'attachment; filename="{world.board}')
    assert file.headers.get_all("Content-Security-Policy") == ["sandbox; default-src 'none'"]
    assert [*map(kept_by, file.headers.get_all("Cache-Control") or [])] == ["private, no-store"]
    assert file.headers.get_all("X-Content-Type-Options") == ["nosniff"]
    straight = facilitator.ask(world.webs[0], found[0])
    inside = straight.headers["X-Accel-Redirect"]
    assert (straight.body, inside[:20]) == (b"", "/_files/transcripts/")
    assert facilitator.get(inside).status == 404
    assert world.members[0].get(found[0]).status == 302


def kept_by(words: str) -> str:
    """Who may keep a file: what Django adds for older caches says nothing more."""
    return ", ".join(words.split(", ")[:2])


def test_static_files_come_from_nginx_and_are_kept(world: World) -> None:
    visitor = world.visitor("elsewhere")
    path = re.findall(r'href="(/static/css/[^"]+)"', visitor.get("/").text)[0]
    found = visitor.get(path, Accept_Encoding="gzip")
    assert found.status == 200
    assert found.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert found.headers["Content-Encoding"] == "gzip"
    assert found.headers["X-Request-ID"] is None


def test_each_header_is_said_once(world: World) -> None:
    headers = world.members[0].get(world.question("hello")).headers
    assert {name: len(headers.get_all(name) or []) for name in SAID_ONCE} == dict.fromkeys(
        SAID_ONCE, 1
    )


def test_what_is_too_large_is_refused_in_our_words(world: World) -> None:
    visitor = world.members[0]
    refused = visitor.send(world.question("hello"), b"x" * 3_000_000)
    assert refused.status == 413
    assert "copy what you have written, and send it in smaller parts" in refused.text


def test_only_operators_are_told_how_it_is(world: World) -> None:
    for path in ("/readyz", "/metrics"):
        assert world.visitor("elsewhere").get(path).status == 404
    assert world.board
    wait_until(lambda: world.monitor("/readyz").status == 200, "all is well", seconds=100)
    assert world.monitor("/metrics").status == 404
    told = world.monitor("/metrics", Authorization=f"Bearer {METRICS_TOKEN}")
    assert (told.status, "bulletin_" in told.text) == (200, True)


def test_no_log_holds_a_link_or_an_address(world: World) -> None:
    links = [world.invitation(address).split("/")[2] for address in MEMBERS]
    assert world.members
    words = "".join(running.words for running in world.bare.running.values())
    assert '"route": "personal_link"' in words
    assert '"page":"/i/…"' in words
    for secret in [*links, *MEMBERS, world.members[0].host.address]:
        assert secret not in words


def test_a_web_that_stops_finishes_what_is_under_way(world: World) -> None:
    member, question = world.members[0], world.question("confidence")
    web = world.webs[0]
    member.ask(web, question)
    answers: list[Page] = []
    draft = Thread(target=lambda: answers.append(member.tell(web, f"{question}draft/", point="5")))
    with world.bare.database() as connection, connection.transaction():
        connection.execute(f"LOCK TABLE {Draft._meta.db_table} IN EXCLUSIVE MODE")
        draft.start()
        wait_until(lambda: waits_for_a_lock(world), "the request is under way")
        world.bare.running[web.name].ask_to_stop()
        wait_until(
            lambda: "Handling signal: term" in world.bare.running[web.name].words, "it stops"
        )
        assert answers == []
    draft.join(30)
    assert [page.status for page in answers] == [200]
    assert world.bare.running[web.name].process.wait(30) == 0
    assert [world.visitor("elsewhere").get("/").status for _ in range(6)] == [200] * 6

    world.bare.start("web", web)
    world.wait_for_webs()
    assert re.search('value="5"[^>]* checked', member.ask(web, question).text)


def waits_for_a_lock(world: World) -> bool:
    query = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
    with world.bare.database() as connection:
        return connection.execute(query).fetchone() is not None


def test_when_sweeps_stop_the_facilitator_is_mailed_and_told_when_they_go_on(world: World) -> None:
    assert world.board
    assert world.bare.running["beat"].stop() == 0
    told = partial(world.post.to, FACILITATOR)
    before = len(told())
    wait_until(lambda: len(told()) == before + 1, "watch has raised the alarm", seconds=330)
    not_well = world.monitor("/readyz")
    assert (not_well.status, "sweep: NOT OK" in not_well.text) == (503, True)
    world.bare.start("beat", world.bare.hosts["beat"])
    wait_until(lambda: calm_lasts_long(world), "watch has seen that it stays away", seconds=180)
    wait_until(lambda: len(told()) == before + 2, "watch says that it is over", seconds=120)
    assert world.monitor("/readyz").status == 200


def calm_lasts_long(world: World) -> bool:
    """Whether it has begun; if so, it did so long ago that the trouble will not come back."""
    age = "UPDATE health_episode SET calm_since = calm_since - %s WHERE calm_since IS NOT NULL"
    with world.bare.database() as connection:
        return connection.execute(age, [CALM]).rowcount == 1


def test_everything_stops_in_order_and_a_backup_brings_back_what_it_held(world: World) -> None:
    member, question = world.members[0], world.question("reflections")
    answer(member, question, "Said before the backup.")
    world.manage("backup", "/exchange/bulletin.backup")
    member.post(f"{question}?correct=1", text="Said after the backup.")

    assert stopped(world, "nginx", *PARTS) == dict.fromkeys(("nginx", *PARTS), 0)
    world.manage("restore", "/exchange/bulletin.backup")
    assert stopped(world, "redis", "db") == {"redis": 0, "db": 0}
    world.start()
    text = member.get(question).text
    assert "Said before the backup." in text
    assert "Said after the backup." not in text


def stopped(world: World, *names: str) -> dict[str, int]:
    """The exit statuses of these, asked to stop one after another as Compose asks."""
    return {name: world.bare.running[name].stop() for name in names}
