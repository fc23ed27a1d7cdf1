"""An authenticator app, as tests have it at hand."""

import time

from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)

SECRET = "JBSWY3DPEHPK3PXP"
_A_CODE_LASTS = 30
_TO_TYPE_IT = 5


def code_for(secret: str = SECRET) -> str:
    """The code that the app shows; near its end the next one is waited for, as people do."""
    left = _A_CODE_LASTS - time.time() % _A_CODE_LASTS
    if left < _TO_TYPE_IT:
        time.sleep(left)
    (counter,) = yield_hotp_counters_from_time()
    return str(format_hotp_value(hotp_value(secret, counter)))
