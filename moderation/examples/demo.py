"""The demo: three boards with the same guide, one running, one finished, one not begun."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.urls import reverse

from bulletin.accounts.actions import issue_sign_in_address
from bulletin.accounts.models import User
from bulletin.web.addresses import absolute
from moderation.actions.staffing import add_staff
from moderation.examples.playing import play
from moderation.examples.scene import Scene
from moderation.examples.stories import ROSTER, read_story, script_for, titled
from participants.management.commands.sign_in_link import participant_address
from participants.roster.importing import import_roster
from sessions.actions.boards import create_board
from sessions.actions.launching import launch_board
from sessions.enums import Role
from sessions.models import Board
from sessions.script.reading import read_script
from sessions.timetable.wall_time import WallTime

FACILITATOR = "facilitator@example.org"
MODERATOR = "moderator@example.org"
OBSERVER = "observer@example.org"
# On the running board: one who has answered and voted, with more to do, and one who has not come.
HAS_ANSWERED = "member07@example.org"
HAS_NOT_ANSWERED = "member10@example.org"

LONDON = ZoneInfo("Europe/London")
# Two minutes before the third stage opens, long after the night in which no mail goes out.
STARTS = WallTime.parse("day 6 08:58")
AUTHORED_BEFORE = timedelta(days=4)
LAUNCHED_AT = time(10)
FINISHED_BEFORE = timedelta(weeks=5)
BEGINS_AFTER = timedelta(weeks=3)


@dataclass(frozen=True, slots=True)
class Demo:
    """The boards, and the moment at which the demo's clock is to start."""

    running: Board
    finished: Board
    draft: Board
    starts_at: datetime


@transaction.atomic
def load_boards(*, today: date) -> Demo:
    """The three boards exist with all that has been said on them; their mails are on record.

    The demo starts on the Wednesday of the week of `today`. To be called on an empty database.
    """
    friday = today - timedelta(days=today.weekday()) - timedelta(days=3)
    owner = User.objects.create_user(FACILITATOR, name="The facilitator", may_create_boards=True)
    starts_at = STARTS.instant(friday, LONDON)
    return Demo(
        finished=_played("pilot", owner, friday - FINISHED_BEFORE, starts_at),
        running=_played("running", owner, friday, starts_at),
        draft=_draft(owner, friday + BEGINS_AFTER, starts_at),
        starts_at=starts_at,
    )


def addresses(demo: Demo) -> list[tuple[str, str]]:
    """Who can be looked in as, each with a link that works once; the mailbox stands last."""
    now, running = demo.starts_at, demo.running
    staff = {"Facilitator": FACILITATOR, "Moderator": MODERATOR, "Observer": OBSERVER}
    members = {
        "Member 07, who has answered": HAS_ANSWERED,
        "Member 10, who has not come yet": HAS_NOT_ANSWERED,
    }
    return [
        *(
            (role, issue_sign_in_address(User.objects.get(email=email), now=now))
            for role, email in staff.items()
        ),
        *(
            (who, participant_address(email, running.slug, now=now))
            for who, email in members.items()
        ),
        ("Every mail that was sent", absolute(reverse("demo_mailbox"))),
    ]


def _played(name: str, owner: User, starts_on: date, until: datetime) -> Board:
    """A launched board on which the story has happened up to `until`."""
    story = read_story(name)
    board = _authored(script_for(story), owner, starts_on)
    day_before = datetime.combine(starts_on - timedelta(days=1), LAUNCHED_AT, LONDON)
    launch_board(board=board, by=owner, now=day_before)
    play(Scene.of(board, story), until=until)
    return board


def _draft(owner: User, starts_on: date, now: datetime) -> Board:
    script = read_script(titled("Communities of practice: a year later"))
    return create_board(script=script, owner=owner, starts_on=starts_on, now=now)


def _authored(script: str, owner: User, starts_on: date) -> Board:
    """With its roster and its staff, not launched."""
    now = datetime.combine(starts_on, LAUNCHED_AT, LONDON) - AUTHORED_BEFORE
    board = create_board(script=read_script(script), owner=owner, starts_on=starts_on, now=now)
    import_roster(board=board, data=ROSTER.read_bytes(), now=now, by=owner)
    for role, email, name, organisation in (
        (Role.MODERATOR, MODERATOR, "The moderator", "Example Institute"),
        (Role.OBSERVER, OBSERVER, "The commissioner", "Example Health Partnership"),
    ):
        add_staff(
            board=board,
            email=email,
            role=role,
            display_name=name,
            organisation=organisation,
            by=owner,
            now=now,
        )
    return board
