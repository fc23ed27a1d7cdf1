from django.apps import AppConfig


class HealthConfig(AppConfig):
    """Whether the work behind the pages goes on, and since when it has not."""

    name = "bulletin.health"
    label = "health"
