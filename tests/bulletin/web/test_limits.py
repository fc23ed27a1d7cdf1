from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.cache.backends.redis import RedisCache
from django.test import RequestFactory
from pytest_django import Settings
from redis.exceptions import ConnectionError as NoRedis

from bulletin.web.limits import Limit

LIMIT = Limit("this test", most=2, within=timedelta(minutes=10))


def test_more_tries_than_allowed_are_too_many_for_that_caller_alone() -> None:
    assert [LIMIT.is_exceeded_by("one") for _ in range(3)] == [False, False, True]
    assert not LIMIT.is_exceeded_by("another")
    assert not Limit("that test", most=2, within=LIMIT.within).is_exceeded_by("one")


def test_a_span_begins_at_the_first_try_and_ends() -> None:
    short = Limit("this test", most=1, within=timedelta(milliseconds=1))
    assert not short.is_exceeded_by("one")
    cache.clear()
    assert not short.is_exceeded_by("one")


def test_a_cache_that_is_away_refuses_nobody(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away(*args: object, **kwargs: object) -> None:
        raise NoRedis

    monkeypatch.setattr(RedisCache, "add", away)
    assert [LIMIT.is_exceeded_by("one") for _ in range(3)] == [False, False, False]
    assert "The limit on this test cannot be counted." in caplog.text


@pytest.mark.parametrize(("proxies", "told_apart"), [(0, False), (1, True)])
def test_callers_behind_a_proxy_we_trust_are_told_apart(
    rf: RequestFactory, settings: Settings, proxies: int, told_apart: bool
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    limit = Limit("this test", most=1, within=timedelta(minutes=10))
    tries = [
        limit.is_exceeded_from(rf.post("/", headers={"X-Forwarded-For": address}))
        for address in ("192.0.2.1", "192.0.2.2")
    ]
    assert tries == [False, not told_apart]
