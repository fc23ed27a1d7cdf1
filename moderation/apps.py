from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "moderation"
    verbose_name = "The desk"

    def ready(self) -> None:
        from bulletin.outbox.kinds import register
        from moderation.notices import kinds

        for kind in kinds.ALL:
            register(kind)
