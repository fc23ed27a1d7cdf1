"""The demo's mailbox; in every other profile these addresses lead nowhere."""

from django.urls import path

from bulletin.outbox.mailbox.views import demo_mail, demo_mailbox

urlpatterns = [
    path("demo/mail/", demo_mailbox, name="demo_mailbox"),
    path("demo/mail/<slug:name>/", demo_mail, name="demo_mail"),
]
