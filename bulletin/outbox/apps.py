from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "bulletin.outbox"
    label = "outbox"
    verbose_name = "Notices and mails"
