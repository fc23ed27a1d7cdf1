"""Whether a staff member has shown a second factor in this browser, and how lately (rule 10)."""

from datetime import datetime, timedelta
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest

from bulletin import clock
from bulletin.accounts.models import User

# How long a sign-in stands for whoever sits there: beyond it, what leaves the product or names
# somebody asks for a proof again.
FRESH_FOR = timedelta(seconds=settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)

# How allauth notes a TOTP code, a passkey or a recovery code; and how we note a link
# from the command line, which stands for both factors.
_SECOND_FACTORS = {"mfa", "sign-in link"}
_PROOF = "latest_proof"


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
    """Setting a factor up shows that it is in hand: no second sign-in is asked for."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(
            request, user, method="mfa", type=authenticator.type, just_set_up=True
        )


def note_proof(sender: Any, *, request: HttpRequest, user: User, **about: Any) -> None:
    """Write down when somebody proved who they are: by a code, a factor or a one-time link.

    A factor that was only just set up proves nothing of who set it up.
    """
    if not about.get("just_set_up"):
        request.session[_PROOF] = {"user": str(user.pk), "at": clock.now().isoformat()}


def is_freshly_signed_in(request: HttpRequest, *, now: datetime) -> bool:
    """Whether whoever is signed in here has proved it is them within `FRESH_FOR`."""
    proof = request.session.get(_PROOF)
    if proof is None or proof["user"] != str(request.user.pk):
        return False
    return now - datetime.fromisoformat(proof["at"]) < FRESH_FOR
