"""The instructions alone: the guide as participants read it, for translators."""

import docx
import pytest
from django.utils.timezone import localdate

from moderation.enums import TranscriptFormat
from moderation.examples.stories import titled
from sessions.actions.boards import create_board
from sessions.enums import ItemKind
from sessions.models import Board, QuestionVersion
from sessions.script.reading import read_script
from tests import factories
from tests.moderation.transcripts.reading import (
    document,
    sheet,
    told_in,
    transcript_of,
    worksheet,
    written,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def example():
    """The example's guide, on a board on which somebody has said something."""
    owner = factories.user()
    board = create_board(
        script=read_script(titled("Communities of practice")),
        owner=owner,
        starts_on=localdate(),
        now=factories.NOW,
    )
    question = board.stages.earliest("position").questions.earliest("position")
    factories.answer(factories.participant(board), question, "Nobody shall translate this.")
    return board


@pytest.fixture
def guide_in(example, tmp_path):
    return lambda format: written(transcript_of(example, instructions_only=True), format, tmp_path)


@pytest.mark.parametrize("format", TranscriptFormat)
def test_it_holds_nothing_of_what_was_said(example, guide_in, tmp_path, format):
    assert len(told_in(written(transcript_of(example), format, tmp_path), format)) == 1

    assert told_in(guide_in(format), format) == []


def test_the_examples_reads_like_a_guide(example, guide_in):
    read = docx.Document(str(guide_in(TranscriptFormat.DOCX)))
    paragraphs = [(str(one.style and one.style.name), one.text) for one in read.paragraphs]

    assert paragraphs[:3] == [
        ("Title", "Discussion guide"),
        (
            "About",
            "All of this is put to participants on the bulletin board named"
            " “Communities of practice”.",
        ),
        ("About", "This is the guide alone, as it is put to participants. It holds no replies."),
    ]
    assert paragraphs[3:5] == [("Heading 1", "Welcome"), ("Question", example.welcome)]
    titles = [text for style, text in paragraphs if style == "Heading 1"]
    stages = example.stages.order_by("position").values_list("title", flat=True)
    assert titles == ["Welcome", *stages]
    questions = [text for style, text in paragraphs if style == "Heading 2"]
    assert len(questions) == QuestionVersion.objects.filter(question__stage__board=example).count()
    assert questions[0].startswith("Introduce yourself in a sentence or two")


@pytest.mark.parametrize("format", [TranscriptFormat.CSV, TranscriptFormat.XLSX])
def test_as_a_table_it_has_every_text_once(example, guide_in, format):
    path = guide_in(format)
    rows = sheet(path, "guide.csv") if format == TranscriptFormat.CSV else worksheet(path, "guide")

    texts = [row["text"] for row in rows]
    assert texts == all_texts(example)
    assert {row["part"] for row in rows} >= {"welcome", "title", "introduction", "prompt", "option"}


def all_texts(board: Board) -> list[str]:
    texts = [board.welcome]
    for stage in board.stages.order_by("position"):
        texts += [one for one in (stage.title, stage.introduction) if one]
        for version in QuestionVersion.objects.filter(question__stage=stage).order_by(
            "question__position", "number"
        ):
            items = list(version.items.order_by("kind", "position"))
            items.sort(key=lambda item: list(ItemKind).index(ItemKind(item.kind)))
            texts += [version.prompt, *(item.text for item in items)]
    return texts


def test_in_json_the_guide_stands_without_rows(example, guide_in):
    told = document(guide_in(TranscriptFormat.JSON))

    assert (told["rows"], told["selection"]["instructions_only"]) == ([], True)
    assert [stage["title"] for stage in told["guide"]] == list(
        example.stages.order_by("position").values_list("title", flat=True)
    )


def test_as_plain_text_it_can_be_read_from_top_to_end(example, guide_in):
    text = guide_in(TranscriptFormat.TXT).read_text(encoding="utf-8")

    stage = example.stages.earliest("position")
    at = [
        text.index(one)
        for one in (
            "DISCUSSION GUIDE",
            "It holds no replies.",
            f"{stage.title}\n{'=' * len(stage.title)}",
            f"\n{stage.introduction}\n",
            "Introduce yourself in a sentence or two",
        )
    ]
    assert at == sorted(at)
