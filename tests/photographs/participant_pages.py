"""What participants see, and whoever has come to no board yet. One more page is one more line."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from bulletin import clock
from bulletin.outbox.models import Mail
from moderation.examples.demo import HAS_ANSWERED, HAS_NOT_ANSWERED
from participants.enums import CallKind
from participants.models import Call, PersonalLink, Reply
from sessions.enums import Kind
from sessions.models import Board, Question
from tests.photographs import places
from tests.photographs.planted_kinds import STAGE
from tests.photographs.shots import (
    PLANTED,
    STRANGER,
    Shot,
    Visitor,
    answered_with,
    member,
    newcomer,
    send_as_it_is,
    sent_with,
)

# A demo begins two minutes before a stage opens, and that is over before it is photographed.
ABOUT_TO_OPEN = timedelta(minutes=2)


def pages(running: Board, finished: Board) -> Iterator[Shot]:
    """What is photographed, each by the name of its picture."""
    yield from _outside(running)
    yield from _errors()
    yield from _coming_in(running)
    yield from _on_the_board(running)
    yield from _of_questions(running)
    yield from _of_posts(running)
    yield from _refused(running)
    yield from _elsewhere(running, finished)


def _outside(running: Board) -> Iterator[Shot]:
    token = PersonalLink.objects.issue(
        running.participants.get(email=HAS_NOT_ANSWERED), now=clock.now()
    )
    mail = Mail.objects.filter(recipient__in=running.participants.values("pk")).earliest("pk")
    yield Shot("home", STRANGER, reverse("home"))
    yield Shot("sign-in", STRANGER, reverse("account_login"))
    yield Shot("sign-in-refused", STRANGER, reverse("account_login"), send_as_it_is)
    yield Shot(
        "sign-in-code", STRANGER, reverse("account_login"), sent_with(email="nobody@example.org")
    )
    yield Shot("lost-link", STRANGER, reverse("lost_link"))
    yield Shot("lost-link-refused", STRANGER, reverse("lost_link"), send_as_it_is)
    yield Shot("entry-code", STRANGER, reverse("lost_link"), sent_with(email=HAS_ANSWERED))
    yield Shot("personal-link", STRANGER, reverse("personal_link", args=[token]))
    yield Shot("further-device", STRANGER, reverse("further_device", args=[token]))
    yield Shot("cut-link", STRANGER, reverse("cut_link"))
    yield Shot("unknown-link", STRANGER, reverse("personal_link", args=["nobodys"]))
    yield Shot("mute", STRANGER, reverse("mute", args=[mail.reply_token]))
    yield Shot("mailbox", STRANGER, reverse("demo_mailbox"))


def _errors() -> Iterator[Shot]:
    yield Shot("absent", STRANGER, "/nothing/here/")
    yield Shot("offline", STRANGER, reverse("offline"))
    for name in ("400", "403", "429", "500", "csrf", "front/away", "front/too_often"):
        said = answered_with(_error(name))
        yield Shot(f"error-{name.removeprefix('front/')}", STRANGER, "/", said)


def _error(name: str) -> Callable[[], str]:
    context = {"request_id": "3f7a9c1e", "minutes": 10}
    return lambda: render_to_string(f"errors/{name}.html", context, HttpRequest())


def _coming_in(running: Board) -> Iterator[Shot]:
    address = reverse("consent", args=[running.slug])
    yield Shot("consent", newcomer(running), address)
    yield Shot("consent-refused", newcomer(running), address, send_as_it_is)
    yield Shot("consent-declined", Visitor(places.DECLINED, running.slug), address)
    asked_again = places.looker(places.ASKED_AGAIN)
    yield Shot("consent-again", asked_again, reverse("consent", args=[places.ASKED_AGAIN]))


def _on_the_board(running: Board) -> Iterator[Shot]:
    who, search = member(running), reverse("search", args=[running.slug])
    yield Shot("home-signed-in", who, reverse("home"))
    for name in ("board", "about", "announcements", "language", "mine", "withdrawal"):
        yield Shot(name, who, reverse(name, args=[running.slug]))
    yield Shot("consent-copy", who, reverse("consent_copy", args=[running.slug]))
    yield Shot("help", who, reverse("call_for_help", args=[running.slug]))
    yield Shot("search", who, search)
    yield Shot("search-found", who, f"{search}?q=meeting")
    yield Shot("search-nothing", who, f"{search}?q=giraffe")


def _of_questions(running: Board) -> Iterator[Shot]:
    """Those of the guide, answered and not, and those of the planted stage in both ways."""
    for name, question in first_of_each_kind(running):
        address = reverse("question", args=[running.slug, question.pk])
        yield Shot(name, member(running), address)
    answered = Visitor(places.HAS_ANSWERED_ALL, running.slug)
    for question in Question.objects.filter(stage__board=running, stage__key=STAGE):
        address = reverse("question", args=[running.slug, question.pk])
        yield Shot(f"planted-{question.key}-new", member(running), address)
        yield Shot(f"planted-{question.key}", answered, address)
        if question.key in ("at-length", "plan", "grid-of-words"):
            yield Shot(f"planted-{question.key}-correct", answered, f"{address}?correct=1")


def first_of_each_kind(board: Board) -> Iterator[tuple[str, Question]]:
    """One of each kind that is open: answered, and still to be answered, where there is one."""
    answers = Reply.objects.answers().filter(participant__email=HAS_ANSWERED)
    answered = set(answers.values_list("question", flat=True))
    seen: set[str] = set()
    soon = clock.now() + ABOUT_TO_OPEN
    opened = Question.objects.in_guide().filter(stage__board=board, stage__opens_at__lte=soon)
    for question in opened.exclude(stage__key=STAGE).order_by("stage__position", "position"):
        name = f"question-{question.kind}" + ("" if question.pk in answered else "-new")
        if name not in seen:
            seen.add(name)
            yield name, question


def _of_posts(running: Board) -> Iterator[Shot]:
    """What can be done with a post of one's own, and with somebody else's."""
    who, slug = member(running), running.slug
    answers = Reply.objects.answers().filter(board=running).order_by("said_at")
    own = answers.filter(participant__email=HAS_ANSWERED)[0]
    others = answers.exclude(participant__email=HAS_ANSWERED).filter(question=own.question)[0]
    skipped = Question.objects.get(stage__board=running, key="shown-at-the-end")
    yield Shot("earlier-words", who, reverse("earlier_words", args=[slug, own.pk]))
    yield Shot("reply-withdrawal", who, reverse("reply_withdrawal", args=[slug, own.pk]))
    yield Shot("reply", who, reverse("reply", args=[slug, others.pk]))
    yield Shot("comments", who, reverse("comments", args=[slug, others.pk]))
    yield Shot("comments-quoting", who, reverse("comments", args=[slug, others.pk]) + "?quote=1")
    yield Shot("report", who, reverse("report", args=[slug, others.pk]))
    yield Shot("skip", who, reverse("skip", args=[slug, skipped.pk]))
    call = Call.objects.filter(reply__board=running, kind=CallKind.HELP).earliest("made_at")
    caller = Visitor(call.participant.email, slug)
    yield Shot("call", caller, reverse("call", args=[slug, call.pk]))


def _refused(running: Board) -> Iterator[Shot]:
    """Forms sent as they are, each with what is said of that beside its field."""
    who, slug = member(running), running.slug
    for question in Question.objects.filter(stage__board=running, stage__key=STAGE, required=True):
        if question.kind != Kind.TEXT_PAGE:
            address = reverse("question", args=[slug, question.pk])
            yield Shot(f"planted-{question.key}-refused", who, address, send_as_it_is)
    yield Shot("help-refused", who, reverse("call_for_help", args=[slug]), send_as_it_is)
    yield Shot("withdrawal-refused", who, reverse("withdrawal", args=[slug]), send_as_it_is)


def _elsewhere(running: Board, finished: Board) -> Iterator[Shot]:
    """Boards that are not running, and people who do not take part."""
    for state in (places.PAUSED, places.EARLY, places.ENDED, places.UNLAUNCHED):
        who = places.looker(state)
        yield Shot(state.replace(PLANTED, "board-"), who, reverse("board", args=[state]))
    early = places.looker(places.EARLY)
    yield Shot("pseudonym", early, reverse("pseudonym", args=[places.EARLY]))
    for name, email in (("withdrawn", places.WITHDRAWN), ("closed", places.CLOSED)):
        who = Visitor(email, running.slug)
        yield Shot(f"board-{name}", who, reverse("board", args=[running.slug]))
    left = Visitor(places.WITHDRAWN, running.slug)
    yield Shot("withdrawal-receipt", left, reverse("withdrawal", args=[running.slug]))
    past = member(finished)
    yield Shot("board-finished", past, reverse("board", args=[finished.slug]))
    yield Shot("findings", past, reverse("findings", args=[finished.slug]))
