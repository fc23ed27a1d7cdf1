"""A browser that plays a video asks for it piece by piece."""

import pytest
from django.urls import reverse

from bulletin.media.keeping import keep
from bulletin.media.ranges import NotThere, Span, span_in
from tests import factories
from tests.bulletin.media import videos
from tests.bulletin.media.test_videos import kept
from tests.participants.visits import browser_of


@pytest.mark.parametrize(
    ("header", "span"),
    [
        ("bytes=0-", Span(0, 9)),
        ("bytes=2-4", Span(2, 4)),
        ("bytes=9-9", Span(9, 9)),
        ("bytes=2-400", Span(2, 9)),
        ("bytes=-3", Span(7, 9)),
        ("bytes=-30", Span(0, 9)),
        ("", None),
        ("bytes=-", None),
        ("bytes=5-2", None),
        ("bytes=0-1,3-4", None),
        ("bytes=a-b", None),
        ("lines=1-2", None),
        (f"bytes={'9' * 5000}-", None),
    ],
)
def test_one_piece_is_cut_out_and_whatever_else_is_asked_gets_the_whole(header, span):
    assert span_in(header, 10) == span


@pytest.mark.parametrize("header", ["bytes=10-", "bytes=99-100", "bytes=-0"])
def test_what_lies_behind_the_end_is_not_there(header):
    with pytest.raises(NotThere):
        span_in(header, 10)


@pytest.mark.django_db
def test_a_video_comes_whole_or_in_pieces():
    board = factories.board(slug="cop")
    question = factories.question(factories.stage(board))
    harmless = kept(videos.video())
    file = keep(harmless, board=board.pk, uploaded_name="v.mp4", key="v")
    factories.stimulus(question, file)
    client = browser_of(factories.participant(board))
    address, size = reverse("file", args=["cop", file.pk]), len(harmless.data)

    whole = client.get(address)
    assert (whole.status_code, whole["Accept-Ranges"]) == (200, "bytes")
    assert b"".join(whole) == harmless.data
    piece = client.get(address, headers={"range": "bytes=4-7"})
    assert (piece.status_code, b"".join(piece)) == (206, b"ftyp")
    assert piece["Content-Range"] == f"bytes 4-7/{size}"
    assert (piece["Content-Length"], piece["Content-Type"]) == ("4", "video/mp4")
    assert piece["Cache-Control"] == "private, no-cache"
    gone = client.get(address, headers={"range": f"bytes={size}-"})
    assert (gone.status_code, gone["Content-Range"]) == (416, f"bytes */{size}")
    other = client.get(address, headers={"range": "bytes=4-7", "if-range": '"another"'})
    assert b"".join(other) == harmless.data
