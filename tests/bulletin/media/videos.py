"""Videos as people send them, and as somebody would who means harm."""

from io import BytesIO
from typing import Any

import av
from av.container import InputContainer, OutputContainer
from PIL import Image

_FRAMES = 10
# A track's matrix that turns it by a quarter: see ISO/IEC 14496-12, 8.3.2.
_QUARTER = b"".join(
    number.to_bytes(4) for number in (0, 0x10000, 0, 0xFFFF0000, 0, 0, 0, 0, 0x40000000)
)
_MATRIX_AT = 44


def video(form: str = "mp4", codec: str = "libx264", sound: str = "aac") -> bytes:
    """A second of red with silence, in a file that says where it was taken."""
    out = BytesIO()
    with av.open(out, "w", format=form) as made:
        made.metadata.update(title="Telltale title", location="+52.5000+013.3000/")
        seen: Any = made.add_stream(codec, rate=10)
        seen.width, seen.height, seen.pix_fmt = 64, 48, "yuv420p"
        heard: Any = made.add_stream(sound, rate=48000) if sound else None
        for number in range(_FRAMES):
            frame = av.VideoFrame.from_image(Image.new("RGB", (64, 48), "red"))
            frame.pts = number
            made.mux(seen.encode(frame))
        made.mux(seen.encode())
        if heard is not None:
            _silence(made, heard)
    return out.getvalue()


def _silence(made: OutputContainer, heard: Any) -> None:
    samples = heard.codec_context.frame_size or 1024
    for number in range(_FRAMES):
        frame = av.AudioFrame(format="fltp", layout="stereo", samples=samples)
        frame.sample_rate, frame.pts = 48000, number * samples
        for plane in frame.planes:
            plane.update(bytes(plane.buffer_size))
        made.mux(heard.encode(frame))
    made.mux(heard.encode())


def upright() -> bytes:
    """One that is to be turned by a quarter, as telephones make them."""
    data = bytearray(video())
    at = data.index(b"tkhd") + _MATRIX_AT
    data[at : at + len(_QUARTER)] = _QUARTER
    return bytes(data)


def opened(data: bytes) -> InputContainer:
    return av.open(BytesIO(data), "r")
