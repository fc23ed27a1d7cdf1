"""When mail stops, everybody concerned is told once, and once when it goes on again."""

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest
from django.db import connections
from django.db.models import F
from pytest_django import Settings

from bulletin.accounts.models import User
from bulletin.health.enums import Alarm
from bulletin.health.models import Episode, Look
from bulletin.outbox.enums import Reason
from bulletin.outbox.models import Mail, Notice, Sweep
from bulletin.outbox.sweeping import sweep
from moderation.monitoring import watching
from moderation.monitoring.recipients import to_be_told
from moderation.monitoring.watching import CALM, look
from sessions.enums import Role
from tests import factories
from tests.factories import NOW
from tests.letters import words_of
from tests.live import PostOffice

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
FIRST = "facilitator-01@example.org"


@pytest.fixture
def post(settings: Settings) -> Iterator[PostOffice]:
    """What is sent goes over SMTP into this post office."""
    with PostOffice() as post:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = post.host, post.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        yield post


@pytest.fixture
def facilitator() -> User:
    """Of a board that runs."""
    user = factories.user(FIRST, timezone="Europe/London")
    factories.board(owner=user)
    return user


@pytest.fixture
def stopped(facilitator: User) -> None:
    """No sweep has ended for ten minutes."""
    factories.swept(ago=10 * MINUTE)


def stops() -> None:
    Sweep.objects.update(finished_at=F("finished_at") - 10 * MINUTE)


def goes_on() -> None:
    factories.swept()


def over_at(now: datetime) -> datetime:
    """All is well from `now` on, and has been for long enough at the instant returned."""
    look(now=now)
    return now + CALM


def told(post: PostOffice) -> list[tuple[str, str]]:
    return [(taken.to, taken.subject) for taken in post.taken]


def sentences(message: EmailMessage) -> str:
    return " ".join(words_of(message).split())


STOPPED = "Bulletin: Mail has stopped"
GOES_ON = "Bulletin: Mail goes out again"


def test_nobody_is_told_that_all_is_well(post: PostOffice, facilitator: User) -> None:
    factories.swept()

    assert look(now=NOW) == 0
    assert (told(post), Episode.objects.count()) == ([], 0)


def test_when_the_last_look_ended_is_on_record(post: PostOffice, facilitator: User) -> None:
    """A watch that hangs or has died can be told by it."""
    factories.swept()
    assert Look.objects.age() is None

    look(now=NOW)
    Look.objects.update(ended_at=F("ended_at") - timedelta(hours=1))
    look(now=NOW)

    age = Look.objects.age()
    assert age is not None
    assert age < MINUTE


def test_that_sweeps_stop_is_told_once_and_that_they_run_again_once(
    post: PostOffice, stopped: None
) -> None:
    assert [look(now=NOW), look(now=NOW + MINUTE)] == [1, 0]
    assert told(post) == [(FIRST, STOPPED)]

    goes_on()
    calm = over_at(NOW + 2 * MINUTE)
    assert [look(now=calm - MINUTE), look(now=calm), look(now=calm + MINUTE)] == [0, 1, 0]
    assert told(post) == [(FIRST, STOPPED), (FIRST, GOES_ON)]
    episode = Episode.objects.get()
    assert abs(NOW - episode.since - 10 * MINUTE) < timedelta(seconds=5)
    assert (episode.noticed_at, episode.over_at) == (NOW, NOW + 2 * MINUTE)


def test_the_mails_say_what_has_stopped_since_when_and_what_to_do(
    post: PostOffice, stopped: None
) -> None:
    Episode.objects.create(alarm=Alarm.SWEEPS, since=NOW - 10 * MINUTE, noticed_at=NOW)
    look(now=NOW)
    goes_on()
    look(now=over_at(NOW + MINUTE))

    begun, over = [sentences(taken.message) for taken in post.taken]
    assert begun == (
        "Mail has stopped. Nothing has sent mail since Tue 30 March, 12:50 Europe/London: the "
        "worker does not run. "
        "Stages still open on time, and people can read and write. Mails wait: invitations, news "
        "of stages, reminders, and the codes to sign in with. "
        "Whoever runs this installation finds what to do under “Mail has stopped” in "
        "docs/operations.md. Your boards: http://localhost:8000/desk/"
    )
    assert over == (
        "Mail goes out again. It stood still from Tue 30 March, 12:50 Europe/London to Tue 30 "
        "March, 13:01 Europe/London. What was still worth sending has left or is leaving now. "
        "Reminders whose time was over are left out. "
        "Whoever runs this installation finds what to do under “Mail has stopped” in "
        "docs/operations.md. Your boards: http://localhost:8000/desk/"
    )


