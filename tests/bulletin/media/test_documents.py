"""Of a PDF that somebody sends its pages are kept as they look, and links to the web."""

import zlib
from base64 import a85encode
from io import BytesIO

import pytest
from pikepdf import Array, Dictionary, Name

from bulletin.media.documents import without_telling
from bulletin.media.keeping import Harmless, made_harmless
from bulletin.media.refusing import NotTaken
from tests.bulletin.media import documents, pictures


def kept(data: bytes) -> Harmless:
    return made_harmless(BytesIO(data))


def test_its_pages_are_written_anew():
    harmless = kept(documents.as_bytes(documents.pdf(3)))

    assert (harmless.content_type, harmless.small, harmless.width) == ("application/pdf", b"", None)
    with documents.readable(harmless.data) as read:
        assert len(read.pages) == 3
        assert b"/Photo Do" in read.pages[2].Contents.read_bytes()


def test_nothing_in_it_acts_or_tells():
    data = documents.evil()
    assert b"Telltale" in data

    harmless = kept(data)

    assert b"Telltale" not in harmless.data
    with documents.readable(harmless.data) as read:
        assert set(read.Root.keys()) == {"/Type", "/Pages"}
        assert not read.docinfo.keys()
        assert [str(note.A.URI) for note in read.pages[0].Annots] == ["https://example.org/leaflet"]
        assert not read.pages[0].obj.keys() & {"/AA", "/PieceInfo"}


def test_a_photo_in_it_says_no_longer_where_it_was_taken():
    with documents.readable(kept(documents.as_bytes(documents.pdf())).data) as read:
        photo = read.pages[0].Resources.XObject.Photo
        data = photo.read_raw_bytes()

    assert b"Exif" in pictures.photo()
    assert b"Telltale" in pictures.photo()
    assert (photo.Filter, b"Exif" in data, b"Telltale" in data) == (Name.DCTDecode, False, False)


def with_a_photo(data: bytes, filters: object, hints: object = None) -> bytes:
    made = documents.pdf()
    made.pages[0].Resources.XObject.Photo.write(data)
    made.pages[0].Resources.XObject.Photo.Filter = filters
    if hints is not None:
        made.pages[0].Resources.XObject.Photo.DecodeParms = hints
    return documents.as_bytes(made, compress_streams=False)


@pytest.mark.parametrize(
    ("data", "filters"),
    [
        (pictures.photo(), [Name.DCTDecode]),
        (pictures.photo(), [Name.DCT]),
        (a85encode(pictures.photo()) + b"~>", [Name.ASCII85Decode, Name.DCTDecode]),
        (zlib.compress(pictures.photo()), [Name.FlateDecode, Name.DCTDecode]),
    ],
    ids=["one in a list", "short", "as text", "packed again"],
)
def test_a_photo_says_nothing_however_it_is_packed(data, filters):
    hints = Array([None] * (len(filters) - 1) + [Dictionary(ColorTransform=0)])

    with documents.readable(kept(with_a_photo(data, Array(filters), hints)).data) as read:
        photo = read.pages[0].Resources.XObject.Photo
        assert photo.Filter == Name.DCTDecode
        assert photo.DecodeParms == Dictionary(ColorTransform=0)
        assert photo.read_raw_bytes() == without_telling(pictures.photo())


def test_how_a_photos_colours_are_meant_is_kept():
    data = with_a_photo(pictures.photo(), Name.DCTDecode, Dictionary(ColorTransform=0))

    with documents.readable(kept(data).data) as read:
        photo = read.pages[0].Resources.XObject.Photo
        assert photo.DecodeParms == Dictionary(ColorTransform=0)


@pytest.mark.parametrize(
    ("filters", "why"),
    [
        (Name.JPXDecode, "JPEG 2000"),
        (Array([Name.JPXDecode]), "JPEG 2000"),
        (Array([Name.FlateDecode, Name.JPXDecode]), "JPEG 2000"),
        (Array([Name.DCTDecode, Name.FlateDecode]), "damaged"),
        (Array([Name("/Telltale"), Name.DCTDecode]), "damaged"),
    ],
)
def test_a_photo_that_cannot_be_looked_through_is_refused(filters, why):
    with pytest.raises(NotTaken, match=why):
        kept(with_a_photo(pictures.photo(), filters))


JPEG = pictures.as_bytes(pictures.halves(), "JPEG")


@pytest.mark.parametrize("behind", [pictures.photo(), b"....ftypmp42 Telltale clip"])
def test_what_lies_behind_a_photos_end_is_cut_off(behind):
    assert without_telling(JPEG + behind) == JPEG


@pytest.mark.parametrize("options", [{"progressive": True}, {"restart_marker_blocks": 1}])
def test_every_scan_of_a_photo_is_kept(options):
    data = pictures.as_bytes(pictures.halves(), "JPEG", **options)

    assert without_telling(data) == data


def test_what_is_told_between_two_scans_stays_behind():
    data = pictures.as_bytes(pictures.halves(), "JPEG", progressive=True)
    at = data.rindex(b"\xff\xda")

    assert without_telling(data[:at] + b"\xff\xfe\x00\x0aTelltale" + data[at:]) == data


def test_bytes_that_only_fill_hide_nothing():
    data = pictures.photo()

    filled = data[:2] + b"\xff\xff" + data[2:-2] + b"\xff" + data[-2:]
    assert b"Exif" not in without_telling(filled)
    assert without_telling(JPEG[:2] + b"\xff\xff" + JPEG[2:]) == JPEG


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xd8",
        b"\xff\xd8\xff\xe1\xff\xff",
        b"no jpeg at all",
        JPEG[:-2],
        JPEG[:2] + b"\xff\x01" + JPEG[2:],
        JPEG[:2] + pictures.photo(),
        JPEG[:-2] + pictures.photo(),
    ],
)
def test_a_photo_that_cannot_be_followed_to_its_end_is_refused(data):
    with pytest.raises(ValueError, match="JPEG"):
        without_telling(data)


def test_a_pdf_with_a_photo_that_cannot_be_followed_is_refused():
    made = documents.pdf()
    photo = made.pages[0].Resources.XObject.Photo
    photo.write(pictures.photo()[:-2], filter=Name.DCTDecode)

    with pytest.raises(NotTaken, match="damaged"):
        kept(documents.as_bytes(made))


@pytest.mark.parametrize("behind", [b"PK\x03\x04zipped", b"<script>alert(1)</script>"])
def test_a_second_file_behind_it_stays_behind(behind):
    assert behind not in kept(documents.as_bytes(documents.pdf()) + behind).data


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (documents.locked("secret"), "locked with a password"),
        (documents.locked(""), "locked with a password"),
        (documents.as_bytes(documents.pdf(0)), "1 to 200 pages"),
        (documents.as_bytes(documents.pdf(201)), "1 to 200 pages"),
        (documents.evil()[:500], "damaged"),
        (b"%PDF-1.7\n", "damaged"),
        (documents.bomb(), "damaged"),
        (b"%PDF-1.7\n" + bytes(20 * 1024 * 1024), "larger than 20 MB"),
    ],
    ids=["locked", "locked for changes", "empty", "long", "cut", "no more", "bomb", "huge"],
)
def test_what_cannot_be_read_safely_is_refused_plainly(data, why):
    with pytest.raises(NotTaken, match=why):
        kept(data)
