"""A link from the command line that signs one staff member in once, standing for both factors.

One without a user makes the first facilitator: whoever opens it says who they are.
"""

import uuid
from datetime import datetime, timedelta

from django.db import models

from bulletin.text.tokens import digest_of, new_token

from .user import User

LIFETIME = timedelta(hours=24)


class SignInLinkQuerySet(models.QuerySet["SignInLink"]):
    def issue(self, user: User | None, *, now: datetime) -> str:
        """Make a link for this user and return its token, which is nowhere kept."""
        token = new_token()
        self.create(user=user, digest=digest_of(token), created_at=now, expires_at=now + LIFETIME)
        return token

    def usable(self, token: str, *, now: datetime) -> "SignInLinkQuerySet":
        return self.filter(digest=digest_of(token), used_at=None, expires_at__gt=now)


class SignInLink(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        User, on_delete=models.CASCADE, null=True, blank=True, related_name="sign_in_links"
    )
    digest = models.BinaryField(max_length=32, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    objects = SignInLinkQuerySet.as_manager()

    def __str__(self) -> str:
        return f"sign-in link of {self.user_id}"
