"""The suite's settings: the product's own under the test profile, and less forgiving."""

import os

from bulletin.services import places

os.environ.setdefault("BULLETIN_PROFILE", "test")

# Processes of one run (pytest -n) share PostgreSQL, each with its own database; so with Redis.
if (number := os.environ.get("PYTEST_XDIST_WORKER", "").removeprefix("gw")).isdigit():
    os.environ["REDIS_URL"] = places.current().redis_url.replace("db=0", f"db={int(number) + 1}")

from bulletin.settings import *  # noqa: F403
from bulletin.settings import INSTALLED_APPS, MIDDLEWARE

# A query that is asked again for each row of a page is an error.
INSTALLED_APPS = [*INSTALLED_APPS, "zeal"]
# Each test's client makes all of this anew, and WhiteNoise looks for every file there is.
_OURS = {"whitenoise.middleware.WhiteNoiseMiddleware": "tests.statics.FoundOnce"}
MIDDLEWARE = ["zeal.middleware.zeal_middleware", *(_OURS.get(name, name) for name in MIDDLEWARE)]

# Static files are served from where they lie.
STATIC_ROOT = None  # type: ignore[assignment]
# Each process of a run writes down what its own tests erase.
LEDGER = places.current().tmp / f"erasures-{os.getpid()}.jsonl"
# Django's and allauth's own sign-in reads the session more than once, for one row.
ZEAL_ALLOWLIST = [{"model": "sessions.Session", "field": "*"}]
