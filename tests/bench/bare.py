"""Settings of the bare view: Django itself, served as the product is, without middleware."""

from bulletin.settings import *  # noqa: F403

MIDDLEWARE = []
ROOT_URLCONF = "tests.bench.bare_urls"
INSTALLED_APPS = []
