from django.apps import AppConfig


class InstallationConfig(AppConfig):
    """Backup and restore, and the page that tests the public address and the mail server."""

    name = "bulletin.installation"
    label = "installation"
