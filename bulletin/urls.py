"""Every address of the product. One URL is one noun; each view declares who may call it."""

from django.urls import include, path

handler400 = "participants.errors.bad_request"
handler403 = "participants.errors.forbidden"
handler404 = "participants.errors.not_found"
handler500 = "bulletin.web.errors.server_error"

# No two say the same; those that are asked for most are tried first.
urlpatterns = [
    path("", include("participants.urls")),
    path("desk/", include("moderation.urls")),
    path("accounts/", include("bulletin.accounts.urls")),
    path("installation/", include("bulletin.installation.urls")),
    path("", include("bulletin.web.urls")),
    path("", include("bulletin.health.urls")),
    path("", include("bulletin.outbox.urls")),
    path("", include("moderation.monitoring.urls")),
]
