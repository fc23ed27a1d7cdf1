from django.apps import AppConfig


class WebConfig(AppConfig):
    """No models: template tags, middleware and the pages that belong to no part."""

    name = "bulletin.web"
    label = "web"
