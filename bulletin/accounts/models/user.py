"""The login user: staff, and participants who joined one to their place."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from bulletin import clock
from bulletin.privacy.fields import kept, scrubbed


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, **fields: Any) -> "User":
        """Make a user without a password: everybody signs in by code or passkey."""
        user = self.model(email=self.normalize_email(email).strip(), **fields)
        user.set_unusable_password()
        user.save()
        return user

    def with_email(self, email: str) -> "User":
        """The user of this address, whatever its capitals; made where there is none."""
        return self.filter(email__iexact=email.strip()).first() or self.create_user(email)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = scrubbed(models.EmailField(_("e-mail address")))
    name = scrubbed(models.CharField(_("name"), max_length=200, blank=True))
    language = kept(models.CharField(_("language"), max_length=16, blank=True))
    timezone = kept(models.CharField(_("time zone"), max_length=64, blank=True))
    is_active = models.BooleanField(default=True)
    may_create_boards = models.BooleanField(default=False)
    date_joined = models.DateTimeField(default=clock.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    class Meta:
        verbose_name = _("user")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_is_unique_whatever_its_case"),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return str(self)
