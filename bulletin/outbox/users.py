"""Letters to login users: what all of them share, and the code by which one signs in."""

import uuid
from abc import abstractmethod
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from bulletin.accounts.models import User
from bulletin.outbox.enums import Reason
from bulletin.outbox.kinds import Correspondence, NoticeKind, Parcel, Writer
from bulletin.outbox.letters import Letter, as_read_by, written
from bulletin.outbox.models import Notice


def zone_of(user: User) -> tzinfo:
    return ZoneInfo(user.timezone) if user.timezone else UTC


class UserLetter(Correspondence):
    """A letter to a user who may sign in; `write` gives its subject, text and HTML."""

    def zones(self, recipients: Collection[uuid.UUID]) -> Mapping[uuid.UUID, tzinfo]:
        return {user.pk: zone_of(user) for user in User.objects.filter(pk__in=recipients)}

    def writer(self, parcels: Sequence[Parcel], *, now: datetime) -> Writer:
        users = User.objects.in_bulk([parcel.mail.recipient for parcel in parcels])

        def letter(parcel: Parcel) -> Letter:
            user = users[parcel.mail.recipient]
            with as_read_by(user.language, zone_of(user)):
                subject, text, html = self.write(user, parcel.notices, now=now)
            return Letter(to=user.email, subject=subject, text=text, html=html)

        return letter

    @abstractmethod
    def write(
        self, user: User, notices: Sequence[Notice], *, now: datetime
    ) -> tuple[str, str, str]:
        """In the language and zone now active."""

    def address_refused(self, recipient: uuid.UUID, address: str, *, now: datetime) -> None:
        """A user's address is their name here: it stays, and the failed mail says so."""


def gone(notices: Sequence[Notice]) -> Mapping[uuid.UUID, Reason]:
    """Notices to users who are no longer there, or may no longer sign in."""
    there = set(
        User.objects.filter(
            pk__in={notice.recipient for notice in notices}, is_active=True
        ).values_list("pk", flat=True)
    )
    return {notice.pk: Reason.GONE for notice in notices if notice.recipient not in there}


class SignInCodeLetter(UserLetter):
    def write(
        self, user: User, notices: Sequence[Notice], *, now: datetime
    ) -> tuple[str, str, str]:
        [notice] = notices
        context = {"code": notice.secret, "minutes": minutes_of(SignInCode.lasts)}
        return _("Your code to sign in"), *written("sign_in_code", context)


class SignInCode(NoticeKind):
    """The code that staff asked for to sign in: at any hour, alone, and never late."""

    name = "sign_in_code"
    correspondence = SignInCodeLetter()
    quiet = False
    travels_alone = True
    lasts = timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)

    def unwanted(self, notices: Sequence[Notice], *, now: datetime) -> Mapping[uuid.UUID, Reason]:
        return gone(notices)


def minutes_of(duration: timedelta) -> int:
    return int(duration.total_seconds() // 60)
