"""Signing in and keeping one's factors: the few of allauth's pages that are used, and ours.

There are no passwords, no sign-up and no change of address by oneself, so none of allauth's
pages for them has an address here.
"""

from allauth.account import views as account
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import include, path

from bulletin.accounts import views
from bulletin.accounts.confirming import fresh_sign_in

# Who finds a browser open must not make themselves a way in that lasts.
_add_app = fresh_sign_in(then="mfa_activate_totp")(totp.activate_totp)
_add_passkey = fresh_sign_in(then="mfa_add_webauthn")(webauthn.add_webauthn)

urlpatterns = [
    path("sign-in/", account.request_login_code, name="account_login"),
    path("sign-in/", account.request_login_code, name="account_request_login_code"),
    path("sign-in/code/", account.confirm_login_code, name="account_confirm_login_code"),
    path("sign-out/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("again/", account.reauthenticate, name="account_reauthenticate"),
    path("factors/totp/activate/", _add_app, name="mfa_activate_totp"),
    path("factors/webauthn/add/", _add_passkey, name="mfa_add_webauthn"),
    path("factors/", include("allauth.mfa.urls")),
    path("factors/first/", views.first_factor, name="first_factor"),
    path("link/<str:token>/", views.sign_in_link, name="sign_in_link"),
    path("zone/", views.zone, name="account_zone"),
    path("", views.account, name="account"),
]
