"""Word documents as a draft of a guide: by Word's styles and lists, and what is no text named."""

import re
import tracemalloc
from contextlib import suppress
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_LZMA, ZipFile

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from sessions.enums import Kind
from sessions.studio.bringing.reading import read_guide
from sessions.studio.bringing.word.package import LARGEST_FILE, LARGEST_PART, NotReadable
from sessions.studio.bringing.word.reading import text_of_document
from tests.sessions.studio.documents import STRICT, document, p, packed, part, types


def said(body: str, **others: str) -> list[str]:
    """The lines of a document that are not empty."""
    return [line for line in text_of_document(document(body, **others)).split("\n") if line]


def refused(data: bytes) -> str:
    with pytest.raises(NotReadable) as why:
        text_of_document(data)
    return str(why.value)


def test_a_document_made_with_styles_and_lists_of_a_library() -> None:
    made = Document()
    made.add_heading("Our guide", level=0)
    made.add_paragraph("Welcome to all of you.")
    made.add_heading("Hopes", level=1)
    made.add_paragraph("There are no right answers.")
    made.add_paragraph("What did you hope for?", style="List Number")
    made.add_paragraph("Note: ask for whom")
    made.add_paragraph("How long have you been here?", style="List Number")
    made.add_paragraph("A month", style="List Bullet")
    made.add_paragraph("A year", style="List Bullet")
    made.add_heading("Ahead", level=1)
    made.add_paragraph("3. Typed by hand: what next?")
    made.add_paragraph("a) Go on")
    made.add_paragraph("b) Stop")
    buffer = BytesIO()
    made.save(buffer)

    draft = read_guide(text_of_document(buffer.getvalue()))

    assert (draft.title, draft.welcome) == ("Our guide", "Welcome to all of you.")
    assert [(stage.title, stage.introduction) for stage in draft.stages] == [
        ("Hopes", "There are no right answers."),
        ("Ahead", ""),
    ]
    hopes, long, ahead = draft.questions
    assert (hopes.prompt, hopes.note) == ("What did you hope for?", "ask for whom")
    assert (long.kind, [option.text for option in long.options]) == (
        Kind.SINGLE,
        ["A month", "A year"],
    )
    assert (ahead.prompt, ahead.kind) == ("Typed by hand: what next?", Kind.SINGLE)
    assert draft.not_understood == []


def test_lists_that_word_numbers_are_questions_and_their_letters_options() -> None:
    assert said(
        p("Stage", style="Ours")
        + p("Why?", list_id=1)
        + p("This", list_id=1, level=1)
        + p("That", list_id=1, level=1)
        + p("Which?", style="Listed")
        + p("One", list_id=2)
        + p("Two", list_id=2)
        + p("Three levels?", list_id=3, level=1)
    ) == [
        "# Stage",
        "1. Why?",
        "  - This",
        "  - That",
        "2. Which?",
        "- One",
        "- Two",
        "1. Three levels?",
    ]


def test_headings_stand_under_the_title_whatever_language_word_speaks() -> None:
    title = p("Leitfaden", style="Titel")
    assert said(title + p("Hoffnungen", style="berschrift1")) == ["# Leitfaden", "## Hoffnungen"]


def test_the_stricter_of_words_two_formats_is_read_too() -> None:
    data = document(p("Hopes", style="Ours") + p("Why?", list_id=1), space=STRICT)

    assert text_of_document(data) == "# Hopes\n\n\n1. Why?"


def test_what_was_inserted_linked_or_broken_off_is_text() -> None:
    assert said(
        p(xml="<w:ins><w:r><w:t>New </w:t></w:r></w:ins>"
              "<w:hyperlink><w:r><w:t>link</w:t></w:r></w:hyperlink>"
              "<w:r><w:br/><w:t>below</w:t><w:instrText>PAGE</w:instrText></w:r>")
        + "<w:sdt><w:sdtContent>" + p("Controlled") + "</w:sdtContent></w:sdt>"
    ) == ["New link", "below", "Controlled"]  # fmt: skip


def test_a_note_keeps_what_stands_behind_a_break() -> None:
    broken = "<w:r><w:t>Note: private</w:t><w:br/><w:t>and this</w:t></w:r>"
    (question,) = read_guide(
        text_of_document(document(p("Why?", list_id=1) + p(xml=broken)))
    ).questions

    assert question.note == "private and this"


