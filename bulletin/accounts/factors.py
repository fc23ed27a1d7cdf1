"""Whether a staff member has shown a second factor in this browser (rule 10)."""

from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest

from bulletin.accounts.models import User

# How allauth notes a TOTP code, a passkey or a recovery code; and how we note a link
# from the command line, which stands for both factors.
_SECOND_FACTORS = {"mfa", "sign-in link"}


def has_second_factor(request: HttpRequest) -> bool:
    """True once this browser's sign-in included a second factor, or just set one up."""
    if not request.user.is_authenticated:
        return False
    records = get_authentication_records(request, request.user)
    return any(record["method"] in _SECOND_FACTORS for record in records)


def has_set_up_a_second_factor(user: User) -> bool:
    return bool(is_mfa_enabled(user))


def note_sign_in_link(request: HttpRequest, user: User) -> None:
    """Write down that a one-time link from the command line signed this browser in."""
    record_authentication(request, user, method="sign-in link")


def note_new_factor(
    sender: Any, *, request: HttpRequest, user: User, authenticator: Authenticator, **_: Any
) -> None:
    """Setting a factor up proves it was in hand: no second sign-in is asked for."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(request, user, method="mfa", type=authenticator.type)
