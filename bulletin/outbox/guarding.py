"""One kind's mistake must not keep another kind's mails back."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from celery.exceptions import SoftTimeLimitExceeded
from django.db import transaction

from bulletin.outbox.kinds import NoticeKind

logger = logging.getLogger(__name__)


@contextmanager
def only_this(kind: NoticeKind, doing: str) -> Iterator[None]:
    """An error inside is logged, what was written inside is undone, and the caller goes on."""
    try:
        with transaction.atomic():
            yield
    except SoftTimeLimitExceeded:
        raise
    except Exception:
        logger.exception("%s of kind %s failed; the others go on.", doing, kind.name)
