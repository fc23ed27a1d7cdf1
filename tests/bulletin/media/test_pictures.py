"""Of a picture that somebody sends only what is seen of it is kept."""

from io import BytesIO

import pytest
from PIL import Image

from bulletin.media import pictures as taking
from bulletin.media.limits import SMALL_SIDE
from bulletin.media.pictures import read_picture
from bulletin.media.refusing import NotTaken
from tests.bulletin.media import pictures

RED, GREEN, BLUE = (255, 0, 0), (0, 128, 0), (0, 0, 255)


def kept(data: bytes) -> Image.Image:
    return Image.open(BytesIO(read_picture(BytesIO(data)).data))


def colour_at(image: Image.Image, across: float, down: float) -> tuple[int, ...]:
    """The pure colour that this place is nearest to: WebP changes it a little."""
    place = int(image.width * across), int(image.height * down)
    seen = image.convert("RGB").getpixel(place)
    assert isinstance(seen, tuple)
    return min(
        (RED, GREEN, BLUE),
        key=lambda pure: sum((a - b) ** 2 for a, b in zip(pure, seen, strict=True)),
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_each_format_is_written_anew_as_webp(kind):
    read = read_picture(BytesIO(pictures.as_bytes(pictures.halves(), kind)))

    image = Image.open(BytesIO(read.data))
    assert image.format == "WEBP"
    assert (read.width, read.height) == image.size == (40, 20)
    assert (colour_at(image, 0.2, 0.5), colour_at(image, 0.8, 0.5)) == (RED, BLUE)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_every_kind_of_pixel_can_be_looked_at(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    image = pictures.halves().convert("L" if mode == "I;16" else mode).convert(mode)

    assert kept(pictures.as_bytes(image, kind)).size == (40, 20)


def test_what_is_seen_through_stays_so():
    clear = Image.new("RGBA", (10, 10), (255, 0, 0, 0))

    opacity = kept(pictures.as_bytes(clear, "PNG")).convert("RGBA").getchannel("A")
    assert opacity.getextrema() == (0, 0)


@pytest.mark.parametrize("data", [pictures.photo(), pictures.chatty_png()])
def test_nothing_is_left_of_where_when_and_with_what_it_was_taken(data):
    assert b"Telltale" in data or b"Exif" in data
    read = read_picture(BytesIO(data))

    for written in (read.data, read.small):
        image = Image.open(BytesIO(written))
        assert not image.getexif()
        assert not image.info.keys() & {"exif", "xmp", "comment", "icc_profile", "Comment"}
        assert b"Telltale" not in written


@pytest.mark.parametrize(
    ("orientation", "size", "red_at"),
    [
        (1, (40, 20), (0.2, 0.5)),
        (3, (40, 20), (0.8, 0.5)),
        (6, (20, 40), (0.5, 0.2)),
        (8, (20, 40), (0.5, 0.8)),
    ],
)
def test_what_its_metadata_turns_is_turned_for_good(orientation, size, red_at):
    image = kept(pictures.photo(orientation))

    assert image.size == size
    assert colour_at(image, *red_at) == RED


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("begun", [b"II+\0", b"II*\0", b"II*\0\x08\0", b"MM\0*"])
def test_a_picture_whose_metadata_is_cut_short_is_kept_as_it_is(kind, begun):
    exif = b"Exif\0\0" + begun if kind == "JPEG" else begun
    image = kept(pictures.as_bytes(pictures.halves(), kind, exif=exif))

    assert image.size == (40, 20)
    assert colour_at(image, 0.2, 0.5) == RED


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_of_a_moving_picture_the_first_frame_is_kept(kind):
    image = kept(pictures.moving(kind))

    assert getattr(image, "n_frames", 1) == 1
    assert colour_at(image, 0.2, 0.5) == RED


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF"])
@pytest.mark.parametrize(
    "payload", [b"<script>alert(1)</script>", b"PK\x03\x04zipped", b"<?php evil(); ?>"]
)
def test_a_second_file_behind_a_picture_stays_behind(kind, payload):
    data = pictures.as_bytes(pictures.halves(), kind) + payload

    assert payload not in read_picture(BytesIO(data)).data


def test_a_large_picture_is_made_to_fit_and_has_a_small_one():
    read = read_picture(BytesIO(pictures.as_bytes(pictures.halves(5000, 2500), "JPEG")))

    assert (read.width, read.height) == (taking.LONGEST_SIDE, taking.LONGEST_SIDE // 2)
    assert Image.open(BytesIO(read.small)).size == (SMALL_SIDE, SMALL_SIDE // 2)


@pytest.mark.parametrize("side", [6_400, 12_000, 60_000])
def test_a_picture_of_too_many_pixels_is_refused_before_they_are_made(side):
    with pytest.raises(NotTaken, match="more than 40 million pixels"):
        read_picture(BytesIO(pictures.bomb(side)))


def test_a_picture_that_is_a_line_is_refused():
    with pytest.raises(NotTaken, match="crop"):
        read_picture(BytesIO(pictures.as_bytes(Image.new("RGB", (4100, 100)), "PNG")))


def test_a_huge_file_is_refused_by_its_size():
    with pytest.raises(NotTaken, match="larger than 20 MB"):
        read_picture(BytesIO(bytes(taking.MOST_BYTES + 1)))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<html><script>alert(1)</script></html>",
        b"%PDF-1.7\n",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        b"GIF89a",
        b"\x89PNG\r\n\x1a\n",
        b"BM" + bytes(100),
        pictures.as_bytes(pictures.halves(), "TIFF"),
        pictures.as_bytes(pictures.halves(), "BMP"),
        pictures.photo()[:400],
        pictures.as_bytes(pictures.halves(), "PNG")[:60],
        pictures.bomb(100),
    ],
)
def test_what_is_no_picture_or_a_damaged_one_is_refused(data):
    with pytest.raises(NotTaken, match="not a picture that we can read"):
        read_picture(BytesIO(data))
