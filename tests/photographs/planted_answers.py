"""What people have said in the stage that is planted, and what was said under it."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from participants.models import AnswerValue, Participant, Reply, Upload
from sessions.enums import ItemKind, Kind
from sessions.models import Question
from tests import factories
from tests.photographs.room import room

SAID = (
    "We were eleven in a kitchen for six. Nobody could leave without asking somebody to move, and"
    " so everybody heard the end of every story. I would not have planned it like that.",
    "Not much happened, and that was good. I said what I had come to say, and it was taken down.",
    "The heating failed. Three of us went home for blankets, and nobody went home for good.",
)


def answer_all(people: Sequence[Participant], asked: Sequence[Question], now: datetime) -> None:
    """Each person answers everything; whoever comes first had said something else before."""
    for number, person in enumerate(people):
        said_at = now - timedelta(hours=3, minutes=17 * number)
        for question in asked:
            said = SAID[number % len(SAID)] if question.kind == Kind.TEXT else ""
            made = factories.answer(person, question, said, said_at=said_at)
            VALUES.get(Kind(question.kind), _nothing)(made, number)
            factories.reading(person, question, unlocked_at=said_at)
    for question in asked:
        Question.objects.filter(pk=question.pk).update(first_posted_at=now - timedelta(hours=5))


def _nothing(made: Reply, number: int) -> None:
    """Words are all there is to it."""


def _chosen(made: Reply, number: int) -> None:
    factories.value(made, _items(made, ItemKind.OPTION)[number % 3])


def _point(made: Reply, number: int) -> None:
    factories.value(made, number=6 + number)


def _in_grid(made: Reply, number: int) -> None:
    columns = _items(made, ItemKind.COLUMN)
    for place, row in enumerate(_items(made, ItemKind.ROW)):
        if columns:
            factories.value(made, row, column=columns[(place + number) % len(columns)])
        else:
            factories.value(made, row, number=1 + (2 * place + number) % 5)


def _marked(made: Reply, number: int) -> None:
    factories.mark(made, 270, 340, "We sit here when it rains.", kind="works-well")
    factories.mark(made, 500 + 90 * number, 120, "Draughty.", kind="gets-in-the-way")


def _sent(made: Reply, number: int) -> None:
    assert made.participant is not None
    assert made.current_version is not None
    file = room(made.board)
    Upload.objects.create(file=file, participant=made.participant, question=made.question)
    AnswerValue.objects.create(
        version=made.current_version, file=file, place=1, text="From the door, before we came"
    )


def _items(made: Reply, kind: ItemKind) -> list[str]:
    items = made.question.wording.items.filter(kind=kind)
    return list(items.order_by("position").values_list("key", flat=True))


VALUES: dict[Kind, Callable[[Reply, int], None]] = {
    Kind.SINGLE: _chosen,
    Kind.SCALE: _point,
    Kind.GRID: _in_grid,
    Kind.ANNOTATE: _marked,
    Kind.FILE: _sent,
}
