"""Signing in and keeping one's factors: the few of allauth's pages that are used, and ours.

There are no passwords, no sign-up and no change of address by oneself, so none of allauth's
pages for them has an address here.
"""

from allauth.account import views as account
from django.urls import include, path

from bulletin.accounts import views

urlpatterns = [
    path("sign-in/", account.request_login_code, name="account_login"),
    path("sign-in/", account.request_login_code, name="account_request_login_code"),
    path("sign-in/code/", account.confirm_login_code, name="account_confirm_login_code"),
    path("sign-out/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("again/", account.reauthenticate, name="account_reauthenticate"),
    path("factors/", include("allauth.mfa.urls")),
    path("factors/first/", views.first_factor, name="first_factor"),
    path("link/<str:token>/", views.sign_in_link, name="sign_in_link"),
    path("", views.account, name="account"),
]
