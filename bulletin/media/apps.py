from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "bulletin.media"
    label = "media"
    verbose_name = "Files"
