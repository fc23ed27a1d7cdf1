"""nginx run bare on the very files of deploy/nginx, with only addresses and paths put in."""

import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from types import MappingProxyType

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bulletin.services import ports, programs
from bulletin.services.places import CHECKOUT
from tests.deploy import installing

SOURCE = CHECKOUT / "deploy" / "nginx"
HTTP, HTTPS, MONITORING = 8080, 8443, 8081
NONE: Mapping[str, str] = MappingProxyType({})


def write_configuration(
    folder: Path, *, door: str, variables: Mapping[str, str] = NONE, swaps: Mapping[str, str] = NONE
) -> Path:
    """nginx's main file, with what it includes beside it; folders are there and empty.

    `swaps` says which words of the files stand for others here, beside the image's paths.
    """
    for name in ("nginx/conf.d", "nginx/certificates", "srv/media", "srv/static", "tmp"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    paths = {"/etc/nginx": folder / "nginx", "/srv": folder / "srv", "/tmp/": f"{folder}/tmp/"}
    words = {old: str(new) for old, new in paths.items()} | dict(swaps)
    for path in SOURCE.glob("*.conf"):
        (folder / "nginx" / path.name).write_text(_swapped(path.read_text(), words))
    template = (SOURCE / "doors" / door / "server.conf.template").read_text()
    for name, value in variables.items():
        template = template.replace(f"${{{name}}}", value)
    (folder / "nginx/conf.d/server.conf").write_text(_swapped(template, words))
    shutil.copy("/etc/nginx/mime.types", folder / "nginx")
    write_certificate(folder / "nginx" / "certificates")
    return folder / "nginx" / "nginx.conf"


def _swapped(text: str, words: Mapping[str, str]) -> str:
    """All words at once, so that what is put in is not replaced again."""
    either = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.sub(either, lambda match: words[match[0]], text)


def write_certificate(folder: Path, host: str = "board.example.org") -> None:
    """A certificate that this machine alone believes, and its key, as the operator lays them."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "fullchain.pem").write_bytes(certificate.public_bytes(pem))
    (folder / "privkey.pem").write_bytes(private)


def command(configuration: Path) -> list[str]:
    """How nginx is run on it, as the user under which everything of the installation runs."""
    nginx = installing.find_or_install()
    return [*programs.unprivileged([nginx, "-c", str(configuration)]), "-g", "daemon off;"]


def check(configuration: Path) -> "subprocess.CompletedProcess[str]":
    """What `nginx -t` says."""
    words = [*command(configuration)[:-2], "-t"]
    return subprocess.run(words, capture_output=True, text=True, timeout=30)


@dataclass(frozen=True)
class Front:
    """A running nginx: its ports on the loopback address, and the file that holds its words."""

    folder: Path
    http: int
    https: int
    monitoring: int
    log: Path


@contextmanager
def running(folder: Path, *, web: str, door: str, trusted: str = "127.0.0.1") -> Iterator[Front]:
    """nginx answers inside the block, before web processes at `web`."""
    front = Front(folder, ports.free(), ports.free(), ports.free(), folder / "nginx.log")
    configuration = write_configuration(
        folder,
        door=door,
        variables={"BULLETIN_TRUSTED_PROXY": trusted},
        swaps={
            "web:8000": web,
            f"listen {HTTP} ": f"listen 127.0.0.1:{front.http} ",
            f"listen {HTTPS} ": f"listen 127.0.0.1:{front.https} ",
            f"listen {MONITORING};": f"listen 127.0.0.1:{front.monitoring};",
        },
    )
    with front.log.open("wb") as log:
        process = subprocess.Popen(command(configuration), stdout=log, stderr=log)
    try:
        while not _answers(front):
            assert process.poll() is None, front.log.read_text()
        yield front
    finally:
        process.terminate()
        process.wait(30)


def _answers(front: Front) -> bool:
    connection = HTTPConnection("127.0.0.1", front.monitoring, timeout=5)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status == 404
    except OSError:
        return False
    finally:
        connection.close()
