"""Every URL as every role: what is hidden leaves no trace, and no URL forgets to say who may call.

A locked reader's responses are byte for byte the same whether hidden replies exist or not
(rule 1). The walk asks every address of the product, by GET and by POST, before and after the
hidden replies are written; a new address takes part by itself.
"""

import re
import uuid
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from bulletin import clock
from bulletin.accounts.models import SignInLink, User
from bulletin.web.middleware import declared_access
from participants.actions.quoting import Quoted
from participants.board.passages import Passage
from participants.models import Participant, PersonalLink, Reply
from sessions.enums import Role
from tests import factories
from tests.walk.addresses import ABSENT, Address, every_address
from tests.walk.world import SENTINELS, World, make_world

pytestmark = pytest.mark.django_db

# Addresses of libraries that take no part of ours, with the value their parameter gets.
OTHER_PARAMETERS = {
    "token": "not-a-token",
    "pk": 1,
    "path": "css/base.css",
    "transcript_id": ABSENT,
    "destruction_id": ABSENT,
    "name": "0-not-a-mail",
}
# The CSRF token is new in each response; so is the secret of a factor being set up.
_MASKED = re.compile(
    rb'(name="csrfmiddlewaretoken" value="|X-CSRFToken":"|X-CSRFToken&quot;:&quot;)[A-Za-z0-9]+'
)
_MOMENT = re.compile(r"2021-03-30T\d\d(:|%3A)\d\d(:|%3A)\d\d\.\d+|\d{10}\.\d+(?=-)")
_MOMENTS = {"Date", "Expires", "Last-Modified", "X-Request-ID"}
_SKIPPED = {"mfa_activate_totp", "mfa_add_webauthn", "mfa_login_webauthn", "account_login",
            "account_request_login_code", "account_logout"}  # fmt: skip

# Long enough for a new visit to begin.
AWAY = 3 * factories.HOUR

Trace = tuple[int, dict[str, str], bytes]


@pytest.fixture
def world() -> Iterator[World]:
    clock.move_to(factories.NOW)
    yield make_world()
    clock.reset()


def enter(participant: Participant) -> Client:
    """A browser that came in by the participant's personal link, and comes back since: what was
    said meanwhile would be new."""
    client = Client()
    clock.move_to(factories.NOW - AWAY)
    token = PersonalLink.objects.issue(participant, now=clock.now())
    client.post(reverse("personal_link", args=[token]))
    assert client.get(reverse("board", args=[participant.board.slug])).status_code == 200
    clock.move_to(factories.NOW)
    return client


def sign_in(world: World, role: Role) -> Client:
    return signed_in(world.staff[role].user)


def signed_in(user: User) -> Client:
    client = Client()
    token = SignInLink.objects.issue(user, now=clock.now())
    client.post(reverse("sign_in_link", args=[token]))
    return client


def body_of(response: HttpResponseBase) -> bytes:
    content = b"".join(response) if response.streaming else response.content  # type: ignore[attr-defined]
    return _MASKED.sub(rb"\1masked", content)


def trace(response: HttpResponseBase) -> Trace:
    """Status, headers and body: all that a reader gets, but for the second it was sent."""
    headers = {name: value for name, value in response.headers.items() if name not in _MOMENTS}
    return response.status_code, headers, body_of(response)


def timeless(got: Trace) -> str:
    """The same without the moment at which staff's page was asked for, which it carries along."""
    status, headers, body = got
    return _MOMENT.sub("then", f"{status} {headers} {body!r}")


def walked() -> list[Address]:
    return [address for address in every_address() if address.name not in _SKIPPED]


def ask(client: Client, path: str) -> Iterator[tuple[str, Trace]]:
    """GET, htmx's GET and POST, each undone afterwards."""
    for method, headers in (("get", {}), ("get", {"HX-Request": "true"}), ("post", {})):
        with transaction.atomic():
            response = getattr(client, method)(path, headers=headers)
            yield f"{method} {path} {headers}", trace(response)
            transaction.set_rollback(True)


def walk(client: Client, world: World, replies: list[uuid.UUID]) -> dict[str, Trace]:
    """Everything this browser gets from every address, for each of the reply ids."""
    cache.clear()  # no rate limit is left over from another walk
    clock.move_to(factories.NOW)
    seen: dict[str, Trace] = {}
    for address in walked():
        for reply in replies if "reply_id" in address.parameters else replies[:1]:
            values = OTHER_PARAMETERS | world.values(reply)
            for path in address.paths(values):
                seen.update(ask(client, path))
    return seen


