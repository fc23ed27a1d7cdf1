"""`manage.py export_transcript`: the same file as the worker's, at once."""

import sys
import zipfile
from io import BytesIO

import pytest
from django.core.management import CommandError, call_command

from bulletin import clock
from bulletin.audit.models import Entry
from moderation.enums import TranscriptFormat
from moderation.models import Code, Coding
from sessions.models import StaffMember
from tests import factories
from tests.moderation.transcripts.reading import document, told_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_the_end_of_the_board():
    clock.move_to(factories.ENDS_AT)


def export(slug="practice", **options):
    call_command("export_transcript", slug, **options)


@pytest.mark.parametrize("format", TranscriptFormat)
def test_a_transcript_is_written_in_every_format(lived, tmp_path, format):
    export(format="json", output=str(tmp_path / "one.json"))
    export(format=format, output=str(tmp_path / "one"))

    rows = document(tmp_path / "one.json")["rows"]
    assert [row["words"] for row in rows] == [
        words for _author, words, _choices in told_in(tmp_path / "one", format)
    ]
    assert len(rows) == 9


def test_options_choose_what_it_holds_and_in_which_order(board, lived, tmp_path, moderator):
    code = Code.objects.create(board=board, name="Trust")
    for reply in (lived.anns, lived.bens):
        Coding.objects.create(
            code=code,
            version=reply.current_version,
            made_at=factories.NOW,
            made_by=moderator.user,
        )
    call_command(
        "export_transcript",
        "practice",
        *("--format=json", f"--output={tmp_path / 'one.json'}", "--names=anonymous", "--by=time"),
        *("--segment=sector=health", "--code=Trust", "--kind=answer", "--without=versions"),
        *("--since=2021-03-29", "--until=2021-03-31"),
    )

    told = document(tmp_path / "one.json")
    assert [(row["author"], row["words"]) for row in told["rows"]] == [
        ("Participant 1", "Contacts, and time.")
    ]
    assert (told["standing"], told["selection"]["by"]) == ("anonymised", "time")


def test_the_instructions_alone_are_written_for_translators(lived, tmp_path):
    export(format="json", output=str(tmp_path / "one.json"), instructions_only=True)

    assert document(tmp_path / "one.json")["rows"] == []


def test_names_are_those_the_board_chose_unless_others_are_named(lived, tmp_path):
    export(format="json", output=str(tmp_path / "chosen.json"))
    export(format="json", output=str(tmp_path / "named.json"), identity="real_name")

    def authors(name):
        return {row["author"] for row in document(tmp_path / name)["rows"] if row["person"]}

    assert authors("chosen.json") == {"Kestrel", "Linnet"}
    assert authors("named.json") == {"Ann Zebedee", "Ben Quigley"}


def test_the_export_stands_in_the_trail(board, lived, tmp_path):
    export(format="json", output=str(tmp_path / "one.json"), identity="first_name")

    entry = Entry.objects.get(action="transcript_exported")
    assert (entry.actor, entry.board, entry.details) == (
        None,
        board.pk,
        {"format": "json", "identity": "first_name"},
    )


def test_a_dash_writes_to_standard_output(lived, tmp_path, monkeypatch):
    class Output:
        buffer = BytesIO()

    monkeypatch.setattr(sys, "stdout", Output())
    export(format="csv", output="-")
    monkeypatch.undo()

    with zipfile.ZipFile(Output.buffer) as archive:
        assert archive.testzip() is None


@pytest.mark.parametrize(
    ("slug", "options", "message"),
    [
        ("nowhere", {"format": "json"}, "nowhere: there is no board of this name."),
        (
            "practice",
            {"format": "odt"},
            "--format odt: there is no such one; csv, xlsx, docx, html, txt, json, files.",
        ),
        (
            "practice",
            {"format": "json", "by": "mood"},
            "--by mood: there is no such one; question, person, stage, time.",
        ),
        (
            "practice",
            {"format": "json", "without": ["words"]},
            "--without words: there is no such one; staff, probes, private, versions, codes.",
        ),
        (
            "practice",
            {"format": "json", "segment": ["sector=east"]},
            "--segment sector=east: the"
            " board has no such one; sector=health, sector=voluntary sector.",
        ),
        (
            "practice",
            {"format": "json", "code": ["Trust"]},
            "--code Trust: the board has no such one; none.",
        ),
        (
            "practice",
            {"format": "json", "since": "today"},
            "--since today: this is no date; write it YYYY-MM-DD.",
        ),
        (
            "practice",
            {"format": "json", "since": "2021-04-02", "until": "2021-04-01"},
            "--until 2021-04-01: this is before --since 2021-04-02.",
        ),
        (
            "practice",
            {"format": "json", "identity": "nick"},
            "--names nick: there is no such one; real_name, first_name, pseudonym, anonymous.",
        ),
    ],
)
def test_what_cannot_be_is_said_in_one_line(lived, tmp_path, slug, options, message):
    with pytest.raises(CommandError) as error:
        export(slug, output=str(tmp_path / "one"), **options)

    assert str(error.value) == message
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_to_is_named(lived, tmp_path):
    path = tmp_path / "no" / "such" / "folder.json"

    with pytest.raises(CommandError) as error:
        export(format="json", output=str(path))

    assert str(error.value) == f"{path}: No such file or directory"


def test_a_board_without_a_facilitator_is_exported_by_nobody(board, lived, tmp_path):
    StaffMember.objects.facilitators().update(removed_at=factories.NOW)

    with pytest.raises(CommandError) as error:
        export(format="json", output=str(tmp_path / "one.json"))

    assert str(error.value) == "practice: the board has no facilitator."
    assert list(tmp_path.iterdir()) == []
