"""A stage's time is two hours away and nobody has released it: its facilitators are told."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.db.models import Prefetch, Q

from bulletin.outbox.enums import Reason
from bulletin.outbox.kinds import NewNotice, NoticeKind
from bulletin.outbox.models import Notice
from bulletin.outbox.users import gone
from moderation.notices.letters import AlarmLetter
from sessions.enums import Opening
from sessions.models import StaffMember, Stage

ALARM_BEFORE = timedelta(hours=2)


class UnreleasedAlarm(NoticeKind):
    """At any hour, once for each opening time: a stage that is moved alarms anew."""

    name = "unreleased_alarm"
    correspondence = AlarmLetter()
    quiet = False

    def plan(self, now: datetime) -> Iterable[NewNotice]:
        stages = Stage.objects.filter(_waits_for_release(now))
        planned = set(
            Notice.objects.filter(kind=self.name, subject__in=stages.values("pk")).values_list(
                "recipient", "subject", "nth"
            )
        )
        for stage in stages.prefetch_related(
            Prefetch("board__staff", StaffMember.objects.facilitators())
        ):
            for member in stage.board.staff.all():
                if (member.user_id, stage.pk, _nth(stage)) not in planned:
                    yield _notice(stage, member)

    def unwanted(self, notices: Sequence[Notice], *, now: datetime) -> Mapping[uuid.UUID, Reason]:
        reasons = dict(gone(notices))
        waiting = Stage.objects.filter(_waits_for_release(now)).in_bulk(
            [notice.subject for notice in notices]
        )
        facilitators = set(
            StaffMember.objects.facilitators()
            .filter(board__in={notice.board for notice in notices})
            .values_list("board", "user")
        )
        for notice in notices:
            stage = waiting.get(notice.subject)
            if (notice.board, notice.recipient) not in facilitators:
                reasons.setdefault(notice.pk, Reason.NO_LONGER_STAFF)
            elif stage is None:
                reasons.setdefault(notice.pk, Reason.RELEASED)
            elif _nth(stage) != notice.nth:
                reasons.setdefault(notice.pk, Reason.MOVED)
        return reasons


def _waits_for_release(now: datetime) -> Q:
    """The stage's time is near or past, its board runs, and nobody has released it."""
    return Q(
        opening=Opening.BY_DATE,
        released_at=None,
        opens_at__lte=now + ALARM_BEFORE,
        board__launched_at__lte=now,
        board__ends_at__gt=now,
    )


def _notice(stage: Stage, member: StaffMember) -> NewNotice:
    return NewNotice(
        recipient=member.user_id,
        subject=stage.pk,
        board=stage.board_id,
        nth=_nth(stage),
        due_at=_opens_at(stage) - ALARM_BEFORE,
    )


def _opens_at(stage: Stage) -> datetime:
    assert stage.opens_at is not None  # a stage opened by date has one
    return stage.opens_at


def _nth(stage: Stage) -> int:
    """The opening time itself, in minutes since 1970: a moved stage is another notice."""
    return int(_opens_at(stage).timestamp() // 60)