def test_what_is_no_text_is_named_where_it_stood() -> None:
    cell = "<w:tc>" + p("North") + p("Sea") + "</w:tc>"
    aside = '<w:footnote w:id="2">' + p("By heart") + "</w:footnote>"
    comment = '<w:comment w:id="5">' + p("Really?") + "</w:comment>"
    body = (
        p("Before")
        + f"<w:tbl><w:tr>{cell}<w:tc>{p('South')}</w:tc></w:tr></w:tbl>"
        + p("After", xml='<w:r><w:footnoteReference w:id="2"/><w:commentReference w:id="5"/></w:r>')
        + p(xml='<w:r><w:drawing><wp:docPr descr="A bridge"/></w:drawing></w:r>')
        + p(xml="<w:r><w:pict><w:txbxContent>" + p("Boxed") + "</w:txbxContent></w:pict></w:r>")
        + p("Kept", xml="<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>")
        + p(xml="<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>")
        + p(xml="<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>")
        + p("Hopes 3", style="Verzeichnis1")
        + "<w:altChunk/>"
    )

    lines = said(
        body,
        footnotes=part("footnotes", aside),
        comments=part("comments", comment),
        footer1=part("ftr", p("Draft 3")),
    )

    assert lines == [
        "Before",
        "[?] Row of a table: North Sea | South",
        "After",
        "[?] A footnote: By heart",
        "[?] A comment: Really?",
        "[?] A picture: A bridge",
        "[?] A text box: Boxed",
        "Kept",
        "[?] Deleted in tracked changes: gone",
        "[?] Hidden text: secret",
        "[?] A formula: x+1",
        "[?] Line of a table of contents: Hopes 3",
        "[?] Another document that is put in here",
        "[?] In the margin of the page: Draft 3",
    ]
    left = read_guide("\n".join(lines)).not_understood
    assert len(left) == len([line for line in lines if line.startswith("[?]")])


def test_an_aside_is_named_once_however_often_it_is_referred_to() -> None:
    aside = '<w:footnote w:id="2">' + p("By heart") + "</w:footnote>"
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'

    lines = said(p("One", xml=2 * reference) + p("Two", xml=reference), footnotes=part("f", aside))

    assert lines == ["One", "[?] A footnote: By heart", "Two"]


def test_a_style_based_on_itself_is_plain() -> None:
    assert said(p("Round", style="Loop")) == ["Round"]


@pytest.mark.parametrize("level", ["9", "-1", "1" * 5_000])
def test_a_level_that_word_does_not_have_is_plain(level: str) -> None:
    outline = f'<w:p><w:pPr><w:outlineLvl w:val="{level}"/></w:pPr><w:r><w:t>A</w:t></w:r></w:p>'
    numbering = (
        f'<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="{level}"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    )
    deep = p("B", list_id=1).replace('ilvl w:val="0"', f'ilvl w:val="{level}"')

    assert said(outline + deep, numbering=part("numbering", numbering)) == ["A", "B"]


def test_styles_and_lists_are_each_looked_through_once() -> None:
    number = '<w:num w:numId="{0}"><w:abstractNumId w:val="7"/></w:num>'
    levels = "".join(f'<w:lvl w:ilvl="{level}"/>' for level in range(5_000))
    numbering = f'<w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>' + "".join(
        number.format(n) for n in range(1, 5_000)
    )
    wide = '<w:style w:styleId="Wide"><w:pPr>' + "<w:x/>" * 50_000 + "</w:pPr></w:style>"
    based = '<w:style w:styleId="S{0}"><w:basedOn w:val="Wide"/></w:style>'
    styles = wide + "".join(based.format(n) for n in range(500))
    body = "".join(p("a", style=f"S{n}") for n in range(500))
    lines = said(body, styles=part("styles", styles), numbering=part("numbering", numbering))

    assert lines == ["a"] * 500


def test_what_is_no_word_document_is_refused_whatever_its_name() -> None:
    no_document = "This is no Word document (.docx), whatever its name says."

    assert refused(b"") == no_document
    assert refused(b"%PDF-1.7") == no_document
    assert refused(packed({"xl/workbook.xml": "<x/>"})) == no_document
    assert refused(packed({"[Content_Types].xml": types("text/plain")})) == no_document


def test_old_and_locked_documents_say_what_to_do() -> None:
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)

    assert refused(old) == (
        "This is an old Word document (.doc). Save it as .docx, or paste its text."
    )
    assert refused(old + "EncryptedPackage".encode("utf-16-le")) == (
        "This document is protected by a password. Take the password off, or paste its text."
    )
    data = bytearray(document(p("Why?")))
    for found in re.finditer(b"PK\x01\x02", bytes(data)):
        data[found.start() + 8] |= 1
    assert "protected by a password" in refused(bytes(data))


