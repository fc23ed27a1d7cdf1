"""What a device keeps of the product, for when there is no connection: never a page of a board."""

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import urljoin

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation

# What stylesheets and icons name in their turn.
_NAMED_IN_THEM = ("fonts/literata-latin.woff2", "icons.svg")
_STATIC = re.compile(r'(?:href|src)="([^"#]+)')
# What a style sheet lists and a script imports, where they are not joined yet.
_LISTED = re.compile(r'@import url\("([^"]+)"\)|from "([^"]+)"')
_VERSION_LENGTH = 16


def offline_page() -> str:
    """In the active language; it holds nothing of anybody, and is the same for all."""
    return render_to_string("offline/offline.html")


def known_language(wanted: str | None) -> str:
    """A language we speak; the product's own for any other."""
    return wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


@lru_cache
def worker(language: str) -> str:
    """The service worker's script for whoever reads this language; another once anything that it
    keeps is another."""
    with translation.override(language):
        page = offline_page()
    files = _files(page)
    shell = {
        "version": _version(page, files),
        "page": f"{reverse('offline')}?in={language}",
        "files": files,
    }
    return (
        f"self.shell = {json.dumps(shell)};\nimportScripts({json.dumps(static('js/worker.js'))});\n"
    )


def _files(page: str) -> list[str]:
    """The addresses of all that the page needs."""
    linked = [one for one in _STATIC.findall(page) if one.startswith(settings.STATIC_URL)]
    listed = [listed for one in linked for listed in _listed_in(one)]
    return sorted({*linked, *listed, *map(static, _NAMED_IN_THEM)})


def _listed_in(address: str) -> Iterator[str]:
    """By the addresses that a browser makes of them. Collected files are joined and list none."""
    found = finders.find(address.removeprefix(settings.STATIC_URL))
    if not found or not address.endswith((".css", ".js")):
        return
    for sheet, module in _LISTED.findall(Path(found).read_text()):
        listed = urljoin(address, sheet or module)
        yield listed
        yield from _listed_in(listed)


def _version(page: str, files: list[str]) -> str:
    """Collected files have the digest of their contents in their names; others are read."""
    digest = sha256(page.encode())
    for address in [*files, settings.STATIC_URL + "js/worker.js"]:
        digest.update(address.encode())
        if found := finders.find(address.removeprefix(settings.STATIC_URL)):
            digest.update(Path(found).read_bytes())
    return digest.hexdigest()[:_VERSION_LENGTH]
