"""Of a video that somebody sends the first pictures and the first sound are kept as they are."""

from io import BytesIO

import pytest
from PIL import Image

from bulletin.media.keeping import Harmless, made_harmless
from bulletin.media.refusing import NotTaken
from tests.bulletin.media import videos


def kept(data: bytes) -> Harmless:
    return made_harmless(BytesIO(data))


@pytest.mark.parametrize(
    ("form", "codec", "sound", "content_type"),
    [
        ("mp4", "libx264", "aac", "video/mp4"),
        ("mov", "libx264", "aac", "video/mp4"),
        ("mp4", "libx264", "", "video/mp4"),
        ("webm", "libvpx", "libopus", "video/webm"),
        ("webm", "libvpx-vp9", "", "video/webm"),
    ],
)
def test_it_is_copied_without_what_it_says_of_itself(form, codec, sound, content_type):
    data = videos.video(form, codec, sound)
    assert b"Telltale" in data

    harmless = kept(data)

    assert (harmless.content_type, harmless.width, harmless.height) == (content_type, 64, 48)
    assert b"Telltale" not in harmless.data
    assert b"+52.5" not in harmless.data
    with videos.opened(harmless.data) as read:
        assert [one.type for one in read.streams] == ["video", *(["audio"] if sound else [])]
        assert sum(1 for _frame in read.decode(video=0)) == 10


def test_its_first_picture_stands_for_it_in_a_list():
    small = Image.open(BytesIO(kept(videos.video()).small))

    assert (small.format, small.size) == ("WEBP", (64, 48))


def test_what_is_turned_stays_turned():
    harmless = kept(videos.upright())

    assert (harmless.width, harmless.height) == (48, 64)
    assert Image.open(BytesIO(harmless.small)).size == (48, 64)
    with videos.opened(harmless.data) as read:
        assert abs(next(read.decode(video=0)).rotation) == 90


@pytest.mark.parametrize("behind", [b"PK\x03\x04zipped", b"<script>alert(1)</script>"])
def test_a_second_file_behind_it_stays_behind(behind):
    assert behind not in kept(videos.video() + behind).data


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (videos.video("mp4", "mpeg4", ""), "Not every browser plays"),
        (videos.video()[:900], "damaged"),
        (b"\0\0\0\x18ftypisom" + bytes(range(256)) * 20, "damaged"),
        (b"\x1a\x45\xdf\xa3" + b"<script>alert(1)</script>", "damaged"),
        (b"\0\0\0\x18ftypisom" + bytes(60 * 1024 * 1024), "larger than 60 MB"),
        (b"\0\0\0\x18ftypheic" + bytes(100), "not a picture that we can read"),
        (b"#EXTM3U\nfile:///etc/passwd\n", "not a picture that we can read"),
    ],
    ids=["codec", "cut", "no video", "no webm", "huge", "HEIC", "playlist"],
)
def test_what_browsers_cannot_play_is_refused_plainly(data, why):
    with pytest.raises(NotTaken, match=why):
        kept(data)
