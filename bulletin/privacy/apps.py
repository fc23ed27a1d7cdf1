from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "bulletin.privacy"
    label = "privacy"
    verbose_name = "Erasures"