@pytest.mark.parametrize("garbage", [b"PK\x03\x04" + bytes(90), document(p("Why?"))[:-40]])
def test_a_damaged_file_is_said_to_be_damaged(garbage: bytes) -> None:
    assert refused(garbage).startswith("This file is damaged")


def test_a_damaged_part_is_said_to_be_damaged() -> None:
    data = bytearray(document(p("Why?" * 50)))
    with ZipFile(BytesIO(bytes(data))) as archive:
        info = archive.getinfo("word/document.xml")
    start = info.header_offset + 30 + len(info.filename)
    data[start : start + 20] = bytes(20)

    assert refused(bytes(data)).startswith("This file is damaged")


def test_macros_are_refused() -> None:
    why = "This document holds macros. Save it as a Word document without (.docx)."
    enabled = "application/vnd.ms-word.document.macroEnabled.main+xml"

    assert refused(packed({"[Content_Types].xml": types(enabled)})) == why
    assert refused(document(p("Why?"), vbaProject=b"")) == why


def test_a_file_that_is_too_large_is_refused_unread() -> None:
    assert refused(b"PK" + bytes(LARGEST_FILE)).startswith("This file is larger than 2 MB.")


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = packed(
        {"[Content_Types].xml": types(), "word/document.xml": b" " * (100 * LARGEST_PART)}
    )
    assert len(bomb) < LARGEST_FILE
    assert refused(bomb) == "This document is too large once unpacked to be a guide."


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    data = bytearray(document(p("x" * 1000)))
    with ZipFile(BytesIO(bytes(data))) as archive:
        size = archive.getinfo("word/document.xml").file_size
    lie = size.to_bytes(4, "little")
    at = data.index(lie, data.index(b"PK\x01\x02"))
    data[at : at + 4] = (size - 400).to_bytes(4, "little")

    assert refused(bytes(data)).startswith("This file is damaged")


@pytest.mark.parametrize("method", [ZIP_BZIP2, ZIP_LZMA])
def test_a_part_that_is_packed_as_word_packs_none_is_refused(method: int) -> None:
    body = part("document", f"<w:body>{p('Why?')}</w:body>")
    parts: dict[str, str | bytes] = {"[Content_Types].xml": types(), "word/document.xml": body}
    assert text_of_document(packed(parts)) == "Why?"

    assert refused(packed(parts, method)).startswith("This file is damaged")


def test_parts_that_are_said_to_stand_before_the_file_begins_are_refused() -> None:
    data = bytearray(document(p("Why?")))
    data[data.rindex(b"PK\x05\x06") + 18] = 1

    assert refused(bytes(data)).startswith("This file is damaged")


def test_a_bomb_that_says_it_is_small_is_not_unpacked() -> None:
    data = bytearray(packed({"[Content_Types].xml": b" " * (8 * LARGEST_PART)}))
    data[(at := data.index(b"PK\x01\x02") + 24) : at + 4] = (400).to_bytes(4, "little")
    tracemalloc.start()

    assert refused(bytes(data)).startswith("This file is damaged")
    assert tracemalloc.get_traced_memory()[1] < LARGEST_PART
    tracemalloc.stop()


def test_many_parts_are_refused() -> None:
    parts: dict[str, str | bytes] = {f"word/{number}": "" for number in range(2001)}

    assert "too many parts" in refused(packed({"[Content_Types].xml": types(), **parts}))


LAUGHS = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("doctype", [LAUGHS, OUTSIDE])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(doctype: str, encoding: str) -> None:
    body = part("document", "<w:body>" + p("&a;") + "</w:body>")
    xml = body.replace("?>", f' encoding="{encoding}"?>{doctype}', 1).encode(encoding)

    assert refused(document("", document=xml)).startswith("This file is damaged")


@settings(max_examples=150)
@given(st.data())
def test_whatever_is_changed_in_a_file_it_is_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(document(p("Hopes", style="Ours") + p("Why?", list_id=1)))
    for _change in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    with suppress(NotReadable):
        read_guide(text_of_document(bytes(whole)))


def test_a_document_without_words_is_empty() -> None:
    assert refused(document(p())) == "This document is empty."


def test_a_document_that_is_too_long_is_no_guide() -> None:
    assert refused(document(p("word " * 50_000))) == "This document is too long to be a guide."


def test_a_document_is_read_no_further_than_a_guide_is_long() -> None:
    data = document(p("a" * 1_000) * 120 + p("a") * 150_000)
    assert refused(data) == "This document is too long to be a guide."
