"""How often one caller may try something, counted in the shared cache."""

import logging
from dataclasses import dataclass
from datetime import timedelta

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from redis.exceptions import RedisError

from bulletin.text.tokens import digest_of

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` tries `within` a span that begins at the first of them."""

    name: str
    most: int
    within: timedelta

    def is_exceeded_by(self, subject: str) -> bool:
        """Count one try of `subject`; True once there were more than allowed.

        Without its cache a limit refuses nobody: whoever comes in then still needs a secret.
        """
        key = f"limit:{digest_of(f'{self.name}:{subject}').hex()}"
        try:
            cache.add(key, 0, timeout=self.within.total_seconds())
            return cache.incr(key) > self.most
        except ValueError:
            return False  # the span ended between the two lines
        except RedisError:
            log.exception("The limit on %s cannot be counted.", self.name)
            return False

    def is_exceeded_from(self, request: HttpRequest) -> bool:
        """Count one try from where this request comes; proxies we trust are looked through."""
        return self.is_exceeded_by(get_adapter().get_client_ip(request))
