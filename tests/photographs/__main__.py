"""python -m tests.photographs FOLDER [--language fr] [--only NAME]: a look at every page.

Photographs what a running `make demo` of this checkout shows to strangers, participants and
staff, at the widths of a telephone and of a desk, light and dark. What the people of the demo read
is in the language that is asked for. What the demo does without is planted in it, and stays there.
"""

import argparse
import os
from pathlib import Path

import django


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m tests.photographs")
    asked.add_argument("folder", type=Path)
    asked.add_argument("--language", default="en-gb")
    asked.add_argument("--only", metavar="NAME", default="", help="pages with this in the name")
    given = asked.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("BULLETIN_PROFILE", "demo")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bulletin.settings")
    # Playwright's loop runs in this thread, and Django takes that for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    django.setup()

    from tests.photographs.album import photograph

    photograph(given.folder, given.language, given.only)


if __name__ == "__main__":
    main()
