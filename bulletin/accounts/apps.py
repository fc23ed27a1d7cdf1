from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "bulletin.accounts"
    label = "accounts"
    verbose_name = "Sign-in accounts"

    def ready(self) -> None:
        """Listen to the one signal by which allauth tells of a factor set up."""
        from allauth.mfa.signals import authenticator_added

        from bulletin.accounts.factors import note_new_factor

        authenticator_added.connect(note_new_factor, dispatch_uid="note_new_factor")
