"""A guide written by hand in the editor is the guide that the script would have made."""

from datetime import date
from typing import Any

from django.test import Client
from django.urls import reverse

from sessions.actions.boards import create_board
from sessions.kinds.base import QuestionScript
from sessions.models import Board, Question
from sessions.script.bundle import files_named
from sessions.script.describing import script_of
from sessions.script.reading import read_script
from sessions.script.shape import BoardScript, StageScript
from sessions.studio.typed import LISTS
from tests import factories
from tests.moderation.desk.conftest import signed_in
from tests.moderation.studio.conftest import opened
from tests.sessions.scripts import EVERY_FILE, EXAMPLE, every_kind


def written_by_hand(script: BoardScript) -> Board:
    """The board without its guide, and then each stage's questions typed into their forms."""
    owner = factories.user()
    bare = script.model_copy(
        update={"stages": [one.model_copy(update={"questions": []}) for one in script.stages]}
    )
    files = {key: EVERY_FILE[key] for key in files_named(bare)}
    board = create_board(script=bare, owner=owner, files=files, now=factories.NOW)
    for key in files_named(script) - files.keys():
        factories.picture(board, key)
    client = signed_in(owner)
    for stage in script.stages:
        for question in stage.questions:
            write(client, board, stage, question)
    return board


def write(client: Client, board: Board, stage: StageScript, script: QuestionScript) -> None:
    place = board.stages.get(key=stage.key)
    add = reverse("desk_guide_questions", args=[board.slug, place.pk])
    assert client.post(add, {"kind": script.kind}).status_code == 302
    made = place.questions.latest("position")
    typed = opened(client, made) | typed_of(script)
    address = reverse("desk_guide_question", args=[board.slug, made.pk])
    response = client.post(address, typed)
    assert response.status_code == 302, response.content.decode()


def typed_of(script: QuestionScript) -> dict[str, Any]:
    """What somebody types who has the script beside them."""
    said = script.model_dump(mode="json", by_alias=True, exclude_none=True)
    typed: dict[str, Any] = {}
    for name, value in said.items():
        if name in LISTS:
            for number, entry in enumerate(value):
                for part, text in entry.items():
                    if text:
                        typed[f"{name}-{number}-{part}"] = _chosen(said, part, text)
        elif name == "scale":
            typed |= {f"scale_{end}": text for end, text in value.items()}
        elif name == "segments":
            typed[name] = [f"{key}={one}" for key, values in value.items() for one in values]
        else:
            typed[name] = value
    return typed


def _chosen(said: dict[str, Any], part: str, text: Any) -> Any:
    """Where an option leads is chosen with its set."""
    return f"{said['routes']}={text}" if part == "segment" else text


def test_the_example_board_written_by_hand_exports_to_the_same_script(db: None) -> None:
    factories.swept()
    script = read_script(EXAMPLE.read_bytes(), starts_on=date(2021, 3, 26))

    board = written_by_hand(script)

    assert script_of(board) == script
    assert not Question.objects.filter(stage__board=board, current_version=None).exists()


def test_every_kind_written_by_hand_is_the_script_that_says_the_same(db: None) -> None:
    factories.swept()
    script = every_kind()

    assert script_of(written_by_hand(script)) == script
