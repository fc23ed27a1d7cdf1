"""A small board on which everything that a transcript must tell has happened."""

from types import SimpleNamespace

import pytest

from participants.enums import Channel
from sessions.enums import Kind, Role
from sessions.models import Question
from tests import factories

HOUR = factories.HOUR
NOW = factories.NOW


@pytest.fixture
def board():
    return factories.board(slug="practice")


@pytest.fixture
def facilitator(board):
    return factories.facilitator(board)


@pytest.fixture
def moderator(board):
    return factories.staff(board, Role.MODERATOR)


@pytest.fixture
def stage(board):
    return factories.stage(board, key="first", title="First reflections")


@pytest.fixture
def hopes(stage):
    return factories.question(stage, key="hopes", prompt="What did you hope?")


@pytest.fixture
def mattered(stage):
    return factories.question(
        stage,
        key="mattered",
        kind=Kind.MULTIPLE,
        options=("Time to think", "Contacts made"),
        settings={"other": True},
    )


@pytest.fixture
def lived(board, facilitator, moderator, hopes, mattered):
    """Answers with corrections, comments, probes, a private exchange, every state, a tester."""
    sector = factories.segment_set(board, "sector", "health", "voluntary sector")
    ann = factories.participant(
        board,
        name="Ann Zebedee",
        email="ann.zebedee@example.org",
        pseudonym="Kestrel",
        segments=[factories.segment(sector, "health")],
    )
    ben = factories.participant(
        board, name="Ben Quigley", email="", pseudonym="Linnet", consented=False
    )
    factories.consent(ben, agreed={"quoted": False})
    tester = factories.participant(board, name="Tess Ter", pseudonym="Tern", tester=True)

    anns = factories.answer(ann, hopes, "Contacts.", said_at=NOW)
    factories.version(anns, "Contacts, and time.", said_at=NOW + HOUR, after_reading=True)
    bens = factories.answer(
        ben,
        hopes,
        "Ask Ann Zebedee about it.",
        said_at=NOW - 2 * HOUR,
        channel=Channel.EMAIL,
        entered_by=facilitator,
        source="E-mail of 29 March from ben.quigley@example.org",
        submitted_at=NOW,
        late=True,
    )
    factories.redact(bens, "Ann Zebedee", "[name]")
    probe = factories.probe(
        moderator, anns, "Which contacts?", needs_reply=True, said_at=NOW + 2 * HOUR
    )
    answered = factories.comment(ann, probe, "Across the county.", said_at=NOW + 4 * HOUR)
    comment = factories.comment(ben, anns, "The same here.", said_at=NOW + 3 * HOUR)
    private = factories.probe(
        moderator, bens, "May I ring you?", private_to=ben, said_at=NOW + HOUR
    )
    help_wanted = factories.call_for_help(ann, mattered, "I see no list.", said_at=NOW - HOUR)
    choice = factories.answer(ann, mattered, "", said_at=NOW)
    factories.value(choice, "contacts-made")
    factories.value(choice, text="the biscuits")

    factories.answer(tester, hopes, "A tester's answer.")
    factories.comment(tester, anns, "A tester's comment.")
    told = factories.comment(moderator, factories.answer(tester, mattered, "Also a tester's."))
    factories.version(told, "Said to a tester.")
    return SimpleNamespace(**{key: value for key, value in locals().items() if key != "told"})


@pytest.fixture
def another_wording(hopes):
    """Version 2 of a question: replies from now on answer that one."""

    def reword(prompt: str) -> Question:
        second = hopes.versions.get(number=1)
        second.pk, second.number, second.prompt = None, 2, prompt
        second._state.adding = True
        second.save()
        hopes.current_version = second
        hopes.save(update_fields=["current_version"])
        return Question.objects.get(pk=hopes.pk)

    return reword
