from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "moderation"
    verbose_name = "The desk"

    def ready(self) -> None:
        from bulletin.outbox.kinds import register
        from bulletin.privacy import kinds as erasures
        from moderation.erasing.actions import KIND, erase_again
        from moderation.notices import kinds

        for kind in kinds.ALL:
            register(kind)
        erasures.register(KIND, erase_again)
