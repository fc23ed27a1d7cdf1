"""Who was invited, who came, who wrote, by what way: the figures that a transcript carries."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from bulletin.outbox.models import Notice
from participants.enums import Channel, ReplyKind
from participants.models import Consent, Participant, Reply, ReplyVersion, StageFinish
from participants.models.reply import ReplyQuerySet
from sessions.models import Board
from sessions.rules import has_opened

INVITATION = "invitation"


@dataclass(frozen=True)
class StageFigures:
    """People, each counted once: who answered something, who answered all that was required."""

    key: str
    title: str
    answered: int
    finished: int
    has_opened: bool


@dataclass(frozen=True)
class Figures:
    """People on the roster, each counted once in each line; testers and the reserve in none.

    `invited` = `never_came` + `came_silent` + `wrote`: each has an address, was sent an
    invitation or came by a link. `entered_for` counts, by channel, the people for whom staff
    entered something; those of them who were never invited are `entered_uninvited`.
    """

    on_roster: int
    invited: int
    without_address: int
    delivered: int
    never_came: int
    came_silent: int
    wrote: int
    entered_for: dict[str, int]
    entered_uninvited: int
    consented: int
    declined: int
    withdrawn: int
    answers: int
    comments: int
    probes: int
    staff_comments: int
    words: int
    stages: list[StageFigures]

    def lines(self) -> list[tuple[str, int]]:
        """The figures about people and replies as a label and a number each, for a table."""
        return [
            (_("On the roster"), self.on_roster),
            (_("Invited to the board"), self.invited),
            (_("Invitations delivered"), self.delivered),
            (_("Never signed in"), self.never_came),
            (_("Signed in and wrote nothing"), self.came_silent),
            (_("Wrote on the board"), self.wrote),
            (_("Without an address"), self.without_address),
            *(
                (_("Entered on their behalf: %(way)s") % {"way": Channel(channel).label}, people)
                for channel, people in self.entered_for.items()
            ),
            (_("Entered on their behalf without having been invited"), self.entered_uninvited),
            (_("Consented"), self.consented),
            (_("Declined"), self.declined),
            (_("Withdrew"), self.withdrawn),
            (_("Answers"), self.answers),
            (_("Comments by participants"), self.comments),
            (_("Comments by staff"), self.staff_comments),
            (_("Probes"), self.probes),
            (_("Words by participants"), self.words),
        ]


def figures(board: Board, now: datetime) -> Figures:
    """What the database says at `now`; six queries, however big the board.

    A rejected reply counts for nothing; a held, concealed or withdrawn one was written.
    """
    return Figures(
        **_people(board, now),
        **_said(board, now),
        entered_for=_entered_for(board, now),
        stages=_by_stage(board, now),
    )


def how_many_invited(board: Board, now: datetime) -> int:
    return roster_at(board, now).filter(Q(was_invited=True)).count()


def _people(board: Board, now: datetime) -> dict[str, int]:
    invited = Q(was_invited=True)
    came = Q(first_came_at__lte=now)
    counted = {
        "on_roster": Q(),
        "invited": invited,
        "without_address": Q(email="", erased_at=None),
        "delivered": Q(was_delivered=True),
        "never_came": invited & ~came & Q(wrote_here=False),
        "came_silent": invited & came & Q(wrote_here=False),
        "wrote": Q(wrote_here=True),
        "entered_uninvited": Q(was_entered=True, was_invited=False),
        "consented": Q(has_consented=True),
        "declined": Q(has_declined=True, has_consented=False),
        "withdrawn": Q(withdrawn_at__lte=now),
    }
    return roster_at(board, now).aggregate(
        **{name: Count("pk", filter=condition) for name, condition in counted.items()}
    )


def roster_at(board: Board, now: datetime) -> QuerySet[Participant]:
    """Everyone who counts, each with what the figures ask of one person."""
    invitation = Notice.objects.filter(recipient=OuterRef("pk"), kind=INVITATION, sent_at__lte=now)
    said = ReplyVersion.objects.filter(
        reply__participant=OuterRef("pk"), reply__rejected_at=None, submitted_at__lte=now
    )
    consents = Consent.objects.filter(participant=OuterRef("pk"))
    return (
        Participant.objects.filter(board=board, added_at__lte=now)
        .counted()
        .annotate(
            was_sent=Exists(invitation),
            was_delivered=Exists(invitation.filter(mail__bounced_at=None)),
            wrote_here=Exists(said.filter(entered_by=None)),
            was_entered=Exists(said.exclude(entered_by=None)),
            has_consented=Exists(consents.filter(given_at__lte=now)),
            has_declined=Exists(consents.filter(declined_at__lte=now)),
        )
        .annotate(
            was_invited=Q(was_sent=True)
            | Q(wrote_here=True)
            | Q(first_came_at__isnull=False, first_came_at__lte=now)
            | ~Q(email="")
        )
    )


def _said(board: Board, now: datetime) -> dict[str, int]:
    mine = Q(participant__isnull=False)
    counted = {
        "answers": Q(kind=ReplyKind.ANSWER),
        "comments": Q(kind=ReplyKind.COMMENT) & mine,
        "staff_comments": Q(kind=ReplyKind.COMMENT) & ~mine,
        "probes": Q(kind=ReplyKind.PROBE),
    }
    return replies_at(board, now).aggregate(
        **{name: Count("pk", filter=condition) for name, condition in counted.items()},
        words=Sum("current_version__words", filter=mine, default=0),
    )


def replies_at(board: Board, now: datetime) -> ReplyQuerySet:
    """All that counts: no tester's, nothing rejected."""
    return Reply.objects.counted_on(board.pk).standing().filter(posted_at__lte=now)


def _entered_for(board: Board, now: datetime) -> dict[str, int]:
    """By channel, the people for whom staff entered what they had said another way."""
    entered = ReplyVersion.objects.filter(
        reply__in=replies_at(board, now), submitted_at__lte=now
    ).exclude(entered_by=None)
    return dict(
        entered.order_by("channel")
        .values_list("channel")
        .annotate(people=Count("reply__participant", distinct=True))
    )


def _by_stage(board: Board, now: datetime) -> list[StageFigures]:
    people = Count("participant", distinct=True)
    answered = dict(_answers(board, now).values_list("question__stage").annotate(people=people))
    finished = dict(
        StageFinish.objects.filter(
            stage__board=board,
            finished_at__lte=now,
            participant__in=Participant.objects.counted(),
        )
        .values_list("stage")
        .annotate(people=people)
    )
    return [
        StageFigures(
            key=stage.key,
            title=stage.title,
            answered=answered.get(stage.pk, 0),
            finished=finished.get(stage.pk, 0),
            has_opened=has_opened(stage, now),
        )
        for stage in board.stages.order_by("position")
    ]


def _answers(board: Board, now: datetime) -> QuerySet[Reply]:
    return replies_at(board, now).filter(kind=ReplyKind.ANSWER)