def test_it_is_told_at_night_too(post: PostOffice, stopped: None) -> None:
    assert look(now=NOW.replace(hour=2)) == 1


def test_who_is_told(post: PostOffice) -> None:
    runs = factories.board()
    over = factories.board(ends_at=NOW - MINUTE, grace=timedelta())
    facilitator = factories.facilitator(runs).user
    factories.facilitator(over)
    for role in (Role.MODERATOR, Role.OBSERVER, Role.RECRUITER):
        factories.staff(runs, role)
    keeper = factories.user(may_create_boards=True)
    factories.user(may_create_boards=True, is_active=False)
    factories.participant(runs)

    assert to_be_told(now=NOW) == {facilitator.pk, keeper.pk}


def test_somebody_with_two_boards_is_told_once(post: PostOffice, stopped: None) -> None:
    user = User.objects.get(email=FIRST)
    factories.staff(factories.board(), Role.FACILITATOR, user=user)

    look(now=NOW)

    assert [taken.to for taken in post.taken].count(FIRST) == 1


def test_a_mail_server_that_is_away_is_tried_again_at_each_look(
    post: PostOffice, stopped: None
) -> None:
    post.close()
    assert [look(now=NOW), look(now=NOW + MINUTE)] == [0, 0]

    post.open()
    assert look(now=NOW + 2 * MINUTE) == 1
    assert told(post) == [(FIRST, STOPPED)]


def test_what_was_over_before_it_could_be_told_is_told_once(
    post: PostOffice, stopped: None
) -> None:
    post.close()
    look(now=NOW)
    goes_on()
    calm = over_at(NOW + MINUTE)
    look(now=calm)

    post.open()
    assert look(now=calm + MINUTE) == 1
    assert told(post) == [(FIRST, GOES_ON)]
    assert Notice.objects.get(nth=1).dropped_why == Reason.OVER


def test_a_sweep_that_comes_back_sends_what_the_watch_could_not(
    post: PostOffice, stopped: None
) -> None:
    post.close()
    look(now=NOW)
    post.open()

    assert sweep(now=NOW).sent == 1
    assert look(now=over_at(NOW)) == 1
    assert told(post) == [(FIRST, STOPPED), (FIRST, GOES_ON)]


def test_somebody_new_is_told_while_it_lasts(post: PostOffice, stopped: None) -> None:
    look(now=NOW)
    newcomer = factories.facilitator(factories.board()).user

    assert look(now=NOW + MINUTE) == 1
    assert post.taken[-1].to == newcomer.email


def test_somebody_who_may_no_longer_sign_in_is_not_told(post: PostOffice, stopped: None) -> None:
    post.close()
    look(now=NOW)
    User.objects.filter(email=FIRST).update(is_active=False)
    post.open()

    assert look(now=NOW + MINUTE) == 0
    assert Notice.objects.get().dropped_why == Reason.GONE


def test_an_alarm_names_no_participant_and_no_board(post: PostOffice, facilitator: User) -> None:
    board = facilitator.staff_roles.get().board
    person = factories.participant(board, name="Zanzibarium", email="quokka@example.org")
    factories.swept()
    factories.notice(due_at=NOW - 20 * MINUTE, recipient=person.pk, board=board.pk)

    look(now=NOW)

    [taken] = post.taken
    assert taken.subject == "Bulletin: Mail is stuck"
    everything = taken.message.as_string() + words_of(taken.message)
    assert not any(
        word in everything for word in ("Zanzibarium", "quokka", board.title, person.pseudonym)
    )


def test_what_waited_for_the_sweeps_is_no_second_alarm(post: PostOffice, stopped: None) -> None:
    """After an outage there are notices that should long have left, for as long as that takes."""
    waiting = factories.notice(due_at=NOW - 20 * MINUTE)
    look(now=NOW)
    goes_on()

    assert look(now=over_at(NOW + MINUTE)) == 0
    assert Episode.objects.open().get().alarm == Alarm.SWEEPS

    Notice.objects.filter(pk=waiting.pk).update(sent_at=NOW + MINUTE)
    assert look(now=over_at(NOW + 20 * MINUTE)) == 1
    assert told(post) == [(FIRST, STOPPED), (FIRST, GOES_ON)]


