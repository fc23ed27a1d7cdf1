"""A video that somebody sent is copied anew: its first pictures and its first sound, as they are.

Where and when it was taken, with what, covers, subtitles and whatever else lies in it stay behind.
It is run in a process of its own.
"""

from pathlib import Path
from typing import Any

import av
from av.audio.stream import AudioStream
from av.bitstream import BitStreamFilterContext
from av.container import InputContainer, OutputContainer
from av.stream import Disposition
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from PIL import Image

from bulletin.media.limits import LONGEST_VIDEO_SIDE, MOST_VIDEO_SECONDS, SMALL_SIDE

_QUALITY = 80

# What browsers play, by what the file is.
_PLAYED = {
    "mp4": ({"h264", "av1"}, {"aac", "mp3"}),
    "webm": ({"vp8", "vp9", "av1"}, {"opus", "vorbis"}),
}
_READERS = {"mp4": "mov", "webm": "matroska"}
# Messages between the pictures, in which some cameras write where they are.
_WITHOUT_MESSAGES = {"h264": "filter_units=remove_types=6"}


def rewrite(source: Path, target: Path, small: Path, form: str) -> dict[str, Any]:
    """Returns `{"refused": why}`, or its sides as it is looked at; `target` is then written, and
    `small` is its first picture as WebP. `form` is `mp4` or `webm`."""
    try:
        with source.open("rb") as file, av.open(file, "r", format=_READERS[form]) as video:
            return _why_not(video, form) or _copy(video, target, small, form)
    except (av.FFmpegError, ValueError, IndexError, KeyError, OSError):
        return {"refused": "damaged"}


def _pictures(video: InputContainer) -> VideoStream | None:
    moving = (one for one in video.streams.video if Disposition.attached_pic not in one.disposition)
    return next(moving, None)


def _why_not(video: InputContainer, form: str) -> dict[str, Any]:
    seen, heard = _pictures(video), _sound(video)
    pictures, sounds = _PLAYED[form]
    if seen is None or _codec(seen) not in pictures:
        return {"refused": "kind"}
    if heard is not None and _codec(heard) not in sounds:
        return {"refused": "kind"}
    if not video.duration or video.duration > MOST_VIDEO_SECONDS * av.time_base:
        return {"refused": "length"}
    if not 0 < max(seen.width, seen.height) <= LONGEST_VIDEO_SIDE:
        return {"refused": "sides"}
    return {}


def _codec(stream: VideoStream | AudioStream) -> str:
    return stream.codec_context.codec.canonical_name


def _sound(video: InputContainer) -> AudioStream | None:
    return next(iter(video.streams.audio), None)


def _copy(video: InputContainer, target: Path, small: Path, form: str) -> dict[str, Any]:
    options = {"movflags": "+faststart"} if form == "mp4" else {}
    streams = [one for one in (_pictures(video), _sound(video)) if one is not None]
    with av.open(
        str(target), "w", format=form, options=options, container_options={"fflags": "+bitexact"}
    ) as copy:
        _mux(video, copy, streams)
    return _still(video, small)


def _mux(video: InputContainer, copy: OutputContainer, streams: list[Any]) -> None:
    written, filters = {}, {}
    for one in streams:
        written[one.index] = copy.add_stream_from_template(one)
        written[one.index].metadata.clear()
        if (codec := _codec(one)) in _WITHOUT_MESSAGES:
            filters[one.index] = BitStreamFilterContext(_WITHOUT_MESSAGES[codec], one)
    copy.metadata.clear()
    for packet in video.demux(streams):
        if packet.dts is None:
            continue
        index = packet.stream.index
        passed = filters[index].filter(packet) if index in filters else [packet]
        for one in passed:
            one.stream = written[index]
            copy.mux(one)


def _still(video: InputContainer, small: Path) -> dict[str, Any]:
    """Its first picture, turned as it is looked at."""
    video.seek(0)
    frame = next(video.decode(_pictures(video)))
    assert isinstance(frame, VideoFrame)
    seen: Image.Image = frame.to_image()  # type: ignore[no-untyped-call]  # PyAV types all but this
    picture = seen.rotate(frame.rotation, expand=True)
    width, height = picture.size
    picture.thumbnail((SMALL_SIDE, SMALL_SIDE))
    picture.save(small, "WEBP", quality=_QUALITY)
    return {"width": width, "height": height}