def test_every_url_declares_who_may_call_it() -> None:
    silent = [address.route for address in every_address() if declared_access(address.view) is None]

    assert silent == []


def test_every_parameter_of_every_url_is_walked(world: World) -> None:
    known = OTHER_PARAMETERS | world.values(ABSENT)

    missing = {name for address in walked() for name in address.parameters if name not in known}

    assert missing == set()


def test_a_locked_reader_gets_the_same_bytes_whether_hidden_replies_exist(world: World) -> None:
    client = enter(world.reader)
    with transaction.atomic():
        world.add_hidden()
        replies = [world.own.pk, world.hidden_id, ABSENT]
        assert Reply.objects.filter(pk=world.hidden_id).exists()
        with_hidden = walk(client, world, replies)
        transaction.set_rollback(True)

    assert not Reply.objects.filter(pk=world.hidden_id).exists()
    without = walk(client, world, replies)

    differing = [what for what in without if without[what] != with_hidden[what]]
    assert differing == []


def finished(world: World) -> Client:
    """The reader has answered all there is, so that every reveal is open to them."""
    factories.answer(world.reader, world.locked, "Now I have answered.")
    factories.value(factories.answer(world.reader, world.closed, ""), "a")
    factories.answer(world.peer, world.locked, "A peer's answer.")
    factories.finish(world.reader, world.stage)
    return enter(world.reader)


# What a tester's person page tells is for those who look after people.
@pytest.mark.parametrize("who", ["participant", "observer"])
def test_testers_leave_no_trace(world: World, who: str) -> None:
    """Neither words nor counts, times, charts or names (DESIGN.md: Participant)."""
    client = finished(world) if who == "participant" else sign_in(world, Role.OBSERVER)
    with transaction.atomic():
        world.add_testers()
        replies = [world.own.pk, world.hidden_id, ABSENT]
        assert Reply.objects.for_staff(world.staff[Role.MODERATOR]).filter(
            pk=world.hidden_id
        ).exists()  # fmt: skip
        with_testers = walk(client, world, replies)
        transaction.set_rollback(True)

    without = walk(client, world, replies)

    differing = [
        what for what in without if timeless(without[what]) != timeless(with_testers[what])
    ]
    assert differing == []


def test_a_hidden_reply_is_answered_like_an_absent_one(world: World) -> None:
    world.add_hidden()
    client = enter(world.reader)

    for address in walked():
        if "reply_id" in address.parameters:
            hidden = address.paths(OTHER_PARAMETERS | world.values(world.hidden_id))
            absent = address.paths(OTHER_PARAMETERS | world.values(ABSENT))
            for there, nowhere in zip(hidden, absent, strict=True):
                got = [body.replace(str(world.hidden_id).encode(), str(ABSENT).encode())
                       for _what, (_status, _headers, body) in ask(client, there)]  # fmt: skip
                expected = [body for _what, (_status, _headers, body) in ask(client, nowhere)]
                assert got == expected, address.route


def test_what_is_sent_may_name_something_hidden_and_nothing_comes_of_it(world: World) -> None:
    """Drafts, quotations and files are named by what a form holds, not by its address."""
    world.add_hidden()
    hidden = Reply.objects.get(pk=world.hidden_id).current_version
    assert hidden is not None
    quoted = Passage(Quoted(hidden.pk, 0, 4), hidden.text[:4], is_chosen=True).value
    picture = factories.file_in(factories.answer(world.peer, world.asks_for_files, "")).pk
    client = enter(world.reader)

    there = list(named_by(client, world, world.hidden_id, quoted, picture))
    absent = quoted.replace(str(hidden.pk), str(ABSENT))
    nowhere = list(named_by(client, world, ABSENT, absent, ABSENT))

    assert there == nowhere
    assert {status for status, _body in there} == {200, 404, 422}


def named_by(
    client: Client, world: World, reply: uuid.UUID, quoted: str, file: uuid.UUID
) -> Iterator[tuple[int, str]]:
    """What comes back, without the ids that were sent and the moment."""
    files, words = world.asks_for_files, {"text": "So I think."}
    sends = {"version": files.wording.pk, "entry": 1, "file": file}
    under = address_of(world, "comments", world.to_reader.pk)
    asked: list[tuple[str, str, dict[str, object]]] = [
        ("post", address_of(world, "draft", world.locked.pk), {**words, "parent": reply}),
        ("post", address_of(world, "draft", world.open_one.pk), {**words, "parent": reply}),
        ("post", address_of(world, "draft", files.pk), sends),
        ("get", under, {"quote": "1", "with": quoted}),
        ("post", under, {**words, "quote": quoted}),
        ("post", address_of(world, "question", files.pk), sends),
        ("post", address_of(world, "uploads", files.pk), {**sends, "key": ABSENT}),
        ("get", address_of(world, "file", file), {}),
    ]
    for method, address, data in asked:
        with transaction.atomic():
            response = getattr(client, method)(address, data)
            body = _MOMENT.sub("then", body_of(response).decode())
            for one in (reply, quoted.partition(":")[0], file):
                body = body.replace(str(one), "")
            yield response.status_code, body
            transaction.set_rollback(True)


