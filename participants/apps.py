from django.apps import AppConfig


class ParticipantsConfig(AppConfig):
    name = "participants"
    verbose_name = "Participants and replies"

    def ready(self) -> None:
        from bulletin.outbox.kinds import register
        from participants.notices import kinds

        for kind in kinds.ALL:
            register(kind)
