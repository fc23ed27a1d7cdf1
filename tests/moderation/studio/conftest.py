"""The desk's browsers at a board whose guide is being written, and one that is live."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sessions.models import Board, Question
from tests import factories
from tests.moderation.desk.conftest import _on_the_tuesday, at_desk, board, facilitator, staff

__all__ = ["_on_the_tuesday", "at_desk", "board", "facilitator", "staff"]

Post = Callable[..., Any]


@pytest.fixture
def draft(board: Board) -> Board:
    """The same board, not launched."""
    board.launched_at = board.launched_by = None
    board.save()
    return board


@pytest.fixture
def question(board: Board) -> Question:
    return factories.question(factories.stage(board), prompt="What did you hope for?")


def at(name: str, question: Question) -> str:
    return reverse(name, args=[question.stage.board.slug, question.pk])


def revision(question: Question) -> int:
    return Question.objects.get(pk=question.pk).revision


def form_in(html: str) -> dict[str, Any]:
    """What a browser would send of the question's form that is open on the page."""
    form = html.partition('class="guide-form"')[2].partition("</form>")[0]
    sent: dict[str, Any] = {}
    for tag in re.findall(r"<input\b[^>]*>", form):
        said = dict(re.findall(r'([a-z-]+)="([^"]*)"', tag))
        if said.get("type") == "checkbox":
            if "checked" in tag:
                sent.setdefault(said["name"], []).append(said.get("value", "on"))
        elif "name" in said:
            sent[said["name"]] = said.get("value", "")
    for name, text in re.findall(r'<textarea name="([^"]+)"[^>]*>\n?(.*?)</textarea>', form, re.S):
        sent[name] = text
    for name, options in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        sent[name] = chosen[1] if chosen else ""
    return sent


def opened(client: Client, question: Question) -> dict[str, Any]:
    """The question's form as it is opened by somebody now."""
    page = client.get(at("desk_guide_question", question))
    assert page.status_code == 200
    return form_in(page.content.decode())
