"""A document that NVivo, MAXQDA and ATLAS.ti code by themselves, and that Word opens."""

from zipfile import ZipFile

import docx
import pytest
from lxml import etree

from moderation.enums import TranscriptFormat, TranscriptNames
from moderation.transcripts.docx_file import LONGEST_NAME, speaker, write_docx
from tests import factories
from tests.moderation.transcripts.made_up import board as board_record
from tests.moderation.transcripts.made_up import heading, row, stage
from tests.moderation.transcripts.reading import transcript_of, written


@pytest.fixture
def made(tmp_path):
    """A document of rows that are made up."""

    def make(*rows, **changes):
        path = tmp_path / "made.docx"
        with path.open("wb") as file:
            write_docx(file, heading(**changes), rows)
        return docx.Document(str(path))

    return make


def styled(document, *styles):
    return [(one.style.name, one.text) for one in document.paragraphs if one.style.name in styles]


@pytest.mark.django_db
def test_stages_and_questions_stand_under_words_own_headings(board, lived, tmp_path):
    path = written(transcript_of(board), TranscriptFormat.DOCX, tmp_path)

    assert styled(docx.Document(str(path)), "Heading 1", "Heading 2") == [
        ("Heading 1", "First reflections"),
        ("Heading 2", "What did you hope?"),
        ("Heading 2", lived.mattered.wording.prompt),
    ]


def test_each_reply_is_one_paragraph_that_begins_with_its_speaker(made):
    document = made(
        row(author="Kestrel", words="Time.\n\nFor example: mine.", choices="Contacts made"),
        row(reply=2, author="Linnet", words="Yes: exactly."),
    )

    assert styled(document, "Reply") == [
        ("Reply", "Kestrel: Contacts made\nTime.\n\nFor example: mine."),
        ("Reply", "Linnet: Yes: exactly."),
    ]


def test_when_it_was_said_stands_behind_it_in_a_style_of_its_own(made):
    document = made(row(author="Kestrel", words="Time.", late=True))

    assert styled(document, "Reply", "Reply Note") == [
        ("Reply", "Kestrel: Time."),
        ("Reply Note", "no. 1, 30 March 2021, 12\u223600, late"),
    ]


@pytest.mark.parametrize(
    ("name", "spoken"),
    [
        ("Kestrel", "Kestrel"),
        ("Dr: Who", "Dr Who"),
        ("A\nB", "A B"),
        ("x" * 62 + " yz", "x" * 62),
        ("y" * 200, "y" * 63),
    ],
)
def test_a_speakers_name_is_short_and_without_a_colon(name, spoken):
    assert speaker(name) == spoken
    assert len(spoken) <= LONGEST_NAME


def test_where_nobody_speaks_no_colon_can_be_taken_for_a_speaker(made):
    document = made(
        row(author="Kestrel", words="Time.", state=["withdrawn"], codes=["Trust: others"]),
        board=board_record(title="Practice: what now?"),
        about=["Short: a colon."],
    )

    silent = [
        one.text
        for one in document.paragraphs
        if one.style.name not in ("Reply", "Heading 1", "Heading 2")
    ]
    assert len(silent) > 20
    assert [text for text in silent if ":" in text[:LONGEST_NAME]] == []
    assert any("“Practice: what now?”" in text for text in silent)


@pytest.mark.django_db
def test_one_person_is_spelt_alike_wherever_they_speak(board, lived, tmp_path):
    path = written(transcript_of(board, TranscriptNames.REAL_NAME), TranscriptFormat.DOCX, tmp_path)

    spoken = {text.split(":")[0] for _style, text in styled(docx.Document(str(path)), "Reply")}

    assert spoken == {"Ann Zebedee", "Ben Quigley", "The moderator"}


def test_what_is_written_from_right_to_left_is_marked_so(made):
    document = made(row(author="Kestrel", words="مرحبا"), row(reply=2, words="Hello"))

    replies = [one for one in document.paragraphs if one.style.name == "Reply"]
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    assert [one._p.find(f"{w}pPr/{w}bidi") is not None for one in replies] == [True, False]


@pytest.mark.django_db
def test_every_part_of_the_package_is_sound_xml_that_its_content_types_name(board, lived, tmp_path):
    path = written(transcript_of(board), TranscriptFormat.DOCX, tmp_path)

    with ZipFile(path) as archive:
        parts = {name: etree.fromstring(archive.read(name)) for name in archive.namelist()}
    named = {one.get("PartName", "") for one in parts["[Content_Types].xml"]} - {""}
    assert named == {f"/{name}" for name in parts if name.endswith(".xml")} - {
        "/[Content_Types].xml"
    }


@pytest.mark.django_db
def test_an_earlier_wording_of_a_question_stands_under_its_title(
    board, lived, another_wording, tmp_path
):
    reworded = another_wording("And now, what do you hope?")
    factories.answer(factories.participant(board), reworded, "More.", said_at=factories.NOW)

    document = docx.Document(str(written(transcript_of(board), TranscriptFormat.DOCX, tmp_path)))

    at = [(str(one.style and one.style.name), one.text) for one in document.paragraphs]
    begin = at.index(("Heading 2", "And now, what do you hope?"))
    assert at[begin + 1 : begin + 5] == [
        ("Reply Note", "Version 1"),
        ("Question", "What did you hope?"),
        ("Reply Note", "Version 2"),
        ("Question", "And now, what do you hope?"),
    ]


def test_a_long_prompt_has_its_first_line_as_title_and_stands_whole_below(made):
    prompt = "You said:\n\n- **Time** matters."
    document = made(row(words="Yes."), guide=[stage(prompt)])

    assert styled(document, "Heading 2", "Question") == [
        ("Heading 2", "You said:"),
        ("Question", prompt),
    ]
