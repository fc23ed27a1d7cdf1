"""What changes when someone signs in by a link, or is given one."""

from datetime import datetime

from django.urls import reverse

from bulletin.accounts.models import SignInLink, User
from bulletin.audit.models import Entry
from bulletin.web.addresses import absolute


def use_sign_in_link(link: SignInLink, *, now: datetime) -> bool:
    """Spend the link; False where another request spent it first."""
    spent = SignInLink.objects.filter(pk=link.pk, used_at=None).update(used_at=now)
    if spent:
        Entry.objects.record("signed_in_by_link", now=now, actor=link.user_id, subject=link.user)
    return bool(spent)


def make_first_facilitator(*, name: str, email: str, now: datetime) -> User:
    """A user who may make boards; one who exists already is allowed to from now on."""
    user = User.objects.with_email(email)
    user.name = user.name or name
    user.may_create_boards = True
    user.save(update_fields=["name", "may_create_boards"])
    Entry.objects.record("first_facilitator_made", now=now, actor=user.pk, subject=user)
    return user


def issue_sign_in_address(user: User | None, *, now: datetime) -> str:
    """The whole address of a new one-time link, usable for a day.

    Without a user, whoever opens it becomes the first facilitator.
    """
    return absolute(reverse("sign_in_link", args=[SignInLink.objects.issue(user, now=now)]))
