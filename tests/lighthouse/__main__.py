"""python -m tests.lighthouse: what Lighthouse says of a running `make demo`, as a telephone.

Prints a table and writes var/lighthouse.json. Exit status 0 only if every figure is at least 95.
Needs node: `npx` fetches Lighthouse where it is not installed yet.
"""

import os
import sys

import django


def main() -> int:
    os.environ.setdefault("BULLETIN_PROFILE", "demo")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bulletin.settings")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    django.setup()

    from bulletin.services.console import complain
    from bulletin.services.trouble import Trouble
    from tests.lighthouse.judging import judge

    try:
        return judge()
    except Trouble as trouble:
        complain(str(trouble))
        return 1


if __name__ == "__main__":
    sys.exit(main())
