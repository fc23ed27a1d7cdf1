"""Print the one-time link that makes the first facilitator; nothing where there is one."""

from typing import Any

from django.core.management.base import BaseCommand

from bulletin import clock
from bulletin.accounts.actions import issue_sign_in_address
from bulletin.accounts.models import User


class Command(BaseCommand):
    help = "Print a one-time link that makes the first facilitator; nothing where there is one."

    def handle(self, **options: Any) -> None:
        if not User.objects.filter(may_create_boards=True).exists():
            self.stdout.write(issue_sign_in_address(None, now=clock.now()))
