"""Lighthouse looks at the pages that a participant meets first."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from playwright.sync_api import sync_playwright

from bulletin.services.console import complain, say
from bulletin.services.places import CHECKOUT
from bulletin.services.trouble import Trouble
from sessions.models import Board
from tests.browser.chromium import find_or_install
from tests.photographs.album import as_root, opened
from tests.photographs.participant_pages import first_of_each_kind
from tests.photographs.shots import member, running_board

LIGHTHOUSE = os.environ.get("LIGHTHOUSE", "npx --yes lighthouse@12")
CATEGORIES = ("performance", "accessibility", "best-practices")
LEAST = 95


def judge() -> int:
    """The exit status. Raises Trouble where a page cannot be looked at."""
    board = running_board()
    cookies = _cookies_of_a_member(board)
    found = {name: _report(address, cookies) for name, address in _pages(board)}
    say("| page | performance | accessibility | best practices | kB | LCP s | CLS |")
    say("|---|---|---|---|---|---|---|")
    for name, report in found.items():
        say(f"| {name} | {' | '.join(_figures(report))} |")
    (CHECKOUT / "var" / "lighthouse.json").write_text(json.dumps(found))
    too_low = [name for name, report in found.items() if min(_scores(report)) < LEAST]
    if too_low:
        complain(f"Less than {LEAST}: {', '.join(too_low)}; see var/lighthouse.json.")
    return 1 if too_low else 0


def _pages(board: Board) -> Iterator[tuple[str, str]]:
    yield "sign-in", reverse("account_login")
    yield "personal code", reverse("lost_link")
    yield "board", reverse("board", args=[board.slug])
    for name, question in first_of_each_kind(board):
        if name in ("question-text", "question-text-new", "question-single"):
            yield name, reverse("question", args=[board.slug, question.pk])


def _cookies_of_a_member(board: Board) -> str:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_or_install(), args=as_root())
        page = opened(browser, member(board), "en-gb", "phone")
        kept = page.context.cookies()
        browser.close()
    return "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in kept)


def _report(address: str, cookies: str) -> dict[str, Any]:
    """What a throttled telephone found, three times over, the middle one by performance."""
    found = sorted((_one(address, cookies) for _time in range(3)), key=lambda one: _scores(one)[0])
    return found[1]


def _one(address: str, cookies: str) -> dict[str, Any]:
    done = subprocess.run(
        [
            *LIGHTHOUSE.split(),
            f"{settings.PUBLIC_URL}{address}",
            "--quiet",
            "--output=json",
            f"--only-categories={','.join(CATEGORIES)}",
            f"--extra-headers={json.dumps({'Cookie': cookies})}",
            f"--chrome-flags={' '.join(['--headless=new', *as_root()])}",
        ],
        env=os.environ | {"CHROME_PATH": str(Path(find_or_install()))},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise Trouble(f"Lighthouse on {address}: {done.stderr.strip()[-300:]}")
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def _scores(report: dict[str, Any]) -> list[int]:
    return [round(100 * report["categories"][name]["score"]) for name in CATEGORIES]


def _figures(report: dict[str, Any]) -> list[str]:
    audits = report["audits"]
    return [
        *map(str, _scores(report)),
        str(round(audits["total-byte-weight"]["numericValue"] / 1000)),
        f"{audits['largest-contentful-paint']['numericValue'] / 1000:.1f}",
        f"{audits['cumulative-layout-shift']['numericValue']:.3f}",
    ]
