from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "bulletin.accounts"
    label = "accounts"
    verbose_name = "Sign-in accounts"

    def ready(self) -> None:
        """Listen to the signals by which allauth tells of a factor set up, and of each proof."""
        from allauth.account.signals import authentication_step_completed
        from allauth.mfa.signals import authenticator_added

        from bulletin.accounts.factors import note_new_factor, note_proof

        authentication_step_completed.connect(note_proof, dispatch_uid="note_proof")
        authenticator_added.connect(note_new_factor, dispatch_uid="note_new_factor")
