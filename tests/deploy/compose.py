"""docker-compose.yml as Compose reads it: anchors resolved, variables put in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from bulletin.services.places import CHECKOUT

FILE = CHECKOUT / "docker-compose.yml"
EXAMPLE = CHECKOUT / "deploy" / "example.env"
_VARIABLE = re.compile(r"\$\{(?P<name>\w+)(?:(?P<if>:[-?])(?P<else>[^}]*))?\}")

# What somebody would write into .env, the rest being left as the example has it.
FILLED_IN = {
    "BULLETIN_PUBLIC_URL": "https://board.example.org",
    "BULLETIN_SECRET_KEY": "5eab1e" * 10,
    "BULLETIN_FIELD_KEY": "bm90IGEgc2VjcmV0OiBub3RoaW5nIHdvcnRoIG9uZSE=",
    "BULLETIN_DATABASE_PASSWORD": "c0ffee" * 10,
    "BULLETIN_MAIL_HOST": "smtp.example.org",
    "BULLETIN_MAIL_FROM": "Bulletin <board@example.org>",
    "BULLETIN_HTTP": "80",
    "BULLETIN_HTTPS": "443",
}


class Missing(Exception):
    """A variable that has no value and no default; the message says what it is."""


@dataclass(frozen=True)
class Service:
    """One service, as far as it can be run without a container."""

    name: str
    given: Mapping[str, Any]

    @property
    def command(self) -> list[str]:
        return [*self.given.get("entrypoint", []), *self.given.get("command", [])]

    @property
    def environment(self) -> dict[str, str]:
        return dict(self.given.get("environment", {}))


def services(environment: Mapping[str, str]) -> dict[str, Service]:
    """Every service under its name. Raises Missing."""
    written = _filled(yaml.safe_load(FILE.read_text()), environment)
    return {name: Service(name, given) for name, given in written["services"].items()}


def variables() -> set[str]:
    """Every variable that the file reads."""
    return {match["name"] for match in _VARIABLE.finditer(FILE.read_text())}


def _filled(value: Any, environment: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _filled(inner, environment) for key, inner in value.items()}
    if isinstance(value, list):
        return [_filled(inner, environment) for inner in value]
    if isinstance(value, str):
        return _VARIABLE.sub(lambda match: _value(match, environment), value)
    return value


def _value(match: re.Match[str], environment: Mapping[str, str]) -> str:
    found = environment.get(match["name"], "")
    if found or match["if"] == ":-":
        return found or match["else"]
    raise Missing(f"{match['name']}: {match['else']}")
