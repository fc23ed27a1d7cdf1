"""What allauth asks of us: nobody signs up by themselves, secrets are kept encrypted, and its
mails are owed like any other, so that sending them tells nothing by the time it takes."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest

from bulletin import clock
from bulletin.accounts.models import User
from bulletin.outbox.actions import owe
from bulletin.text.tokens import new_code


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def generate_login_code(self) -> str:
        return new_code()

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Owe the sign-in code to its user; allauth's other mails are not used."""
        if template_prefix != "account/email/login_code":
            return
        user = User.objects.get_by_natural_key(email)
        owe(
            kind="sign_in_code",
            recipient=user.pk,
            subject=user.pk,
            now=clock.now(),
            secret=context["code"],
        )

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing: our own pages already tell what happened."""


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth is untyped
    """TOTP secrets and recovery codes are stored encrypted with the installation's field key."""

    def encrypt(self, text: str) -> str:
        return Fernet(settings.FIELD_KEY).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return Fernet(settings.FIELD_KEY).decrypt(encrypted_text.encode()).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": settings.PUBLIC_HOST, "name": "Bulletin"}
