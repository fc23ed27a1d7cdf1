from functools import partial

from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "moderation"
    verbose_name = "The desk"

    def ready(self) -> None:
        from bulletin.outbox.kinds import register
        from bulletin.privacy import kinds as erasures
        from bulletin.privacy.enums import Destroyable
        from moderation.ending.actions.destroying import destroy_again, kind_of
        from moderation.erasing.actions import KIND, erase_again
        from moderation.notices import kinds

        for kind in kinds.ALL:
            register(kind)
        erasures.register(KIND, erase_again)
        for what in Destroyable:
            erasures.register(kind_of(what), partial(destroy_again, what))
