"""Every address of the product, filled with real and with absent ids."""

import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

_PARAMETER = re.compile(r"<(?:[a-z_]+:)?([a-z_0-9]+)>")
ABSENT = uuid.UUID("00000000-0000-4000-8000-000000000000")

# What a participant may ask of an address beside the address itself. The search is for another
# form of a sentinel, which the page itself then does not hold.
QUERIES = {
    "search": ("?q=zanzibariums", "?q=answer&page=2"),
    "question": ("?order=newest", "?order=replied"),
    "replies": ("?order=newest", "?order=replied"),
    "comments": ("?quote=1", "?quote=1&from=0&to=4"),
}


@dataclass(frozen=True)
class Address:
    """One URL pattern: its name, its route and the view behind it."""

    name: str
    route: str
    view: Any

    @property
    def parameters(self) -> list[str]:
        return _PARAMETER.findall(self.route)

    def path(self, values: Mapping[str, Any]) -> str:
        return "/" + _PARAMETER.sub(lambda found: str(values[found[1]]), self.route)

    def paths(self, values: Mapping[str, Any]) -> list[str]:
        """The same, and with each query that makes another page of it."""
        return [self.path(values) + query for query in ("", *QUERIES.get(self.name, ()))]


def every_address() -> list[Address]:
    """All URL patterns, those of included libraries among them, in the resolver's order."""
    return list(_walk(get_resolver().url_patterns, ""))


def _walk(patterns: Sequence[URLPattern | URLResolver], prefix: str) -> Iterator[Address]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern).removeprefix("^").removesuffix("$")
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, route)
        else:
            yield Address(pattern.name or "", route, pattern.callback)
