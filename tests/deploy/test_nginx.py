"""nginx on deploy's files, before a web process that only tells what reached it."""

import json
import ssl
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from django.conf import settings

from tests.deploy import front, installing
from tests.deploy.front import Front

pytestmark = pytest.mark.skipif(
    installing.find() is None, reason="nginx is not on this machine: apt-get install nginx-light"
)

TOKEN = "k3J9-secret_of-a-person"
# What is said to follow is refused before any of it is sent.
TOO_LARGE = {"Content-Length": str(settings.UPLOAD_MAX_SIZE + 1)}
POLICY = "sandbox; default-src 'none'"


class Echo(BaseHTTPRequestHandler):
    """Tells which headers came; under /file/ names a private file."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        body = json.dumps({name.lower(): value for name, value in self.headers.items()}).encode()
        self.send_response(200)
        if self.path.startswith("/file/"):
            self.send_header("X-Accel-Redirect", "/_files/transcripts/one.json")
            self.send_header("Content-Disposition", 'attachment; filename="practice.json"')
            self.send_header("Cache-Control", "private, no-store")
            self.send_header("Content-Security-Policy", POLICY)
            self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET

    def log_message(self, *args: object) -> None:
        """Nothing: what is said here is nobody's test."""


@pytest.fixture(scope="module")
def web() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def secure(web: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    folder = tmp_path_factory.mktemp("https")
    with front.running(folder, web=web, door="https") as running:
        (folder / "srv/media/transcripts").mkdir(mode=0o700)
        (folder / "srv/media/transcripts/one.json").write_text("what they said")
        for name in ("app.css", "app.0123456789ab.css"):
            (folder / "srv/static" / name).write_text("a {}")
        (folder / "srv/pages").mkdir()
        (folder / "srv/pages/too_large.html").write_text("our words: too large")
        (folder / "srv/pages/away.html").write_text("our words: away")
        yield running


def ask(running: Front, path: str, method: str = "GET", **more: object) -> tuple[HTTPResponse, str]:
    context = ssl.create_default_context(
        cafile=str(running.folder / "nginx/certificates/fullchain.pem")
    )
    context.check_hostname = False
    connection = HTTPSConnection("127.0.0.1", running.https, context=context, timeout=20)
    return _answer(connection, path, method, **more)


def ask_plainly(port: int, path: str, **more: object) -> tuple[HTTPResponse, str]:
    return _answer(HTTPConnection("127.0.0.1", port, timeout=20), path, "GET", **more)


def _answer(
    connection: HTTPConnection, path: str, method: str, **more: object
) -> tuple[HTTPResponse, str]:
    headers = {"Host": "board.example.org"} | more.pop("headers", {})  # type: ignore[operator]
    connection.request(method, path, headers=headers, **more)  # type: ignore[arg-type]
    response = connection.getresponse()
    body = response.read().decode()
    connection.close()
    return response, body


def test_who_asks_is_who_asks_whatever_they_say_of_themselves(secure: Front) -> None:
    forged = {"X-Forwarded-For": "192.0.2.7", "X-Forwarded-Proto": "http"}
    told = json.loads(ask(secure, "/", headers=forged)[1])
    assert told["x-forwarded-for"] == "127.0.0.1"
    assert told["x-forwarded-proto"] == "https"
    assert told["host"] == "board.example.org"
    assert len(told["x-request-id"]) == 32


def test_a_server_in_front_is_believed_only_where_it_is_trusted(web: str, tmp_path: Path) -> None:
    said = {"X-Forwarded-For": "198.51.100.9, 192.0.2.7"}
    for trusted, known in (("127.0.0.1", "192.0.2.7"), ("203.0.113.1", "127.0.0.1")):
        folder = tmp_path / trusted
        with front.running(folder, web=web, door="proxied", trusted=trusted) as running:
            told = json.loads(ask_plainly(running.http, "/", headers=said)[1])
        assert told["x-forwarded-for"] == known


def test_plain_requests_are_sent_to_where_they_are_safe(secure: Front) -> None:
    response, _ = ask_plainly(secure.http, "/b/practice/?x=1")
    assert response.status == 308
    assert response.headers["Location"] == "https://board.example.org/b/practice/?x=1"


@pytest.mark.parametrize("path", ["/metrics", "/readyz", "/metrics/", "/%6detrics", "//metrics"])
def test_what_is_for_operators_is_refused_from_outside(secure: Front, path: str) -> None:
    assert ask(secure, path)[0].status == 404


def test_operators_ask_beside_the_door(secure: Front) -> None:
    for path in ("/healthz", "/readyz", "/metrics"):
        response, body = ask_plainly(secure.monitoring, path)
        assert (response.status, json.loads(body)["host"]) == (200, "127.0.0.1")
    assert ask_plainly(secure.monitoring, "/desk/")[0].status == 404


def test_a_private_file_comes_only_where_django_names_it(secure: Front) -> None:
    response, body = ask(secure, "/file/")
    assert (response.status, body) == (200, "what they said")
    assert response.headers["Content-Disposition"] == 'attachment; filename="practice.json"'
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers.get_all("Content-Security-Policy") == [POLICY]
    assert response.headers.get_all("X-Content-Type-Options") == ["nosniff"]
    assert response.headers["X-Accel-Redirect"] is None
    assert response.headers["Last-Modified"] is None
    for path in ("/_files/transcripts/one.json", "/static/../_files/transcripts/one.json"):
        assert ask(secure, path)[0].status == 404


def test_static_files_are_kept_as_long_as_their_names_say(secure: Front) -> None:
    hashed, _ = ask(secure, "/static/app.0123456789ab.css")
    plain, _ = ask(secure, "/static/app.css")
    assert hashed.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert plain.headers["Cache-Control"] == "public, max-age=300"
    assert hashed.headers.get_all("X-Content-Type-Options") == ["nosniff"]
    assert hashed.headers["Content-Type"] == "text/css; charset=utf-8"
    assert ask(secure, "/static/none.css")[0].status == 404


@pytest.mark.parametrize(
    ("path", "limit"),
    [
        ("/", settings.DATA_UPLOAD_MAX_MEMORY_SIZE),
        ("/b/practice/help/", settings.DATA_UPLOAD_MAX_MEMORY_SIZE),
        ("/b/practice/questions/1/", settings.UPLOAD_MAX_SIZE),
        ("/desk/practice/guide/", settings.UPLOAD_MAX_SIZE),
    ],
)
def test_a_body_that_is_too_large_is_refused_in_our_words(
    secure: Front, path: str, limit: int
) -> None:
    assert ask(secure, path, "POST", body=b"x" * 2_000_000)[0].status == 200
    # What is said to follow is refused before any of it is sent.
    response, body = ask(secure, path, "POST", headers={"Content-Length": str(limit + 1)})
    assert (response.status, body) == (413, "our words: too large")
    assert response.headers["Cache-Control"] == "no-store"


def test_files_may_be_larger(secure: Front) -> None:
    for path in ("/b/practice/questions/1/", "/desk/practice/guide/"):
        assert ask(secure, path, "POST", body=b"x" * 3_000_000)[0].status == 200


def test_pages_are_not_compressed(secure: Front) -> None:
    response, _ = ask(secure, "/", headers={"Accept-Encoding": "gzip"})
    assert response.headers["Content-Encoding"] is None


@pytest.mark.parametrize(
    ("path", "page"),
    [
        (f"/i/{TOKEN}/", "/i/…"),
        (f"/i/{TOKEN}/code/", "/i/…"),
        (f"/%69/{TOKEN}/", "/i/…"),
        (f"/u/{TOKEN}/", "/u/…"),
        (f"/accounts/link/{TOKEN}/", "/accounts/link/…"),
        (f"/desk/practice/people/?q={TOKEN}@example.org", "/desk/practice/people/"),
    ],
)
def test_no_link_and_no_address_is_in_the_log(secure: Front, path: str, page: str) -> None:
    told = json.loads(ask(secure, path, headers={"Referer": f"https://x/{TOKEN}"})[1])
    ask(secure, path, "POST", headers=TOO_LARGE)
    words = secure.log.read_text()
    mine = [json.loads(line) for line in words.splitlines() if told["x-request-id"] in line]
    assert [(line["page"], line["status"]) for line in mine] == [(page, 200)]
    assert TOKEN not in words
    assert "127.0.0.1" not in words


def test_while_web_is_away_people_are_told_so(tmp_path: Path) -> None:
    with front.running(tmp_path, web="127.0.0.1:1", door="https") as running:
        (tmp_path / "srv/pages").mkdir()
        (tmp_path / "srv/pages/away.html").write_text("our words: away")
        response, body = ask(running, "/")
        assert (response.status, body) == (503, "our words: away")
        ask(running, f"/i/{TOKEN}/")
        words = running.log.read_text()
    assert TOKEN not in words


def test_a_whole_hospital_may_ask_at_once_and_a_flood_is_stopped(web: str, tmp_path: Path) -> None:
    with front.running(tmp_path, web=web, door="proxied") as running:
        (tmp_path / "srv/pages").mkdir()
        (tmp_path / "srv/pages/too_often.html").write_text("our words: too often")
        answers = list(flood(running))
    assert len(answers) > 600
    assert {status for status, _ in answers[:-1]} == {200}
    assert answers[-1] == (429, b"our words: too often")


def flood(running: Front) -> Iterator[tuple[int, bytes]]:
    """What one address is answered, which asks as fast as it can until it is stopped."""
    connection = HTTPConnection("127.0.0.1", running.http, timeout=20)
    for _ in range(10_000):
        connection.request("GET", "/", headers={"Host": "board.example.org"})
        response = connection.getresponse()
        yield response.status, response.read()
        if response.status != 200:
            break
    connection.close()


@pytest.mark.parametrize("door", ["https", "proxied"])
def test_nginx_accepts_its_configuration(door: str, tmp_path: Path) -> None:
    configuration = front.write_configuration(
        tmp_path, door=door, variables={"BULLETIN_TRUSTED_PROXY": "172.16.0.0/12"}
    )
    done = front.check(configuration)
    assert done.returncode == 0, done.stderr
    assert "warn" not in done.stderr