def test_a_trouble_that_comes_and_goes_is_told_once(post: PostOffice, facilitator: User) -> None:
    """A worker that dies every three minutes is one trouble, until it has lived for a while."""
    for flap in range(10):
        stops() if flap else factories.swept(ago=10 * MINUTE)
        look(now=NOW + 3 * flap * MINUTE)
        goes_on()
        last = NOW + (3 * flap + 1) * MINUTE
        look(now=last)
    assert told(post) == [(FIRST, STOPPED)]

    assert [look(now=last + CALM), look(now=last + CALM + MINUTE)] == [1, 0]
    assert told(post) == [(FIRST, STOPPED), (FIRST, GOES_ON)]
    assert Episode.objects.get().over_at == last


def test_while_sweeps_have_stopped_nothing_else_is_said_to_be_over(
    post: PostOffice, facilitator: User
) -> None:
    """What cannot be seen is not over."""
    factories.swept()
    factories.notice(due_at=NOW - 20 * MINUTE)
    look(now=NOW)
    stops()
    assert look(now=NOW + MINUTE) == 1

    assert look(now=NOW + MINUTE + 2 * CALM) == 0
    assert [subject for _, subject in told(post)] == ["Bulletin: Mail is stuck", STOPPED]


def test_nobody_is_told_that_it_began_once_all_seems_well(post: PostOffice, stopped: None) -> None:
    look(now=NOW)
    goes_on()
    look(now=NOW + MINUTE)
    factories.facilitator(factories.board())

    assert look(now=NOW + 2 * MINUTE) == 0


def test_a_clock_that_was_set_back_neither_fails_nor_waits(post: PostOffice, stopped: None) -> None:
    hour = timedelta(hours=1)
    look(now=NOW)
    goes_on()
    look(now=NOW + MINUTE)

    assert look(now=over_at(NOW - hour)) == 1
    episode = Episode.objects.get()
    assert (episode.noticed_at, episode.over_at) == (NOW, NOW)
    assert told(post) == [(FIRST, STOPPED), (FIRST, GOES_ON)]


def test_what_was_over_long_ago_is_not_told(post: PostOffice, stopped: None) -> None:
    """The watch itself had stopped for a week."""
    look(now=NOW)
    goes_on()
    Episode.objects.update(over_at=NOW + MINUTE)

    assert look(now=NOW + timedelta(days=7, minutes=1)) == 0


def test_the_next_time_is_another_episode(post: PostOffice, stopped: None) -> None:
    look(now=NOW)
    goes_on()
    calm = over_at(NOW + MINUTE)
    look(now=calm)
    stops()

    look(now=calm + MINUTE)

    assert [subject for _, subject in told(post)] == [STOPPED, GOES_ON, STOPPED]


def test_two_troubles_are_told_apart(post: PostOffice, facilitator: User) -> None:
    factories.swept()
    factories.notice(due_at=NOW - 20 * MINUTE)
    failed = factories.mail(due_at=NOW - MINUTE, failed_at=NOW - MINUTE)
    factories.notice(mail=failed, dropped_at=NOW, dropped_why=Reason.NOT_DELIVERED)

    assert look(now=NOW) == 2
    assert sorted(subject for _, subject in told(post)) == [
        "Bulletin: Mail is stuck",
        "Bulletin: Mail was given up",
    ]


def test_a_mail_of_the_alarm_is_like_any_other(post: PostOffice, stopped: None) -> None:
    look(now=NOW)

    mail = Mail.objects.get()
    assert post.taken[0].id == mail.message_id
    assert (mail.accepted_at, mail.address) == (NOW, FIRST)
    assert Notice.objects.get().sent_at == NOW


def test_whoever_does_not_get_to_look_changes_nothing(post: PostOffice, stopped: None) -> None:
    """Another watcher is just looking, in a transaction of its own."""
    holds, may_go = threading.Event(), threading.Event()

    def other() -> None:
        with connections["default"].cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [watching._LOOKING])
            holds.set()
            may_go.wait(20)
            cursor.execute("SELECT pg_advisory_unlock(%s)", [watching._LOOKING])
        connections["default"].close()

    thread = threading.Thread(target=other)
    thread.start()
    try:
        assert holds.wait(20)
        assert look(now=NOW) == 0
    finally:
        may_go.set()
        thread.join()
    assert not Episode.objects.exists()
