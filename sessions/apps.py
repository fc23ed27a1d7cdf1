from django.apps import AppConfig


class SessionsConfig(AppConfig):
    """The scripted sessions of a board; Django's own sessions app keeps the label `sessions`."""

    name = "sessions"
    label = "focus_sessions"
    verbose_name = "Boards and discussion guides"
