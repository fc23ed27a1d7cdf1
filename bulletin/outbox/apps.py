from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "bulletin.outbox"
    label = "outbox"
    verbose_name = "Notices and mails"

    def ready(self) -> None:
        from bulletin.outbox.kinds import register
        from bulletin.outbox.users import SignInCode

        register(SignInCode())
