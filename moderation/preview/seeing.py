"""One page of a board as somebody sees it: their own view, through the real gate, taken back.

Whatever looking changes (a first visit, what was served) and whoever was imagined for it exists
in a transaction that is always rolled back.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from typing import cast

from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase
from django.urls import get_script_prefix, resolve, reverse, set_script_prefix

from bulletin.web.access import Access, access_of
from bulletin.web.middleware import POLICY
from moderation.preview import imagining
from moderation.preview.eyes import Eyes
from moderation.web import Desk, DeskRequest
from participants.entry.standing import standing_of
from participants.models import Participant
from participants.web import ParticipantRequest, Visit
from sessions.models import Board

_SCRIPTS = re.compile(rb"<script\b[^>]*></script>")
# Nothing in it runs, so that nothing is sent; it may stand in a frame of our own.
SEEN_POLICY = POLICY.replace("script-src 'self'", "script-src 'none'").replace(
    "frame-ancestors 'none'", "frame-ancestors 'self'"
)


def seen_page(request: DeskRequest, eyes: Eyes, address: str) -> HttpResponseBase:
    """What a participant's `address` answers to a GET. Its links lead on within the preview.

    Raises Http404 for an address that is no participant's page of this board, and for what a
    known person answered to each statement of the consent.
    """
    desk = request.desk
    match = resolve(f"/{address}")
    if access_of(match.func) != Access.PARTICIPANT or match.kwargs.get("slug") != desk.board.slug:
        raise Http404
    if eyes.person and match.url_name == "consent_copy":
        raise Http404
    with transaction.atomic(), _links_within(_place_of(desk, eyes)):
        asked = _theirs(request)
        asked.visit = _visit(desk, eyes)
        response: HttpResponseBase = match.func(asked, *match.args, **match.kwargs)
        transaction.set_rollback(True)
    return response


def frameable(response: HttpResponseBase) -> HttpResponseBase:
    """It may stand in a frame of ours, and nothing in it runs."""
    if isinstance(response, HttpResponse):
        response.content = _SCRIPTS.sub(b"", response.content)
    response.headers["Content-Security-Policy"] = SEEN_POLICY
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response


def _visit(desk: Desk, eyes: Eyes) -> Visit:
    now = eyes.at or desk.now
    board = Board.objects.get(pk=desk.board.pk)
    imagining.make_ready(board, by=desk.user, now=now)
    imagining.name_nobody_more_than_to_staff(board)
    if eyes.as_written:
        imagining.put_what_waits_into_force(board, by=desk.user, now=now)
    participant = _looking(board, eyes, desk)
    if eyes.has_answered:
        imagining.answer_everything(participant, now=now)
    return Visit(
        participant=participant,
        now=now,
        standing=standing_of(participant, now),
        since=participant.last_came_at,
        preview=True,
    )


def _looking(board: Board, eyes: Eyes, desk: Desk) -> Participant:
    if eyes.person:
        return imagining.participant_at(board, eyes.person)
    return imagining.imagine(board, eyes.segments, now=min(eyes.at or desk.now, desk.now))


def _theirs(request: DeskRequest) -> ParticipantRequest:
    """A request of the person's own. What staff are still to be told stays with theirs."""
    asked = copy(request)
    vars(asked).pop("_messages", None)
    return cast(ParticipantRequest, asked)


def _place_of(desk: Desk, eyes: Eyes) -> str:
    return reverse("desk_seen", args=[desk.board.slug, eyes.token(), "b"]).removesuffix("b")


@contextmanager
def _links_within(place: str) -> Iterator[None]:
    """Every address that is made meanwhile stands under this one."""
    before = get_script_prefix()
    set_script_prefix(place)
    try:
        yield
    finally:
        set_script_prefix(before)