def address_of(world: World, name: str, one: uuid.UUID) -> str:
    return reverse(name, args=[world.board.slug, one])


def test_there_was_something_to_leak(world: World) -> None:
    """The same walk by one who has answered meets the sentinel words."""
    world.add_hidden()
    factories.answer(world.reader, world.locked, "Now I have answered.")

    seen = walk(enter(world.reader), world, [world.own.pk])

    assert any(SENTINELS[0].encode() in body for _status, _headers, body in seen.values())
    _status, _headers, board = seen[f"get {reverse('board', args=[world.board.slug])} {{}}"]
    assert b"Grey Owl has mentioned you" in board
    assert b"new replies under" in board


@pytest.mark.parametrize(
    "who",
    [
        "nobody",
        "locked",
        "elsewhere",
        "unconsented",
        "withdrawn",
        "deactivated",
        "tester",
        "recruiter",
        "staff elsewhere",
    ],
)
def test_no_sentinel_reaches_those_who_may_not_read(world: World, who: str) -> None:
    world.add_hidden()
    client = {
        "nobody": Client,
        "locked": lambda: enter(world.reader),
        "elsewhere": lambda: enter(factories.participant(factories.board(slug="elsewhere"))),
        "unconsented": lambda: entered_without_consent(world),
        "withdrawn": lambda: left(world, withdrawn_at=factories.NOW, withdrawn_answers="keep"),
        "deactivated": lambda: left(world, deactivated_at=factories.NOW),
        "tester": lambda: enter(factories.participant(world.board, tester=True)),
        "recruiter": lambda: sign_in(world, Role.RECRUITER),
        "staff elsewhere": staff_of_another_board,
    }[who]()
    # A recruiter looks after people: names and addresses are theirs to see, words are not.
    forbidden = (SENTINELS[0], SENTINELS[4]) if who == "recruiter" else SENTINELS

    seen = walk(client, world, [world.hidden_id])

    leaks = [
        (what, word)
        for what, (_status, headers, body) in seen.items()
        for word in forbidden
        if word.encode() in body or word in str(headers)
    ]
    assert leaks == []


def one_who_has_answered(world: World) -> Participant:
    """Every reveal is open to them."""
    person = factories.participant(world.board)
    for question in (world.locked, world.open_one):
        factories.answer(person, question, "What I think.")
    factories.value(factories.answer(person, world.closed, ""), "a")
    factories.value(factories.answer(person, world.grid, ""), "one", number=1)
    factories.finish(person, world.stage)
    return person


def left(world: World, **fields: object) -> Client:
    """They have read it all, and hold no place any more."""
    person = one_who_has_answered(world)
    client = enter(person)
    there = client.get(reverse("question", args=[world.board.slug, world.locked.pk]))
    assert SENTINELS[0].encode() in there.content
    Participant.objects.filter(pk=person.pk).update(**fields)
    return client


def staff_of_another_board() -> Client:
    return signed_in(factories.facilitator(factories.board(slug="elsewhere")).user)


def entered_without_consent(world: World) -> Client:
    stranger = factories.participant(world.board, consented=False)
    client = Client()
    token = PersonalLink.objects.issue(stranger, now=factories.NOW)
    client.post(reverse("personal_link", args=[token]))
    return client


def test_an_observer_reads_no_name_and_nothing_withheld(world: World) -> None:
    """Under pseudonyms alone (rule 9): neither concealed words nor names or addresses."""
    world.add_hidden()
    Reply.objects.filter(pk=world.hidden_id).update(held_at=factories.NOW)
    kept_back = Reply.objects.filter(question__in=[world.locked, world.asks_for_files])
    kept_back.exclude(pk=world.hidden_id).update(held_at=factories.NOW)

    seen = walk(sign_in(world, Role.OBSERVER), world, [world.hidden_id])

    for what, (_status, _headers, body) in seen.items():
        for word in (SENTINELS[0], *SENTINELS[2:]):
            assert word.encode() not in body, (what, word)
